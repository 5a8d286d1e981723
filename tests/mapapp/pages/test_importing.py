"""The import page as Streamlit runs it: a file, its columns, its questions, and a map."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from geodata.collection import read_collection
from geodata.importing.drafting import Choices, make_draft
from geodata.importing.previous_import import BadMemoryError, read_memory
from geodata.importing.reading import read_data
from layers.selection import Selection, select
from mapapp.exports.table_formats.csv import to_csv
from mapapp.panels.import_answers import with_said
from mapapp.panels.import_questions import with_answers
from mapapp.panels.import_work import Work, questions_of

SHEET = """City;Country;Opened;Run by;Source
Milano;Italien;13/6/15;Alpha;https://a.example/1
Springfield;USA;2/6/15;<b>Beta</b>;
Paris;Frnce;2015;;https://b.example
Rome;Italy;2016;;https://b.example
"""
LUMERIA = Path(__file__).parents[2] / "collections" / "lumeria"
KEPT = "mapapp.kept.importing."


def page():
    from mapapp.pages import importing  # noqa: PLC0415 - runs as a script of its own

    importing.show(None, None)


@pytest.fixture
def open_page(monkeypatch):
    """Open the page with a file on it, as after dropping one.

    One is read in a process of its own where a test asks for it: starting that takes most time.
    """

    def start(data=SHEET, name="sites.csv", *, is_apart=False):
        if not is_apart:
            monkeypatch.setattr("mapapp.panels.import_work.read_apart", read_data)
        app = AppTest.from_function(page, default_timeout=60)
        if data is not None:
            app.session_state[f"{KEPT}work"] = Work(name, as_bytes(data))
        return app.run()

    return start


def as_bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data


def workbook(sheets: int) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number in range(1, sheets + 1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in (("City", "Country"), ("Milan", "Italy"), ("Paris", "France")):
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def work(app) -> Work:
    return app.session_state[f"{KEPT}work"]


def said(app) -> str:
    html = [each.proto.body for each in app.get("html")]
    return "\n".join([*html, *(each.value for each in app.header)])


def press(app, label):
    (button,) = [each for each in app.button if each.label == label]
    return button.click().run()


def test_the_page_opens_with_a_place_to_drop_a_file_and_nothing_else(open_page):
    app = open_page(data=None)
    assert not app.exception
    assert [each.value for each in app.header] == ["1. Your file"]


@pytest.mark.parametrize("sheets", [1, 2])
def test_a_workbook_is_shown_to_the_last_step(open_page, sheets):
    app = open_page(workbook(sheets), "book.xlsx")
    assert not app.exception
    assert [each.value[:2] for each in app.header] == ["1.", "2.", "3.", "4."]


def test_a_file_is_shown_as_it_was_understood_step_by_step(open_page):
    app = open_page(is_apart=True)
    assert not app.exception
    assert [each.value[:2] for each in app.header] == ["1.", "2.", "3.", "4."]
    assert [each.value for each in app.selectbox[:5]] == [
        "place", "country", "opened", "originator", "source",
    ]  # fmt: skip
    assert "The day comes first: 1 can only have the day first" in said(app)
    assert "3 records are ready. 1 row is left out" in said(app)


def test_text_of_the_file_stays_text(open_page):
    app = open_page()
    assert "<b>Beta" not in said(app)
    assert "&lt;b&gt;Beta" in said(app)


def test_a_column_can_be_given_another_meaning(open_page):
    app = open_page()
    app.selectbox[3].select("").run()
    assert not app.exception
    assert work(app).choices.fields["Run by"] == ""
    assert not any("Colours" in each.label for each in app.expander)


def test_a_field_that_is_given_to_another_column_is_taken_from_the_first(open_page):
    app = open_page()
    app.selectbox[3].select("place").run()
    assert not app.exception
    assert not app.warning
    assert [each.value for each in app.selectbox[:5]] == [
        "",
        "country",
        "opened",
        "place",
        "source",
    ]
    assert "4. Your map" in said(app)
    app.selectbox[0].select("place").run()
    assert [each.value for each in app.selectbox[:5]] == [
        "place",
        "country",
        "opened",
        "",
        "source",
    ]
    assert work(app).choices.fields["Run by"] == ""


def test_several_columns_may_be_sources(open_page):
    app = open_page()
    app.selectbox[3].select("source").run()
    assert [each.value for each in app.selectbox[3:5]] == ["source", "source"]


def test_of_a_very_wide_file_the_columns_that_say_something_are_shown(open_page):
    headers = [f"x{number}" for number in range(70)]
    app = open_page(f"{','.join(headers)},City,Country\n{','.join('0' * 70)},Rome,Italy\n")
    assert [each.value for each in app.selectbox[58:60]] == ["place", "country"]
    assert work(app).choices.fields["City"] == "place"
    assert "1 record is ready" in said(app)


def test_an_unreadable_country_is_asked_for_and_brings_its_row_in(open_page):
    app = open_page()
    assert "“Frnce”" in said(app)
    written = next(each for each in app.text_input if "answer" in str(each.key))
    written.input("France").run()
    app = press(app, "Take this answer")
    assert not app.exception
    assert "4 records are ready." in said(app)
    assert "“Springfield”" in said(app)


def test_a_namesake_is_chosen_among_candidates_or_known_only_to_its_country(open_page):
    app = press(open_page(), "Later")
    choices = next(each for each in app.radio if each.label == "Which is meant?")
    assert "Known only to the country: United States" in choices.options
    choices.set_value("country").run()
    app = press(app, "Take this answer")
    assert not app.exception
    assert list(work(app).choices.answers.values()) == ["country"]
    assert "Springfield" not in "".join(
        each.proto.body for each in app.get("html") if "p><p" in each.proto.body
    )
    app = press(app, "Take back last answer")
    assert work(app).choices.answers == {}


def test_the_map_opens_on_the_collection_in_this_session_alone(open_page):
    app = press(open_page(), "Open it on the map")
    assert not app.exception
    folder = app.session_state["mapapp.own"].folder
    assert len(read_collection(folder).of_role("site")) == 3
    assert app.session_state["mapapp.page"] == "map"
    assert any("your own collection" in each.value for each in app.info)


def test_a_file_that_is_not_a_table_is_reported_in_a_sentence(open_page):
    app = open_page("%PDF-1.7", "<i>x.csv")
    assert not app.exception
    assert "is a PDF, not a table" in said(app)
    assert "<i>" not in said(app)
    assert [each.value[:2] for each in app.header] == ["1."]


def test_no_service_is_asked_before_its_terms_are_agreed_to(open_page):
    app = open_page()
    assert "At most one request a second" in said(app)
    (ask,) = [each for each in app.button if each.label == "Ask now"]
    assert ask.disabled


NEWER = """City;Country;Opened;Run by;Source;Visits
Milano;Italien;14/6/15;Alpha;https://a.example/1;3
Springfield;USA;2/6/15;<b>Beta</b>;;4
Rome;Italy;2016;;https://b.example;5
Torino;Italy;2018;;https://b.example;<i>6</i>
"""


def bring_newer(app, data=NEWER):
    """Answer a question, open the map on the sheet, and drop a newer version of it."""
    press(app, "Later")
    choices = next(each for each in app.radio if each.label == "Which is meant?")
    choices.set_value("country").run()
    press(app, "Take this answer")
    press(app, "Open it on the map")
    app.session_state[f"{KEPT}work"] = Work("newer.csv", data.encode())
    app.run()
    (version,) = [each for each in app.radio if each.label == "Was it imported before?"]
    version.set_value("open").run()
    return app


def test_a_newer_version_shows_what_it_changes_before_anything_is_written(open_page):
    app = bring_newer(open_page())
    assert not app.exception
    assert any("1 added, 3 changed, 0 removed" in each.value for each in app.markdown)
    assert "<del>2015-06-13</del> → <ins>2015-06-14</ins>" in said(app)
    assert "&lt;i&gt;6&lt;/i&gt;" in said(app)
    before = read_collection(app.session_state["mapapp.own"].folder).of_role("site")
    assert len(before) == 3


def test_a_newer_version_keeps_ids_answers_and_what_is_not_a_table(open_page):
    app = bring_newer(open_page())
    old = app.session_state["mapapp.own"].folder
    before = set(read_collection(old).of_role("site").index)
    assert "“Springfield”" not in said(app)
    app = press(app, "Open it on the map")
    assert not app.exception
    folder = app.session_state["mapapp.own"].folder
    stations = read_collection(folder).of_role("site")
    assert folder != old
    assert before < set(stations.index)
    assert stations["precision"].tolist().count("country") == 1
    assert read_collection(folder).about.words()["title"] == "sites"


def test_a_column_that_was_kept_before_is_kept_again_whatever_it_is_called(open_page):
    app = open_page()
    app.selectbox[3].select("").run()
    app = bring_newer(app)
    assert work(app).choices.fields["Run by"] == ""


def test_a_sheet_that_is_new_after_all_begins_with_its_own_guesses(open_page):
    app = bring_newer(open_page())
    (version,) = [each for each in app.radio if each.label == "Was it imported before?"]
    version.set_value("first").run()
    assert not app.exception
    assert work(app).version is None
    assert not any("Nothing is written yet" in each.value for each in app.markdown)
    assert "“Springfield”" in said(app)


def test_a_newer_version_that_says_the_same_changes_nothing(open_page):
    app = bring_newer(open_page(), SHEET)
    assert any("Nothing changes" in each.value for each in app.info)


def test_questions_can_be_answered_together_in_a_table(open_page):
    app = open_page(SHEET + "Nowhereville;Italy;sometime;;\n")
    (table,) = [each for each in app.dataframe if "Your answer" in each.value]
    assert table.value["Written"].tolist()[:2] == ["Frnce", "Springfield"]
    _, draft = app.session_state[f"{KEPT}draft"]
    answered = with_answers(work(app), questions_of(draft), ["France", "country", "", ""])
    app.session_state[f"{KEPT}work"] = answered
    app.run()
    assert not app.exception
    assert "5 records are ready." in said(app)
    assert "“sometime”" in said(app)


def test_garbled_letters_are_shown_and_mended_on_request(open_page):
    app = open_page("City,Country\nSÃ£o Paulo,Brazil\nRome,Italy\n")
    assert "1 text looks garbled" in said(app)
    (mend,) = (box for box in app.checkbox if box.label == "Mend garbled letters")
    mend.check().run()
    assert not app.exception
    assert "São Paulo" in said(app)
    assert "they were mended" in said(app)


def test_a_table_that_was_exported_needs_no_columns_to_be_chosen(open_page):
    collection = read_collection(LUMERIA)
    app = open_page(to_csv(select(collection, Selection()), "institutes").decode(), "export.csv")
    assert not app.exception
    assert "its records are taken as written" in " ".join(each.value for each in app.markdown)
    assert "13 records are ready" in said(app)


def test_answers_are_kept_as_a_file_and_given_back_to_the_same_sheet(open_page):
    app = open_page()
    before = work(app)
    springfield = next(
        each for each in questions_of(app.session_state[f"{KEPT}draft"][1])
        if each.subject.value == "Springfield"
    )  # fmt: skip
    answered = with_answers(before, [springfield], ["country"])
    fields = {**before.choices.fields, "Run by": ""}
    answered = replace(answered, choices=replace(answered.choices, fields=fields, country="FR"))
    table = read_data(answered.data, answered.name)
    draft = make_draft(table, answered.choices, today=dt.date(2026, 1, 1))
    kept = draft.built.files["import.json"]

    said = read_memory(kept)
    again = with_said(before.choices, said, {"City", "Country", "Opened", "Run by", "Source"})
    assert again.answers == answered.choices.answers
    assert again.fields == answered.choices.fields
    assert again.country == "FR"
    assert with_said(Choices(), said, {"City"}).fields == {"City": "place"}


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"\xff\xfe", b'{"columns": [], "date_order": {}, "country": "", "answers": []}',
     b'{"columns": {}, "date_order": {}, "country": "", "answers": [[1]]}', b"[" * 100_000],
    ids=["empty", "a list", "no text", "columns of another kind", "a short answer", "deep"],
)  # fmt: skip
def test_a_file_that_holds_no_answers_is_refused_in_a_sentence(data):
    with pytest.raises(BadMemoryError, match="holds no answers of an import: choose"):
        read_memory(data)

"""The page of briefings as Streamlit runs it, without a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from mapapp.entry.documents import DOCUMENTS

ROOT = Path(__file__).parents[2]


def page(folder: str, countries: tuple[str, ...]) -> None:
    """What a test runs in place of the app: the page for a view of some countries."""
    from pathlib import Path  # noqa: PLC0415 - Streamlit runs the text of this function alone

    from geodata.collection import read_collection  # noqa: PLC0415 - the same
    from layers.selection import Selection  # noqa: PLC0415 - the same
    from mapapp import view as views  # noqa: PLC0415 - the same
    from mapapp.pages.briefing import show  # noqa: PLC0415 - the same

    chosen = frozenset(countries) or None
    show(read_collection(Path(folder)), views.View(Selection(country=chosen)))
    views.publish_view()


@pytest.fixture
def open_page() -> Any:
    def start(*countries: str, folder: Path = ROOT / "seeds") -> AppTest:
        app = AppTest.from_function(
            page, kwargs={"folder": str(folder), "countries": countries}, default_timeout=30
        )
        return app.run()

    return start


def preview(app: AppTest) -> str:
    """The page within the page."""
    (frame,) = [each.proto for each in app if each.type == "iframe"]
    name = frame.src.rpartition("/")[2].removesuffix(".html")
    return DOCUMENTS._kept[name].decode()


def test_the_country_of_the_view_is_briefed_on(open_page: Any) -> None:
    app = open_page("HR")
    assert not app.exception
    assert app.multiselect[0].value == ["HR"]
    assert "<title>Briefing: Croatia</title>" in preview(app)


def test_without_one_it_is_that_with_most_on_record(open_page: Any) -> None:
    assert "<title>Briefing: Italy</title>" in preview(open_page())


def test_several_countries_are_one_document(open_page: Any) -> None:
    assert "<title>Briefing: Croatia and Italy</title>" in preview(open_page("IT", "HR"))


def test_a_country_of_which_nothing_is_on_record_can_be_picked(open_page: Any) -> None:
    app = open_page("HR")
    app.multiselect[0].set_value(["KE"]).run()
    assert "Kenya: no record names it as host country." in preview(app)
    assert app.query_params["country"] == "KE"


def test_the_language_is_the_reader_s(open_page: Any) -> None:
    app = open_page("HR")
    app.selectbox[0].set_value("de").run()
    assert '<html lang="de">' in preview(app)


def test_there_is_a_file_of_each_kind(open_page: Any) -> None:
    labels = [each.proto.label for each in open_page("HR") if each.type == "download_button"]
    assert labels == [
        "Download as PDF",
        "Download as Word",
        "Download as HTML",
        "Download as Markdown",
    ]


def test_a_record_without_any_country_asks_for_one(open_page: Any, write_collection: Any) -> None:
    app = open_page(folder=write_collection())
    assert not app.exception
    assert "Pick a country" in app.info[0].value


def test_a_briefing_of_more_records_than_it_can_list_is_shown(
    open_page: Any, write_collection: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mapapp.exports.bounds.MAX_BRIEF_RECORDS", 1)
    stations = [{"status_note": "One."}, {"status_note": "Two."}]
    app = open_page("IT", folder=write_collection(stations=stations))
    assert not app.exception
    assert not app.error

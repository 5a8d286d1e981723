"""Tables that were exported, changed by hand, and taken back."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.collection import read_collection
from geodata.description import Description
from geodata.importing.building import write_collection
from geodata.importing.drafting import Choices, make_draft
from geodata.importing.findings import Subject
from geodata.importing.own_exports import read_own_export
from geodata.importing.previous_import import read_previous_import
from geodata.importing.reading import read_data
from layers.selection import Selection, select
from mapapp.exports.table_formats.csv import to_csv
from mapapp.exports.table_formats.geojson import to_geojson
from mapapp.exports.table_formats.xlsx import to_xlsx
from tests.geodata.importing.conftest import TODAY

RECORDS = 13
LUMERIA = Path(__file__).parents[2] / "collections" / "lumeria"


@pytest.fixture(scope="module")
def lumeria():
    return read_collection(LUMERIA)


@pytest.fixture
def take_back(lumeria):
    """Export a layer as CSV, change its rows, and import it."""

    def run(change=len, layer="institutes", without=(), earlier=None, answers=None):
        shown = select(lumeria, Selection(layer=frozenset({layer})))
        text = to_csv(shown, layer).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        change(rows)
        file = io.StringIO()
        kept = [column for column in rows[0] if column not in without]
        writer = csv.DictWriter(file, kept, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
        data = file.getvalue().encode()
        table = read_data(data, "export.csv")
        choices = Choices(answers=answers or {})
        return make_draft(table, choices, today=TODAY, earlier=earlier)

    return run


def test_a_row_that_was_added_by_hand_is_read_like_that_of_any_sheet(take_back, tmp_path):
    added = {
        "country": "Germany", "city": "Hamburg", "jurisdiction": "City of Ostrel",
        "sources": "news-example-7dfd32eb; https://news.example/vienna; https://new.example/hamburg",
        "status_date": "last week", "status_note": "Seen from the street.",
    }  # fmt: skip
    draft = take_back(lambda rows: rows.append(dict.fromkeys(rows[0], "") | added))

    *_, row = draft.built.tables["sites"]
    sources = {each["id"]: each for each in draft.built.tables["sources"]}
    assert (row["country"], row["city"], row["precision"]) == ("DE", "Hamburg", "city")
    assert row["jurisdiction"] == "city-of-ostrel"
    assert row["status_note"] == "Seen from the street."
    assert row["status_date"] == ""
    assert [sources[each]["url"] for each in row["sources"].split(";")][-1].endswith("/hamburg")
    assert row["sources"].startswith("news-example-7dfd32eb;news-example-9b1cf3dd;")
    assert draft.count == RECORDS + 1
    (finding,) = (each for each in draft.understood.findings if each.column == "status_date")
    assert finding.rows == (RECORDS + 2,)
    assert "was not taken" in finding.problem
    write_collection(draft.built, tmp_path / "again")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        pytest.param({"established": "8/12/2022"}, {"established": "2022"}, id="date of Excel"),
        pytest.param({"country": "Austria"}, {"country": "AT"}, id="a name for a code"),
        pytest.param({"precision": "exact"}, {"precision": "city"}, id="no such precision"),
        pytest.param({"id": "LUM-002"}, {"id": "LUM-002-2"}, id="an id twice"),
        pytest.param({"count": "many"}, {"count": "1"}, id="no number"),
        pytest.param({"edition": "My list!"}, {"edition": "import"}, id="no id of a list"),
        pytest.param({"jurisdiction": "New One"}, {"jurisdiction": "new-one"}, id="a new name"),
    ],
)
def test_a_row_that_the_collection_would_not_accept_is_read_anew(take_back, tmp_path, cell, said):
    draft = take_back(lambda rows: rows[0].update(cell))

    rows = draft.built.tables["sites"]
    assert len(rows) == RECORDS
    assert any(said.items() <= row.items() for row in rows)
    write_collection(draft.built, tmp_path / "again")


@pytest.mark.parametrize(
    "without",
    [
        pytest.param(["citation", "data_version", "licence"], id="the citation"),
        pytest.param(["place", "certainty", "country_name"], id="what is worked out"),
        pytest.param(["status_note", "note", "as_reported"], id="empty columns"),
        pytest.param(["lon", "lat"], id="positions"),
    ],
)
def test_columns_that_are_gone_are_not_missed(take_back, tmp_path, without):
    draft = take_back(without=without)

    assert draft.own.count == RECORDS
    write_collection(draft.built, tmp_path / "again")


def test_a_table_that_lacks_what_a_record_needs_is_read_like_any_sheet(take_back, tmp_path):
    draft = take_back(without=["edition", "precision"])

    assert draft.own.count == 0
    assert draft.count == RECORDS
    assert {row["publisher"] for row in draft.built.tables["sources"]} >= {"news.example"}
    assert not [row for row in draft.built.tables["sources"] if row["title"] in {"true", "false"}]
    write_collection(draft.built, tmp_path / "again")


def test_a_city_that_was_changed_does_not_keep_the_position_of_another(take_back):
    draft = take_back(lambda rows: rows[0].update(city="Linz"))

    (linz,) = (row for row in draft.built.tables["places"] if row["name"] == "Linz")
    assert (linz["method"], linz["lat"]) == ("exact", "48.31")


def renamed(old, new, **cells):
    """Change a city in every cell, as a spreadsheet replaces a text, and give its rows cells."""

    def change(rows):
        for row in rows:
            if row["city"] == old:
                row.update({name: cell.replace(old, new) for name, cell in row.items()}, **cells)

    return change


def found_of(draft, name):
    """The position of a place and how it is known, and all that is to be reviewed."""
    name, admin1 = (name, "") if isinstance(name, str) else name
    places = draft.built.tables["places"]
    (place,) = (row for row in places if (row["name"], row["admin1"]) == (name, admin1))
    position = place["lat"] and (float(place["lat"]), float(place["lon"]))
    return position, place["method"], "\n".join(map(str, draft.understood.findings))


VIENNA, LINZ, GRAZ = (48.21, 16.37), (48.31, 14.29), (47.07, 15.44)
SCHWECHAT = (48.13, 16.47)
IS_ANOTHERS = "are those of other places than the rows name, and were not used"
IS_FAR = "lie more than 50 km from the places"


@pytest.mark.parametrize(
    ("change", "name", "expected"),
    [
        pytest.param(
            renamed("Vienna", "Linz"), "Linz",
            (LINZ, "exact", f"{IS_ANOTHERS}, such as Linz (that of Vienna)"), id="renamed",
        ),
        pytest.param(
            renamed("Vienna", "Schwechat"), "Schwechat", (SCHWECHAT, "exact", IS_ANOTHERS),
            id="renamed after a town nearby",
        ),
        pytest.param(
            renamed("Vienna", "Graz"), "Graz", (GRAZ, None, IS_ANOTHERS),
            id="renamed after a place of the collection",
        ),
        pytest.param(
            renamed("Vienna", "Wien"), "Wien", (VIENNA, "file", ""), id="another name of it",
        ),
        pytest.param(
            renamed("Vienna", "VIENNA"), "VIENNA", (VIENNA, "file", ""), id="another case",
        ),
        pytest.param(
            renamed("Vienna", "Vienna", lat="48.25"), "Vienna", ((48.25, 16.37), "file", ""),
            id="a better position",
        ),
        pytest.param(
            renamed("Vienna", "Linz", lat="48.3"), "Linz", ((48.3, 16.37), "file", IS_FAR),
            id="far from its name, and of no other place",
        ),
        pytest.param(
            lambda rows: [
                row.update({name: cell.replace("Illinois", "Ohio") for name, cell in row.items()})
                for row in rows
            ],
            ("Springfield", "Ohio"),
            ((39.92, -83.81), "exact", "Springfield, Ohio (that of Springfield, Illinois)"),
            id="a town of the name in another region",
        ),
        pytest.param(
            renamed("Vienna", "Vienna", lat="0", lon="0"), "Vienna", (VIENNA, "exact", "0/0"),
            id="nowhere",
        ),
        pytest.param(
            renamed("Vienna", "Vienna", lat="48.85", lon="2.35"), "Vienna",
            (VIENNA, "exact", "lies in another country than the row says"),
            id="in another country",
        ),
        pytest.param(
            renamed("Vienna", "Oberunterdorf", lat="48.3"), "Oberunterdorf",
            ((48.3, 16.37), "file", ""), id="a village that only the file knows",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("earlier", [None, read_previous_import(LUMERIA)], ids=["new", "again"])
def test_a_town_has_the_position_of_a_row_only_if_it_is_its_own(
    take_back, earlier, change, name, expected
):
    position, method, said = expected

    found, how, findings = found_of(take_back(change, earlier=earlier), name)

    assert found == position
    assert method in {None, how}
    assert said in findings if said else not findings


def test_a_village_at_the_position_of_another_place_is_asked_about_and_answered(take_back):
    change, earlier = renamed("Vienna", "Oberunterdorf"), read_previous_import(LUMERIA)

    position, method, findings = found_of(take_back(change, earlier=earlier), "Oberunterdorf")

    assert (position, method) == ("", "none")
    assert "Oberunterdorf (that of Vienna)" in findings
    assert "'Oberunterdorf' is a place that nothing is known of" in findings
    subject = Subject("place", "Oberunterdorf", "AT")
    for answer, expected, how in (
        ("48.3, 16.4", (48.3, 16.4), "person"),
        ("geonames:2772400", LINZ, "person"),
        ("Linz", LINZ, "person"),
        ("country", "", "none"),
    ):
        draft = take_back(change, earlier=earlier, answers={subject: answer})
        position, method, findings = found_of(draft, "Oberunterdorf")
        assert (position, method) == (expected, how)
        assert "nothing is known of" not in findings


@pytest.mark.parametrize("earlier", [None, read_previous_import(LUMERIA)], ids=["new", "again"])
@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(
            renamed("Vienna", "Schwechat", established="8/12/2022"), IS_ANOTHERS, id="every cell"
        ),
        pytest.param(
            renamed("Vienna", "Schwechat", country="Austria"), IS_ANOTHERS, id="country by its name"
        ),
        pytest.param(
            renamed("Vienna", "Vienna", city="Schwechat", established="8/12/2022"), "",
            id="the city alone",
        ),
    ],
)  # fmt: skip
def test_a_row_that_is_read_anew_has_no_position_of_another_town(take_back, earlier, change, said):
    position, _, findings = found_of(take_back(change, earlier=earlier), "Schwechat")

    assert position == SCHWECHAT
    assert said in findings


def test_rows_that_put_one_town_in_two_places_are_reported(take_back):
    def change(rows):
        (vienna,) = (row for row in rows if row["city"] == "Vienna")
        rows.append({**vienna, "id": "LUM-999", "lat": "48.25"})

    position, _, findings = found_of(
        take_back(change, earlier=read_previous_import(LUMERIA)), "Vienna"
    )

    assert position == (48.25, 16.37)
    assert "have several positions" in findings
    assert "Vienna (48.21, 16.37; 48.25, 16.37)" in findings


@pytest.mark.parametrize("lon", ["16,37", "16° E", "1637", "nan", ""])
def test_an_invalid_position_is_looked_up(take_back, lon):
    def change(rows):
        for row in rows:
            row["lon"] = lon if row["city"] == "Vienna" else row["lon"]

    built = take_back(change).built

    (vienna,) = (row for row in built.tables["places"] if row["name"] == "Vienna")
    assert (vienna["method"], vienna["lon"]) == ("exact", "16.37")


def test_a_city_whose_key_is_gone_is_not_given_a_second_place(take_back):
    built = take_back(without=["place"], earlier=read_previous_import(LUMERIA)).built

    assert built.tables["places"] == read_previous_import(LUMERIA).tables["places"]


def test_a_record_of_a_table_that_the_collection_lacks_is_left_out_with_a_sentence(lumeria):
    shown = select(lumeria, Selection(layer=frozenset({"institutes", "scholarships"})))
    earlier = read_previous_import(LUMERIA)
    resources = earlier.about.descriptor["resources"]
    kept = [resource for resource in resources if resource["name"] != "scholarships"]
    bare = replace(earlier, about=Description({**earlier.about.descriptor, "resources": kept}))

    own = read_own_export(read_data(to_geojson(shown), "export.geojson"), bare)

    assert own.count == RECORDS
    assert {each.problem for each in own.findings} == {
        "is not a table of the collection: the row was left out"
    }


def test_a_record_of_another_layer_that_has_a_fault_is_left_out_with_a_sentence(take_back):
    draft = take_back(lambda rows: rows[0].update(countries="Austria"), layer="treaties")

    assert [row["id"] for row in draft.built.tables["agreements"]] == ["TR-2"]
    (finding,) = map(str, draft.understood.findings)
    assert finding == (
        "row 2, column countries: 'Austria' is not the code of a country: the row was left out; "
        "use ISO 3166-1 alpha-2, such as FR."
    )
    assert draft.understood.left_out == 1


def test_what_an_earlier_sheet_was_read_by_outlives_an_export(take_back, lumeria):
    del lumeria
    assert b'"columns": {}' in take_back().built.files["import.json"]


def test_a_workbook_opens_at_its_first_layer(lumeria):
    shown = select(lumeria, Selection(layer=frozenset({"institutes", "treaties"})))

    table = read_data(to_xlsx(shown), "export.xlsx")

    assert table.sheet == "Friendship institutes"
    assert read_data(to_xlsx(shown), "export.xlsx", sheet="README").sheet == "README"


def test_lists_of_geojson_are_lists(lumeria):
    shown = select(lumeria, Selection(layer=frozenset({"treaties"})))

    cells = read_data(to_geojson(shown), "export.geojson").cells

    assert cells["places"].tolist() == ["Vienna; Graz", "Porto, PT; Nairobi, KE"]

"""Columns of a sheet judged against each other, and its rows together."""

from __future__ import annotations

import pytest

from geodata.importing.coordinates import Position, apart_km
from geodata.importing.findings import WITHOUT_COUNTRY

ROWS = {
    "Town": ["Lyon", "Porto", "Graz", "Bruges", "Varna", "Kaunas"],
    "State": ["France", "Portugal", "Austria", "Belgium", "Bulgaria", "Lithuania"],
    "Lat": [45.75, 41.15, 47.07, 51.21, 43.21, 54.9],
    "Lon": [4.85, -8.61, 15.44, 3.22, 27.91, 23.91],
}
STATES = ["SP", "RJ", "MG", "PR", "RS", "SC"]
BRAZILIAN = ["Campinas", "Niterói", "Uberlândia", "Londrina", "Caxias do Sul", "Joinville"]
SHIPS = [f"MV Alder {number}" for number in range(6)]


def rows(**columns):
    """Rows of a table from its columns."""
    return [
        dict(zip(columns, map(str, cells), strict=True))
        for cells in zip(*columns.values(), strict=True)
    ]


def read(draft, /, **columns):
    made = draft(*rows(**columns))
    return made.plan.fields, made


PAIRS = [f"{lon}, {lat}" for lat, lon in zip(ROWS["Lat"], ROWS["Lon"], strict=True)]
CASES = {
    "towns before kinds": (
        {"Country": ROWS["State"], "Seen in": ROWS["Town"], "Local/Foreign": ["Local", "Not"] * 3},
        {"Country": "country", "Seen in": "place"},
    ),
    "towns under any header": (
        {"Country": ROWS["State"], "Zzyzx": ROWS["Town"]},
        {"Country": "country", "Zzyzx": "place"},
    ),
    "towns with countries in brackets": (
        {"Zzyzx": [f"{a} ({b})" for a, b in zip(ROWS["Town"], ROWS["State"], strict=True)]},
        {"Zzyzx": "place"},
    ),
    "addresses under any header": (
        {"Zzyzx": [f"{n} Sample Street, 1000{n} {a}, {b}" for n, (a, b) in
                   enumerate(zip(ROWS["Town"], ROWS["State"], strict=True))]},
        {"Zzyzx": "address"},
    ),
    "pairs of numbers where a place is expected": (
        {"Country": ROWS["State"], "Location": [f"{a:.2f},{b:.2f}" for a, b in
                                                zip(ROWS["Lat"], ROWS["Lon"], strict=True)]},
        {"Country": "country", "Location": "coordinates"},
    ),
    "pairs of amounts": (
        {"Country": ROWS["State"], "Output (low, high)": ["12.50, 13.75"] * 5 + ["1.25, 2.50"]},
        {"Country": "country"},
    ),
    "codes of states are no countries": (
        {"City": BRAZILIAN, "UF": STATES},
        {"City": "place", "UF": "region"},
    ),
    "codes of states in an unknown column": (
        {"Zzyzx": STATES, "Qwert": BRAZILIAN},
        {"Zzyzx": "region", "Qwert": "place"},
    ),
    "codes of continents are no countries": (
        {"iso": ["FR", "PT", "AT"] * 2, "continent": ["EU", "NA", "AF", "AS", "SA", "OC"]},
        {"iso": "country"},
    ),
    "degrees under any header": (
        {"Country": ROWS["State"], "خط العرض الجغرافي": [f"{n:.4f}" for n in ROWS["Lat"]],
         "Qwert": [f"{n:.4f}" for n in ROWS["Lon"]]},
        {"Country": "country", "خط العرض الجغرافي": "latitude", "Qwert": "longitude"},
    ),
    "a full date before its year": (
        {"Country": ROWS["State"], "year": range(2011, 2017),
         "event_date": [f"0{n} March 201{n}" for n in range(1, 7)]},
        {"Country": "country", "event_date": "date"},
    ),
    "one begin": (
        {"Country": ROWS["State"], "Start year": range(2011, 2017), "Built": range(2001, 2007)},
        {"Country": "country", "Start year": "opened"},
    ),
    "an end that names what ended": (
        {"Country": ROWS["State"], "Hors service": range(2011, 2017)},
        {"Country": "country", "Hors service": "closed"},
    ),
    "a date in Italian": (
        {"Country": ROWS["State"], "Data apertura": range(2011, 2017), "Data year": [2020] * 6},
        {"Country": "country", "Data apertura": "opened"},
    ),
    "names that were not foreseen": (
        {"Country": ROWS["State"], "Nombre del faro": [f"Faro {n}x" for n in "abcdea"]},
        {"Country": "country", "Nombre del faro": "title"},
    ),
    "the first column that names each record": (
        {"Country": ROWS["State"], "Ship": SHIPS, "Company": SHIPS},
        {"Country": "country", "Ship": "title"},
    ),
    "the number of the record before that of something else": (
        {"Country": ROWS["State"], "IMO No.": range(9000, 9006), "Attack Number": list("abcdef")},
        {"Country": "country", "Attack Number": "id"},
    ),
    "an empty column has no say": (
        {"Country": ROWS["State"], "code": [""] * 6, "ident": [f"A-{n}" for n in range(6)]},
        {"Country": "country", "ident": "id"},
    ),
    "kinds in two letters are no countries": (
        {"City": ROWS["Town"], "Category": ["MA", "CD"] * 3},
        {"City": "place"},
    ),
    "a code of something else numbers no record": (
        {"Country": ROWS["State"], "Code postal": range(10001, 10007)},
        {"Country": "country"},
    ),
    "a completion is no begin where another column says a start": (
        {"Country": ROWS["State"], "Completion year": range(2011, 2017),
         "Start year": range(2001, 2007)},
        {"Country": "country", "Start year": "opened"},
    ),
    "a completion is a begin where none does": (
        {"Country": ROWS["State"], "竣工时间": range(2011, 2017)},
        {"Country": "country", "竣工时间": "opened"},
    ),
    "the begin is no empty column": (
        {"Country": ROWS["State"], "Operations": ["N/A"] * 6, "Date": ["5 May 2011"] * 6},
        {"Country": "country", "Date": "date"},
    ),
    "regions that something comes from are not where it is": (
        {"Country": ROWS["State"], "Region of origin": ["Lazio", "Puglia", "Molise"] * 2},
        {"Country": "country"},
    ),
    "months beside whole dates are kept": (
        {"Country": ROWS["State"], "Date": [f"{n} May 2011" for n in range(1, 7)],
         "Month": ["May"] * 6},
        {"Country": "country", "Date": "date"},
    ),
    "names of sites that are no towns are titles": (
        {"Country": ROWS["State"], "Grave site": [f"Site {n}x" for n in "abcdef"],
         "District": ROWS["Town"]},
        {"Country": "country", "Grave site": "title", "District": "place"},
    ),
    "countries that something comes from are not where it is": (
        {"City": ROWS["Town"], "Flag State": ["Panama", "Malta", "Liberia"] * 2},
        {"City": "place"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("columns", "fields"), CASES.values(), ids=CASES)
def test_columns_are_taken_for_what_they_are_among_the_others(draft, columns, fields):
    taken, _ = read(draft, **columns)
    assert {column: field for column, field in taken.items() if field} == fields


def test_a_whole_column_with_the_longitude_first_is_read_so_and_reported_once(draft):
    _, made = read(draft, Country=ROWS["State"], Coordinates=PAIRS)
    for record, lat, lon in zip(made.understood.records, ROWS["Lat"], ROWS["Lon"], strict=True):
        assert apart_km(record.place.position, Position(lon, lat)) < 1
    (finding,) = (each for each in made.understood.findings if each.subject.field == "coordinates")
    assert (finding.level, len(finding.rows)) == ("check", 6)


def test_one_row_with_the_longitude_first_is_an_error(draft):
    pairs = [*PAIRS[:1], *(", ".join(reversed(each.split(", "))) for each in PAIRS[1:])]
    _, made = read(draft, Country=ROWS["State"], Coordinates=pairs)
    assert made.understood.records[0].place.position is None
    assert "exchanged" in str(made.understood.findings[0])


def test_a_list_of_incidents_at_sea_keeps_its_positions(draft):
    at_sea = {
        "State": ["Nigeria", "Somalia", "Peru", "Ghana"],
        "Lat": [3.4, 3.2, -12.4, 4.2],
        "Lon": [6.2, 48.2, -78.4, -0.6],
    }
    _, made = read(draft, **at_sea)
    assert all(record.place.position for record in made.understood.records)
    assert [each.subject.context for each in made.understood.findings if each.column == "Lat"] == [
        "at sea"
    ]
    wrong_sign = at_sea | {"Lon": [-6.2, -48.2, 78.4, 30.6]}
    _, made = read(draft, **wrong_sign)
    assert not any(record.place.position for record in made.understood.records)


@pytest.mark.parametrize(
    ("country", "lat", "lon"),
    [
        pytest.param("Ukraine", 44.95, 34.1, id="ground that two states claim"),
        pytest.param("Russia", 44.95, 34.1, id="the same, of the other"),
        pytest.param("Colombia", 12.58, -81.7, id="an islet that no outline has"),
    ],
)
def test_a_position_is_used_where_any_view_of_borders_or_a_town_speaks_for_it(
    draft, country, lat, lon
):
    made = draft({"Country": country, "Lat": str(lat), "Lon": str(lon)})
    assert made.understood.records[0].place.position == pytest.approx((lon, lat))


@pytest.mark.parametrize(
    ("zone", "country", "is_placed"),
    [
        ("23K", "", True),
        ("23S", "", True),
        ("23S", "Brazil", True),
        ("23", "Brazil", True),
        ("23", "", False),
        ("99", "Brazil", False),
    ],
)
def test_a_zone_of_utm_is_a_coordinate_system(draft, zone, country, is_placed):
    made = draft({
        "Easting": "288000.5", "Northing": "7465000.5", "Fuso": zone, "City": "Campinas",
        "Country": country or "Brazil",
    } if country else {
        "Easting": "288000.5", "Northing": "7465000.5", "Fuso": zone, "City": "Campinas, Brazil",
    })  # fmt: skip
    position = made.understood.records[0].place.position
    own = apart_km(position, Position(-47.073, -22.907)) if position else 0
    methods = {record.place.method for record in made.understood.records}
    assert (methods == {"file"}, own < 20) == (is_placed, True)


def test_a_column_of_dates_is_written_as_the_others_of_the_sheet(draft):
    _, made = read(
        draft,
        Country=ROWS["State"],
        Opened=[f"01/0{n}/2010" for n in range(2, 8)],
        Closed=[f"30/0{n}/2015" for n in range(4, 10)],
    )
    assert made.understood.records[0].established == "2010-02-01/2015-04-30"
    assert "as in “Closed”" in made.understood.orders["Opened"].reason


def test_cells_that_begin_with_a_country_are_parted_in_all_rows(draft):
    where = ["France, Lyon", "Hungary, Debrecen", "Peru, Lima", "UAE, Dubai", "Phillipines, Cebu"]
    _, made = read(draft, Where=where)
    assert [each.place.country for each in made.understood.records] == ["FR", "HU", "PE", "AE"]
    (asked,) = (each for each in made.understood.findings if each.level == "left out")
    assert "Philippines?" in str(asked)


def test_many_rows_without_a_country_are_one_question_with_one_answer(draft):
    names = [f"Zzyzx {each}" for each in "abcdefg"]
    _, made = read(draft, City=names)
    (asked,) = (each for each in made.understood.findings if each.level == "left out")
    assert asked.subject == WITHOUT_COUNTRY
    assert "Zzyzx a" in str(asked)
    answered = draft(*rows(City=names), answers={WITHOUT_COUNTRY: "Peru"})
    assert {each.place.country for each in answered.understood.records} == {"PE"}


def test_places_of_a_sheet_without_countries_are_looked_for_where_most_are(draft):
    towns = ["Cholet", "Houilles", "Le Mans", "Limoges", "Besançon", "Perpignan", "Brest"]
    _, made = read(draft, Commune=towns)
    assert {each.place.country for each in made.understood.records} == {"FR"}
    assert len(made.understood.records) == len(towns)
    (finding,) = (each for each in made.understood.findings if each.subject.field == "country")
    assert (finding.level, len(finding.rows)) == ("check", len(towns))
    _, mixed = read(draft, Commune=[*towns[:3], "Graz", "Kaunas", "Debrecen", "Brest"])
    assert mixed.understood.left_out == 1


def test_errors_of_the_sheet_come_before_what_it_lacks(draft):
    _, made = read(
        draft,
        Country=[*ROWS["State"][:4], "Atlantis", "Narnia"],
        City=[*ROWS["Town"][:3], "Zzyzx", "x", "y"],
        Lat=["5.1", *ROWS["Lat"][1:3], "", "", ""],
        Lon=["100.1", *ROWS["Lon"][1:3], "", "", ""],
    )
    order = [each.subject.field for each in made.understood.findings]
    assert order == ["latitude", "country", "country", "place", "source"]


@pytest.mark.parametrize(
    ("cell", "first"),
    [("Firm A [60%]; Firm B [40%]", "Firm A"), ("Firm A (100 %)", "Firm A"), ("3M 50%", "3M")],
)
def test_a_share_is_not_part_of_an_originators_name(draft, cell, first):
    made = draft({"Country": "Peru", "Owner": cell})
    assert made.built.tables["jurisdictions"][0]["name"] == first


def test_html_in_notes_becomes_text_and_its_links_are_sources(draft):
    description = '<p>A hall in <b>Porto</b>.</p> <a href="https://example.org/h">More</a>'
    made = draft({"Country": "Portugal", "Description": description, "Name": "x <b>y</b>"})
    (row,) = made.built.tables["sites"]
    assert "<" not in row["note"]
    assert "A hall in Porto." in row["note"]
    assert row["title"] == "x <b>y</b>"
    assert [each["url"] for each in made.built.tables["sources"]] == ["https://example.org/h"]


@pytest.mark.parametrize(
    "form", ["{town}/{country}", "{town} ({country})", "{town}, {country}", "{country} - {town}"]
)
def test_countries_are_parted_from_towns_whichever_comes_first(draft, form):
    pairs = zip(ROWS["Town"], ROWS["State"], strict=True)
    cells = [form.format(town=town, country=country) for town, country in pairs]
    _, made = read(draft, Where=cells)
    countries = ["FR", "PT", "AT", "BE", "BG", "LT"]
    assert [each.place.country for each in made.understood.records] == countries
    assert all(each.place.position for each in made.understood.records)
    assert [each.subject.field for each in made.understood.findings] == ["source"]


def test_towns_of_one_state_that_is_called_like_a_country_are_not_in_that_country(draft):
    _, made = read(draft, City=[f"{town}, Georgia" for town in ("Atlanta", "Macon", "Savannah")])
    assert "GE" not in {each.place.country for each in made.understood.records}


def test_years_under_an_unknown_header_are_asked_about(draft):
    _, made = read(draft, Country=ROWS["State"], Zzyzx=range(1990, 1996))
    assert made.understood.findings[0].subject.field == "date"
    _, made = read(draft, Country=ROWS["State"], Capacity=range(1990, 1996))
    assert [each.subject.field for each in made.understood.findings] == ["source"]


@pytest.mark.parametrize("header", ["Actor name", "Contact name", "Sector name", "Owner name"])
def test_names_of_others_than_the_record_are_not_titles(draft, header):
    taken, _ = read(draft, Country=ROWS["State"], **{header: SHIPS})
    assert taken.get(header) != "title"

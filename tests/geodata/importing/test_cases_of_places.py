"""The sheets of `tests/cases/import` that speak of places, and others of their kinds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from geodata.countries import find_country_code
from geodata.importing.addresses import read_addresses
from geodata.importing.building import write_collection
from geodata.importing.coordinates import Position, apart_km, is_plain_position, read_pair
from geodata.importing.drafting import Choices, Draft, make_draft
from geodata.importing.findings import Subject
from geodata.importing.previous_import import read_previous_import
from geodata.importing.reading import read_raw
from geodata.places import PlaceName

FOLDER = Path(__file__).parents[2] / "cases" / "import"
TODAY = dt.date(2026, 11, 25)
PRECISION_KM = 2.0


def import_case(name: str) -> Draft:
    return make_draft(read_raw(FOLDER / name), Choices(), today=TODAY)


def drawn(made: Draft) -> list[Position | None]:
    """Where each record is drawn, by the table of places."""
    rows = made.built.tables["places"]
    found = {PlaceName(*(row[part] for part in ("country", "admin1", "name", "precision"))): row
             for row in rows}  # fmt: skip
    positions = []
    for record in made.understood.records:
        place = record.place
        row = found.get(PlaceName(place.country, place.admin1, place.city, place.precision))
        positions.append(Position(float(row["lon"]), float(row["lat"])) if row else None)
    return positions


@pytest.mark.parametrize(
    "name", ["import_same_name_own_positions.csv", "import_sites_without_place.csv"]
)
def test_every_record_is_drawn_at_its_own_position(name):
    made = import_case(name)
    for record, position in zip(made.understood.records, drawn(made), strict=True):
        assert record.place.position is not None
        assert position is not None
        assert apart_km(record.place.position, position) < PRECISION_KM


def test_sites_of_one_town_and_region_are_told_apart_by_their_positions(draft):
    made = draft(
        {"City": "Milan", "Country": "IT", "Lat": "45.50", "Lon": "9.10"},
        {"City": "Milan", "Country": "IT", "Lat": "45.40", "Lon": "9.25"},
        {"City": "Milan", "Country": "IT", "Lat": "45.5001", "Lon": "9.1001"},
    )
    assert [each.place.admin1 for each in made.understood.records] == [
        "Lombardy (45.50, 9.10)", "Lombardy (45.40, 9.25)", "Lombardy (45.50, 9.10)",
    ]  # fmt: skip


def test_sites_without_a_place_are_remarked_on_once():
    findings = [each for each in import_case("import_sites_without_place.csv").understood.findings
            if each.subject.field == "place"]  # fmt: skip
    assert [len(each.rows) for each in findings] == [7]


def test_names_that_disagree_with_positions_are_reported_once(draft):
    made = draft(
        {"City": "Milan", "Country": "IT", "Lat": "41.90", "Lon": "12.50"},
        {"City": "Rome", "Country": "IT", "Lat": "45.46", "Lon": "9.19"},
    )
    findings = [each for each in made.understood.findings if each.subject.field == "coordinates"]
    assert [each.rows for each in findings] == [(2, 3)]
    assert "Milan (4" in findings[0].problem


def test_a_second_import_of_namesakes_changes_nothing(tmp_path):
    path = FOLDER / "import_sites_without_place.csv"
    first = make_draft(read_raw(path), Choices(), today=TODAY)
    write_collection(first.built, tmp_path / "sites")
    again = make_draft(
        read_raw(path), Choices(), today=TODAY, earlier=read_previous_import(tmp_path / "sites")
    )
    assert again.changes == ()


def test_positions_in_a_column_of_any_name_are_used():
    made = import_case("import_positions_in_one_column.csv")
    expected = [(41.8902, 12.4922), (48.8584, 2.2945), (51.5072, -0.1275), (52.5163, 13.3777),
                (48.2082, 16.3738)]  # fmt: skip
    for (lat, lon), position in zip(expected, drawn(made), strict=True):
        assert position is not None
        assert apart_km(Position(lon, lat), position) < PRECISION_KM
    assert [each.place.country for each in made.understood.records] == [
        "IT", "FR", "GB", "DE", "AT",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        "52.5163, 13.3777",
        "52.5163;13.3777",
        "Lat: 52.5163, Lon: 13.3777",
        "52°30'59\"N, 13°22'40\"E",
        "N 52.5163° E 13.3777°",
        "POINT Z (13.3777 52.5163 34)",
        "SRID=4326;POINT(13.3777 52.5163)",
        "https://www.google.com/maps/place/X/@50.1,10.2,17z/data=!3d52.5163!4d13.3777",
        "https://www.google.com/maps/search/?api=1&query=52.5163%2C13.3777",
        "https://www.openstreetmap.org/?mlat=52.5163&mlon=13.3777#map=15/1.0/2.0",
        "https://www.openstreetmap.org/#map=15/52.5163/13.3777",
        "https://www.bing.com/maps?cp=52.5163~13.3777&lvl=15",
        "https://yandex.com/maps/?ll=13.3777%2C52.5163&z=15",
        "geo:52.5163,13.3777",
        "9F4MG98H+G3",
        "33U UU 89915 19703",
        "33U 389915 5819703",
    ],
)
def test_a_position_is_read_as_it_is_written(written):
    position = read_pair(written)
    assert position is not None
    assert apart_km(position, Position(13.3777, 52.5163)) < 0.1
    assert is_plain_position(written)


@pytest.mark.parametrize(
    "written",
    ["12, 30", "12.50, 13.75", "2016-2019", "020 7946", "33UUU", "8-12", "Berlin", "1,320,120",
     "https://example.org/2016/52", "N 5 W 3", "12 345", "A12+B3"],
)  # fmt: skip
def test_what_may_be_something_else_makes_no_column_of_positions(written):
    assert not is_plain_position(written)


def where(made: Draft) -> list[tuple[str, str]]:
    """Country and town of each record."""
    return [(each.place.country, each.place.city) for each in made.understood.records]


def test_the_host_is_the_column_of_countries_in_which_the_places_lie():
    made = import_case("import_sender_and_host.csv")
    assert where(made) == [
        ("PF", "Papeete"), ("SC", "Victoria"), ("AF", "Herāt"), ("IQ", "Najaf"), ("BG", "Varna"),
        ("IT", "Genoa"), ("UY", "Montevideo"),
    ]  # fmt: skip
    asked = [each for each in made.understood.findings if each.subject.field == "country"]
    assert [(each.column, "“Country”" in each.problem) for each in asked] == [("State", True)]


def test_the_host_is_the_column_of_countries_in_which_the_positions_lie(draft):
    made = draft(
        {"Country": "Japan", "Lender": "x", "Recipient": "Kenya", "Lat": "-1.3", "Lon": "36.8"},
        {"Country": "Japan", "Lender": "x", "Recipient": "Vietnam", "Lat": "21.0", "Lon": "105.8"},
        {"Country": "France", "Lender": "x", "Recipient": "Senegal", "Lat": "14.7", "Lon": "-17.4"},
    )
    assert [each.place.country for each in made.understood.records] == ["KE", "VN", "SN"]


def test_a_name_and_a_code_of_one_country_are_not_two_hosts(draft):
    made = draft(
        {"Country": "Japan", "ISO": "JPN", "City": "Osaka"},
        {"Country": "Kenya", "ISO": "KEN", "City": "Nairobi"},
        {"Country": "Vietnam", "ISO": "VNM", "City": "Hanoi"},
    )
    assert made.plan.fields["Country"] == "country"
    assert not [each for each in made.understood.findings if each.subject.context == "columns"]


def questions(made: Draft, *fields: str) -> list[tuple[str, str, int]]:
    """What is asked of the fields: level, value or context, and in how many rows."""
    return [
        (each.level, each.subject.value or each.subject.context, len(each.rows))
        for each in made.understood.findings
        if each.subject.field in fields and each.subject.context != "columns"
    ]


def test_a_region_of_another_country_is_asked_about_and_nothing_is_drawn_meanwhile():
    made = import_case("import_region_contradicts_country.csv")
    assert [each.row.number for each in made.understood.records] == [4, 6]
    assert questions(made, "region") == [
        ("left out", "Bulgaria", 1), ("left out", "Iraq", 1), ("left out", "Ontario", 1),
    ]  # fmt: skip
    assert all(each.country for each in made.understood.findings if each.subject.field == "region")


def test_an_answer_settles_which_of_region_and_country_is_meant(draft):
    row = {"City": "Varna", "Region": "Bulgaria", "Country": "Russia"}
    fields = {"City": "place", "Region": "region", "Country": "country"}
    for answer, place in (("BG", ("BG", "Varna")), ("Russia", ("RU", "Varna"))):
        made = draft(row, answers={Subject("region", "Bulgaria", "RU"): answer}, fields=fields)
        assert where(made) == [place]


@pytest.mark.parametrize(
    ("place", "region", "country"),
    [
        ("Turin", "TO", "Italy"),
        ("Atlanta", "Georgia", "United States"),
        ("Arlon", "Luxembourg", "Belgium"),
        ("Victoria", "Hong Kong", "China"),
        ("Maidstone", "Kent", "United Kingdom"),
        ("Detroit", "USA", "United States"),
    ],
)
def test_a_region_that_only_sounds_like_another_country_is_not_asked_about(
    draft, place, region, country
):
    made = draft({"City": place, "Region": region, "Country": country})
    assert questions(made, "region") == []
    assert len(made.understood.records) == 1


def test_states_show_the_country_of_a_sheet_without_one():
    made = import_case("import_state_without_country.csv")
    assert where(made) == [
        ("US", "El Paso"), ("US", "Roxbury"), ("US", "England"), ("US", "Robertsville"),
        ("US", "Birmingham"), ("US", "Portland"), ("US", "Lancaster"), ("US", "Kenosha"),
    ]  # fmt: skip
    ids = [each.place.gazetteer_id for each in made.understood.records]
    assert ids[1] == "geonames-postal:US.MA/Roxbury"
    assert ids[3] == "geonames-postal:US.MO/Robertsville"
    assert questions(made, "country") == [("check", "regions", 8)]


@pytest.mark.parametrize(
    ("rows", "country"),
    [
        ((("Cairns", "QLD"), ("Dubbo", "NSW"), ("Bendigo", "VIC")), "AU"),
        ((("Fulda", "Hessen"), ("Bautzen", "Sachsen"), ("Passau", "Bayern")), "DE"),
        ((("Santos", "SP"), ("Niterói", "RJ"), ("Ilhéus", "BA"), ("Sobral", "CE")), "BR"),
    ],
)
def test_divisions_of_any_country_show_it(draft, rows, country):
    made = draft(*({"City": city, "State": state} for city, state in rows))
    assert where(made) == [(country, city) for city, _ in rows]


def test_a_position_near_a_border_shows_the_country_only_with_the_name_of_a_town():
    made = import_case("import_border_positions.csv")
    assert where(made) == [("US", "Sumas"), ("KG", "Ak-Sai"), ("KG", "Ak-Sai")]
    left_out = [each for each in made.understood.findings if each.level == "left out"]
    assert [each.subject.context for each in left_out] == ["Dostuk", "Min-Oruk"]
    assert all("Kyrgyzstan or Tajikistan" in each.problem for each in left_out)


def test_a_province_is_known_to_the_region_and_is_not_a_town_of_like_name():
    made = import_case("import_province_is_no_city.csv")
    assert [(each.place.precision, each.place.admin1) for each in made.understood.records][:7] == [
        ("region", name)
        for name in ("Bihar", "Bataan", "Antioquia", "Idlib", "Al Jawf", "Copán", "Basilan")
    ]
    assert made.understood.records[7].place.position is None


@pytest.mark.parametrize(
    ("place", "country", "town"),
    [
        ("New York", "US", "New York City"), ("Milano", "IT", "Milan"), ("Idlib", "SY", "Idlib"),
        ("Tokyo", "JP", "Tokyo"), ("Québec", "CA", "Québec"), ("Napoli", "IT", "Naples"),
    ],
)  # fmt: skip
def test_a_large_town_is_meant_by_a_name_that_its_province_bears_too(draft, place, country, town):
    assert where(draft({"City": place, "Country": country})) == [(country, town)]


@pytest.mark.parametrize(
    ("place", "country", "region"),
    [
        ("Kandahar Province", "AF", "Kandahar"), ("Provincia de Córdoba", "AR", "Córdoba"),
        ("四川省", "CN", "Sichuan"), ("Свердловская область", "RU", "Sverdlovsk"),
        ("Borno State", "NG", "Borno"),
    ],
)  # fmt: skip
def test_a_place_that_says_province_is_one(draft, place, country, region):
    placed = draft({"City": place, "Country": country}).understood.records[0].place
    assert (placed.precision, placed.admin1) == ("region", region)


def test_parts_of_the_world_are_not_regions():
    made = import_case("import_world_region.csv")
    assert made.plan.fields.get("Region", "") == ""
    assert {each.place.as_reported for each in made.understood.records} == {""}
    assert {each.row.extras["Region"] for each in made.understood.records} >= {"West Asia"}
    assert made.understood.records[5].place.precision == "country"


def test_a_cell_that_names_the_country_first_is_read_to_the_city():
    assert where(import_case("import_country_city_in_one.csv")) == [
        ("AL", "Tirana"), ("DZ", "Algiers"), ("US", "Chicago"), ("DE", "Munich"), ("KR", "Seoul"),
    ]  # fmt: skip


def test_a_cell_whose_town_is_called_like_a_country_is_not_read_as_one(draft):
    made = draft(
        {"City": "Mexico, Missouri", "Country": "US"}, {"City": "Peru, Indiana", "Country": ""}
    )
    assert "MX" not in [country for country, _ in where(made)]
    assert "PE" not in [country for country, _ in where(made)]


def test_postal_addresses_are_read_to_the_town():
    assert where(import_case("import_address_column.csv")) == [
        ("DK", "Ballerup"), ("DK", "Odense"), ("DE", "Frankfurt am Main"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "stated", "country", "town"),
    [
        ("1600 Pennsylvania Ave NW, Washington, DC 20500", "US", "US", "Washington"),
        ("123 Main St, Springfield, IL 62701, USA", "", "US", "Springfield"),
        ("10 Downing Street, London SW1A 2AA, United Kingdom", "", "GB", "London"),
        ("12 rue de Paris, 69002 Lyon Cedex 02, France", "", "FR", "Lyon"),
        ("Av. Paulista 1000, São Paulo - SP, 01310-100, Brazil", "", "BR", "São Paulo"),
        ("1-1 Chiyoda, Chiyoda-ku, Tokyo 100-0001, Japan", "", "JP", "Tokyo"),
        ("Plot 5, Kampala Road, Entebbe, Uganda", "", "UG", "Entebbe"),
        ("Via Roma 3, 10121 Torino TO, Italia", "", "IT", "Torino"),
        ("Unit 4/12 George St, Sydney NSW 2000, Australia", "", "AU", "Sydney"),
        ("Ringstr. 2, A-1010 Wien", "AT", "AT", "Wien"),
        ("Road without a town, Denmark", "", "DK", ""),
    ],
)
def test_an_address_is_read_from_its_end(written, stated, country, town):
    address = read_addresses([(written, stated)])[written, stated]
    assert (address.country, address.town) == (country, town)


def test_addresses_in_which_no_town_is_known_are_one_question(draft):
    made = draft(
        *({"Address": f"Long Road {n}, Xyzzyville {n}", "Country": "KE"} for n in range(9))
    )
    assert questions(made, "address", "place") == [("open", "", 9)]


def test_a_mailbox_is_not_an_address(draft):
    made = draft({"Email address": "a1@example.org", "City": "Rome", "Country": "IT"})
    assert "Email address" not in made.plan.fields


def test_countries_are_read_as_files_write_them():
    made = import_case("import_country_names.csv")
    assert [each.place.country for each in made.understood.records] == [
        "CD", "CG", "XK", "GB", "NZ", "KR", "KP", "SZ",
    ]  # fmt: skip
    asked = {each.subject.value: each.remedy for each in made.understood.findings
             if each.subject.field == "country"}  # fmt: skip
    assert "Serbia" in asked["Yugoslavia"]
    assert "Curaçao, Sint Maarten" in asked["Netherlands Antilles"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Southafrica", "ZA"), ("SaudiArabia", "SA"), ("Congo (Kinshasa)", "CD"),
        ("Myanmar (Burma)", "MM"), ("Ireland (Northern)", None), ("Niger (Nigeria)", None),
        ("Czechoslovakia", None),
    ],
)  # fmt: skip
def test_a_name_without_spaces_or_with_another_in_brackets_is_known_if_it_is_one(written, code):
    assert find_country_code(written) == code


def test_a_small_town_with_a_namesake_near_it_or_of_like_letters_is_asked_about():
    made = import_case("import_homonyms_in_region.csv")
    assert where(made) == [("DE", ""), ("DE", ""), ("DE", "Ludwigshafen am Rhein")]
    asked = {each.subject.value: [c.name for c in each.candidates]
             for each in made.understood.findings if each.subject.field == "place"}  # fmt: skip
    assert asked["Bergheim"][:2] == ["Bergheim", "Bergheim"]
    assert asked["Wählitz"][:1] == ["Wahlitz"]
    sentence = next(
        str(each) for each in made.understood.findings if each.subject.value == "Bergheim"
    )
    assert sentence.count("Bergheim, Bavaria, DE (4") == 2


def test_a_column_of_countries_that_most_places_are_not_in_is_reported_first(draft):
    towns = ("Genoa", "Tirana", "Montevideo", "Papeete", "Ulaanbaatar", "Ouagadougou")
    made = draft(*({"City": town, "Country": "Denmark"} for town in towns))
    assert made.understood.findings[0].subject == Subject("country", "", "columns")
    assert len(made.understood.findings[0].rows) >= 5


@pytest.mark.parametrize(
    "words", [("Exact", "Exact", "Rough"), ("gemessen", "gemessen", "ungefähr")]
)
def test_words_for_how_a_position_is_known_are_not_places(draft, words):
    spots = (("45.1300", "36.6800"), ("46.6000", "142.9100"), ("68.9700", "33.0600"))
    made = draft(
        *(
            {"Location": word, "Country": "Russia", "Lat": lat, "Lon": lon}
            for word, (lat, lon) in zip(words, spots, strict=True)
        )
    )
    assert not {each.place.city for each in made.understood.records} & set(words)
    for (lat, lon), position in zip(spots, drawn(made), strict=True):
        assert position is not None
        assert apart_km(Position(float(lon), float(lat)), position) < PRECISION_KM


def test_a_column_of_divisions_is_the_region_whatever_its_header(draft):
    made = draft(
        {"Nation": "Nigeria", "Area": "Zamfara"},
        {"Nation": "Mozambique", "Area": "Cabo Delgado province"},
        {"Nation": "Myanmar", "Area": "Rakhine State"},
    )
    assert [each.place.admin1 for each in made.understood.records] == [
        "Zamfara", "Cabo Delgado", "Rakhine",
    ]  # fmt: skip


def test_names_that_stand_for_places_far_apart_are_reported_once(draft):
    made = draft(
        {"City": "Petersburg", "Country": "US", "Lat": "56.8017", "Lon": "-132.9450"},
        {"City": "Petersburg", "Country": "US", "Lat": "37.1838", "Lon": "-77.5074"},
        {"City": "Salem", "Country": "US", "Lat": "44.9095", "Lon": "-123.0029"},
        {"City": "Salem", "Country": "US", "Lat": "42.5195", "Lon": "-70.8967"},
        {"City": "Milan", "Country": "IT", "Lat": "45.46", "Lon": "9.19"},
        {"City": "Milan", "Country": "IT", "Lat": "45.47", "Lon": "9.20"},
    )
    findings = [each for each in made.understood.findings if each.subject.context == "far apart"]
    assert [each.rows for each in findings] == [(2, 3, 4, 5)]
    assert "Petersburg (4," in findings[0].problem

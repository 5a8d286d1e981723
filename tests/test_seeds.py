"""The record itself: what it must hold, and what it must not.

`python -m mapapp check` says whether a collection is sound; these tests say whether this one
still carries what was researched.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import textwrap
import unicodedata
from collections import Counter
from pathlib import Path

import frictionless
import pycountry
import pytest
from edtf import parse_edtf

from geodata.check import find_faults
from geodata.collection import read_collection
from geodata.dates import year_span
from geodata.locating import locate_collection

SEEDS = Path(__file__).parent.parent / "seeds"
SCHEMA = json.loads((SEEDS / "datapackage.json").read_text(encoding="utf-8"))
FIELDS = {table["name"]: table["schema"]["fields"] for table in SCHEMA["resources"]}
DATED = "http://id.loc.gov/datatypes/edtf"

Row = dict[str, str]


def read(table: str) -> list[Row]:
    with (SEEDS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def items(cell: str) -> list[str]:
    return [item for item in cell.split(";") if item]


TABLES = {name: read(name) for name in FIELDS}
STATIONS = TABLES["stations"]
ROWS = {row["id"]: row for table in TABLES.values() for row in table if "id" in row}


def sites(rows: list[Row]) -> int:
    return sum(int(row["count"]) for row in rows)


def hosts(rows: list[Row]) -> set[str]:
    return {row["country"] for row in rows}


def listed_in(*editions: str) -> list[Row]:
    return [row for row in STATIONS if row["edition"] in editions]


# What it holds


def test_the_two_reports_together_hold_90_sites_in_45_countries():
    both = listed_in("2022-09", "2022-12")
    assert (sites(both), len(hosts(both))) == (90, 45)


def test_the_first_report_holds_52_sites_in_28_countries_and_the_second_adds_38():
    first, second = listed_in("2022-09"), listed_in("2022-12")
    assert (sites(first), len(hosts(first)), sites(second)) == (52, 28, 38)


def test_73_sites_are_known_to_the_city_and_17_less_closely():
    both = listed_in("2022-09", "2022-12")
    closely = Counter[str]()
    for row in both:
        closely[row["precision"]] += int(row["count"])
    assert closely == {"city": 73, "country": 16, "region": 1}


def test_who_is_behind_29_sites_is_not_known():
    both = listed_in("2022-09", "2022-12")
    assert sites([row for row in both if row["jurisdiction"] == "unknown"]) == 29


def test_three_sites_lie_outside_the_reports_and_their_totals():
    assert sites(listed_in("other")) == 3
    kept = {row["id"]: (row["in_totals"], row["shown"]) for row in TABLES["editions"]}
    assert kept == {
        "2022-09": ("true", "true"),
        "2022-12": ("true", "true"),
        "other": ("false", "false"),
    }


@pytest.mark.parametrize(
    ("tables", "pattern", "count"),
    [
        (("stations",), r"ST-\d{3}", 87),
        (("agreements",), r"agr-[a-z0-9-]+", 79),
        (("responses",), r"res-[a-z0-9-]+", 112),
        (("operations", "network_claims"), r"op-[a-z0-9-]+", 35),
    ],
    ids=["stations", "agreements", "responses", "operations"],
)
def test_every_researched_row_is_carried(tables: tuple[str, ...], pattern: str, count: int):
    ids = [row["id"] for table in tables for row in TABLES[table]]
    assert len(ids) == len(set(ids)) == count
    assert all(re.fullmatch(pattern, name) for name in ids)


def test_claims_about_the_network_have_a_table_of_their_own():
    assert all(row["id"].startswith("op-net-") for row in TABLES["network_claims"])
    assert not any(row["id"].startswith("op-net-") for row in TABLES["operations"])


def claimed(edition: str, scope: str, measure: str, **of: str) -> list[int]:
    wanted = {"country": "", "region": "", "jurisdiction": "", **of}
    wanted |= {"edition": edition, "scope": scope, "measure": measure}
    return [int(row["number"]) for row in TABLES["claims"] if wanted.items() <= row.items()]


def test_the_published_totals_stand_beside_the_record():
    assert claimed("2022-09", "edition", "stations") == [54]
    assert claimed("2022-09", "edition", "countries") == [30]
    assert claimed("2022-12", "edition", "stations") == [48]
    assert claimed("2022-12", "cumulative", "stations") == [102]
    assert claimed("2022-12", "cumulative", "countries") == [53]


def test_the_split_by_jurisdiction_adds_up_to_the_sites_that_the_second_report_adds():
    numbers = {
        name: claimed("2022-12", "edition", "stations", jurisdiction=name)
        for name in ("nantong", "wenzhou", "qingtian", "fuzhou")
    }
    assert numbers == {"nantong": [29], "wenzhou": [12], "qingtian": [6], "fuzhou": [1]}


def test_the_claims_for_the_countries_of_the_americas_add_up_to_the_claim_for_the_region():
    countries = ("AR", "BR", "CA", "CL", "CO", "CU", "EC", "PA", "PE", "US")
    numbers = [claimed("2022-12", "cumulative", "stations", country=code) for code in countries]
    assert sum(map(sum, numbers)) == 22
    assert claimed("2022-12", "cumulative", "stations", region="Americas") == [22]


def test_no_country_is_claimed_twice_for_the_same_span():
    keys = [
        tuple(row[column] for column in ("edition", "scope", "measure", "country"))
        for row in TABLES["claims"]
        if row["country"]
    ]
    assert len(keys) == len(set(keys))


FOUNDING_ARTICLE = {
    "48 more stations, 102 in all": "op-net-102 op-net-new-split",
    "the second report follows the first": "op-net-102",
    "host help and joint agreements": "op-net-host-help",
    "use against wanted people": "op-net-use",
    "Nantong and Wenzhou from 2016": "op-net-jurisdictions op-net-new-split",
    "four local jurisdictions": "op-net-jurisdictions",
    "53 nations": "op-net-102",
    "older than the pandemic": "op-net-covid",
    "135 staff for 21 stations": "op-net-staff",
    "not volunteers": "op-net-staff res-cn-2022-11-nl",
    "a contract in Stockholm": "op-net-stockholm",
    "an operation from Paris": "op-fr-paris",
    "80 cases of Nantong": "op-nantong-80",
    "operations in Spain and Serbia": "op-es-madrid op-rs-belgrade",
    "patrol agreements 2015-2019": (
        "agr-it-mou-2015 agr-hr-agreement-2017 agr-rs-mou-2019 agr-ro-seed-2015-2019"
    ),
    "deals with Italy in 2015": "agr-it-deals-2015 agr-it-mou-2015",
    "patrols in Italy 2016-2018": (
        "agr-it-patrol-2016-2018-seed agr-it-patrol-2016 agr-it-patrol-2017 agr-it-patrol-2018"
    ),
    "video surveillance in Naples": "agr-it-naples-cctv",
    "11 stations in Italy": "op-net-italy11",
    "deals with Croatia and Serbia": "agr-hr-agreement-2017 agr-hr-patrol-2018 agr-rs-mou-2019",
    "a growing footprint": "op-net-host-help",
    "Nantong and Dobroești": "agr-ro-dobroesti-nantong",
    "Johannesburg and Lusaka": "agr-za-johannesburg-nantong agr-zm-lusaka-nantong",
    "the denial": "res-cn-2022-11-cnn",
    "central guidance": "op-net-central",
    "13 countries investigate": "res-global-13-2022",
    "Ireland closed its station": "res-ie-2022-10-25 res-ie-2022-12-13",
    "the Netherlands closed theirs": "res-nl-2022-11-01",
    "inquiries in Spain": "res-es-2022-10",
    "Canada complained": "res-ca-2022-11-29",
    "the FBI director in the Senate": "res-us-2022-11-17",
}


def test_the_founding_article_has_31_claims():
    assert len(FOUNDING_ARTICLE) == 31


@pytest.mark.parametrize("claim", FOUNDING_ARTICLE)
def test_every_claim_of_the_founding_article_has_its_row(claim: str):
    assert set(FOUNDING_ARTICLE[claim].split()) <= set(ROWS)


# What its words mean


def test_exactly_six_agreements_were_only_proposed():
    assert {row["id"] for row in TABLES["agreements"] if row["status"] == "proposed"} == {
        "agr-fr-2014",
        "agr-es-2017",
        "agr-at-2017",
        "agr-th-proposal-2023",
        "agr-th-centre-2025",
        "agr-pg-2023",
    }


def test_a_denial_by_chinese_authorities_says_which_host_it_concerns():
    by_china = [row for row in TABLES["responses"] if row["speaker_country"] == "CN"]
    assert {row["kind"] for row in by_china} == {"denial"}
    assert {row["id"]: row["countries"] for row in by_china} == {
        "res-de-2023-05-16": "DE",
        "res-de-2024-11-cn": "DE",
        "res-gb-2023-06-cn": "GB",
        "res-us-2022-11-cn": "US",
        "res-cn-2023-04-18": "US",
        "res-cl-2022-10-31": "CL",
        "res-ng-2022-10-19": "NG",
        "res-cn-2022-11-nl": "NL",
        "res-cn-2022-10-26": "",
        "res-cn-2022-11-cnn": "",
        "res-cn-2022-12-08": "",
    }


def test_besides_the_denials_only_two_responses_are_by_a_state_that_they_do_not_concern():
    others = {
        row["id"]: (row["speaker_country"], row["countries"])
        for row in TABLES["responses"]
        if row["speaker_country"] not in {"", "CN", row["countries"]}
    }
    assert others == {"res-us-2024-02-26": ("US", "KI"), "res-tw-2023-05-23": ("TW", "")}


def test_no_finding_is_made_of_a_host_that_has_no_data_or_does_not_believe():
    for row in STATIONS:
        if re.search(r"no (data|information|knowledge)|not believe", row["status_note"]):
            assert row["status"] == "reported", row["id"]


@pytest.mark.parametrize(
    ("name", "speaker"),
    [
        ("res-ro-2023-05-06", "party"),
        ("res-fr-2022-12-14", "parliament"),
        ("res-eu-2022-12-07", "parliament"),
        ("res-no-2024-05", "press"),
        ("res-de-2023-05-16", "embassy"),
        ("res-us-2022-10", "police"),
        ("res-us-2026-05", "court"),
    ],
)
def test_who_speaks_is_told_apart(name: str, speaker: str):
    assert ROWS[name]["speaker"] == speaker


def test_where_a_press_overview_speaks_no_state_does():
    assert all(
        (row["speaker"] == "press") == (row["speaker_country"] == "") for row in TABLES["responses"]
    )


def test_precision_is_what_the_row_names():
    for row in STATIONS:
        named = "city" if row["city"] else "region" if row["admin1"] else "country"
        assert row["precision"] == named, row["id"]


# That it holds together


@pytest.mark.parametrize("table", FIELDS)
def test_columns_are_those_of_the_schema(table: str):
    text = (SEEDS / f"{table}.csv").read_bytes()
    assert b"\r" not in text
    assert text.endswith(b"\n")
    header = text.decode("utf-8").splitlines()[0].split(",")
    assert header == [field["name"] for field in FIELDS[table]]


def cells(table: str) -> list[tuple[str, dict[str, object], str]]:
    """Every filled cell: whose it is, its column, its text."""
    return [
        (row.get("id", row.get("name", "")), field, row[field["name"]])
        for row in TABLES[table]
        for field in FIELDS[table]
        if row[field["name"]]
    ]


@pytest.mark.parametrize("table", FIELDS)
def test_every_date_is_edtf(table: str):
    for date in {text for _, field, text in cells(table) if field.get("rdfType") == DATED}:
        parse_edtf(date)


def test_what_was_signed_has_a_period_that_begins_then_or_later():
    agreements = read_collection(SEEDS).tables["agreements"]
    signed = agreements[agreements["signed"] != ""]
    assert len(signed)
    assert not [
        row.id
        for row in signed.itertuples()
        if not row.period or year_span(row.period).first_from < year_span(row.signed).first_from
    ]


@pytest.mark.parametrize("table", FIELDS)
def test_values_are_those_that_the_schema_allows(table: str):
    for name, field, text in cells(table):
        allowed = field.get("constraints", {}).get("enum")
        assert allowed is None or text in allowed, (name, text)


def test_others_read_the_record_as_a_sound_data_package():
    with frictionless.system.use_context(trusted=True):
        report = frictionless.Package(str(SEEDS / "datapackage.json")).validate()
    assert report.valid, report.to_summary()


def known() -> dict[str, set[str]]:
    return {
        "sources": {row["id"] for row in TABLES["sources"]},
        "jurisdictions": {row["id"] for row in TABLES["jurisdictions"]},
        "editions": {row["id"] for row in TABLES["editions"]},
        "countries": {country.alpha_2 for country in pycountry.countries} | {"EU"},
    }


@pytest.mark.parametrize("table", FIELDS)
def test_every_reference_resolves(table: str):
    for name, field, text in cells(table):
        targets = known().get(str(field.get("references")), None)
        if targets is not None:
            assert set(items(text)) <= targets, (name, text)


def place_rows(text: str, own: str) -> list[Row]:
    """The rows of places.csv that an entry of a list can mean."""
    name, *rest = [part.strip() for part in text.split(",")]
    country = rest.pop() if rest else own
    found = [
        row
        for row in TABLES["places"]
        if (row["country"], row["name"]) == (country, name)
        and (not rest or row["admin1"] == rest[0])
    ]
    return [row for row in found if row["precision"] == "city"] or found


@pytest.mark.parametrize("table", ["agreements", "responses", "operations", "network_claims"])
def test_every_place_in_a_list_is_one_row_of_places(table: str):
    for row in TABLES[table]:
        for text in items(row["places"]):
            assert len(place_rows(text, row["countries"])) == 1, (row["id"], text)


def test_every_seat_is_one_row_of_places():
    seats = [row["seat"] for row in TABLES["jurisdictions"] if row["seat"]]
    assert all(len(place_rows(seat, "")) == 1 for seat in seats)


def test_every_station_that_names_a_place_has_its_row_of_places():
    places = {
        (row["country"], row["admin1"], row["name"], row["precision"]) for row in TABLES["places"]
    }
    for row in STATIONS:
        if row["city"]:
            assert (row["country"], row["admin1"], row["city"], "city") in places, row["id"]
        elif row["admin1"]:
            assert (row["country"], "", row["admin1"], "region") in places, row["id"]


def test_every_place_is_named_somewhere():
    named = {(row["country"], row["city"] or row["admin1"]) for row in STATIONS}
    named = {(country, name) for country, name in named if name}
    for table in ("agreements", "responses", "operations", "network_claims"):
        for row in TABLES[table]:
            found = [place_rows(text, row["countries"]) for text in items(row["places"])]
            named |= {(place["country"], place["name"]) for rows in found for place in rows}
    seats = [place_rows(row["seat"], "") for row in TABLES["jurisdictions"] if row["seat"]]
    named |= {(place["country"], place["name"]) for rows in seats for place in rows}
    assert {(row["country"], row["name"]) for row in TABLES["places"]} == named


def plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if letter.isalpha()).casefold()


def test_a_place_is_spelled_one_way():
    names = {(row["country"], row["name"]) for row in TABLES["places"]}
    assert len(names) == len({(country, plain(name)) for country, name in names})


# Sources


CITING = [name for name, rows in TABLES.items() if rows and "sources" in rows[0]]


@pytest.mark.parametrize("table", CITING)
def test_no_row_stands_without_a_source(table: str):
    for row in TABLES[table]:
        assert items(row["sources"]), row["id"]
        assert len(items(row["sources"])) == len(set(items(row["sources"]))), row["id"]


def address(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url, flags=re.IGNORECASE).rstrip("/").casefold()


def test_no_page_is_listed_twice():
    pages = [address(row["url"]) for row in TABLES["sources"]]
    assert len(pages) == len(set(pages))


def test_the_lists_of_sources_are_all_carried():
    ids = [row["id"] for row in TABLES["sources"]]
    former = [name for row in TABLES["sources"] for name in items(row["former_ids"])]
    assert len(ids) == 380
    assert len(ids) + len(former) == len({*ids, *former}) == 413


def test_no_row_cites_a_source_by_a_former_id():
    former = {name for row in TABLES["sources"] for name in items(row["former_ids"])}
    for name, row in ROWS.items():
        assert not former & set(items(row.get("sources", ""))), name


def test_an_encyclopedia_is_tertiary_and_what_declares_an_interest_is_partisan():
    for row in TABLES["sources"]:
        if row["kind"] == "encyclopedia":
            assert row["standing"] == "tertiary"
        if re.search(r"partisan|epoch times|state media", row["reliability"], re.IGNORECASE):
            assert row["standing"] == "partisan", row["id"]


def test_a_row_that_rests_on_partisan_sources_alone_says_so():
    standing = {row["id"]: row["standing"] for row in TABLES["sources"]}
    for table in CITING:
        for row in TABLES[table]:
            if {standing[source] for source in items(row["sources"])} == {"partisan"}:
                assert re.search("partisan|state media", row["note"]), row["id"]


# What it must not hold


STREET = re.compile(
    r"\b(street|avenue|boulevard|rue|calle|via|rua|straße|strasse|postcode)\s+(?!the\b)[A-Z0-9]"
    r"|\b\d+\s+[A-Z]\w+\s+(street|road|avenue|lane)\b"
)
OWN_WORDS = ("title", "summary", "status_note", "note", "reliability", "as_reported")


@pytest.mark.parametrize("table", FIELDS)
def test_no_text_holds_a_street_address_or_a_way_to_reach_a_person(table: str):
    for name, field, text in cells(table):
        if field["name"] in OWN_WORDS:
            assert not STREET.search(text), (name, text)
            assert "@" not in text, (name, text)


@pytest.mark.parametrize("table", FIELDS)
def test_no_prose_names_a_row_by_its_id(table: str):
    for name, field, text in cells(table):
        if field["name"] in OWN_WORDS:
            words = {word.rstrip(".") for word in re.findall(r"[\w.]+(?:-[\w.]+)+", text)}
            assert not words & set(ROWS), (name, text)


README = (SEEDS / "README.md").read_text(encoding="utf-8")


def test_the_readme_counts_the_rows_of_every_table():
    for tables, numbers in re.findall(r"^\| (`.*?`) \| ([\d, ]+) \|", README, re.MULTILINE):
        names = re.findall(r"`(\w+)\.csv`", tables)
        assert [len(TABLES[name]) for name in names] == [int(each) for each in numbers.split(",")]


def test_the_readme_names_only_rows_that_exist():
    conflicts = README.split("## Conflicts")[1].split("\n## ")[0]
    named = set(re.findall(r"ST-\d{3}|(?<=`)(?:c|agr|res|op)-[a-z0-9-]+(?=`)", conflicts))
    assert named <= set(ROWS)
    assert "op-net-critique" in named


@pytest.mark.parametrize("table", ["stations", "agreements", "responses", "operations"])
def test_no_summary_states_as_a_fact_that_something_is_a_police_station(table: str):
    for name, field, text in cells(table):
        if field["name"] in OWN_WORDS:
            assert not re.search(r"\bis a (Chinese |covert )?police station", text), (name, text)


# Adding to it


def test_a_record_is_added_by_hand_as_the_readme_says(tmp_path: Path):
    source, station = (
        textwrap.dedent(block).strip() + "\n"
        for block in re.findall(r"```csv\n(.*?)```", README, re.DOTALL)
    )
    folder = Path(shutil.copytree(SEEDS, tmp_path / "record"))
    for table, row in (("sources", source), ("stations", station)):
        with (folder / f"{table}.csv").open("a", encoding="utf-8", newline="") as file:
            file.write(row)
    assert [fault.value for fault in find_faults(folder)] == ["Lagos"]
    located = locate_collection(folder)
    assert (located.resolved, located.open) == (1, ())
    assert find_faults(folder) == ()
    added = read_collection(folder).of_role("site").loc["ST-088"]
    assert (added.geometry.x, added.geometry.y) == (3.39, 6.45)

"""What columns say, by their headers in seven languages and by what stands in them."""

from __future__ import annotations

import pandas as pd
import pytest

from geodata.importing.grid import RawTable
from geodata.importing.mapping import (
    FIELDS,
    IGNORED,
    BadMappingError,
    find_contests,
    guess_mapping,
    read_mapping,
)

CELLS = {
    "place": ["Rome", "Milan"],
    "country": ["Italy", "FR"],
    "address": ["1 Via Roma, Rome"],
    "opened": ["2015", "Spring 2016"],
    "closed": ["2018", ""],
    "source": ["https://a.example", "The Daily, p. 3"],
    "count": ["1", "2"],
    "latitude": ["41.9", "45.46"],
    "longitude": ["12.5", "9.19"],
    "easting": ["691607.9"],
    "northing": ["5334760.4"],
    "system": ["EPSG:25832"],
    "originator": ["Alpha", "Beta"],
    "status": ["open", "closed"],
    "region": ["Lazio", "Lombardy"],
    "note": ["x", "y"],
    "title": ["First", "Second"],
    "month": ["2", "March"],
    "day": ["2", "31"],
}
HEADERS = {
    "en": ["City", "Country", "Opened", "Closed", "Source", "Number of sites", "Lat", "Lng"],
    "fr": ["Ville", "Pays", "Date d'ouverture", "Fermeture", "Liens", "Nombre", "Latitude",
           "Longitude"],
    "es": ["Ciudad", "País", "Apertura", "Cierre", "Fuentes", "Cantidad", "Latitud", "Longitud"],
    "it": ["Città", "Paese", "Data di apertura", "Chiusura", "Fonti", "Quantità", "Latitudine",
           "Longitudine"],
    "de": ["Ort", "Land", "Eröffnet", "Geschlossen", "Quellen", "Anzahl", "Breitengrad",
           "Längengrad"],
    "pt": ["Cidade", "País", "Abertura", "Encerramento", "Fontes", "Quantidade", "Latitude",
           "Longitude"],
    "zh": ["城市", "国家", "成立时间", "关闭时间", "来源", "数量", "纬度", "经度"],
}  # fmt: skip
ORDER = ["place", "country", "opened", "closed", "source", "count", "latitude", "longitude"]


def table(**columns):
    return RawTable("x", pd.DataFrame(columns, dtype="str"))


def fields(columns):
    return {guess.column: guess.field for guess in guess_mapping(table(**columns))}


@pytest.mark.parametrize("language", HEADERS)
def test_the_usual_headers_are_known_in_every_language_of_the_interface(language):
    columns = {header: CELLS[field] for header, field in zip(HEADERS[language], ORDER, strict=True)}
    assert list(fields(columns).values()) == ORDER


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("HOST COUNTRY ", "country"),
        ("City / town", "place"),
        ("Country (host)", "country"),
        ("Year opened", "opened"),
        ("Sourcess", "source"),
        ("Originating jurisdiction", "originator"),
        ("Present status", "status"),
        ("State/Province", "region"),
        ("Comments", "note"),
        ("Name of institute", "title"),
    ],
)
def test_headers_that_hold_or_resemble_a_name_are_understood(header, field):
    assert fields({header: CELLS[field]}) == {header: field}


def test_cells_speak_where_a_header_says_nothing():
    columns = {"X1": ["Italy", "Frankreich"], "X2": ["https://a.example", "https://b.example"]}
    assert fields(columns) == {"X1": "country", "X2": "source"}


def test_cells_can_speak_against_a_header():
    assert fields({"Opened": ["yes", "no"]}) == {"Opened": ""}


def test_a_name_beside_a_city_is_a_title():
    assert fields({"Name": ["A", "B"], "City": ["Rome", "Milan"]}) == {
        "Name": "title",
        "City": "place",
    }


def test_no_field_is_given_twice_but_for_sources():
    columns = {"City": ["Rome"], "Town": ["Rome"], "Source 1": ["a"], "Source 2": ["b"]}
    guessed = fields(columns)
    assert list(guessed.values()) == ["place", "", "source", "source"]


def test_unknown_columns_are_kept_with_samples():
    (guess,) = guess_mapping(table(Favourite=["blue", "blue", "red", ""]))
    assert (guess.field, guess.samples) == ("", ("blue", "red"))


def test_a_person_decides_over_the_guesses():
    guesses = guess_mapping(table(City=["Rome"], Town=["Ostia"], Status=["open"]))
    assert read_mapping(guesses, {"Town": "place", "Status": ""}) == {"Town": "place"}


@pytest.mark.parametrize(
    ("assigned", "said"),
    [
        ({"Nowhere": "place"}, "is not a column"),
        ({"City": "colour"}, "use one of place"),
        ({"City": "place", "Town": "place"}, "two columns"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(assigned, said):
    guesses = guess_mapping(table(City=["Rome"], Town=["Ostia"]))
    with pytest.raises(BadMappingError, match=said):
        read_mapping(guesses, assigned)


def test_every_field_has_its_usual_names():
    by_header = [name for name in FIELDS if name not in {"date", IGNORED}]
    guessed = [fields({name: CELLS.get(name, ["1, 2"])}) for name in by_header]
    assert guessed == [{name: name} for name in by_header]


def test_five_figures_are_not_dates_unless_the_header_says_so():
    figures = ["42157", "42158", "43001"]
    assert fields({"City": ["Rom", "Bari", "Pisa"], "Zip": figures})["Zip"] == ""
    assert fields({"City": ["Rom", "Bari", "Pisa"], "Opened": figures})["Opened"] == "opened"


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("single_source", ["true", "false"]),
        ("Sources checked", ["TRUE", "FALSE"]),
        ("Source", ["yes", "no", ""]),
        ("Quelle", ["ja", "nein"]),
        ("来源", ["是", "否"]),
    ],
)
def test_a_column_of_yes_and_no_is_not_a_source(header, cells):
    assert fields({"City": ["Rome", "Milan", "Pisa"], header: [*cells, "", ""][:3]})[header] == ""


@pytest.mark.parametrize(
    ("headers", "contests"),
    [
        pytest.param(["City", "Source"], {}, id="each its own"),
        pytest.param(["City", "Source 1", "Source 2"], {}, id="numbered ones"),
        pytest.param(["City", "Source", "Source (2)"], {}, id="called the same"),
        pytest.param(["City", "Source", "Link"], {"source": ["Source", "Link"]}, id="both read"),
        pytest.param(["City", "Town"], {"place": ["City", "Town"]}, id="one kept"),
    ],
)
def test_columns_that_seem_to_say_the_same_are_known(headers, contests):
    guesses = guess_mapping(table(**{header: ["Rome", "Bari"] for header in headers}))
    assert find_contests(guesses, read_mapping(guesses)) == contests


def test_a_person_who_keeps_a_column_as_it_is_settles_the_contest():
    guesses = guess_mapping(table(Source=["a"], Link=["b"]))
    assert find_contests(guesses, read_mapping(guesses, {"Link": ""})) == {}


def test_columns_that_are_not_read_do_not_compete():
    guesses = guess_mapping(table(City=["Rome"], Town=["Rome"], Locality=["Rome"]))
    assert find_contests(guesses, read_mapping(guesses, {"City": ""})) == {}


MINES = ["Alder", "Birch", "Cedar"]
AMOUNTS = ["1700", "1850", "1960"]
YEARS = ["1915", "1976", "1995"]
LINKS = ["https://a.example/1", "https://a.example/2", "https://a.example/3"]


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        pytest.param("Reserves (Mt)", AMOUNTS, "", id="an amount in the range of years"),
        pytest.param("产能（万吨）", AMOUNTS, "", id="an amount in Han"),
        pytest.param("Quantity", ["1170", "3500", "90"], "", id="amounts under a name of count"),
        pytest.param("Total berth count", ["3", "2", "1"], "", id="a number of something else"),
        pytest.param("Nombre de morts", ["3", "2", "1"], "", id="deaths"),
        pytest.param("Number of sites", ["3", "2", "1"], "count", id="sites"),
        pytest.param("Année des données", YEARS, "", id="year of data, in French"),
        pytest.param("Last updated", ["2021-04-05", "2021-04-06"], "", id="of the data, by cells"),
        pytest.param("Proposed opening year", ["2030"], "", id="a plan"),
        pytest.param("Baujahr", YEARS, "opened", id="built, in German"),
        pytest.param("año_cierre", YEARS, "closed", id="closed, in Spanish"),
        pytest.param("停产年份", YEARS, "closed", id="closed, in Chinese"),
        pytest.param("decommissioningDate", YEARS, "closed", id="closed, in camel case"),
        pytest.param("Opened", ["12", "15", "90"], "", id="numbers that are no years"),
        pytest.param("Year", ["1200", "1300", "2823"], "", id="no years of our time"),
        pytest.param("Last inspection", ["2021-02-03", "2021-02-04"], "", id="dates of what?"),
        pytest.param("Event month", ["2", "12", "July"], "month", id="a month in words"),
        pytest.param("Number", ["1", "2", "3"], "", id="numbers of the rows"),
        pytest.param("No. of units", ["3", "2", "7"], "", id="a number is no id"),
        pytest.param("Accuracy of location", ["exact", "rough"], "", id="an accuracy of"),
        pytest.param("precision_ubicacion", ["exacta", "aproximada"], "", id="an accuracy"),
        pytest.param("Sector Code", ["12", "12", "14"], "", id="a code that rows share"),
        pytest.param("Mine ID", ["M-1", "M-2", "M-3"], "id", id="an id"),
        pytest.param("nombre_planta", MINES, "title", id="a name of the site, in Spanish"),
        pytest.param("Name der Anlage", MINES, "title", id="a name of the site, in German"),
        pytest.param("Institution", MINES, "", id="a body of some kind"),
        pytest.param("Victim's employer", MINES, "", id="an employer"),
        pytest.param("suspectedPerpetrator", MINES, "", id="a suspicion"),
        pytest.param("operador_actual", MINES, "originator", id="plainly who runs it"),
        pytest.param("Cooling source", MINES, "", id="another source"),
        pytest.param("Source links", LINKS, "source", id="sources"),
        pytest.param("Region", ["Latin America", "West Africa"], "", id="parts of the world"),
        pytest.param("Région", ["Afrique de l\u2019Ouest", "Asie du Sud"], "", id="in French"),
        pytest.param("Region", ["Lazio", "Bayern"], "region", id="regions"),
    ],
)
def test_a_column_is_what_its_header_and_its_cells_both_say(header, cells, field):
    assert fields({header: cells}) == {header: field}


def test_of_two_columns_of_countries_the_header_decides_where_no_place_does():
    columns = {"Investor country": ["China", "Japan"], "Host economy": ["Kenya", "Peru"]}
    assert fields(columns) == {"Investor country": "", "Host economy": "country"}


def test_every_kept_column_says_why():
    (guess,) = guess_mapping(table(Quantity=["1170", "3500", "90"]))
    assert guess.reason.startswith("no number: its numbers, 90 to 3,500")

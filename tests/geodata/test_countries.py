"""Country names in any language become codes; what is two countries' name is refused."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from babel import UnknownLocaleError
from hypothesis import given
from hypothesis import strategies as st

from geodata.countries import (
    by_name,
    country_code,
    country_name,
    find_country_code,
    fold_country_name,
    known_codes,
)
from geodata.errors import UnknownCountryError


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Italy", "IT"),
        ("ITALIE", "IT"),
        ("意大利", "IT"),
        ("إيطاليا", "IT"),
        ("it", "IT"),
        ("ITA", "IT"),
        ("Burma", "MM"),
        ("Swaziland", "SZ"),
        ("Macau", "MO"),
        ("Congo (Kinshasa)", "CD"),
        ("Congo (Brazzaville)", "CG"),
        ("DRC", "CD"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Macedonia", "MK"),
        ("Palestine", "PS"),
        ("West Bank", "PS"),
        ("Ivory Coast", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Cape Verde", "CV"),
        ("Czech Republic", "CZ"),
        ("South Korea", "KR"),
        ("Korea, North", "KP"),
        ("Kosovo", "XK"),
        ("Kosova", "XK"),
        ("Micronesia", "FM"),
        ("Laos", "LA"),
        ("Lao Peoples Democratic Republic", "LA"),
        ("Russia", "RU"),
        ("Россия", "RU"),
        ("U.S.A.", "US"),
        ("UK", "GB"),
        ("Holland", "NL"),
        ("England", "GB"),
        ("Northern Ireland", "GB"),
        ("Vatican", "VA"),
        ("Hong Kong", "HK"),
        ("East Timor", "TL"),
        ("Brunei", "BN"),
        ("Virgin Islands", "VI"),
        ("British Virgin Islands", "VG"),
        ("St. Lucia", "LC"),
        ("Saint Vincent & the Grenadines", "VC"),
        ("Bahamas, The", "BS"),
        ("the gambia", "GM"),
        ("Reunion", "RE"),
        ("La Réunion", "RE"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Dominica", "DM"),
        ("Guinea", "GN"),
        ("European Union", "EU"),
        ("République démocratique du Congo", "CD"),
        ("Demokratische Republik Kongo", "CD"),
        ("Российская Федерация", "RU"),
        ("Republic of Korea", "KR"),
        ("Burma/Myanmar", "MM"),
    ],
)
def test_a_country_is_known_by_the_names_that_sources_use(name: str, code: str):
    assert country_code(name) == code


@pytest.mark.parametrize(
    "name", ["Congo", "Kongo", "Korea", "Yugoslavia", "USSR", "ኮንጎ", "Atlantis", "", "   ", "?"]
)
def test_what_is_not_one_country_is_refused(name: str):
    with pytest.raises(UnknownCountryError) as refusal:
        country_code(name)
    assert refusal.value.name == name
    assert find_country_code(name) is None


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [("Frnace", "France"), ("Congo", "DR Congo"), ("Korea", "South Korea"), ("Itly", "Italy")],
)
def test_the_refusal_suggests_what_may_have_been_meant(name: str, suggestion: str):
    with pytest.raises(UnknownCountryError, match=suggestion):
        country_code(name)


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("IT", "en", "Italy"),
        ("it", "fr", "Italie"),
        ("BR", "pt-BR", "Brasil"),
        ("KE", "pt", "Quénia"),
        ("KE", "pt-BR", "Quênia"),
        ("LC", "en", "St Lucia"),
        ("CN", "zh_Hans", "中国"),
        ("HK", "en", "Hong Kong"),
        ("PS", "en", "Palestine"),
        ("CD", "en", "DR Congo"),
        ("XK", "en", "Kosovo"),
        ("EU", "en", "European Union"),
    ],
)
def test_a_code_is_shown_as_the_name_that_readers_know(code: str, language: str, name: str):
    assert country_name(code, language) == name


def test_a_code_that_is_not_a_country_has_no_name():
    with pytest.raises(UnknownCountryError):
        country_name("ZZ")


@pytest.mark.parametrize("language", ["qqq", "not a language", ""])
def test_an_unknown_language_is_an_error(language: str):
    with pytest.raises(UnknownLocaleError):
        country_name("IT", language)


def test_every_code_and_its_english_name_lead_back_to_it():
    for code in known_codes():
        assert country_code(code) == code
        assert country_code(country_name(code)) == code


def test_the_reviewed_table_names_known_codes_and_no_name_twice():
    text = (files("geodata.data") / "country_names.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert {row["iso2"] for row in rows} - {""} <= known_codes()
    decided: dict[str, str] = {}
    for row in rows:
        assert decided.setdefault(fold_country_name(row["name"]), row["iso2"]) == row["iso2"]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", "Botswana, Côte d’Ivoire, Croatia"),
        ("fr", "Égypte, Équateur, Espagne, États-Unis, Royaume-Uni"),
        ("de", "Niederlande, Österreich, Portugal"),
        ("es", "Perú, Polonia"),
        ("pt", "Angola, Austrália, Áustria, Índia, Irão, Itália"),
    ],
)
def test_accents_make_no_difference_to_the_order_of_names(language: str, names: str):
    codes = [country_code(name) for name in names.split(", ")]
    ordered = by_name(sorted(codes), language)
    assert ", ".join(country_name(code, language) for code in ordered) == names


@given(st.text(max_size=40))
def test_any_text_is_a_known_code_or_nothing(text: str):
    assert find_country_code(text) in known_codes() | {None}


@pytest.mark.parametrize(
    ("name", "code"),
    [("США", "US"), ("ЮАР", "ZA"), ("РФ", "RU"), ("Южная Корея", "KR"), ("السعودية", "SA")],
)
def test_short_names_that_newspapers_write_are_known(name: str, code: str) -> None:
    assert country_code(name) == code

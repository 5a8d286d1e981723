"""A name becomes a position only where one place clearly stands out; the rest is left open."""

from __future__ import annotations

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import UnknownCountryError
from geodata.geocoding import (
    ADDED_COLUMNS,
    Candidate,
    Match,
    Question,
    decision_key,
    geocode_table,
    resolve,
    resolve_many,
)
from geodata.workers import Processes


def make_match(name: str = "Anywhere", *, lon: float = 10.0, lat: float = 50.0) -> Match:
    return Match(
        name,
        "exact",
        lon=lon,
        lat=lat,
        precision="city",
        confidence=1.0,
        gazetteer_id="geonames:1",
        admin1="A region",
    )


class ServiceInMemory:
    """Stands where an online service would, and counts what it is asked."""

    def __init__(self, answer: Match) -> None:
        self.answer = answer
        self.asked: list[tuple[str, str | None, str | None]] = []

    def resolve(self, name: str, country: str | None, admin1: str | None) -> Match:
        self.asked.append((name, country, admin1))
        return self.answer


@pytest.mark.parametrize(
    ("name", "country", "admin1", "region", "lon", "lat"),
    [
        ("Benin City", "NG", None, "Edo", 5.6, 6.3),
        ("Frankfurt", "DE", None, "Hesse", 8.7, 50.1),
        ("Frankfurt am Main", "DE", None, "Hesse", 8.7, 50.1),
        ("Frankfurt (Oder)", "DE", None, "Brandenburg", 14.6, 52.3),
        ("Valencia", "ES", None, "Valencian Community", -0.4, 39.5),
        ("Valencia", "Spain", None, "Valencian Community", -0.4, 39.5),
        ("Richmond", "CA", "British Columbia", "British Columbia", -123.1, 49.2),
        ("Richmond", "CA", "BC", "British Columbia", -123.1, 49.2),
        ("Richmond, British Columbia", "CA", None, "British Columbia", -123.1, 49.2),
        ("Santiago de Compostela", "ES", None, "Galicia", -8.5, 42.9),
        ("Sirdaryo", "UZ", None, "Sirdaryo", 68.7, 40.8),
        ("Odesa", "UA", None, None, 30.7, 46.5),
        ("Odessa", "UA", None, None, 30.7, 46.5),
        ("Одеса", "UA", None, None, 30.7, 46.5),
        ("Dobroești", "RO", None, "Ilfov", 26.2, 44.5),
        ("Dobroesti", "RO", None, "Ilfov", 26.2, 44.5),
        ("Viña del Mar", "CL", None, None, -71.6, -33.0),
        ("VINA DEL MAR", "CL", None, None, -71.6, -33.0),
        ("Aubervilliers", "FR", None, "Île-de-France", 2.4, 48.9),
        ("Brossard", "CA", None, "Quebec", -73.5, 45.5),
        ("Manresa", "ES", None, "Catalonia", 1.8, 41.7),
        ("Ulaanbaatar", "MN", None, None, 106.9, 47.9),
        ("St. Petersburg", "RU", None, None, 30.3, 59.9),
        ("New York", "US", None, "New York", -74.0, 40.7),
        ("伦敦", "GB", None, "England", -0.1, 51.5),
        ("Durham, UK", None, None, "England", -1.6, 54.8),
        ("Durham", "United Kingdom", None, "England", -1.6, 54.8),
        ("Castres", "FR", None, "Occitanie", 2.2, 43.6),
        ("Dubai", "AE", None, None, 55.3, 25.1),
        ("Paris, Texas", "US", None, "Texas", -95.6, 33.7),
        ("Paris, TX, USA", None, None, "Texas", -95.6, 33.7),
        ("Atlanta, Georgia", None, None, "Georgia", -84.4, 33.7),
        ("Tbilisi, Georgia", None, None, None, 44.8, 41.7),
        ("near Milan", "IT", None, "Lombardy", 9.2, 45.5),
        ("Milano (MI)", "IT", None, "Lombardy", 9.2, 45.5),
        ("Taipei City", "TW", None, None, 121.5, 25.0),
        ("Bordeaux/Mérignac", "FR", None, "Nouvelle-Aquitaine", -0.6, 44.8),
        ("Mc Alester", "US", None, "Oklahoma", -95.8, 34.9),
        ("St Pierre", "RE", None, None, 55.5, -21.3),
        ("San Juan", "US", "Puerto Rico", None, -66.1, 18.5),
        ("Hong Kong", "CN", None, None, 114.2, 22.3),
        ("Pristina", "Serbia", None, None, 21.2, 42.7),
        ("Akutan", "US", None, "Alaska", -165.8, 54.1),
        ("Roxbury", "US", "MA", "Massachusetts", -71.1, 42.3),
        ("Stevens Village", "US", None, "Alaska", -149.1, 66.0),
        ("Larantuka-Flores Island", "ID", None, None, 123.0, -8.3),
        ("Medan, Sumatra Island", "ID", None, "North Sumatra", 98.7, 3.6),
    ],
)
def test_a_place_is_found_by_the_names_that_sources_use(  # noqa: PLR0913, PLR0917 - a table
    name: str, country: str | None, admin1: str | None, region: str | None, lon: float, lat: float
) -> None:
    match = resolve(name, country, admin1)
    assert match.is_settled, match.candidates
    assert match.precision == "city"
    assert (match.lon, match.lat) == (pytest.approx(lon, abs=0.11), pytest.approx(lat, abs=0.11))
    assert region is None or match.admin1 == region


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Madeira", "PT"),
        ("Sicily", "IT"),
        ("Sicilia", "IT"),
        ("Tuscany", "IT"),
        ("Toscane", "IT"),
        ("Bavaria", "DE"),
        ("California", "US"),
        ("Lancashire", "GB"),
        ("Shetland", "GB"),
        ("Karmoy", "NO"),
        ("Morowali", "ID"),
        ("Kabupaten Bogor", "ID"),
        ("Roatan Island", "HN"),
    ],
)
def test_a_region_is_found_as_a_region_not_as_a_dot(name: str, country: str) -> None:
    assert resolve(name, country).precision == "region"


@pytest.mark.parametrize(
    ("name", "country", "among"),
    [
        ("Springfield", "US", "Springfield, Illinois, US"),
        ("Suzhou", "CN", "Suzhou, Anhui, CN"),
        ("Saint-Denis", "FR", "Saint-Denis, Île-de-France, FR"),
        ("Delaware", "US", "Delaware, Delaware, US"),
        ("Victoria", None, "Victoria, British Columbia, CA"),
        ("Amsterdam", None, "Amsterdam, North Holland, NL"),
        ("London", None, "London, Ontario, CA"),
        ("Durham", None, "Durham, England, GB"),
        ("Rome/Milan", "IT", "Milan, Lombardy, IT"),
        ("Figari Sud-Corse", "FR", "Corse, Corse, FR"),
        ("Cook County", "US", "Cook County, Illinois, US"),
        ("Rosholt", "US", "Rosholt, Wisconsin, US"),
        ("Richmond", "no such country", "Richmond, British Columbia, CA"),
    ],
)
def test_namesakes_too_alike_are_left_to_a_person(
    name: str, country: str | None, among: str
) -> None:
    match = resolve_many([Question(name, country)])[0]
    assert match.match == "ambiguous"
    assert (match.lon, match.lat, match.precision, match.gazetteer_id) == (None, None, None, None)
    assert among in [str(candidate) for candidate in match.candidates]


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("", "IT"),
        ("   ", "IT"),
        ("???", "IT"),
        ("Atlantis", "IT"),
        ("Plitvice", "HR"),
        ("Dominica", None),
        ("Barcelona", "AQ"),
        ("x" * 10_000, "IT"),
        ("Rome, " * 500, "IT"),
    ],
)
def test_what_is_in_no_gazetteer_stays_open(name: str, country: str | None) -> None:
    match = resolve(name, country, suggest=False)
    assert match == Match(name, "none")


@pytest.mark.parametrize(
    ("name", "country", "meant"),
    [("Barcelnoa", "ES", "Barcelona"), ("Wenzou", "CN", "Wenzhou"), ("Lisbone", "PT", "Lisbon")],
)
def test_likeness_suggests_and_never_decides(name: str, country: str, meant: str) -> None:
    match = resolve(name, country)
    assert match.match == "none"
    assert match.lon is None
    assert meant in [candidate.name for candidate in match.candidates]


def test_a_place_in_another_region_than_the_source_says_is_not_taken() -> None:
    assert not resolve("Vancouver", "CA", "Ontario").is_settled


def test_a_region_that_is_not_known_asks_for_a_name_without_rivals() -> None:
    assert resolve("Richmond", "CA").is_settled
    assert not resolve("Richmond", "CA", "Ontraio").is_settled
    assert resolve("Brossard", "CA", "Ontraio").is_settled


@pytest.mark.parametrize(
    ("name", "country", "region"),
    [
        pytest.param("Youngstown/Warren", "US", "Ohio", id="both have namesakes"),
        pytest.param("Sherman/Denison", "US", "Texas", id="both have namesakes, small"),
    ],
)
def test_twin_towns_are_those_namesakes_that_are_neighbours(
    name: str, country: str, region: str
) -> None:
    match = resolve(name, country)
    assert (match.is_settled, match.admin1) == (True, region)


def test_two_towns_far_apart_are_left_to_a_person() -> None:
    assert resolve("Stockholm / Malmö", "SE").match == "ambiguous"


@pytest.mark.parametrize(
    ("name", "country", "found"),
    [
        ("Wageningen Airport", "SR", "Wageningen"),
        ("Prato International Airport", "IT", "Prato"),
        ("Matak Island", "ID", "Matak"),
    ],
)
def test_what_is_named_after_a_town_leads_to_it(name: str, country: str, found: str) -> None:
    match = resolve(name, country)
    assert (match.match, match.candidates[0].name) == ("alternate", found)


@pytest.mark.parametrize(
    ("name", "code"),
    [("Jersey", "JE"), ("Bermuda", "BM"), ("Nauru Island", "NR"), ("Cocos Keeling Island", "CC")],
)
def test_a_small_country_named_in_the_place_of_a_town_is_a_region(name: str, code: str) -> None:
    match = resolve(name, code)
    assert (match.precision, match.gazetteer_id) == ("region", f"iso3166:{code}")
    assert match.is_settled


@pytest.mark.parametrize(("name", "code"), [("Italy", "IT"), ("Jersey", "GB"), ("Fiji", "FJ")])
def test_a_large_country_or_another_country_is_not_a_place(name: str, code: str) -> None:
    assert not resolve(name, code).is_settled


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Paris, France", "US"),
        ("Paris (France)", "US"),
        ("Vancouver, British Columbia", "US"),
        ("Barcelona, Venezuela", "ES"),
    ],
)
def test_a_text_that_speaks_against_the_country_is_left_to_a_person(
    name: str, country: str
) -> None:
    assert resolve(name, country).lon is None


@pytest.mark.parametrize(
    ("name", "country", "lon", "lat"),
    [
        ("Torino (TO)", "IT", 7.7, 45.1),
        ("Hong Kong, China", "HK", 114.2, 22.3),
        ("Saint-Denis, Réunion", "FR", 55.4, -20.9),
        ("London, England", "GB", -0.1, 51.5),
        ("Tbilisi, Georgia", "GE", 44.8, 41.7),
        ("Atlanta, Georgia", "US", -84.4, 33.7),
    ],
)
def test_a_text_that_agrees_with_the_country_is_read_with_its_context(
    name: str, country: str, lon: float, lat: float
) -> None:
    match = resolve(name, country)
    assert (match.lon, match.lat) == (pytest.approx(lon, abs=0.1), pytest.approx(lat, abs=0.1))


def test_the_match_says_by_which_kind_of_name_it_was_made() -> None:
    assert resolve("Rome", "IT").match == "exact"
    assert resolve("Roma", "IT").match == "alternate"
    assert resolve("City of Rome", "IT").match == "alternate"


def test_namesakes_next_to_each_other_count_as_one() -> None:
    assert resolve("Hong Kong", "HK").confidence > 0.99


def test_an_unknown_country_is_an_error_for_one_name_and_an_open_row_in_a_batch() -> None:
    with pytest.raises(UnknownCountryError):
        resolve("Rome", "Ruritania")
    assert not resolve_many([Question("Rome", "Ruritania")])[0].is_settled


def test_a_persons_decision_wins_over_the_gazetteer() -> None:
    decided = make_match("Rome")
    decisions = {decision_key("ROME", "Italy", None): decided}
    match = resolve("Rome", "IT", decisions=decisions)
    assert (match.lon, match.lat) == (decided.lon, decided.lat)


def test_a_decision_for_a_region_wins_over_the_one_for_the_country() -> None:
    decisions = {
        decision_key("Springfield", "US", None): make_match(lon=1),
        decision_key("Springfield", "US", "Illinois"): make_match(lon=2),
    }
    assert resolve("Springfield", "US", "Illinois", decisions=decisions).lon == 2
    assert resolve("Springfield", "US", "Ohio", decisions=decisions).lon == 1
    assert resolve("Springfield", "JP", decisions=decisions).lon is None


def test_a_service_is_asked_only_for_what_stays_open() -> None:
    service = ServiceInMemory(Match("Atlantis", "online", lon=1.0, lat=2.0, precision="city"))
    questions = [Question("Rome", "IT"), Question("Atlantis", "IT", "Lazio")]
    rome, atlantis = resolve_many(questions, online=service)
    assert service.asked == [("Atlantis", "IT", "Lazio")]
    assert (rome.match, atlantis.match) == ("exact", "online")


def test_what_the_service_does_not_know_keeps_the_gazetteers_candidates() -> None:
    service = ServiceInMemory(Match("Springfield", "none"))
    match = resolve("Springfield", "US", online=service)
    assert match.match == "ambiguous"
    assert match.candidates


def test_a_candidate_reads_as_name_region_and_country() -> None:
    candidate = Candidate("Rome", "IT", None, 12.5, 41.9, 1, "city", "geonames:1", 0.5)
    assert str(candidate) == "Rome, IT"


def test_an_answer_depends_on_its_question_alone() -> None:
    questions = [
        Question("Roma", "Italy"), Question("Springfield", "US"), Question("Xyzzyville", "HR"),
        Question("Richmond", "CA", "British Columbia"), Question("Cook County", "US"),
        Question("Youngstown/Warren", "US"), Question("near Turin", "IT"), Question("Parijs"),
        Question("Rome", "Atlantis"), Question("x" * 500, "IT"), Question(""),
        Question("Figari, South", "FR"), Question("Monaco", "MC"), Question("Springfeild", "US"),
        *(Question(name, "DE") for name in ("Frankfurt", "Münster", "Halle", "Muenchen", "Berln")),
    ]  # fmt: skip
    together = resolve_many(questions, suggest=True)
    assert together[::-1] == resolve_many(questions[::-1], suggest=True)
    assert together == [resolve_many([each], suggest=True)[0] for each in questions]


def test_a_table_gets_its_columns_and_is_itself_left_alone() -> None:
    frame = pd.DataFrame(
        {
            "town": ["Prato", "Springfield", None, "Prato", "Nowhere at all"],
            "land": ["Italie", "US", "IT", "Italie", "IT"],
            "other": [1, 2, 3, 4, 5],
        },
        index=[9, 8, 7, 6, 5],
    )
    before = frame.copy()
    result = geocode_table(frame, place="town", country="land")
    pd.testing.assert_frame_equal(frame, before)
    assert list(result.columns) == [*frame.columns, *ADDED_COLUMNS]
    assert list(result.index) == list(frame.index)
    assert list(result["match"]) == ["exact", "ambiguous", "none", "exact", "none"]
    assert list(result["lon"].isna()) == [False, True, True, False, True]
    assert "Springfield, Missouri, US" in result["candidates"].iloc[1]


def test_several_processes_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.geocoding.WORTH_PROCESSES", 0)
    monkeypatch.setattr("geodata.geocoding.PIECE", 2)
    frame = pd.DataFrame(
        {
            "town": ["Prato", "Springfield", None, "Prato", "Nowhere at all", "Parijs"],
            "land": ["Italie", "US", "IT", "Italie", "IT", None],
        }
    )
    found = [
        geocode_table(frame, place="town", country="land", workers=Processes(number))
        for number in (1, 2)
    ]
    pd.testing.assert_frame_equal(*found)


def test_an_empty_table_gets_the_columns_too() -> None:
    frame = pd.DataFrame({"town": pd.Series([], dtype=str)})
    assert list(geocode_table(frame, place="town").columns) == ["town", *ADDED_COLUMNS]


def test_a_missing_column_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        geocode_table(pd.DataFrame({"town": ["Rome"]}), place="city")


@pytest.mark.slow
def test_a_hundred_thousand_rows_take_less_than_thirty_seconds() -> None:
    towns = ["Prato", "Roma", "Milano", "near Turin", "Springfield", "Nowhere at all"]
    frame = pd.DataFrame({"town": [towns[i % 6] for i in range(100_000)], "land": "IT"})
    begun = time.monotonic()
    geocode_table(frame, place="town", country="land")
    assert time.monotonic() - begun < 30


@settings(deadline=None)
@given(
    name=st.text(max_size=60),
    country=st.sampled_from([None, "IT", "US", "CN", "AQ", "??"]),
    admin1=st.none() | st.text(max_size=10),
)
def test_any_text_is_settled_with_a_position_or_open_without(
    name: str, country: str | None, admin1: str | None
) -> None:
    match = resolve_many([Question(name, country, admin1)])[0]
    assert match.query == name
    assert match.is_settled == (match.match in {"exact", "alternate"})
    assert match.is_settled == (match.lat is not None) == (match.precision is not None)
    assert 0 <= match.confidence <= 1
    assert not match.is_settled or (-180 <= match.lon <= 180 and -90 <= match.lat <= 90)  # type: ignore[operator]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(["Rome", "Springfield", "Paris, Texas", "?", "Roma"]), max_size=8))
def test_a_batch_answers_each_name_as_if_it_were_alone(names: list[str]) -> None:
    together = resolve_many([Question(name, "US") for name in names])
    assert together == [resolve(name, "US", suggest=False) for name in names]


@pytest.mark.parametrize(
    ("written", "country", "found"),
    [("bei Roma", "IT", "Rome"), ("г. Лондон", "GB", "London"), ("près de Lyon", "FR", "Lyon")],
)
def test_near_a_town_in_other_languages_is_that_town(
    written: str, country: str, found: str
) -> None:
    match = resolve(written, country)
    assert [each.name for each in match.candidates][:1] == [found]
    assert match.is_settled

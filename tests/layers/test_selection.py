from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.collection import read_collection
from geodata.dates import year_span
from layers.selection import Selection, select
from mapapp.address import read_view
from tests.depth import tries
from tests.shared_cases import read_cases

SITES = [
    {"id": "milan", "country": "IT", "jurisdiction": "alpha", "established": "2016-05"},
    {"id": "prato", "country": "IT", "jurisdiction": "beta", "status": "closed", "count": "2"},
    {"id": "paris", "country": "FR", "jurisdiction": "alpha", "established": "201X"},
    {"id": "quebec", "country": "CA", "status": "investigation closed, no charges"},
    {"id": "outside", "country": "GB", "edition": "apart"},
]
DEALS = [
    {"id": "patrol", "countries": "IT", "jurisdictions": "alpha;beta", "period": "2016/2019"},
    {"id": "plan", "countries": "FR;ES", "status": "proposed", "period": "2014"},
]
EDITIONS = [{"id": "first"}, {"id": "apart", "in_totals": "false", "shown": "false"}]


@pytest.fixture
def collection(make_collection):
    return make_collection(
        stations=SITES,
        agreements=DEALS,
        responses=[{"id": "answer", "countries": "IT", "date": "2022-12"}],
        editions=EDITIONS,
    )


def ids(collection, **asked) -> set[str]:
    shown = select(collection, Selection(**asked))
    return {
        *shown.of_role("site")["id"],
        *shown.of_role("agreement")["id"],
        *shown.of_role("statement")["id"],
    }


def test_at_first_a_reader_sees_what_the_collection_shows(collection):
    assert ids(collection) == {"milan", "prato", "paris", "patrol"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param({"jurisdiction": {"beta"}}, {"prato", "patrol"}, id="one of several"),
        pytest.param({"country": {"FR"}}, {"paris"}, id="country"),
        pytest.param({"status": {"closed"}}, {"prato"}, id="status"),
        pytest.param({"status": {"proposed"}}, {"plan"}, id="hidden status when asked"),
        pytest.param({"edition": {"apart"}}, {"outside", "patrol"}, id="edition, sites only"),
        pytest.param({"layer": {"agreements"}}, {"patrol"}, id="layer"),
        pytest.param({"layer": {"responses"}, "country": {"IT"}}, {"answer"}, id="other layer"),
        pytest.param({"layer": set()}, set(), id="no layer"),
        pytest.param({"jurisdiction": {"nobody"}}, set(), id="id that does not exist"),
    ],
)
def test_a_filter_keeps_the_records_that_have_the_fact(collection, asked, found):
    assert ids(collection, **{name: frozenset(values) for name, values in asked.items()}) == found


@pytest.mark.parametrize(
    ("years", "undated", "found"),
    [
        pytest.param((2016, 2016), True, {"milan", "prato", "paris", "patrol"}, id="2016"),
        pytest.param((2016, 2016), False, {"milan", "paris", "patrol"}, id="undated left out"),
        pytest.param((2021, 2023), True, {"prato"}, id="undated alone"),
        pytest.param((2021, 2023), False, set(), id="none"),
    ],
)
def test_a_range_of_years_keeps_what_is_certainly_or_possibly_in_it(
    collection, years, undated, found
):
    assert ids(collection, year=years, undated=undated) == found


def test_certainty_is_given_for_each_record(collection):
    shown = select(collection, Selection(year=(2016, 2016)))
    assert dict(shown.of_role("site")["certainty"]) == {
        "milan": "certain",
        "paris": "possible",
        "prato": "undated",
    }


@pytest.mark.parametrize(
    ("search", "found"),
    [
        pytest.param("ITALY", {"milan", "prato", "patrol"}, id="name of a country, any case"),
        pytest.param("beta closed", {"prato"}, id="all words, name of a jurisdiction"),
        pytest.param("joint patrol", {"patrol"}, id="label of a value"),
        pytest.param("   ", {"milan", "prato", "paris", "patrol"}, id="blanks"),
        pytest.param("<script>", set(), id="nothing"),
    ],
)
def test_a_search_looks_through_texts_and_names(collection, search, found):
    assert ids(collection, search=search) == found


def test_accents_make_no_difference_to_a_search(make_collection):
    collection = make_collection(stations=[{"as_reported": "Viña del Mar"}])
    assert ids(collection, search="vina") == ids(collection, search="VIÑA") == {"st1"}


def test_selecting_leaves_the_collection_alone(collection):
    before = collection.of_role("site").copy()
    select(collection, Selection(country=frozenset({"FR"})))
    assert collection.of_role("site").equals(before)


DATES = st.sampled_from(["", "2016", "2018-09", "201X", "2017~", "2016/2019", "2018/..", "../2017"])


@pytest.mark.deep
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=tries(10, 500),
    deadline=None,
)
@given(
    dates=st.lists(DATES, min_size=1, max_size=6),
    years=st.tuples(st.integers(2009, 2024), st.integers(2009, 2024)).map(sorted).map(tuple),
    undated=st.booleans(),
)
def test_every_record_is_shown_or_left_out_as_its_date_says(make_collection, dates, years, undated):
    collection = make_collection(stations=[{"established": date} for date in dates])
    shown = select(collection, Selection(year=years, undated=undated)).of_role("site")
    spans = [year_span(date) for date in dates]
    expected = ["undated" if span is None else span.certainty(*years) for span in spans]
    kept = [each for each in expected if each != "out" and (undated or each != "undated")]
    assert list(shown["certainty"]) == kept


TESTS = Path(__file__).parents[1]
SELECTIONS = read_cases("selections")


@pytest.fixture(scope="module")
def lumeria():
    return read_collection(TESTS / "collections" / SELECTIONS["collection"])


@pytest.mark.parametrize("case", SELECTIONS["cases"], ids=lambda case: str(case["asked"]))
def test_an_address_selects_what_the_cases_say(lumeria, case):
    view, problems = read_view({**SELECTIONS["whole"], **case["asked"]})
    shown = select(lumeria, view.selection)
    assert not problems
    for layer, records in case["shown"].items():
        table = shown.table(layer)
        assert dict(zip(table["id"], table["certainty"], strict=True)) == records


def test_a_record_answers_to_the_standing_of_any_source_that_it_cites(make_collection):
    collection = make_collection(
        sources=[
            {"id": "report", "standing": "primary"},
            {"id": "paper", "standing": "press"},
            {"id": "mirror", "standing": "copy"},
        ],
        stations=[
            {"id": "both", "sources": "report; mirror"},
            {"id": "one", "sources": "paper"},
        ],
    )
    for standing, found in (("copy", {"both"}), ("press", {"one"}), ("tertiary", set())):
        assert ids(collection, standing=frozenset({standing})) == found
    assert ids(collection, standing=frozenset({"press", "primary"})) == {"both", "one"}


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({}, id="all"),
        pytest.param({"year": (2015, 2017)}, id="years"),
        pytest.param({"jurisdiction": frozenset({"alpha"})}, id="a jurisdiction"),
        pytest.param({"country": frozenset({"CA"})}, id="few"),
    ],
)
def test_what_is_counted_from_columns_is_what_the_tables_hold(collection, asked):
    selected = select(collection, Selection(**asked))
    for shown in (selected, selected.stated, selected.having("possible")):
        numbers = [(layer, shown.number(layer), shown.size(layer)) for layer in shown.layers]
        counts = {
            layer: shown.grouped(layer, "hosts", "status", "certainty") for layer in shown.layers
        }
        tables = {layer: shown.table(layer) for layer in shown.layers}
        assert numbers == [
            (layer, len(table), table["weight"].sum()) for layer, table in tables.items()
        ]
        for layer, table in tables.items():
            rows = zip(table["hosts"], table["status"], table["certainty"], strict=True)
            assert {each[:-1]: each[-1] for each in counts[layer].each_record()} == Counter(rows)

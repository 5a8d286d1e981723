"""A view and the address of the page say the same."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from layers.compose import Camera
from layers.facets import CHOICES
from layers.selection import Selection
from mapapp import view as views
from mapapp.address import keep_known, reported_camera
from mapapp.list_state import Listing
from mapapp.view import View, read_view, write_view
from tests.shared_cases import read_cases

IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,8}", fullmatch=True)
SETS = st.none() | st.frozensets(IDS, max_size=4)
YEARS = st.tuples(st.integers(1, 9999), st.integers(1, 9999)).map(
    lambda pair: (min(pair), max(pair))
)
CAMERAS = st.builds(
    Camera,
    lon=st.floats(-180, 180).map(lambda number: round(number, 4)),
    lat=st.floats(-90, 90).map(lambda number: round(number, 4)),
    zoom=st.floats(0, 19).map(lambda number: round(number, 2)),
)
SELECTIONS = st.builds(
    Selection,
    layer=SETS,
    jurisdiction=SETS,
    country=SETS,
    status=SETS,
    edition=SETS,
    year=st.none() | YEARS,
    undated=st.booleans(),
    search=st.text(max_size=200).map(str.strip),
)
VIEWS = st.builds(
    View,
    selection=SELECTIONS,
    record=st.text(max_size=30).map(str.strip),
    camera=st.none() | CAMERAS,
    colour=IDS | st.just(""),
    listing=st.builds(
        Listing.read, IDS | st.just(""), st.from_regex(r"-?[a-z_.]+", fullmatch=True) | st.just("")
    ),
)


@given(VIEWS)
def test_a_view_written_to_an_address_is_read_back_the_same(view):
    assert read_view(write_view(view)) == (view, [])


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "layer",
                "country",
                "year",
                "undated",
                "search",
                "record",
                "map",
                "colour",
                "tab",
                "sort",
            ]
        ),
        st.lists(st.text(), max_size=3),
    )
)
def test_any_address_whatsoever_is_read(params):
    view, problems = read_view(params)
    assert read_view(write_view(view)) == (view, [])
    assert all(problem.endswith("it was left out.") for problem in problems)


@pytest.mark.parametrize("case", read_cases("addresses"), ids=lambda case: case["address"])
def test_an_address_asks_what_the_cases_say(case):
    view, _ = read_view(parse_qs(case["address"]))
    asked = {
        word: sorted(chosen) if isinstance(chosen, frozenset | tuple) else chosen
        for word, chosen in view.selection.items()
        if chosen is not True
    }
    assert asked == case["asked"]


def test_an_address_without_parameters_is_the_first_view():
    assert read_view({}) == (View(), [])
    assert write_view(View()) == {}


def test_a_choice_of_nothing_is_kept_apart_from_no_choice():
    view = View(Selection(layer=frozenset()))
    assert write_view(view) == {"layer": ["-"]}
    assert read_view({"layer": ["-"]})[0] == view


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("year", "soon"),
        ("year", "2018:2016"),
        ("year", "0:2016"),
        ("year", "2016:2018:2020"),
        ("undated", "perhaps"),
        ("map", "here"),
        ("map", "200,0,3"),
        ("map", "9,nan,3"),
        ("map", "9,45"),
    ],
)
def test_what_cannot_be_read_is_left_out_and_named(word, text):
    view, problems = read_view({word: [text], "search": ["kept"]})
    assert view == View(Selection(search="kept"))
    assert len(problems) == 1
    assert f"“{word}={text}”" in problems[0]


def test_one_year_is_a_range_of_one():
    assert read_view({"year": ["2018"]})[0].selection.years == (2018, 2018)


def test_of_two_values_where_one_is_wanted_the_last_counts():
    assert read_view({"search": ["one", "two"]})[0].selection.search == "two"


def test_what_the_collection_lacks_is_left_out_and_named(make_collection):
    collection = make_collection(stations=[{}])
    asked = View(
        Selection(jurisdiction=frozenset({"alpha", "omega"}), country=frozenset({"XX"})), "st9"
    )
    view, problems = keep_known(asked, collection)
    assert view == View(Selection(jurisdiction=frozenset({"alpha"})))
    assert problems == [
        "This collection has no jurisdiction “omega”: it was left out.",
        "This collection has no country “XX”: it was left out.",
        "This collection has no record or place “st9”.",
    ]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ({"country": ["Italy"]}, Selection(country=frozenset({"IT"}))),
        ({"country": ["it"]}, Selection(country=frozenset({"IT"}))),
        ({"country": ["Deutschland", "FR"]}, Selection(country=frozenset({"DE", "FR"}))),
        ({"jurisdiction": ["Nantong"]}, Selection(jurisdiction=frozenset({"nantong"}))),
        ({"status": ["Reported closed"]}, Selection(status=frozenset({"closed"}))),
        ({"edition": ["110 overseas"]}, Selection(edition=frozenset({"2022-09"}))),
        ({"layer": ["Responses"]}, Selection(layer=frozenset({"responses"}))),
    ],
    ids=["name", "small letters", "another language", "jurisdiction", "status", "report", "layer"],
)
def test_an_address_understands_the_words_that_a_command_does(seeds, asked, meant):
    assert keep_known(read_view(asked)[0], seeds) == (View(meant), [])


@pytest.mark.parametrize(
    ("years", "sentence"),
    [
        ((20, 20), "This collection has the years 2016 to 2018: “year=20” was left out."),
        ((2030, 2031), "This collection has the years 2016 to 2018: “year=2030 to 2031” was left"),
        ((1990, 2016), ""),
    ],
)
def test_years_that_the_collection_does_not_have_are_left_out_and_named(
    make_collection, years, sentence
):
    collection = make_collection(stations=[{"established": "2016"}, {"established": "2018-09"}])
    view, problems = keep_known(View(Selection(year=years)), collection)
    assert view.selection.years == (None if sentence else years)
    assert [problem.startswith(sentence) for problem in problems] == [True] * bool(sentence)


def test_a_colour_that_the_collection_does_not_have_is_left_out_and_named(seeds):
    assert keep_known(View(colour="outcome"), seeds) == (View(colour="outcome"), [])
    view, problems = keep_known(View(colour="taste"), seeds)
    assert view == View()
    assert problems == ["This collection has no colour by “taste”."]


def test_records_places_and_countries_can_be_opened(make_collection):
    collection = make_collection(
        stations=[{"city": "Milan", "precision": "city"}],
        places=[{"country": "IT", "name": "Milan", "lon": 9.19, "lat": 45.46}],
    )
    for opened in ("st1", "IT/Milan", "IT"):
        assert keep_known(View(record=opened), collection) == (View(record=opened), [])


@pytest.mark.parametrize("facet", CHOICES, ids=[facet.word for facet in CHOICES])
def test_every_value_of_a_choice_is_read_as_itself_and_its_label_as_it(seeds, facet):
    labels = facet.labels(seeds, "en", None)
    assert labels
    for value, label in labels.items():
        assert facet.read(facet, seeds, value) == value
        assert labels[facet.read(facet, seeds, label)] == label


@pytest.mark.parametrize(
    "camera", [None, [], [1, 2], ["a", 1, 2], [200, 0, 1], [0, 0, None], "9,4,5"]
)
def test_a_camera_that_makes_no_sense_is_none(camera):
    assert reported_camera(camera) is None


def test_a_camera_is_lon_lat_and_zoom():
    assert reported_camera([9.19, 45.46, 6]) == Camera(lon=9.19, lat=45.46, zoom=6)


@pytest.mark.parametrize(("asked", "read"), [("un", "un"), ("de-facto", "de-facto"), ("mine", "")])
def test_an_address_says_whose_borders_are_drawn(asked, read):
    view, problems = read_view({"borders": [asked]})
    assert view.borders == read
    assert bool(problems) == (not read)
    assert read_view(write_view(view))[0] == view


def page_of_buttons(collection):
    """A page that shows the view, with a button for each of two changes."""
    from dataclasses import replace  # noqa: PLC0415 - the text of this function is the page

    import streamlit as st  # noqa: PLC0415 - the same

    from mapapp import view as views  # noqa: PLC0415 - the same

    def choose(**asked):
        now, _ = views.current_view(collection)
        changed = now.selection.asking(**asked)
        views.change_view(replace(now, selection=changed), collection)

    st.button("Italy", on_click=choose, kwargs={"country": frozenset({"IT"})})
    st.button("2018", on_click=choose, kwargs={"year": (2018, 2018)})
    views.follow_address()
    view, _ = views.current_view(collection)
    st.text(repr(view.selection))
    views.publish_view()


@pytest.mark.parametrize("goes_back", [False, True])
def test_what_is_pressed_before_the_browser_has_the_new_address_is_not_lost(
    seeds, monkeypatch, goes_back
):
    page = AppTest.from_function(page_of_buttons, args=(seeds,)).run()
    page.button[0].click().run()
    assert page.text[0].value == "Selection(country=frozenset({'IT'}))"
    page.query_params.clear()  # as the browser still has it
    if goes_back:
        monkeypatch.setattr(views, "_goes_back", lambda: True)
    page.button[1].click().run()
    years = "year=(2018, 2018)"
    both = f"Selection(country=frozenset({{'IT'}}), {years})"
    assert page.text[0].value == (f"Selection({years})" if goes_back else both)
    assert {*page.query_params} == ({"year"} if goes_back else {"year", "country"})

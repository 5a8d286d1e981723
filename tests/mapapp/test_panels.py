"""What the parts of the page say of a selection."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import Markup

from geodata.collection import read_collection
from geodata.importing.differences import Change
from geodata.importing.findings import Finding, Subject
from geodata.web_addresses import is_web_address
from layers.list_columns import columns_of
from layers.overview import build_overview
from layers.scene import build_scene
from layers.selection import Selection, select
from layers.totals import find_claimed
from layers.words import Words
from layers.words.spelled_dates import spell_date
from mapapp.address import View
from mapapp.exports.citations import describe_selection
from mapapp.list_state import PAGE, Listing
from mapapp.pages.importing import findings_html
from mapapp.panels.actions import changed
from mapapp.panels.country_sheet import countries_html
from mapapp.panels.filter_choices import build_facets
from mapapp.panels.head import head_html, ranking_html
from mapapp.panels.import_questions import question_html
from mapapp.panels.import_version import change_html
from mapapp.panels.map_notes import hidden_html, notes_html
from mapapp.panels.methods_text import find_number, methods_html
from mapapp.panels.notices import notice_html, problem_html
from mapapp.panels.opened import mark_of, records_at
from mapapp.panels.page_top import read_choice, topbar_html
from mapapp.panels.record import record_html
from mapapp.panels.record_list import records_html
from mapapp.panels.timeline import responses_html, timeline_html
from tests.choices import offered
from tests.hostile import PROBES, fill
from tests.record import LAYERS, host_countries, sites
from tests.statements import ROWS, WHOLE

PROBE = "<img src=x onerror=alert(1)>"


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def overview_of(shown):
    return build_overview(shown, Words(shown.collection))


def opened_html(shown, opened, **more):
    """What is opened, with all around it that it needs."""
    return record_html(shown, overview_of(shown), opened, **more)


def list_html(shown, listing):
    """One table of the list."""
    return records_html(shown, overview_of(shown), listing)


def chosen(**fields):
    return Selection(**{name: frozenset(values) for name, values in fields.items()})


# Notices


def test_a_notice_escapes_what_went_wrong():
    assert PROBE not in notice_html([PROBE], way_back=("Back", "reset"))


# Dates


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("", ""),
        ("2018", "2018"),
        ("2018-09", "September 2018"),
        ("2018-09-28", "28 September 2018"),
        ("2016/2019", "2016–2019"),
        ("2023/..", "since 2023, open end"),
        ("2018/", "from 2018, end not known"),
        ("../2019", "until 2019, start not known"),
        ("2018~", "about 2018"),
        ("201X", "the 2010s"),
        ("2018-21", "spring 2018"),
    ],
)
def test_dates_are_put_into_words(edtf, said):
    assert spell_date(edtf) == said


# Figures beside claims


@pytest.fixture
def audited(make_collection):
    """Two lists and a site outside of them, with totals for some countries and jurisdictions."""
    return make_collection(
        editions=[
            {"id": "a", "title": "Alif"},
            {"id": "b", "title": "Ba"},
            {"id": "c", "title": "Outside", "in_totals": "false", "shown": "false"},
        ],
        claims=[
            {"edition": "a", "number": "9"},
            {"edition": "b", "scope": "cumulative", "number": "20"},
            {"edition": "b", "scope": "cumulative", "measure": "countries", "number": "7"},
            {"edition": "b", "scope": "cumulative", "country": "IT", "number": "5"},
            {"edition": "a", "country": "IT", "number": "3"},
            {"edition": "a", "country": "PT", "number": "3", "bound": "at_least"},
            {"edition": "a", "country": "RS", "number": "1"},
            {"edition": "b", "jurisdiction": "beta", "number": "8"},
            {"edition": "a", "region": "Europe", "number": "6"},
        ],
        stations=[
            {"country": "IT", "edition": "a", "count": "2"},
            {"country": "IT", "edition": "b", "established": "2018"},
            {"country": "PT", "edition": "a", "count": "3"},
            {"country": "RS", "edition": "a"},
            {"country": "RS", "edition": "b", "count": "2"},
            {"country": "HR", "edition": "b", "jurisdiction": "beta", "count": "4"},
            {"country": "GB", "edition": "c", "jurisdiction": "beta"},
            {"country": "CA", "edition": "c", "status": "investigation closed, no charges"},
        ],
    )


EVERY_STATUS = ["reported", "under investigation", "host government found no evidence",
                "ordered closed", "closed", "operators prosecuted",
                "investigation closed, no charges"]  # fmt: skip


@pytest.mark.parametrize(
    ("selection", "measure", "said"),
    [
        (Selection(), "stations", "of 20 claimed"),
        (Selection(), "countries", "of 7 claimed"),
        (chosen(status=EVERY_STATUS), "stations", "of 20 claimed"),
        (chosen(edition="ab"), "stations", "of 20 claimed"),
        (chosen(edition="a"), "stations", "of 9 claimed"),
        (chosen(country=["IT"]), "stations", "of 5 claimed"),
        (chosen(country=["IT"], edition="a"), "stations", "of 3 claimed"),
        (chosen(country=["PT"]), "stations", "of at least 3 claimed in Alif"),
        (chosen(country=["RS"]), "stations", "1 of 1 claimed in Alif"),
        (chosen(jurisdiction=["beta"]), "stations", "of 8 claimed in Ba"),
        (chosen(edition="abc", jurisdiction=["beta"]), "stations", "4 of 8 claimed in Ba"),
        (chosen(edition="abc"), "stations", "13 of 20 claimed in Alif and Ba"),
        (chosen(edition="abc"), "countries", "4 of 7 claimed in Alif and Ba"),
        (chosen(edition="abc", status=EVERY_STATUS), "stations",
         "13 of 20 claimed in Alif and Ba"),
        (chosen(edition="ac"), "stations", "6 of 9 claimed in Alif"),
    ],
)  # fmt: skip
def test_a_selection_stands_beside_the_total_claimed_for_it(audited, selection, measure, said):
    assert find_claimed(select(audited, selection), measure).words == said


@pytest.mark.parametrize(
    ("selection", "measure"),
    [
        (chosen(edition="c"), "stations"),
        (chosen(edition="b"), "stations"),
        (chosen(country=["PT"]), "countries"),
        (chosen(country=["HR"]), "stations"),
        (chosen(country=["IT", "PT"]), "stations"),
        (chosen(country=["IT"], edition="b"), "stations"),
        (chosen(country=["IT"], jurisdiction=["beta"]), "stations"),
        (chosen(status=["reported"]), "stations"),
        (Selection(year=(2016, 2018)), "stations"),
        (Selection(undated=False), "stations"),
        (Selection(search="rome"), "stations"),
    ],
    ids=lambda each: each if isinstance(each, str) else describe_selection(each),
)
def test_no_total_stands_beside_what_none_was_claimed_for(audited, selection, measure):
    assert find_claimed(select(audited, selection), measure) is None


def test_the_whole_record_stands_beside_the_totals_of_both_reports(seeds):
    whole = select(seeds, Selection())
    assert find_claimed(whole, "stations").words == "of 102 claimed"
    assert find_claimed(whole, "countries").words == "of 53 claimed"


def test_without_claims_nothing_stands_beside(make_collection):
    assert find_claimed(select(make_collection(claims=[]), Selection()), "stations") is None


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("c-2022-09-stations", sites(edition="2022-09")),
        ("c-2022-12-stations-added", sites(edition="2022-12")),
        ("c-2022-12-stations", sites()),
        ("c-2022-12-countries", host_countries()),
        ("c-2022-12-it", sites(country="IT")),
        ("c-2022-09-europe", 36),
        ("c-2022-12-europe", 48),
        ("c-2022-12-americas", 22),
    ],
)
def test_completeness_counts_what_a_total_counts(seeds, claim, found):
    assert find_number(seeds, seeds.claims.loc[claim]) == found


def test_a_total_of_an_unknown_region_is_not_compared(make_collection):
    claims = make_collection(claims=[{"id": "c1", "region": "Middle Kingdom"}]).claims
    assert find_number(make_collection(), claims.loc["c1"]) is None


def test_methods_define_every_status_and_name_licence_and_version(seeds):
    said = words(methods_html(seeds))
    for term in seeds.about.terms("stations", "status"):
        assert term.label in said
    assert seeds.about.version in said
    assert seeds.about.license_title in said


# Filters


def test_counts_beside_choices_ignore_the_choice_itself(seeds):
    facets = build_facets(seeds, chosen(jurisdiction=["nantong"]))
    counts = {each["value"]: each["count"] for each in offered(facets, "jurisdiction")}
    assert set(counts) == {"fuzhou", "qingtian", "nantong", "wenzhou", "unknown"}
    assert counts == {name: sites(jurisdiction=name) for name in counts}
    italy = next(each for each in offered(facets, "country") if each["value"] == "IT")
    assert italy["count"] == 0


@pytest.mark.parametrize(
    ("selection", "number"),
    [
        (WHOLE, 7),
        (WHOLE.asking(undated=False), 7),
        (WHOLE.asking(year=(2016, 2018)), 7),
        (WHOLE.asking(layer=frozenset({"agreements"})), 1),
        (WHOLE.asking(layer=frozenset({"agreements", "operations"})), 2),
    ],
    ids=lambda each: each if isinstance(each, int) else describe_selection(each),
)
def test_what_has_no_year_is_counted_in_sites_or_where_none_are_shown_in_records(
    make_collection, selection, number
):
    assert build_facets(make_collection(**ROWS), selection)["years"]["count"] == number


def test_a_choice_moves_no_other_choice(seeds):
    def order(selection):
        return [each["value"] for each in offered(build_facets(seeds, selection), "country")]

    assert order(Selection()) == order(chosen(jurisdiction=["nantong"]))


def test_the_forms_report_becomes_a_view_with_the_record_still_open():
    report = {
        "layer": ["stations"],
        "country": ["IT"],
        "year": [2016, 2018],
        "undated": False,
        "search": " rome ",
        "camera": [9.1, 45.4, 6],
    }
    view = read_choice(report, View(record="st1"))
    assert view.selection == Selection(
        layer=frozenset({"stations"}),
        country=frozenset({"IT"}),
        year=(2016, 2018),
        undated=False,
        search="rome",
    )
    assert view.record == "st1"
    assert (view.camera.lon, view.camera.lat, view.camera.zoom) == (9.1, 45.4, 6)


def test_reset_keeps_only_where_one_looks():
    view = read_choice({"reset": True, "camera": [9.1, 45.4, 6]}, View(Selection(search="rome")))
    assert view.selection == Selection()
    assert view.camera is not None


# Buttons


@pytest.mark.parametrize(
    ("action", "after"),
    [
        ("open:st1", View(Selection(search="x"), "st1")),
        ("close", View(Selection(search="x"))),
        ("reset", View()),
        ("country:IT", View(Selection(search="x", country=frozenset({"IT"})))),
        (
            "pick:jurisdiction:a,b",
            View(Selection(search="x", jurisdiction=frozenset({"a", "b"})), "st9"),
        ),
        ("drop:search", View(Selection(), "st9")),
        ("year:2018", View(Selection(search="x", year=(2018, 2018)), "st9")),
        ("year:soon", View(Selection(search="x"), "st9")),
        ("sort:city", View(Selection(search="x"), "st9", listing=Listing(column="city"))),
        ("list:countries", View(Selection(search="x"), listing=Listing(tab="countries"))),
        ("nothing:known", View(Selection(search="x"), "st9")),
    ],
)
def test_a_button_changes_the_view(action, after):
    assert changed(View(Selection(search="x"), "st9"), action) == after


def test_an_entry_of_the_key_is_chosen_by_a_press_and_taken_back_by_another():
    one = changed(View(), "pick:status:a,b")
    both = changed(one, "pick:status:c")
    assert both.selection.chosen("status") == frozenset("abc")
    assert changed(both, "pick:status:a,b").selection.chosen("status") == frozenset("c")
    assert changed(one, "pick:status:a,b") == View()


# Records


@pytest.fixture
def lumeria():
    """A collection of another subject, in which no one speaks."""
    return read_collection(Path(__file__).parents[1] / "collections" / "lumeria")


@pytest.fixture
def answered(make_collection):
    """A site with one source, a denial by another country, and an answer of its own."""
    return make_collection(
        sources=[{"title": PROBE}, {}],
        stations=[
            {"city": "Milan", "precision": "city", "note": PROBE, "established": "2018-09"},
            {"country": "FR", "sources": "s1;s2", "count": "2", "jurisdiction": "beta"},
        ],
        agreements=[{"places": "Milan", "period": "2016/2019"}],
        responses=[
            {"summary": "We look into it.", "kind": "investigation_opened"},
            {"summary": "Nothing of the kind.", "kind": "denial", "speaker_country": "CN",
             "speaker": "embassy"},
        ],
        places=[{"country": "IT", "name": "Milan", "lon": 9.19, "lat": 45.46}],
    )  # fmt: skip


def test_a_record_says_claim_date_status_answers_and_sources(answered):
    html = opened_html(select(answered, Selection()), "st1")
    said = words(html)
    for part in (
        "Milan, Italy",
        "One source only",
        "1 reported station",
        "September 2018",
        "Alpha",
        "Italy: statements",
        "We look into it.",
        "Denied by others",
        "Nothing of the kind.",
    ):
        assert part in said
    assert said.index("We look into it.") < said.index("Denied by others")
    assert PROBE not in html


def test_a_general_denial_stands_beside_every_claim_with_its_speakers_country(make_collection):
    collection = make_collection(
        stations=[{"country": "ES"}],
        responses=[
            {"countries": "", "speaker_country": "CN", "kind": "denial", "summary": "Rejected."}
        ],
    )
    shown = select(collection, Selection())
    beside_claims = {
        "st1": (opened_html(shown, "st1"), "Denied by others"),
        "ES": (opened_html(shown, "ES"), "Denied by China"),
        "chosen": (countries_html(shown, overview_of(shown), ["ES"], has_briefing=True),
                   "Denied by China"),
    }  # fmt: skip
    for html, heading in beside_claims.values():
        said = words(html)
        beside = said[said.index(heading) :]
        assert "2022 Rejected. Denial, Government, China, about all claims" in beside
    opened = words(opened_html(shown, "re1"))
    assert "No single country" in opened


def test_a_number_taken_for_lack_of_a_total_says_so(make_collection):
    collection = make_collection(
        stations=[{"country": "IT"}, {"country": "FR"}], claims=[{"country": "FR"}]
    )
    shown = select(collection, Selection())
    taken = "1 reported station (a number taken for lack of a published total)"
    assert taken in words(opened_html(shown, "st1"))
    assert taken not in words(opened_html(shown, "st2"))


@pytest.mark.parametrize(
    ("layer", "row", "said"),
    [
        ("responses", {"speaker_country": "CN", "speaker": "embassy"}, "Embassy, China"),
        ("responses", {"speaker_country": "", "speaker": "press"}, "Press"),
        (
            "stations",
            {"status": "under investigation", "status_date": "2022-11"},
            "Inquiry reported (November 2022)",
        ),
        ("stations", {"status": "closed"}, "Reported closed"),
    ],
    ids=["another country speaks", "no one official speaks", "a dated status", "an undated status"],
)
def test_a_list_names_the_speakers_country_and_the_date_of_a_status(
    make_collection, layer, row, said
):
    shown = select(make_collection(**{layer: [row]}), Selection(layer=frozenset({layer})))
    listed = list_html(shown, Listing(tab=layer))
    assert f">{said}</td>" in listed
    of_country = words(opened_html(shown, "IT"))
    assert said in of_country


def test_a_record_with_two_sources_is_not_called_single(answered):
    assert "One source only" not in opened_html(select(answered, Selection()), "st2")


def test_without_a_page_of_briefings_none_is_offered(answered):
    shown = select(answered, Selection())
    assert "brief:IT" in opened_html(shown, "st1")
    assert "brief:IT" not in opened_html(shown, "st1", has_briefing=False)


@pytest.mark.parametrize(
    ("opened", "records"),
    [("IT/Milan", ["st1", "ag1"]), ("IT", ["st1", "ag1"]), ("FR", ["st2"]), ("DE", [])],
)
def test_a_place_or_a_country_lists_what_is_shown_of_it(answered, opened, records):
    found = records_at(select(answered, Selection()), opened).values()
    assert [record for each in found for record in each.records["id"]] == records


def test_the_text_of_a_response_is_said_once(answered):
    said = words(opened_html(select(answered, Selection()), "re2"))
    assert said.count("Nothing of the kind.") == 1
    assert "Denial, Italy" in said


def test_choices_count_records_where_no_sites_are_asked_for(answered):
    facets = build_facets(answered, chosen(layer=["responses"]))
    [italy] = [each for each in offered(facets, "country") if each["value"] == "IT"]
    assert italy["count"] == 2


def test_the_only_record_of_a_place_is_opened_with_it(answered):
    shown = select(answered, chosen(layer=["stations"]))
    assert "One source only" in opened_html(shown, "IT/Milan")
    assert "A patrol" in opened_html(select(answered, Selection()), "IT/Milan")


@pytest.mark.parametrize(
    ("opened", "mark"),
    [("st1", "IT/Milan"), ("st2", "FR"), ("ag1", "IT/Milan"), ("re1", "IT"), ("IT", "IT")],
)
def test_what_is_opened_has_a_mark_on_the_map(answered, opened, mark):
    assert mark_of(answered, opened) == mark
    assert f'data-mark="{mark}"' in opened_html(select(answered, Selection()), opened)


@pytest.mark.parametrize("layer", LAYERS)
def test_every_record_of_the_seeds_can_be_opened(seeds, layer):
    shown = select(seeds, Selection())
    for record in seeds.tables[layer].index:
        assert "Sources" in opened_html(shown, record)


# The list


def titles(html):
    return re.findall(r'<th scope="row"><button[^>]*>(.*?)</button>', html)


def test_the_list_is_sorted_by_a_heading_and_turned_by_pressing_it_again(answered):
    shown = select(answered, Selection())
    listing = Listing().after("sort:count")
    assert titles(list_html(shown, listing)) == ["Milan", "No city named"]
    turned = listing.after("sort:count")
    assert titles(list_html(shown, turned)) == ["No city named", "Milan"]
    assert 'aria-sort="descending"' in list_html(shown, turned)


@pytest.mark.parametrize("is_descending", [False, True])
def test_what_has_no_date_is_last_in_either_order(answered, is_descending):
    listing = Listing(column="established", is_descending=is_descending)
    assert titles(list_html(select(answered, Selection()), listing))[-1] == "No city named"


@pytest.mark.parametrize("layer", LAYERS)
def test_every_column_of_every_layer_sorts(seeds, layer):
    shown = select(seeds, Selection(layer=frozenset(LAYERS)))
    plain = list_html(shown, Listing(tab=layer))
    for column in re.findall(r"sort:(\w+)", plain):
        assert list_html(shown, Listing(tab=layer, column=column))


@pytest.mark.parametrize("layer", LAYERS)
def test_no_cell_of_the_list_is_a_code_or_a_date_for_machines(seeds, layer):
    shown = select(seeds, Selection(layer=frozenset({layer})))
    cells = {
        column.say(row)
        for column in columns_of(seeds, layer)[1:]
        for _, row in shown.table(layer).iterrows()
    }
    coded = re.compile(r"\d{4}-\d|\d{4}/|[a-z]_[a-z]|^[A-Z]{2}$|^[a-z]")
    allowed = ("since ", "from ", "until ", "about ")
    assert [cell for cell in cells if coded.search(cell) and not cell.startswith(allowed)] == []


def test_a_long_list_is_shown_in_part_and_grows(seeds):
    shown = select(seeds, Selection())
    short = list_html(shown, Listing())
    assert len(titles(short)) == PAGE
    assert f"{PAGE} of {len(shown.of_role('site'))} shown" in short
    assert len(titles(list_html(shown, Listing().after("more")))) == len(shown.of_role("site"))


def test_the_list_goes_on_with_a_layer_that_is_shown(answered):
    shown = select(answered, chosen(layer=["agreements"]))
    assert titles(list_html(shown, Listing(tab="stations"))) == ["A patrol"]
    assert list_html(select(answered, chosen(layer=[])), Listing()) == ""


# Beside the map


def test_countries_are_set_side_by_side_with_their_last_official_word(answered):
    shown = select(answered, chosen(country=["FR", "IT"]))
    said = words(countries_html(shown, overview_of(shown), ["FR", "IT"], has_briefing=True))
    assert "France 2 reported stations France: no statement is on record." in said
    assert "Italy 1 reported station " in said
    assert "We look into it." in said
    assert said.endswith("Briefing: France and Italy")


def test_where_no_one_can_speak_a_country_is_called_by_its_name(lumeria):
    shown = select(lumeria, chosen(country=["PT"]))
    said = words(countries_html(shown, overview_of(shown), ["PT"], has_briefing=True))
    assert said.startswith("Portugal 3 friendship institutes")
    assert "is on record" not in said
    assert timeline_html(shown)
    assert "Latest" not in responses_html(shown)


@pytest.mark.parametrize(
    ("response", "said"),
    [
        ({"countries": "IT"}, "Italy Said."),
        ({"countries": "IT;FR"}, "Italy Said."),
        ({"countries": "KI", "speaker_country": "US"}, "United States (Kiribati) Said."),
        ({"countries": "", "speaker_country": "TW"}, "Taiwan (about all claims) Said."),
        ({"countries": "FR", "speaker_country": ""}, "France Said."),
        ({"countries": "", "speaker_country": ""}, "Said."),
    ],
    ids=["its own", "its own, of two", "of another", "of all", "no country speaks", "no country"],
)
def test_the_latest_begins_with_who_speaks(make_collection, response, said):
    shown = select(make_collection(responses=[response]), Selection())
    assert words(responses_html(shown)).endswith(f"Latest 2022 {said}")


def test_one_is_counted_in_the_singular(make_collection):
    rows = {"responses": [{"date": "2022-09"}], "stations": [{"established": "2022"}]}
    shown = select(make_collection(**rows), Selection())
    assert 'aria-label="2022: 1 response"' in responses_html(shown)
    assert 'aria-label="2022: 1 reported station"' in timeline_html(shown)
    ranking = ranking_html(overview_of(shown), Words(shown.collection))
    assert "list:countries" not in ranking


def test_a_year_of_a_chart_filters_and_takes_itself_back(seeds):
    first = responses_html(select(seeds, Selection()))
    assert 'data-action="year:2022"' in first
    again = responses_html(select(seeds, Selection(year=(2022, 2022))))
    assert 'data-action="drop:year"' in again
    assert 'aria-pressed="true"' in again


def test_the_year_of_a_report_is_a_filter_of_its_own(seeds):
    facets = build_facets(seeds, Selection())
    assert [(each["value"], each["count"]) for each in offered(facets, "reported")] == [
        ("2022", sites())
    ]
    shown = select(seeds, chosen(reported=["2022"]))
    assert shown.sites["weight"].sum() == sites()


def test_a_filter_says_in_which_unit_it_counts_and_what_it_hides(seeds):
    by_word = {each["word"]: each for each in build_facets(seeds, Selection())["choices"]}
    country, others = by_word["country"]["groups"]
    assert country["unit"] == "reported stations"
    assert others["title"] == "No reported stations"
    assert "6 agreements and patrols" in by_word["status"]["hidden"]
    assert by_word["status"]["title"] == "Outcome"
    assert by_word["jurisdiction"]["hidden"] == ""


def test_the_filter_of_years_says_what_it_looks_at(seeds):
    says = build_facets(seeds, Selection())["years"]["says"]
    assert "the year in which reported stations opened" in says
    assert "the period of agreements and patrols" in says
    assert "responses" not in says


def test_agreements_patrol_rounds_and_the_rest_are_counted_apart(make_collection):
    shown = select(make_collection(**ROWS), WHOLE)
    said = words(countries_html(shown, overview_of(shown), ["IT"], has_briefing=True))
    assert "1 policing deal, 2 patrol rounds and 1 other entry" in said


def test_the_table_of_countries_holds_each_unit_in_a_column(make_collection):
    shown = select(make_collection(**ROWS), WHOLE)
    table = list_html(shown, Listing(tab="countries"))
    for heading in ("Reported stations", "Policing deals", "Patrol rounds", "Responses"):
        assert f">{heading}</button>" in table
    assert "Italy" in titles(table)


def test_dots_of_a_country_stand_in_the_ranking_until_they_are_too_many(make_collection):
    def ranking(number):
        shown = select(make_collection(stations=[{"count": number}]), Selection())
        return ranking_html(overview_of(shown), Words(shown.collection))

    assert ranking("14").count('class="dot') == 14 + 1  # and what holds them
    assert 'class="stack"' in ranking("15")


def test_records_of_one_name_are_distinguished_for_screen_readers(make_collection):
    rows = [{"city": "Prato", "precision": "city"}, {"city": "Prato", "precision": "city"}]
    places = [{"country": "IT", "name": "Prato", "lon": 11.1, "lat": 43.9}]
    shown = select(make_collection(stations=rows, places=places), Selection())
    html = list_html(shown, Listing())
    assert re.findall(r'aria-label="(Prato[^"]*)"', html) == ["Prato, st1", "Prato, st2"]


def test_the_list_counts_sites_on_its_tab_and_both_in_its_caption(make_collection):
    said = words(list_html(select(make_collection(**ROWS), WHOLE), Listing()))
    assert "Reported stations (11)" in said
    assert "5 records of 11 reported stations in the selection" in said


# Hostile records


LOADING = frozenset(
    {"script", "img", "iframe", "object", "embed", "link", "style", "base", "form", "input"}
)


class _Live(HTMLParser):
    """What of a piece of HTML could run, load, or reach outside."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag in LOADING:
            self.found.append(tag)
        for name, value in attrs:
            is_page = (value or "").startswith("/?")
            is_script = name in {"href", "src"} and not (is_page or is_web_address(value or ""))
            if name.startswith("on") or is_script:
                self.found.append(f"{tag} {name}={value}")


@pytest.mark.parametrize(
    ("country", "said"),
    [
        (None, ["One of 17 reported stations without a city", "Agreements and patrols: 30 host c"]),
        ("IT", ["One reported station without a city", "Town named in an agreement", "Zhejiang"]),
    ],
)
def test_what_is_not_a_dot_on_the_map_is_explained_below_it(seeds, country, said):
    shown = select(seeds, Selection(country=frozenset({country})) if country else Selection())
    notes = notes_html(shown, build_scene(shown))
    assert [each for each in said if each not in notes] == []


@pytest.mark.parametrize("probe", PROBES)
def test_no_panel_lets_the_text_of_a_record_run(answered, probe):
    collection = fill(answered, probe)
    every = Selection(layer=frozenset(LAYERS), status=frozenset({probe}))
    shown = select(collection, every)
    overview = overview_of(shown)
    written = [
        head_html(shown, overview),
        ranking_html(overview, Words(collection)),
        notes_html(shown, build_scene(shown)),
        hidden_html(shown),
        responses_html(shown),
        timeline_html(shown),
        problem_html(shown, [probe]),
        countries_html(shown, overview, ["IT"], has_briefing=True),
        topbar_html(probe, {"map": probe}, "map", "map", {"search": [probe]}),
        list_html(shown, Listing(tab="countries")),
        methods_html(collection),
        notice_html([probe], way_back=(probe, probe)),
        *(list_html(shown, Listing(tab=layer)) for layer in LAYERS),
        *(opened_html(shown, each) for each in ("st1", "st2", "ag1", "re1", "IT", f"IT/{probe}")),
        change_html(
            Change("changed", "stations", probe, probe, {"note": (probe, probe)}), answered.about
        ),
        question_html(Finding("open", Subject("place", probe, probe), probe, (2,), probe, probe)),
        findings_html([Finding("check", Subject("date", probe), probe, (2, 3), probe, probe)]),
    ]
    assert all(isinstance(html, Markup) for html in written)
    for html in written:
        live = _Live()
        live.feed(html)
        live.close()
        assert live.found == []


def test_agreements_of_countries_side_by_side_are_counted_in_words(seeds):
    shown = select(seeds, chosen(country=["IT", "RS"]))
    overview = build_overview(shown, Words(seeds))
    html = countries_html(shown, overview, ["IT", "RS"], has_briefing=False)
    counts = re.findall(r"<p>([^<]*policing deals?[^<]*)</p>", html)
    assert len(counts) == 2
    assert all(re.match(r"\d+ policing deals?", each) for each in counts)

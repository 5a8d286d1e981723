"""Functions of our modules that need no page, by the cases that Python's tests read too."""

from __future__ import annotations

import csv
import json
import os
import random
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from geodata.collection import read_collection
from layers.bundle import bundle
from layers.facets import FACETS
from layers.page_files import map_modules
from layers.selection import select
from layers.words import Words
from mapapp.address import read_view
from mapapp.exports.article.payload import build_payload, deflate
from mapapp.exports.article.programs import STATIC, TEXT_RULES
from mapapp.exports.article.rows import rows_of_records
from tests.shared_cases import read_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

COLLECTIONS = Path(__file__).parents[1] / "collections"

MAP = Path(__file__).parents[2] / "layers" / "static"

TESTED = {
    STATIC / "address.js": ("nothingAsked", "readAddress", "wishesWithin", "writeAddress"),
    STATIC / "reading.js": ("readData",),
    STATIC / "data.js": ("select",),
    STATIC / "list.js": ("fold",),
    STATIC / "nearby.js": ("mergeNearby",),
    STATIC / "table.js": ("cell",),
    MAP / "covering.js": ("findInSight",),
    MAP / "labels.js": ("placeLabels",),
    MAP / "clusters.js": ("arrange", "clusterOffsets", "clusterReach", "needsLeader"),
}


@pytest.fixture(scope="module")
def modules(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """An empty page in which the functions are called by their names."""
    folder = tmp_path_factory.mktemp("modules")
    imports = "".join(
        f'import {{ {", ".join(names)} }} from "{os.path.relpath(path, folder)}";\n'
        for path, names in TESTED.items()
    )
    functions = ", ".join(name for names in TESTED.values() for name in names)
    entry = folder / "tested.js"
    entry.write_text(f"{imports}Object.assign(window, {{ {functions} }});\n", encoding="utf-8")
    settings = f"export const settings = {json.dumps(TEXT_RULES)};\n"
    page = browser.new_page()
    page.add_script_tag(content=bundle(entry, {**map_modules(), "settings.js": settings}))
    yield page
    page.close()


def test_an_address_asks_what_the_cases_say(modules: Page):
    facets = [{"word": facet.word, "kind": facet.kind} for facet in FACETS]
    known: dict[str, Any] = {"country": ["IT", "FR"], "year": [1, 9999], "undated": 1, "search": 1}
    read = """([address, facets, known]) => {
      const asked = readAddress(address, facets, known);
      return [nothingAsked(facets), asked, readAddress(writeAddress(asked, facets), facets, known)];
    }"""
    for case in read_cases("addresses"):
        nothing, asked, again = modules.evaluate(read, [case["address"], facets, known])
        assert again == asked, case["address"]
        asked["country"].sort()
        found = {word: asked[word] for word in asked if asked[word] != nothing[word]}
        assert found == case["asked"], case["address"]


def test_an_address_selects_what_the_cases_say(modules: Page):
    table = read_cases("selections")
    collection = read_collection(COLLECTIONS / table["collection"])
    view, _ = read_view(table["whole"])
    payload = build_payload(rows_of_records(select(collection, view.selection)), Words(collection))
    data = deflate(payload)
    addresses = [urlencode(case["asked"], doseq=True) for case in table["cases"]]
    selected = modules.evaluate(
        """async ([text, addresses]) => {
          const data = await readData(text);
          const tables = Object.entries(data.tables);
          const known = Object.fromEntries(data.facets.map(({ word, kind }) => [word,
            kind === "years" ? [1, 9999]
              : tables.flatMap(([, { facets }]) => facets[word] ?? []).flat()
          ]));
          return addresses.map(address => {
            const asked = readAddress(address, data.facets, known);
            const shown = select(data, wishesWithin({}, asked, data.facets));
            return Object.fromEntries(tables.map(([layer, { id }]) => {
              const { rows, certainty } = shown[layer];
              return [layer, Object.fromEntries(rows.map(row => [id[row], certainty.get(row)]))];
            }));
          });
        }""",
        [data, addresses],
    )
    for case, found in zip(table["cases"], selected, strict=True):
        assert found == case["shown"], case["asked"]


def test_texts_are_folded_as_the_cases_say(modules: Page):
    cases = read_cases("folded_texts")
    assert modules.evaluate("texts => texts.map(fold)", list(cases)) == list(cases.values())


def test_a_cell_runs_in_no_spreadsheet(modules: Page):
    cases = read_cases("spreadsheet_texts")
    lines = modules.evaluate("texts => texts.map(text => `x,${cell(text)}`)", list(cases))
    read = [next(csv.reader([line]))[1] for line in lines]
    assert read == list(cases.values())


def test_clusters_are_laid_out_as_the_cases_say(modules: Page):
    cases = read_cases("clusters")
    offsets = "each => clusterOffsets(each.n, each.radius, each.gap)"
    reach = "each => clusterReach(each.n, each.radius, each.gap)"
    arranged = "each => arrange(each.places, each.radius, each.gap)"
    led = "each => needsLeader(each.place, each.centre, each.radius)"
    for case in cases["offsets"]:
        laid = modules.evaluate(offsets, case)
        assert laid == [pytest.approx(each, abs=1e-6) for each in case["offsets"]]
        assert modules.evaluate(reach, case) == pytest.approx(case["reach"], abs=1e-6)
    for case in cases["arrangements"]:
        centres = modules.evaluate(arranged, case)
        assert centres == [pytest.approx(each, abs=1e-6) for each in case["centres"]]
    for case in cases["leaders"]:
        assert modules.evaluate(led, case) == case["led"]


def test_a_name_takes_the_first_of_six_places_that_is_free(modules: Page):
    wish = {"x": 100, "y": 50, "reach": 10, "width": 40, "height": 10}
    right, left, above, below, up_right, low_left = (
        [110, 45, 150, 55], [50, 45, 90, 55], [80, 30, 120, 40], [80, 60, 120, 70],
        [107, 33, 147, 43], [53, 57, 93, 67],
    )  # fmt: skip
    place = """([wish, taken, frame, most]) =>
      placeLabels([wish, { ...wish }], taken, frame, most).map(({ box }) => box)"""
    frame = [0, 0, 200, 100]

    def placed(*taken: list[int], frame: list[int] = frame, most: int = 1) -> list[list[float]]:
        return modules.evaluate(place, [wish, list(taken), frame, most])

    assert placed() == [right]
    assert placed(right) == [left]
    assert placed(right, left) == [above]
    assert placed(right, left, above) == [below]
    assert placed(right, left, [80, 30, 100, 40], below) == [up_right]
    assert placed(right, left, above, [100, 60, 120, 70]) == [low_left]
    assert placed([0, 0, 200, 100]) == []
    assert placed(frame=[0, 0, 140, 100]) == [left]
    assert placed(most=2) == [right, left]


@pytest.mark.parametrize("case", read_cases("covering"), ids=itemgetter("name"))
def test_discs_wholly_under_later_ones_are_out_of_sight(modules, case):
    found = modules.evaluate("discs => findInSight(discs, 100, 100)", case["discs"])
    assert found == case["in_sight"]


@pytest.mark.parametrize(("places", "is_merged"), [(800, False), (801, True), (3_000, True)])
def test_many_places_near_each_other_share_a_mark_at_the_largest_with_their_sum(
    modules: Page, places: int, *, is_merged: bool
):
    draw = random.Random(places)  # noqa: S311 - places for a test
    marks = [
        {
            "kind": "site", "key": f"p{at}",
            "lon": draw.uniform(-10, 30), "lat": draw.uniform(35, 60),
            "count": draw.randint(1, 9), "shares": [[at % 3, 1]], "counts": [["sites", 1]],
            "faded": int(at % 2), "proposed": 0,
        }
        for at in range(places)
    ]  # fmt: skip
    country = {"kind": "unlocated", "key": "IT", "lon": 12, "lat": 42, "count": 5, "shares": [],
               "counts": []}  # fmt: skip
    merge = """([marks, zoom]) => mergeNearby(
      marks.map(mark => ({ ...mark, shares: new Map(mark.shares), counts: new Map(mark.counts) })),
      zoom
    ).map(mark => ({ ...mark, shares: [...mark.shares], counts: [...mark.counts] }))"""
    by_zoom = [modules.evaluate(merge, [[*marks, country], zoom]) for zoom in (2, 4, 9)]
    assert [len(found) < places + 1 for found in by_zoom][:2] == [is_merged] * 2
    assert len(by_zoom[0]) <= len(by_zoom[1]) <= len(by_zoom[2])
    at_place = {mark["key"]: mark for mark in marks}
    for found in by_zoom:
        *sites, last = found
        assert last["key"] == "IT"
        assert sum(mark["count"] for mark in sites) == sum(mark["count"] for mark in marks)
        assert sum(dict(mark["counts"])["sites"] for mark in sites) == places
        assert sum(mark.get("places", 1) for mark in sites) == places
        for mark in sites:
            there = at_place[mark["key"]]
            assert (mark["lon"], mark["lat"]) == (there["lon"], there["lat"])

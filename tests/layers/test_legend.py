from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from layers.legend import build_legend
from layers.scene import build_scene
from layers.selection import Selection, select
from tests.record import LAYERS

if TYPE_CHECKING:
    from layers.legend import Entry

PLACES = [
    {"country": "IT", "name": "Milan", "lon": 9.19, "lat": 45.46},
    {"country": "CN", "name": "Seat", "lon": 120, "lat": 28},
]
CITY = {"city": "Milan", "precision": "city"}


@pytest.fixture
def legend_of(make_collection: Any) -> Any:
    def legend_of(**tables: list[dict[str, Any]]) -> list[Entry]:
        statuses = frozenset({"reported", "unknown", "proposed"})
        layers = frozenset(LAYERS).intersection(tables) or frozenset(LAYERS)
        asked = Selection(layer=layers, status=statuses)
        shown = select(make_collection(places=PLACES, **tables), asked)
        return build_legend(shown, build_scene(shown))

    return legend_of


def swatches(legend: list[Entry]) -> dict[str, int]:
    return {entry["swatch"]: entry["count"] for entry in legend}


def test_a_legend_holds_what_the_scene_holds_and_nothing_else(legend_of: Any):
    assert legend_of() == []
    assert swatches(legend_of(stations=[{**CITY, "established": "2016"}])) == {"circle": 1}


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({"stations": [CITY]}, {"circle": 1}),
        ({"stations": [{**CITY, "count": "3"}]}, {"circle": 3}),
        ({"stations": [{"count": "2"}]}, {"circle": 2, "hatch": 2}),
        (
            {"stations": [{"established": "2016", "jurisdiction": "unknown", **CITY}]},
            {"ring": 1},
        ),
        (
            {"stations": [{**CITY, "established": "2016", "jurisdiction": each}
                          for each in ("alpha", "unknown")]},
            {"circle": 1, "ring": 1},
        ),
        (
            {"stations": [{**CITY, "established": "2016", "jurisdiction": each, "count": "7"}
                          for each in ("alpha", "unknown")]},
            {"circle": 7, "ring": 7, "pie": 1},
        ),
        ({"agreements": [{}, {"countries": "FR"}]}, {"shade": 2}),
        ({"agreements": [{"status": "proposed"}]}, {"dashed": 1}),
        ({"agreements": [{"places": "Milan"}]}, {"shade": 1, "diamond": 1}),
        (
            {"agreements": [{}], "jurisdictions": [{"id": "alpha", "seat": "Seat, CN"}]},
            {"shade": 1, "line": 1},
        ),
        ({"responses": [{"kind": "denial"}]}, {"badge": 1}),
    ],
    ids=["undated", "three undated", "no city", "unknown", "several", "too many for dots",
         "agreements", "proposed",
         "town", "arc", "response"],
)  # fmt: skip
def test_each_kind_of_mark_is_explained(
    legend_of: Any, tables: dict[str, Any], expected: dict[str, int]
):
    assert swatches(legend_of(**tables)) == expected


def test_a_badge_is_explained_by_the_kinds_that_share_it(legend_of: Any):
    [entry] = legend_of(responses=[{"kind": "no_evidence_found"}])
    assert (entry["glyph"], entry["label"]) == ("≠", "Denial, No evidence found")


def test_an_arc_is_explained_in_general_and_by_jurisdiction(legend_of: Any):
    legend = legend_of(agreements=[{}, {}], jurisdictions=[{"id": "alpha", "seat": "Seat, CN"}])
    lines = [(each["label"], each["count"]) for each in legend if each["swatch"] == "line"]
    assert lines == [("From the seat of a jurisdiction to the host country", 1), ("Alpha", 1)]

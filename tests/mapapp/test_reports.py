"""A browser may report anything: what makes no sense is left out, and nothing is a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import streamlit
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.selection import Selection
from mapapp.address import View, keep_known, read_view, write_view
from mapapp.list_state import Listing
from mapapp.panels.actions import changed
from mapapp.panels.import_questions import _opened_mark
from mapapp.panels.page_top import read_choice
from mapapp.view import looking_at, remember_answered, reported
from tests.depth import tries

if TYPE_CHECKING:
    from geodata.collection import Collection

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
FIELDS = ["layer", "jurisdiction", "country", "status", "edition", "year", "undated",
          "search", "camera", "reset", "number", "key", "turn", "action"]  # fmt: skip


def countries(*codes: str) -> Selection:
    return Selection(country=frozenset(codes))


@pytest.mark.parametrize(
    ("report", "selection"),
    [
        ({"year": [2016]}, Selection()),
        ({"year": ["2016", "x"]}, Selection()),
        ({"year": [2018, 2016]}, Selection()),
        ({"year": [10**30, 10**31]}, Selection()),
        ({"year": {"first": 2016}}, Selection()),
        ({"country": 5}, Selection()),
        ({"country": "IT"}, Selection()),
        ({"country": [5, None, ["IT"]]}, Selection()),
        ({"country": ["IT", 5]}, countries("IT")),
        ({"country": []}, countries()),
        ({"search": {"text": "rome"}}, Selection()),
        ({"undated": "no"}, Selection()),
        ({"camera": [10**400, "x"]}, Selection()),
    ],
    ids=str,
)
def test_what_makes_no_sense_in_the_filters_is_left_out(report: Any, selection: Selection):
    assert read_choice(report, View()).selection == selection


@pytest.mark.deep
@settings(deadline=None, max_examples=tries(100, 5000), derandomize=True)
@given(report=st.dictionaries(st.sampled_from(FIELDS), JSON), action=st.text(max_size=20))
def test_every_report_leaves_a_view_that_a_link_can_hold(
    seeds: Collection, report: Any, action: str
):
    for view in (
        read_choice(report, View()),
        changed(looking_at(View(), report.get("camera")), f"open:{report.get('key', '')}"),
        changed(View(), action),
    ):
        known, _ = keep_known(view, seeds)
        assert read_view(write_view(known))[0] == known
    assert Listing().after(action).length > 0


@pytest.mark.parametrize("report", [None, 5, "text", [], {}, {"key": {}}, [["key", "x"]]])
def test_what_is_not_a_report_of_ours_is_empty(monkeypatch: pytest.MonkeyPatch, report: Any):
    state: dict[str, Any] = {"filters": type("State", (), {"changed": report})()}
    monkeypatch.setattr(streamlit, "session_state", state)

    assert reported("filters", "changed") == (report if type(report) is dict else {})
    assert reported("nothing", "changed") == {}
    for nested in (
        report,
        {"last_active_drawing": report},
        {"last_active_drawing": {"properties": report}},
    ):
        assert _opened_mark(nested) == ("", None)
    remember_answered(report)
    assert state["mapapp.answered"] == (report if report == 5 else 0)

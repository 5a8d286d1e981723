from __future__ import annotations

from typing import Any

import pytest

from layers.marks import moment
from layers.scene import build_scene
from layers.selection import Selection, select


@pytest.fixture
def areas_of(make_collection: Any) -> Any:
    def areas_of(*responses: dict[str, Any]) -> Any:
        collection = make_collection(responses=list(responses))
        asked = Selection(layer=frozenset({"responses"}))
        return build_scene(select(collection, asked))["areas"]

    return areas_of


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("", "2022"),
        ("2022", "2022-11"),
        ("2022-11", "2022-11-05"),
        ("2022-12-31", "2023"),
        ("2022-12~", "2023-01?"),
        ("2019/2022", "2021/2023"),
    ],
)
def test_dates_are_ordered_by_what_is_last_known(earlier: str, later: str):
    assert moment(earlier) < moment(later)


def test_the_latest_response_gives_the_country_its_role(areas_of: Any):
    [area] = areas_of(
        {"date": "2022-12-08", "kind": "closed"},
        {"date": "2023-01", "kind": "prosecution", "speaker": "court"},
        {"date": "2022", "kind": "denial"},
    )
    assert (area["kind"], area["country"], area["role"]) == ("response", "IT", "court")
    assert (
        area["label"] == "Italy: 3 responses, the latest January 2023: Criminal proceedings (Court)"
    )


def test_a_denial_by_others_is_not_the_answer_of_the_country(areas_of: Any):
    [area] = areas_of(
        {"date": "2022-10", "kind": "investigation_opened"},
        {"date": "2022-11", "kind": "denial", "speaker": "embassy", "speaker_country": "CN"},
    )
    assert area["role"] == "inquiry"
    assert area["count"] == 2


def test_a_country_of_which_only_others_spoke_is_neutral_and_says_who(areas_of: Any):
    [area] = areas_of(
        {"date": "2022-11", "kind": "denial", "speaker": "embassy", "speaker_country": "CN"}
    )
    assert area["role"] == "neutral"
    assert area["label"] == "Italy: 1 response, the latest November 2022: Denial (Embassy, China)"


def test_a_response_for_several_countries_counts_in_each(areas_of: Any):
    assert [area["country"] for area in areas_of({"countries": "IT;FR"})] == ["FR", "IT"]


def test_a_response_that_names_no_country_is_drawn_nowhere(areas_of: Any):
    assert areas_of({"countries": ""}) == []

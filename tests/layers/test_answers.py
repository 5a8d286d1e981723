"""Which responses stand beside a claim: the host country's own, and denials by others."""

from __future__ import annotations

import pytest

from layers.answers import denials_weighed, own_weighed

ROWS = [
    {"id": "own", "countries": "IT", "speaker_country": "IT"},
    {"id": "of-one", "countries": "IT;FR", "speaker_country": "CN", "kind": "denial"},
    {"id": "of-all", "countries": "", "speaker_country": "CN", "kind": "denial"},
    {"id": "nothing-found", "countries": "", "speaker_country": "EU", "kind": "no_evidence_found"},
    {"id": "no-denial", "countries": "", "speaker_country": "CN", "kind": "statement"},
    {"id": "of-another", "countries": "NL", "speaker_country": "CN", "kind": "denial"},
]


@pytest.mark.parametrize(
    ("country", "own", "denials"),
    [
        ("IT", ["own"], ["of-one", "of-all", "nothing-found"]),
        ("FR", [], ["of-one", "of-all", "nothing-found"]),
        ("ES", [], ["of-all", "nothing-found"]),
        ("CN", ["of-all"], ["nothing-found"]),
    ],
)
def test_a_denial_that_names_no_host_concerns_every_country(make_collection, country, own, denials):
    collection = make_collection(responses=ROWS)
    assert list(own_weighed(collection, country).index) == own
    assert list(denials_weighed(collection, country).index) == denials


def test_without_responses_no_one_answered(make_collection):
    collection = make_collection(stations=[{}])
    assert own_weighed(collection, "IT").empty
    assert denials_weighed(collection, "IT").empty


def test_the_general_denials_of_the_record_concern_every_host(seeds):
    general = {"res-cn-2022-10-26", "res-cn-2022-11-cnn", "res-cn-2022-12-08"}
    for country in set(seeds.of_role("site")["country"]):
        assert general <= set(denials_weighed(seeds, country).index)

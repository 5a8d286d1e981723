"""A number without a published total is distinguished from one that a source gives."""

from __future__ import annotations

import pytest

from layers.totals import lacks_total


@pytest.mark.parametrize(
    ("claims", "is_lacking"),
    [
        ([{"country": "FR"}], True),
        ([{"country": "FR"}, {"country": "IT"}], False),
        ([{"country": "FR"}, {"country": "IT", "measure": "countries"}], True),
        ([{"country": ""}], False),
        ([], False),
    ],
    ids=["others have one", "it has one", "of something else", "of the whole", "no totals"],
)
def test_a_country_lacks_a_total_where_others_have_one(make_collection, claims, is_lacking):
    assert lacks_total(make_collection(stations=[{}], claims=claims), "IT") is is_lacking


def test_the_record_takes_a_number_where_its_description_says_so(seeds):
    lacking = {each for each in seeds.of_role("site")["country"] if lacks_total(seeds, each)}
    assert {"HR", "ZM", "AO", "RU"} <= lacking
    assert not {"IT", "RS", "GB"} & lacking

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.errors import UnknownCountryError
from mapapp.exports.brief.country_arguments import EmptyRegionError, countries_asked

if TYPE_CHECKING:
    from geodata.collection import Collection


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (["IT"], ("IT",)),
        (["Italie", "Hrvatska", "塞尔维亚"], ("IT", "HR", "RS")),
        (["italy", "IT", "ITA"], ("IT",)),
        (["Kenya"], ("KE",)),
        (["Melanesia"], ("FJ", "PG", "SB", "VU")),
        (["VU", "Melanesia"], ("VU", "FJ", "PG", "SB")),
    ],
)
def test_countries_and_regions_are_found_in_any_language(
    seeds: Collection, names: list[str], codes: tuple[str, ...]
):
    assert countries_asked(seeds, names) == codes


def test_a_region_gives_only_countries_that_the_record_names(seeds: Collection):
    europe = countries_asked(seeds, ["Europe"])
    assert {"IT", "HR", "GB"} <= set(europe)
    assert not {"KE", "MC", "EU"} & set(europe)


def test_a_word_that_names_neither_is_refused(seeds: Collection):
    with pytest.raises(UnknownCountryError):
        countries_asked(seeds, ["Atlantis"])


def test_a_region_of_which_nothing_is_on_record_is_refused(make_collection: object):
    collection = make_collection(stations=[{}])  # type: ignore[operator]
    with pytest.raises(EmptyRegionError, match="Oceania"):
        countries_asked(collection, ["Oceania"])

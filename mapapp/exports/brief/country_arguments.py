"""Which countries a reader asks to be briefed on: by name, by code, or by region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.countries import by_name, country_code, find_country_code
from geodata.errors import GeodataError
from geodata.regions import region_countries
from mapapp.exports.brief.country_facts import countries_of_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.collection import Collection


class EmptyRegionError(GeodataError, LookupError):
    """The collection has nothing on any country of a region."""

    def __init__(self, region: str) -> None:
        self.region = region
        super().__init__(
            f"The record names no country in {region!r}: name a country instead; "
            "one of which nothing is on record gets a brief that says so."
        )


def countries_asked(collection: Collection, names: Iterable[str]) -> tuple[str, ...]:
    """Find the countries that some words name.

    A country is briefed on whether the record names it or not; of a region only those that the
    record names.

    Args:
        collection: What the brief rests on.
        names: Countries or regions, in any language, or their codes.

    Returns:
        Codes, each once, in the order asked; those of a region by their English names.

    Raises:
        UnknownCountryError: A word names neither a country nor a region.
        EmptyRegionError: The record names no country of a region.
    """
    codes = (code for name in names for code in _countries_of(collection, name))
    return tuple(dict.fromkeys(codes))


def _countries_of(collection: Collection, name: str) -> list[str]:
    region = frozenset() if find_country_code(name) else region_countries(name)
    if not region:
        return [country_code(name)]
    named = region.intersection(countries_of_record(collection))
    if not named:
        raise EmptyRegionError(name)
    return by_name(named)

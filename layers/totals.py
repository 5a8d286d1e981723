"""Where sources give a total, and where the record takes a number because none was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodata.collection import Collection


def lacks_total(collection: Collection, country: str) -> bool:
    """Whether no source gives a total of the sites in a country, though some do for others.

    Published totals are the rows of `claims`. A collection that has none for any country says
    nothing about this one.
    """
    claims = collection.claims
    counts_sites = claims["measure"].isin(collection.about.of_role("site"))
    countries = set(claims.loc[counts_sites, "country"]) - {""}
    return bool(countries) and country not in countries

"""Regions of the world by their names in any language, and the countries in them.

The regions are those of the United Nations (M49), as Unicode CLDR groups and names them;
`data/README.md` says how the table was made.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache

from geodata.countries import fold_country_name
from geodata.packaged import packaged_text


def region_countries(name: str) -> frozenset[str]:
    """Find the countries of a region.

    Args:
        name: Such as `Europe`, `Afrique de l’Ouest` or the code `150`; case and accents make no
            difference.

    Returns:
        ISO 3166-1 alpha-2 codes; empty if the word names no region, or several that differ.
    """
    key = fold_country_name(name)
    found = _by_name().get(key, frozenset())
    return next(iter(found)) if len(found) == 1 else frozenset()


@cache
def _by_name() -> dict[str, frozenset[frozenset[str]]]:
    index: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
    text = packaged_text("regions.csv")
    for row in csv.DictReader(text.splitlines()):
        countries = frozenset(row["countries"].split(";"))
        for name in (row["code"], *row["names"].split(";")):
            index[name].add(countries)
    return {name: frozenset(groups) for name, groups in index.items()}

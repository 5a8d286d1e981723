"""Regions of the world by their names in any language, and the countries in them.

A union of states has a code among the countries, since it speaks for itself; it is not a region,
and its members are found by that code. The regions are those of the United Nations (M49), as
Unicode CLDR groups and names them; `data/README.md` says how the table was made.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import NamedTuple

from geodata.countries import find_country_code, fold_country_name
from geodata.names import fold_name
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


@lru_cache(maxsize=65536)
def is_world_region(name: str) -> bool:
    """Whether a text names a continent or a part of the world, as organisations divide it.

    Its name is one of them, or is made of words for such ground and for sides of it alone, such as
    `East Asia & Pacific`. The name of a country, such as South Africa, is not one.
    """
    code = find_country_code(name)
    if code and not union_members(code):
        return False
    key = fold_country_name(name)
    if key in _by_name() or key in _wider_regions():
        return True
    words = set(fold_name(re.sub("['’]", " ", name)).split())
    return bool(words & _words("ground")) and words <= _words("ground") | _words("side")


def union_members(code: str) -> frozenset[str]:
    """The member states of a union, by its code among the countries; empty for any other code."""
    return next(
        (each.countries for each in _regions() if each.code == code and not each.names), frozenset()
    )


class _Region(NamedTuple):
    """A row of the table; a union has no names here."""

    code: str
    countries: frozenset[str]
    names: tuple[str, ...]


@cache
def _regions() -> tuple[_Region, ...]:
    text = packaged_text("regions.csv")
    return tuple(
        _Region(
            row["code"],
            frozenset(row["countries"].split(";")),
            tuple(filter(None, row["names"].split(";"))),
        )
        for row in csv.DictReader(text.splitlines())
    )


@cache
def _wider_regions() -> frozenset[str]:
    rows = csv.DictReader(packaged_text("wider_regions.csv").splitlines())
    return frozenset(fold_country_name(row["name"]) for row in rows)


@cache
def _words(kind: str) -> frozenset[str]:
    rows = csv.DictReader(packaged_text("region_words.csv").splitlines())
    return frozenset(
        word for row in rows if row["kind"] == kind for word in row["words"].split(";")
    )


@cache
def _by_name() -> dict[str, frozenset[frozenset[str]]]:
    index: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
    for region in _regions():
        for name in (region.code, *region.names) if region.names else ():
            index[name].add(region.countries)
    return {name: frozenset(groups) for name, groups in index.items()}

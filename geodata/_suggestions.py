"""Places spelt like a name that no place has: for a person to look at, never to take."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import numpy as np
from rapidfuzz import fuzz, process

from geodata._index import load_index
from geodata.names import place_form

ALIKE_FROM = 82  # of 100
SUGGESTED = 3


def suggest_places(name: str, country: str | None) -> list[int]:
    """Rows of the places most alike in spelling, largest first among equals.

    Only names with the same first letter are compared, as first letters are seldom mistyped.
    """
    form = place_form(name)
    if not form:
        return []
    rows, forms = _forms(country).get(form[0], ([], []))
    alike = process.extract(
        form, forms, scorer=fuzz.ratio, limit=SUGGESTED * 2, score_cutoff=ALIKE_FROM
    )
    population = load_index().population
    best = sorted(alike, key=lambda found: (-round(found[1]), -int(population[rows[found[2]]])))
    return [rows[position] for _, _, position in best[:SUGGESTED]]


@cache
def _forms(country: str | None) -> dict[str, tuple[list[int], list[str]]]:
    """Rows and forms of primary names in a country, by first letter."""
    index = load_index()
    if country is None:
        chosen = np.arange(len(index.country))
    else:
        chosen = np.flatnonzero(index.country == index.country_positions.get(country, -1))
    by_letter: defaultdict[str, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
    for row, name in zip(chosen, index.name.take(chosen).to_pylist(), strict=True):
        form = place_form(name)
        rows, forms = by_letter[form[:1]]
        rows.append(int(row))
        forms.append(form)
    return dict(by_letter)

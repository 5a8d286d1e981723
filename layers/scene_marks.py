"""The marks of a selection as a scene adds them up, whatever engine holds the records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from layers.colouring import category_of
from layers.marks import MARKS_OF, Mark, shown_marks
from layers.selection import StoredSelected
from layers.stores.columns import CERTAINTY, LOCATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from layers.colouring import Colouring
    from layers.counts import Counts
    from layers.selection import Selected

COLUMNS = ("kind", "key", "party", "proposed", "layer", "category")
"""By what weights are added up; `category` is that of sites in a colouring."""

_AREAS, _TOWNS, _LINES = ("status", "hosts"), ("status", "towns"), ("status", "hosts", "parties")
"""The columns on which marks of agreements depend: of countries, of towns, and lines."""


def scene_marks(shown: Selected, colouring: Colouring, *, with_lines: bool) -> pd.DataFrame:
    """The marks of the records of a selection.

    Args:
        shown: The selection.
        colouring: By what sites are coloured.
        with_lines: Whether towns and lines of agreements are wanted.

    Returns:
        The columns `COLUMNS`, `weight`, and `is_certain`: whether a record certainly answers the
        range of years, where one is asked for. There can be several rows for one mark.
    """
    if isinstance(shown, StoredSelected):
        return _counted_marks(shown, colouring, with_lines=with_lines)
    rows = shown_marks(shown)
    if not with_lines:
        rows = rows[~rows["kind"].isin(("town", "arc"))]
    category = pd.Series(0, index=rows.index)
    for layer, own in rows[rows["kind"] == "site"].groupby("layer", sort=False, observed=True):
        of_records = category_of(shown.collection, str(layer), colouring.word)
        category[own.index] = of_records.to_numpy()[own["row"]]
    return rows.assign(category=category)


def site_keys(shown: Selected) -> list[str]:
    """The keys of the places that sites are at."""
    layers = shown.collection.about.of_role("site")
    counts = (shown.grouped(layer, LOCATED, "place") for layer in layers)
    return [*dict.fromkeys(place for each in counts for is_there, place, _ in each if is_there)]


def _counted_marks(shown: Selected, colouring: Colouring, *, with_lines: bool) -> pd.DataFrame:
    """The same from counts: of records that are alike in what decides their marks."""
    tables = []
    for layer in shown.layers:
        if shown.collection.about.specs[layer].role == "site":
            table = _sites(shown, layer, colouring)
        else:
            rows = _others(shown, layer, with_lines=with_lines)
            table = pd.DataFrame(rows, columns=[*Mark._fields, "is_certain"])
        tables.append(table.assign(layer=layer))
    found = pd.concat(tables, ignore_index=True)
    found["category"] = found["category"].fillna(0)
    flags = dict.fromkeys(("proposed", "is_certain"), "bool")
    return found.astype({**flags, **dict.fromkeys(("weight", "category"), "int64")})


def _sites(shown: Selected, layer: str, colouring: Colouring) -> pd.DataFrame:
    counts = shown.grouped(layer, LOCATED, "place", "host", colouring.column, *_certainty(shown))
    is_located, places, hosts, values, *certainty = counts.columns
    is_there = np.array(is_located, dtype=bool)
    place_in_key = {value: colouring.place_of(value) for value in {*values}}
    return pd.DataFrame(
        {
            "kind": np.where(is_there, "site", "unlocated"),
            "key": [
                place if is_city else host
                for is_city, place, host in zip(is_located, places, hosts, strict=True)
            ],
            "party": "",
            "proposed": False,
            "weight": counts.weights,
            "is_certain": [each == "certain" for each in certainty[0]] if certainty else True,
            "category": [place_in_key[value] for value in values],
        }
    )


def _certainty(shown: Selected) -> Sequence[str]:
    """Certainty as a column to count by, where there are years of which a record can be certain."""
    return (CERTAINTY,) if shown.selection.years else ()


def _others(shown: Selected, layer: str, *, with_lines: bool) -> Iterator[tuple[Any, ...]]:
    columns, marks_of = MARKS_OF[shown.collection.about.specs[layer].role]
    parts: Iterable[tuple[str, ...]] = (tuple(set(columns) - {"layer"}),)
    if "parties" in columns:
        parts = (_AREAS, *((_TOWNS, _LINES) if with_lines else ()))
    for part in parts:
        by = (*part, *_certainty(shown))
        counts: Counts = shown.grouped(layer, *by)
        for values, number in zip(counts.values, counts.records.tolist(), strict=True):
            known = {"layer": layer, **dict(zip(by, values, strict=True))}
            is_certain = known.get(CERTAINTY, "certain") == "certain"
            for mark in marks_of(*(known.get(name, ()) for name in columns)):
                if mark.kind == "arc" or part != _LINES:
                    yield (*mark._replace(weight=mark.weight * number), is_certain)

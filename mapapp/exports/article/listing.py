"""Which records a page of groups lists: of each country those that weigh most."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.distinct import find_distinct
from layers.answers import WEIGHED
from layers.rows import each_row
from layers.stored import read_rows
from layers.weighing import heaviest
from mapapp.exports.article.entries import MAX_LISTED, EntryWriter
from mapapp.exports.article.rows import find_groups
from mapapp.exports.bounds import most_of_each

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from layers.selection import Layer, Selected
    from layers.words import Words
    from mapapp.exports.article.entries import Entry
    from mapapp.exports.article.grouping import Grouping
    from mapapp.exports.article.rows import PageRows


def list_heaviest(
    rows: PageRows, grouping: Grouping, words: Words
) -> Mapping[str, Sequence[Entry]]:
    """The entries of a page of groups by country, each with the group that its record is in."""
    shown, writer = rows.shown, EntryWriter(rows.shown, words)
    most = most_of_each(_numbers(shown).values(), MAX_LISTED)
    listed: dict[str, list[Entry]] = {}
    for layer in shown.layers:
        chosen = _choose(shown, layer, most) if shown.number(layer) else {}
        if not chosen:
            continue
        positions = np.unique(np.concatenate([*chosen.values()]).astype(np.intp))
        groups = find_groups(rows, grouping, layer, positions)
        records = each_row(read_rows(shown.collection, layer, positions))
        entries = {
            at: writer.write(layer, group, row)
            for at, group, row in zip(positions.tolist(), groups, records, strict=True)
        }
        for code, own in chosen.items():
            listed.setdefault(code, []).extend(entries[at] for at in own)
    return listed


def _numbers(shown: Selected) -> Counter[tuple[Layer, str]]:
    """How many records there are of each layer and country."""
    numbers: Counter[tuple[Layer, str]] = Counter()
    for layer in shown.layers:
        for hosts, number in shown.grouped(layer, "hosts").each_record():
            numbers.update({(layer, code): number for code in dict.fromkeys(hosts) or [""]})
    return numbers


def _choose(shown: Selected, layer: Layer, most: int) -> dict[str, list[int]]:
    """The positions of the records of each country that weigh most."""
    cells = shown.cells(layer, WEIGHED)
    order = heaviest(cells, shown.collection, len(cells))
    hosts = find_distinct(cells["hosts"])
    of_row = pd.Series(hosts.codes[order])
    is_near_top = (of_row.groupby(of_row).cumcount() < most).to_numpy()
    positions, codes = cells.index.to_numpy()[order], of_row.to_numpy()
    chosen: dict[str, list[int]] = {}
    for position, code in zip(positions[is_near_top], codes[is_near_top], strict=True):
        for country in dict.fromkeys(hosts.values[code]) or [""]:
            own = chosen.setdefault(country, [])
            if len(own) < most:
                own.append(int(position))
    return chosen

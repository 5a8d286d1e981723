"""By which names the gazetteer knows some places: in other languages, scripts and spellings.

The gazetteer keeps no names but their keys, so a name can be looked up, not listed.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.parquet as pq

from geodata.matches import GEONAMES
from geodata.names import place_form, place_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


class OtherNames:
    """The names of a few places. Only what these need stays in memory."""

    def __init__(self, gazetteer_ids: Iterable[str]) -> None:
        """Read the names.

        Args:
            gazetteer_ids: Such as `geonames:3169070`; others are left alone.
        """
        marks = (each.removeprefix(GEONAMES) for each in gazetteer_ids if each.startswith(GEONAMES))
        wanted = {int(mark) for mark in marks if mark.isascii() and mark.isdigit()}
        self._ids: defaultdict[int, set[str]] = defaultdict(set)
        if not wanted:
            return
        known = _column("gazetteer_places.parquet", "geonameid")
        is_wanted = np.isin(known, np.fromiter(wanted, np.int64, len(wanted)), kind="table")
        place = _column("gazetteer_names.parquet", "place")
        rows = np.flatnonzero(is_wanted[place])
        keys = _column("gazetteer_names.parquet", "key")[rows]
        for key, geonameid in zip(keys.tolist(), known[place[rows]].tolist(), strict=True):
            self._ids[key].add(f"{GEONAMES}{geonameid}")

    def find(self, name: str) -> frozenset[str]:
        """The gazetteer ids of those of the places that have the name."""
        return frozenset(self._ids.get(place_key(place_form(name)), ()))


def _column(file: str, name: str) -> NDArray[np.int64]:
    with (files("geodata.data") / file).open("rb") as source:
        column: NDArray[np.int64] = pq.read_table(source, columns=[name])[name].to_numpy()
    return column

"""The marks of an article's map, and which of its rows touches which: `layers.marks` for the page.

What is drawn for a reader's choice is a sum over this table, which `static/scene.js` adds up as
`layers.scene` does: a mask, a group and a sum. Names, positions, lines and phrases are here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from layers.arcs import build_arcs
from layers.marks import TEXTS, label_point, marks_of_rows, shown_marks
from layers.rows import row_at
from layers.scene import site_names
from layers.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from layers.arcs import LonLat
    from layers.selection import Selected
    from layers.statements import Statement
    from layers.words import Words
    from mapapp.exports.article.rows import PageRows

KINDS: Mapping[str, int] = {
    "site": 0, "agreement": 1, "proposed": 1, "unlocated": 2, "statement": 3, "town": 4, "arc": 5
}  # fmt: skip
"""The kinds of marks in the order in which a scene has them; some are among each other."""

STEPS_TO_A_DEGREE = 20  # of lines: about five kilometres

MARK_COLUMNS = ("kind", "key", "name", "country", "lon", "lat", "head", "party", "lines")
TOUCH_COLUMNS = ("mark", "layer", "row", "weight", "proposed", "role", "said")


def build_touches(rows: PageRows, words: Words) -> dict[str, Any]:
    """The marks of a selection, and which rows of the page touch them, both in columns.

    Returns:
        `marks`, in the order of a scene: kind; key if it is not country/name; name, country,
        position, what the label begins with if that is not name and country; of arcs the
        jurisdiction's index, and the lines.
        `touches`, by mark: its place among the marks, the layer and the row of the record, what the
        record adds, whether it was only proposed; the role and the phrase of the mark if no later
        row of it is shown.
    """
    return _Marks(rows, words).build()


class _Marks:
    def __init__(self, rows: PageRows, words: Words) -> None:
        shown = rows.shown
        self.words = words
        self.places = shown.collection.places.by_key
        self.names = site_names(shown.collection, words)
        self.lines = build_arcs(shown.collection)
        self.parties = {party: at for at, party in enumerate(words.names)}
        self.statements = Statements(shown, words)
        self.tables = rows.tables
        found = _of_groups(rows) if rows.grouping else _of_records(shown)
        self.table = self._sorted(found)

    def build(self) -> dict[str, Any]:
        marks: dict[Hashable, tuple[Any, ...]] = {}
        places: dict[Hashable, int] = {}
        touches = []
        row: Any
        for row in self.table.itertuples():
            mark = (row.kind, row.key, row.party if row.kind == "arc" else "")
            if mark not in marks:
                places[mark], marks[mark] = len(marks), self._mark(*mark)
            adds = (row.weight, int(row.proposed), row.role, row.said)
            touches.append((places[mark], row.layer, row.row, *adds))
        return {
            "marks": _columns(MARK_COLUMNS, marks.values()),
            "touches": _columns(TOUCH_COLUMNS, touches),
        }

    def _sorted(self, marks: pd.DataFrame) -> pd.DataFrame:
        """In the order of a scene; the statements of a country as one replaces another."""
        pairs = zip(marks["party"], marks["key"], strict=True)
        has_line = np.fromiter((pair in self.lines for pair in pairs), bool, len(marks))
        marks = marks[(marks["kind"] != "arc") | has_line]
        statements = [
            self._describe(key, layer, row) if kind == "statement" else None
            for kind, key, layer, row in marks[["kind", "key", "layer", "row"]].itertuples(
                index=False, name=None
            )
        ]
        unknown = self.words.text("city not known")
        of_arcs = [
            self.parties[party] if kind == "arc" else -1
            for kind, party in zip(marks["kind"], marks["party"], strict=True)
        ]
        return marks.assign(
            group=marks["kind"].map(KINDS),
            arc=of_arcs,
            is_own=[bool(each and each.is_own) for each in statements],
            moment=[each.moment if each else "" for each in statements],
            role=[each.role if each else "" for each in statements],
            said=[
                each.said if each else unknown if kind == "unlocated" else ""
                for kind, each in zip(marks["kind"], statements, strict=True)
            ],
        ).sort_values(["group", "arc", "key", "kind", "is_own", "moment"], kind="stable")

    def _describe(self, country: str, layer: str, row: int) -> Statement:
        return self.statements.describe(country, layer, row_at(self.tables[layer], row))

    def _mark(self, kind: str, key: str, party: str) -> tuple[Any, ...]:
        if kind in {"site", "town"}:
            place = self.places[key]
            plain = self.words.place(place.country, place.name)
            head = self.names[key] if kind == "site" and self.names[key] != plain else ""
            own = "" if key == f"{place.country}/{place.name}" else key
            return (kind, own, place.name, place.country, place.lon, place.lat, head, None, None)
        if kind == "arc":
            lines = [_stepped(line) for line in self.lines[party, key]]
            return (kind, "", "", key, None, None, "", self.parties[party], lines)
        return (kind, "", "", key, *(label_point(key) or (None, None)), "", None, None)


def _of_records(shown: Selected) -> pd.DataFrame:
    """The marks of records, which are known for the whole collection."""
    marks = shown_marks(shown).astype(dict.fromkeys(TEXTS, "object"))
    for layer in shown.layers:
        own = (marks["layer"] == layer).to_numpy()
        marks.loc[own, "row"] = np.searchsorted(shown.rows[layer], marks["row"].to_numpy()[own])
    return marks


def _of_groups(rows: PageRows) -> pd.DataFrame:
    """The marks of groups: each record of a group adds to them what it would by itself."""
    about, tables = rows.shown.collection.about, []
    for layer, table in rows.tables.items():
        marks = marks_of_rows(table, about.specs[layer].role, layer)
        tables.append(marks.assign(weight=table["weight"].to_numpy()[marks["row"]]))
    return pd.concat(tables, ignore_index=True)


def _stepped(line: Sequence[LonLat]) -> list[int]:
    """A line in twentieths of a degree: how much each step differs from the one before."""
    points = np.rint(np.array(line) * STEPS_TO_A_DEGREE)
    return [int(each) for each in np.diff(points, 2, 0, prepend=np.zeros((2, 2))).ravel()]


def _columns(names: tuple[str, ...], rows: Any) -> dict[str, list[Any]]:
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}

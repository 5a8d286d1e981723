"""What a country last said or did, and the role in which it is drawn.

What others say of a country, such as a denial by the other side's embassy, is counted there but is
not the country's own answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from geodata.distinct import find_distinct
from layers.claims import say_speaker
from layers.marks import moment
from layers.style import GLYPHS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.selection import Selected
    from layers.words import Words

NEUTRAL = "neutral"


class Statement(NamedTuple):
    """What a statement says of a country, in the order in which one replaces another.

    Attributes:
        is_own: Whether the country itself speaks: only then does the statement have a role.
        moment: When, as `layers.marks.moment` has it.
        role: That of `layers.style.Role`.
        said: A phrase that says what it is, if it is the latest.
    """

    is_own: bool
    moment: str
    role: str
    said: str


class Statements:
    """The statements of a selection."""

    def __init__(self, shown: Selected, wording: Words) -> None:
        self._shown = shown
        self._wording = wording

    def latest(self, marks: pd.DataFrame) -> Mapping[str, Statement]:
        """The latest statement about each country: its own, or if there are none, any.

        Args:
            marks: Those of statements (`layers.marks.shown_marks`), by the country that is their
                key; of two with the same date the last counts.
        """
        facts = [self._facts(str(layer), own) for layer, own in marks.groupby("layer", sort=False)]
        if not facts:
            return {}
        found = pd.concat(facts)
        order = np.lexsort((np.arange(len(found)), found["moment"], found["is_own"], found["key"]))
        last = found.iloc[order].groupby("key", sort=False).tail(1)
        columns = (last[name].tolist() for name in ("key", "layer", "row"))
        return {
            country: self.tell(country, layer, self._shown.collection.tables[layer].index[row])
            for country, layer, row in zip(*columns, strict=True)
        }

    def tell(self, country: str, layer: str, record: str) -> Statement:
        """What one statement says of a country."""
        row: pd.Series[str] = self._shown.table(layer).loc[record]  # type: ignore[assignment]  # ids are unique
        is_own = bool(row["speaker_country"] == country)
        role = self._role(row) if is_own else NEUTRAL
        return Statement(is_own, moment(row["date"]), role, self._said(row, country))

    def _facts(self, layer: str, marks: pd.DataFrame) -> pd.DataFrame:
        """By what the latest statement is found, for each mark of a layer."""
        table = self._shown.collection.tables[layer]
        rows = marks["row"].to_numpy()
        dates, speakers = (find_distinct(table[name]) for name in ("date", "speaker_country"))
        moments = dates.take(list(map(moment, dates.values)))[rows]
        spoke_for = speakers.take(speakers.values)[rows]
        countries = marks["key"].to_numpy(dtype=object)
        return pd.DataFrame(
            {
                "key": countries,
                "is_own": spoke_for == countries,
                "moment": moments,
                "layer": layer,
                "row": rows,
            }
        )

    def _said(self, row: pd.Series[str], country: str) -> str:
        """Such as `the latest 7 December 2022: Statement (Government)`."""
        say = self._wording
        speaker = say_speaker(row, say, said_for=country)
        kind = say.value(row, "kind")
        date = say.date(moment(row["date"]))
        return f"{' '.join(filter(None, [say.text('the latest'), date]))}: {kind} ({speaker})"

    def _role(self, row: pd.Series[str]) -> str:
        terms = self._wording.about.layer_terms(row["layer"], "kind")
        role = {term.value: term.role for term in terms}.get(row["kind"], NEUTRAL)
        return role if role in GLYPHS else NEUTRAL

"""What a country last said or did, and the role in which it is drawn.

What others say of a country, such as a denial by the other side's embassy, is counted there but is
not the country's own answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from layers.claims import say_speaker
from layers.marks import moment
from layers.style import GLYPHS

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

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

    def latest(self, country: str, records: Iterable[tuple[str, str]]) -> Statement:
        """The latest of some statements about a country: its own, or if there are none, any.

        Args:
            country: Its code.
            records: Layer and id of each, in the order of the collection; of two with the same
                date the last counts.
        """
        told = [self.tell(country, *each) for each in records]
        return max(reversed(told), key=lambda each: (each.is_own, each.moment))

    def tell(self, country: str, layer: str, record: str) -> Statement:
        """What one statement says of a country."""
        row: pd.Series[str] = self._shown.table(layer).loc[record]  # type: ignore[assignment]  # ids are unique
        is_own = bool(row["speaker_country"] == country)
        role = self._role(row) if is_own else NEUTRAL
        return Statement(is_own, moment(row["date"]), role, self._said(row, country))

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

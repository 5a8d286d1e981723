"""What a country last said or did, and the role in which it is drawn.

What others say of a country, such as a denial by the other side's embassy, is counted there but is
not the country's own answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geodata.layer_tables import join_layers
from layers.claims import Claim
from layers.marks import moment
from layers.selection import StoredSelected
from layers.style import GLYPHS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from layers.rows import Row
    from layers.selection import Selected
    from layers.words import Words

NEUTRAL = "neutral"

SAID = ("speaker_country", "date", "kind", "speaker")
"""The columns that decide which statement is the latest, and what is said of it."""


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

    def latest(self) -> Mapping[str, Statement]:
        """The latest statement about each country: its own, or if there are none, any.

        Of two with the same date the last counts.
        """
        found: dict[str, tuple[bool, str, int, int, Row]] = {}
        for at, layer in enumerate(self._shown.collection.about.of_role("statement")):
            counts = self._shown.grouped(layer, "hosts", *SAID)
            for (hosts, *said), last in zip(counts.values, counts.last.tolist(), strict=True):
                row: Row = {"layer": layer, **dict(zip(SAID, said, strict=True))}
                when = moment(row["date"])
                for country in hosts:
                    each = (row["speaker_country"] == country, when, at, last, row)
                    if country not in found or found[country][:4] < each[:4]:
                        found[country] = each
        return {country: self._state(country, each[-1]) for country, each in found.items()}

    def describe(self, country: str, layer: str, row: Row) -> Statement:
        """What one statement of a layer says of a country; of the row only `SAID` is read."""
        return self._state(country, {"layer": layer, **{name: row[name] for name in SAID}})

    def _state(self, country: str, row: Row) -> Statement:
        is_own = bool(row["speaker_country"] == country)
        role = self._role(row) if is_own else NEUTRAL
        return Statement(is_own, moment(row["date"]), role, self._said(row, country))

    def _said(self, row: Row, country: str) -> str:
        """Such as `the latest 7 December 2022: Statement (Government)`."""
        say = self._wording
        claim = Claim(row, say)
        date = say.date(moment(row["date"]))
        when = " ".join(filter(None, [say.text("the latest"), date]))
        return f"{when}: {claim.kind} ({claim.said_by(country)})"

    def _role(self, row: Row) -> str:
        terms = self._wording.about.layer_terms(row["layer"], "kind")
        role = {term.value: term.role for term in terms}.get(row["kind"], NEUTRAL)
        return role if role in GLYPHS else NEUTRAL


def latest_statements(shown: Selected, number: int) -> pd.DataFrame:
    """The latest statements of a selection, so many at most; of one moment in their order."""
    tables = [
        _latest(shown, layer, number) for layer in shown.collection.about.of_role("statement")
    ]
    rows = join_layers(tables, "statement")
    rows = rows.assign(moment=rows["date"].map(moment))
    return rows.sort_values("moment", ascending=False, kind="stable").iloc[:number]


def _latest(shown: Selected, layer: str, number: int) -> pd.DataFrame:
    """Records of a layer, the latest among them."""
    if not isinstance(shown, StoredSelected):
        return shown.table(layer)
    counts = shown.grouped(layer, "date")
    dates = sorted(counts.each_record(), key=lambda each: moment(each[0]), reverse=True)
    wanted: list[str] = []
    found = 0
    for date, records in dates:
        if found >= number and moment(date) != moment(wanted[-1]):
            break
        wanted.append(date)
        found += records
    store = shown.collection.store
    coded = store.coded(shown.asked(layer), ("date",), date=wanted)
    order = coded["date"].map(moment).sort_values(ascending=False, kind="stable")
    return store.read(layer, order.index[:number].to_numpy(dtype="intp"))

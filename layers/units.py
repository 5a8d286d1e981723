"""What the records of a layer are counted as.

Records are counted by their `weight`: a row of sites may stand for several. A deal and one round of
a patrol are not the same thing: where the collection gives the kinds of a layer roles (`role` of a
category in `datapackage.json`) and has words for these roles (`terms`), records are counted apart
by role, and what was only proposed apart from all of them.

    units = read_units(about, "treaties")
    units.count(table)    # {"deal": 2, "round": 4, "": 3}
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.marks import PROPOSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from geodata.description import Description

REST = ""
"""The unit of records that have none of their own: the whole layer, or what is left of it."""

OTHER = "other"
"""What the collection's `terms` call such records where they stand beside others."""

NO_ROLE = "neutral"


@dataclass(frozen=True)
class Units:
    """The units of one layer.

    Attributes:
        about: The collection.
        layer: The layer.
        roles: The role of each kind; empty if the layer has no kinds.
        named: The units that the collection has words for, in the order in which they are told.
    """

    about: Description
    layer: str
    roles: Mapping[str, str]
    named: tuple[str, ...]

    def of_rows(self, table: pd.DataFrame) -> list[str]:
        """The unit of each row."""
        found = zip(table["kind"], table["status"], strict=True)
        return [self._unit(kind, status) for kind, status in found]

    def count(self, table: pd.DataFrame) -> dict[str, int]:
        """How many there are of each unit that rows have, in the order in which they are told."""
        counts: Counter[str] = Counter()
        rows = zip(self.of_rows(table), sizes(table), strict=True) if self.named else ()
        for unit, number in rows or [(REST, size(table))]:
            counts[unit] += number
        return {unit: counts[unit] for unit in self.in_order if counts[unit]}

    @property
    def in_order(self) -> tuple[str, ...]:
        """All units as they are told: what has no role after what has, proposals last."""
        roles = [unit for unit in self.named if unit != PROPOSED]
        return (*roles, REST, *self.named[len(roles) :])

    def forms(self, unit: str, beside: Iterable[str], language: str) -> Mapping[str, str]:
        """The collection's words for a unit: `one` and `many`.

        Args:
            unit: One of the layer's.
            beside: All units that are counted in the same place. Records without a role are
                called `other` beside those with one, and by the name of the layer alone.
            language: Of the words.
        """
        term = OTHER if unit == REST and {*beside} & {*self.roles.values()} else unit
        layers: Mapping[str, Mapping[str, str]] = self.about.words(language).get("layers", {})
        return self.terms(language).get(term) or layers.get(self.layer, {})

    def terms(self, language: str) -> Mapping[str, Mapping[str, str]]:
        """The collection's terms in a language; those that it lacks, in the main one."""
        main, own = (self.about.words(code).get("terms", {}) for code in ("", language))
        return {**main, **own}

    def can_rank(self, table: pd.DataFrame) -> bool:
        """Whether numbers of these rows may be compared between countries.

        Not where they are of several roles, or of none in a layer that has some: six rounds of a
        patrol with a row each are not more than one deal.
        """
        if {*self.roles.values()} <= {NO_ROLE}:
            return True
        found = {self.roles.get(kind, NO_ROLE) for kind in table["kind"]}
        return len(found) == 1 and NO_ROLE not in found

    def _unit(self, kind: str, status: str) -> str:
        unit = PROPOSED if status == PROPOSED else self.roles.get(kind, REST)
        return unit if unit in self.named else REST


def read_units(about: Description, layer: str) -> Units:
    """Read from the description of a collection how the records of a layer are counted."""
    terms = about.words().get("terms", {})
    roles = {term.value: term.role for term in about.layer_terms(layer, "kind")}
    statuses = {term.value for term in about.layer_terms(layer, "status")}
    told = [*dict.fromkeys(roles.values()), *({PROPOSED} & statuses)]
    return Units(about, layer, roles, tuple(unit for unit in told if unit in {*terms} - {NO_ROLE}))


def sizes(table: pd.DataFrame) -> list[int]:
    """How many each row stands for."""
    return [int(number) for number in table["weight"]]


def size(table: pd.DataFrame) -> int:
    """How many all rows stand for."""
    return int(table["weight"].sum())

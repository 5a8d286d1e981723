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

import numpy as np

from geodata.distinct import find_distinct
from layers.counts import count_rows
from layers.marks import PROPOSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from geodata.description import Description
    from layers.words import Words

REST = ""
"""The unit of records that have none of their own: the whole layer, or what is left of it."""

OTHER = "other"
"""What the collection's `terms` call such records where they are beside others."""

NO_ROLE = "neutral"

BY = ("kind", "status")
"""The columns that decide the unit of a record."""


@dataclass(frozen=True)
class Units:
    """The units of one layer.

    Attributes:
        layer: The layer.
        roles: The role of each kind; empty if the layer has no kinds.
        named: The units that the collection has words for, in display order.
    """

    layer: str
    roles: Mapping[str, str]
    named: tuple[str, ...]

    def of_rows(self, table: pd.DataFrame) -> list[str]:
        """The unit of each row."""
        found = find_distinct(table["kind"], table["status"])
        return list(found.take([self.of(kind, status) for kind, status in found.values]))

    def count(self, table: pd.DataFrame) -> dict[str, int]:
        """How many there are of each unit that rows have, in display order."""
        alike = [find_distinct(table[name]) for name in BY]
        return self.count_groups(count_rows(alike, table["weight"], np.arange(len(table))))

    def count_groups(self, groups: Iterable[tuple[str, str, int]]) -> dict[str, int]:
        """The same of records that were counted by kind and status."""
        counts: Counter[str] = Counter()
        for kind, status, number in groups:
            counts[self.of(kind, status)] += number
        return {unit: counts[unit] for unit in self.in_order if counts[unit]}

    @property
    def in_order(self) -> tuple[str, ...]:
        """All units in display order: what has no role after what has, proposals last."""
        roles = [unit for unit in self.named if unit != PROPOSED]
        return (*roles, REST, *self.named[len(roles) :])

    def term(self, unit: str, beside: Iterable[str]) -> str:
        """The term by which the collection calls records of a unit (see `Words.noun`).

        Args:
            unit: One of the layer's.
            beside: All units that are counted in the same place. Records without a role are
                called `other` beside those with one, and by the name of the layer alone.
        """
        return OTHER if unit == REST and {*beside} & {*self.roles.values()} else unit

    def list_counts(
        self, counts: Mapping[str, int], words: Words, beside: Iterable[str] = ()
    ) -> list[str]:
        """Numbers of the units, each with its noun, as `2 sites` and `1 deal`.

        Args:
            counts: How many there are of each.
            words: Of the language.
            beside: The units of the whole of which these are a part; those counted if left out.
        """
        whole = tuple(beside) or tuple(counts)
        return [
            words.counted(self.layer, counts[unit], self.term(unit, whole))
            for unit in self.in_order
            if counts.get(unit)
        ]

    def can_rank(self, kinds: Iterable[str]) -> bool:
        """Whether numbers of records of these kinds may be compared between countries.

        Not where they are of several roles, or of none in a layer that has some: six rounds of a
        patrol with a row each are not more than one deal.
        """
        if {*self.roles.values()} <= {NO_ROLE}:
            return True
        found = {self.roles.get(kind, NO_ROLE) for kind in kinds}
        return len(found) == 1 and NO_ROLE not in found

    def of(self, kind: str, status: str) -> str:
        """The unit of a record of a kind that has a status."""
        unit = PROPOSED if status == PROPOSED else self.roles.get(kind, REST)
        return unit if unit in self.named else REST


def read_units(about: Description, layer: str) -> Units:
    """Read from the description of a collection how the records of a layer are counted."""
    terms = about.words().get("terms", {})
    roles = {term.value: term.role for term in about.layer_terms(layer, "kind")}
    statuses = {term.value for term in about.layer_terms(layer, "status")}
    units = [*dict.fromkeys(roles.values()), *({PROPOSED} & statuses)]
    return Units(layer, roles, tuple(unit for unit in units if unit in {*terms} - {NO_ROLE}))


def size(table: pd.DataFrame) -> int:
    """How many all rows stand for."""
    return int(table["weight"].sum())

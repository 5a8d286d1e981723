"""What the rows of a page stand for: single records, or groups of records that are alike.

A page of many records carries each group of them with a number, as `Selected.grouped` counts them:
at a place, with the values of the filters that the page offers. Where these filters split the
records into more groups than a reader's device can open, those that split most are not offered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.layer_tables import SPAN
from layers.colouring import colouring_of, colourings
from layers.facets import BY_WORD, CHOICES, has_facet
from layers.marks import PROPOSED
from layers.statements import SAID
from layers.stores.columns import CERTAINTY, facet_name
from layers.units import NO_ROLE, read_units
from mapapp.exports import bounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.colouring import Colouring
    from layers.selection import Layer, Selected

ALWAYS = frozenset({"country", "layer"})
"""Filters that split no group: every group is at a place, of a layer."""

_IN_COLUMNS = {"country": "hosts", "jurisdiction": "parties", "status": "status"}

TOWNS = "towns"
"""The detail of a page that is not a filter: at which towns agreements are drawn."""


@dataclass(frozen=True)
class Grouping:
    """By what the records of a page are counted together.

    Attributes:
        details: The words of the filters in whose values the records of a group are alike, `year`
            for their dates, and `TOWNS` for the towns that agreements name.
        colour: The word of the colouring that comes first.
    """

    details: frozenset[str]
    colour: str

    def columns(self, shown: Selected, layer: Layer) -> tuple[str, ...]:
        """The columns in which the records of a group are alike, see `layers.stores.columns`."""
        about, role = shown.collection.about, shown.collection.about.specs[layer].role
        units = read_units(about, layer)
        found = ["hosts"]
        if role == "site":
            found += ["host", "towns", colouring_of(shown.collection, self.colour).column]
        if role == "agreement":
            found += ["parties", "status", *({TOWNS} & self.details)]
        if role == "statement":
            found += SAID
        if PROPOSED in units.named:
            found.append("status")
        if {*units.roles.values()} - {NO_ROLE}:
            found.append("kind")
        found += [filter_column(word) for word in self.filters(shown, layer)]
        if {"party", "parties"} & {*found}:
            found += ["party", "parties"]
        found += SPAN if "year" in self.details else (CERTAINTY,)
        return tuple(dict.fromkeys(found))

    def filters(self, shown: Selected, layer: Layer) -> tuple[str, ...]:
        """The words of the filters that choose among the groups of a layer."""
        return tuple(
            facet.word
            for facet in CHOICES
            if facet.word in self.details | ALWAYS and has_facet(shown.collection, layer, facet)
        )

    def colourings(self, shown: Selected, language: str = "en") -> tuple[Colouring, ...]:
        """The ways to colour sites by what the groups say of them."""
        sites = shown.collection.about.of_role("site")
        known = {column for layer in sites for column in self.columns(shown, layer)}
        return tuple(
            each
            for each in colourings(shown.collection, language)
            if not each.by or each.column in known
        )


def filter_column(word: str) -> str:
    """The column of `layers.stores.columns` that has the values of a filter."""
    return _IN_COLUMNS.get(word, facet_name(BY_WORD[word]))


def choose_grouping(shown: Selected, offered: Sequence[str], colour: str) -> Grouping | None:
    """Find out what the rows of a page have to stand for, so that a reader's device can open it.

    Args:
        shown: The selection.
        offered: The words of the filters that the editor offers.
        colour: The word of the colouring that comes first.

    Returns:
        None if the page can hold each record; else as much as groups can distinguish.

    Raises:
        TooManyGroupsError: Even groups by place and colour alone would be too many.
    """
    if bounds.can_list_each(shown):
        return None
    first = colouring_of(shown.collection, colour)
    filters = {facet.word for facet in CHOICES} | {"year"}
    every = Grouping(frozenset({TOWNS, *filters & {*offered}} - ALWAYS), first.word)
    left = sorted(every.details - {first.facet}, key=lambda each: _rank(each, every, shown))
    chosen, places = every, _count_places(shown)
    while not bounds.can_hold_groups(groups := _count(chosen, shown), places):
        if not left:
            records = sum(map(shown.number, shown.layers))
            raise bounds.TooManyGroupsError(records, groups)
        chosen = Grouping(chosen.details - {left.pop()}, first.word)
    return chosen


def _rank(detail: str, every: Grouping, shown: Selected) -> tuple[bool, int]:
    """What is dropped last comes first: visible filters, and those that split fewest groups."""
    is_minor = detail == TOWNS or BY_WORD[detail].is_minor
    return is_minor, _count(Grouping(frozenset({detail}), every.colour), shown)


def _count_places(shown: Selected) -> int:
    sites = shown.collection.about.of_role("site")
    return sum(shown.count_groups(layer, "towns") for layer in sites if shown.number(layer))


def _count(grouping: Grouping, shown: Selected) -> int:
    return sum(
        shown.count_groups(layer, *grouping.columns(shown, layer))
        for layer in shown.layers
        if shown.number(layer)
    )

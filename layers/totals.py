"""Totals that sources give, beside what the record holds, and where it lacks one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers.facets import first_choice
from layers.rows import each_row

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from geodata.collection import Collection
    from layers.selection import Selected, Selection


@dataclass(frozen=True)
class PublishedTotal:
    """A published total, and how many of what it counts are shown.

    Attributes:
        number: The total.
        bound: `exact` or `at_least`.
        held: How many the selection shows of the editions that the total is about.
        shown: How many it shows in all.
        titles: Those editions, by title; empty if the selection asks for just them.
        sources: Ids of what the total rests on.
    """

    number: int
    bound: str
    held: int
    shown: int
    titles: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def words(self) -> str:
        """Such as `of 102 claimed`, or `88 of 102 claimed in A and B` beside a number of more."""
        least = "at least " if self.bound == "at_least" else ""
        held = "" if self.held == self.shown else f"{self.held:,} "
        where = f" in {' and '.join(self.titles)}" if self.titles else ""
        return f"{held}of {least}{self.number:,} claimed{where}"


def find_claimed(shown: Selected, measure: str) -> PublishedTotal | None:
    """Find the published total for what a selection shows.

    There is one only where all that the total counts is shown: for the whole, or for one country or
    jurisdiction, and for all or some of the editions asked for. What is shown of other editions
    does not count towards it.

    Args:
        shown: The selection.
        measure: A layer of sites, or `countries`.
    """
    collection, selection = shown.collection, shown.selection
    if not _shows_all_of_its_scope(collection, selection):
        return None
    claims = collection.claims
    asked = claims[
        (claims["measure"] == measure)
        & (claims["country"] == _only(selection.chosen("country")))
        & (claims["jurisdiction"] == _only(selection.chosen("jurisdiction")))
        & (claims["region"] == "")
    ]
    editions = selection.chosen("edition")
    wanted = first_choice(collection, "edition") if editions is None else editions
    found = [
        (len(covered), row["edition"], covered, row)
        for row in each_row(asked)
        for covered in [covered_editions(collection, row)]
        if wanted.issuperset(covered)
    ]
    if not found:
        return None
    *_, covered, row = max(found, key=lambda each: each[:2])
    titles = collection.editions.set_index("id")["title"]
    return PublishedTotal(
        number=int(row["number"]),
        bound=str(row["bound"]),
        held=measured(shown, measure, edition=covered),
        shown=measured(shown, measure),
        titles=() if wanted == {*covered} else tuple(str(titles[each]) for each in covered),
        sources=tuple(row["sources"]),
    )


def lacks_total(collection: Collection, country: str) -> bool:
    """Whether no source gives a total of the sites in a country, though some do for others.

    Published totals are the rows of `claims`. A collection that has none for any country says
    nothing about this one.
    """
    claims = collection.claims
    counts_sites = claims["measure"].isin(collection.about.of_role("site"))
    countries = set(claims.loc[counts_sites, "country"]) - {""}
    return bool(countries) and country not in countries


def covered_editions(collection: Collection, claim: Mapping[str, Any]) -> list[str]:
    """The editions whose sites a claim counts: its own, or all up to it that count in totals."""
    if claim["scope"] == "edition":
        return [claim["edition"]]
    editions = collection.editions
    upto = list(editions.loc[editions["in_totals"], "id"])
    if claim["edition"] not in upto:
        return [claim["edition"]]
    return upto[: upto.index(claim["edition"]) + 1]


def measured(shown: Selected, measure: str, **among: Container[str]) -> int:
    """How many sites, or host countries of sites, there are.

    Args:
        shown: The selection.
        measure: A layer of sites, or `countries`.
        among: Which values count of some columns, such as `edition`.
    """
    layers = shown.collection.about.of_role("site")
    kept = [
        (host, number)
        for layer in layers
        for host, *values, number in shown.grouped(layer, "host", *among)
        if all(value in wanted for value, wanted in zip(values, among.values(), strict=True))
    ]
    if measure == "countries":
        return len(dict(kept))
    return sum(number for _, number in kept)


def _shows_all_of_its_scope(collection: Collection, selection: Selection) -> bool:
    """Whether nothing is left out within one country, one jurisdiction, or the whole."""
    statuses = selection.chosen("status")
    scope = (selection.chosen("country"), selection.chosen("jurisdiction"))
    return (
        {*selection} <= {"layer", "country", "jurisdiction", "edition", "status"}
        and all(chosen is None or len(chosen) == 1 for chosen in scope)
        and (
            statuses is None
            or all(
                statuses >= first_choice(collection, "status", layer)
                for layer in collection.about.of_role("site")
            )
        )
    )


def _only(chosen: frozenset[str] | None) -> str:
    return next(iter(chosen)) if chosen else ""

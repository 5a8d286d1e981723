"""Denials of what an article reports, whether or not it shows responses.

A denial that names no host country concerns every site. Entries name who denied and when; the
denials themselves are listed once, after the list of records.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.dates import year_span
from geodata.distinct import find_distinct
from layers.answers import denials_of_any_weighed, whole_rows
from layers.claims import Claim
from layers.rows import each_row
from layers.weighing import heaviest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from layers.selection import Selected
    from layers.words import Words

ANCHOR = "denials"
"""Where the page lists the denials."""

MAX_LISTED = 200
"""Denials that a page lists: of more, those that weigh most."""

MAX_DATED = 24
"""Denials by the same speaker whose dates are listed for a country; more are counted."""

NAMED = ("layer", "hosts", "speaker", "speaker_country", "kind", "date")
"""The columns that say who denied something."""


@dataclass(frozen=True)
class Denial:
    """A denial as the page lists it; `sources` are ids."""

    facts: tuple[str, ...]
    summary: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Denials:
    """The denials by others of the sites of a selection.

    Attributes:
        rows: Those that the page lists, in the order of time.
        number: How many there are in all.
    """

    rows: pd.DataFrame
    number: int


def find_denials(shown: Selected) -> Denials:
    """The denials by others of any site that is shown: of too many, those that weigh most."""
    sites = shown.collection.about.of_role("site")
    hosts = {host for layer in sites for host, _ in shown.grouped(layer, "host")}
    found = denials_of_any_weighed(shown.collection, hosts)
    listed = found
    if len(found) > MAX_LISTED:
        listed = found.iloc[np.sort(heaviest(found, shown.collection, MAX_LISTED))]
    return Denials(_in_order(whole_rows(shown.collection, listed)), len(found))


def write_denials(denials: Denials, words: Words) -> tuple[Denial, ...]:
    """Write the denials that a page lists, each once."""
    return tuple(
        Denial(
            tuple(_facts(Claim(row, words))),
            str(row["summary"]),
            tuple(row["sources"]),
        )
        for row in each_row(denials.rows)
    )


class DenialNames:
    """Who denied the claims about each country, and when."""

    def __init__(self, shown: Selected, countries: Iterable[str], words: Words) -> None:
        """Look through the denials once for all countries."""
        self._words = words
        found = denials_of_any_weighed(shown.collection, countries)
        alike = find_distinct(*(found[name] for name in NAMED))
        rows = pd.DataFrame(alike.values, columns=[*NAMED])
        begun = [year_span(date) for date in rows["date"]]
        first_from = [math.nan if each is None else each.first_from for each in begun]
        self._rows = _in_order(
            rows.assign(first_from=first_from, number=np.bincount(alike.codes, minlength=len(rows)))
        )

    def name_deniers(self, country: str) -> str:
        """Say who denied the claims about a country, and when; empty if no one did.

        Such as `Denied by: Government, China (26 October 2022; 8 December 2022)`; the number of
        denials in place of their dates where they are many.
        """
        words, dates = self._words, dict[str, list[str]]()
        for row in each_row(self._rows):
            if (country in row["hosts"] or not row["hosts"]) and row["speaker_country"] != country:
                claim = Claim(row, words)
                dates.setdefault(claim.speaker, []).extend([claim.date] * row["number"])
        if not dates:
            return ""
        deniers = (
            words.text("{speaker} ({dates})", speaker=who, dates=self._when(when))
            for who, when in dates.items()
        )
        return " ".join(
            (words.text("{name}:", name=words.text("Denied by")), _joined(deniers, words))
        )

    def _when(self, dates: Sequence[str]) -> str:
        if len(dates) > MAX_DATED:
            return self._words.number(len(dates))
        return _joined(dates, self._words)


def _in_order(statements: pd.DataFrame) -> pd.DataFrame:
    return statements.sort_values(["first_from", "date"], kind="stable")


def _facts(claim: Claim) -> Iterable[str]:
    yield claim.date
    yield claim.speaker
    yield claim.kind
    yield claim.remark_on_hosts or claim.hosts


def _joined(parts: Iterable[str], words: Words) -> str:
    return words.text("; ").join(parts)

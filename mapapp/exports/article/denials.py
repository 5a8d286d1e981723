"""Denials of what an article reports, whether or not it shows responses.

A denial that names no host country concerns every site. Entries name who denied and when; the
denials themselves are told once, after the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.answers import denials_by_others, denials_of_any
from layers.claims import Claim
from layers.rows import each_row

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from layers.selection import Selected
    from layers.words import Words

ANCHOR = "denials"
"""Where the page tells of the denials."""


@dataclass(frozen=True)
class Denial:
    """A denial as the page tells it; `sources` are ids."""

    facts: tuple[str, ...]
    summary: str
    sources: tuple[str, ...]


def find_denials(shown: Selected) -> pd.DataFrame:
    """The denials by others of any site that is shown, in the order of time."""
    return _in_order(denials_of_any(shown.collection, shown.sites["host"]))


def tell_denials(shown: Selected, words: Words) -> tuple[Denial, ...]:
    """Write the denials of the shown sites, each once."""
    return tuple(
        Denial(
            tuple(_facts(Claim(row, words))),
            str(row["summary"]),
            tuple(row["sources"]),
        )
        for row in each_row(find_denials(shown))
    )


def name_denials(shown: Selected, country: str, words: Words) -> str:
    """Say who denied the claims about a country, and when; empty if nobody did.

    Such as `Denied by: Government, China (26 October 2022; 8 December 2022)`.
    """
    dates: dict[str, list[str]] = {}
    for row in each_row(_in_order(denials_by_others(shown.collection, country))):
        told = Claim(row, words)
        dates.setdefault(told.speaker, []).append(told.date)
    if not dates:
        return ""
    said = (
        words.text("{speaker} ({dates})", speaker=who, dates=_joined(when, words))
        for who, when in dates.items()
    )
    return " ".join((words.text("{name}:", name=words.text("Denied by")), _joined(said, words)))


def _in_order(statements: pd.DataFrame) -> pd.DataFrame:
    return statements.sort_values(["first_from", "date"], kind="stable")


def _facts(told: Claim) -> Iterable[str]:
    yield told.date
    yield told.speaker
    yield told.kind
    yield told.remark_on_hosts or told.hosts


def _joined(parts: Iterable[str], words: Words) -> str:
    return words.text("; ").join(parts)

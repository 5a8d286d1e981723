"""From the name of a place to its position, without ever guessing in silence.

The order of authorities: a decision that a person has written; the packaged gazetteer, where one
bearer of the name clearly stands out; an online service, if one was asked for. What none of them
settles stays open, `ambiguous` or `none`, with candidates for a person to choose from. How far a
namesake must stand out is told in `geodata._ranking`; likeness of spelling only ever suggests.

    resolve("Benin City", "NG").lon                     # 5.62575
    resolve("Victoria").match                           # "ambiguous"
    resolve("Richmond", "CA", "British Columbia").admin1
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from geodata._fallbacks import reread
from geodata._index import load_index
from geodata._offline import Asked, describe_place, prepare, resolve_plain
from geodata._suggestions import suggest_places
from geodata.countries import country_code
from geodata.matches import (
    Candidate,
    DecisionKey,
    Match,
    MatchKind,
    Precision,
    Question,
    decision_key,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ADDED_COLUMNS = ("lon", "lat", "precision", "match", "confidence", "gazetteer_id", "candidates")
MAX_NAME_LENGTH = 200


class OnlineResolver(Protocol):
    """What `geodata.online` offers, and a test may stand in for."""

    def resolve(self, name: str, country: str | None, admin1: str | None) -> Match:
        """Ask the service; the match is `online`, `ambiguous` or `none`."""


def resolve(  # noqa: PLR0913 - the facts about one place, and where to look it up
    name: str,
    country: str | None = None,
    admin1: str | None = None,
    *,
    decisions: Mapping[DecisionKey, Match] | None = None,
    online: OnlineResolver | None = None,
    suggest: bool = True,
) -> Match:
    """Find the place that a source means by a name.

    Args:
        name: As the source wrote it, in any script.
        country: ISO 3166-1 alpha-2 or a name of the country; None looks everywhere, and is
            almost always ambiguous.
        admin1: Name or code of the first-level region.
        decisions: What a person has decided, by `decision_key`; it wins over everything.
        online: A service to ask for what stays open; None asks none.
        suggest: Whether a name that no place has gets candidates of like spelling.

    Raises:
        UnknownCountryError: The country is none.
    """
    code = country_code(country) if country else None
    question = Question(name, code, admin1)
    return resolve_many([question], decisions=decisions, online=online, suggest=suggest)[0]


def resolve_many(
    questions: Sequence[Question],
    *,
    decisions: Mapping[DecisionKey, Match] | None = None,
    online: OnlineResolver | None = None,
    suggest: bool = False,
) -> list[Match]:
    """Resolve a batch of names, in the order given; each distinct question is worked out once.

    A country that is none leaves its rows open instead of failing the batch.
    """
    distinct = [each for each in dict.fromkeys(questions) if _can_be_names(each)]
    asked = [prepare(question) for question in distinct]
    matches = resolve_plain(asked)
    reread(asked, matches)
    for position, item in enumerate(asked):
        if suggest and matches[position].match == "none":
            matches[position] = _with_suggestions(matches[position], item)
        if online and not matches[position].is_settled and item.country_is_known:
            answer = online.resolve(item.name, item.country, distinct[position].admin1)
            matches[position] = answer if answer.is_settled else matches[position]
    answers = dict(zip(distinct, matches, strict=True))
    found = [answers.get(question) or Match(question.name, "none") for question in questions]
    if not decisions:
        return found
    return [
        _decided(question, decisions) or match
        for question, match in zip(questions, found, strict=True)
    ]


def _can_be_names(question: Question) -> bool:
    """Whether the texts are as short as names are: looking for others would take very long."""
    return max(len(question.name), len(question.admin1 or "")) <= MAX_NAME_LENGTH


def geocode_table(  # noqa: PLR0913 - a column each, and what to look them up in
    frame: pd.DataFrame,
    *,
    place: str,
    country: str | None = None,
    admin1: str | None = None,
    decisions: Mapping[DecisionKey, Match] | None = None,
    online: OnlineResolver | None = None,
    suggest: bool = True,
) -> pd.DataFrame:
    """Add position, precision, match, confidence, gazetteer id and candidates to a table.

    Args:
        frame: The table; it is left as it was.
        place: The column of names.
        country: The column of countries, codes or names; None if there is none.
        admin1: The column of first-level regions; None if there is none.
        decisions: As in `resolve`.
        online: As in `resolve`.
        suggest: As in `resolve`.

    Returns:
        A new table with the columns of `ADDED_COLUMNS`; `lon` and `lat` are empty where `match` is
        `ambiguous` or `none`. `candidates` is text: name, region and country, parted by `; `.

    Raises:
        KeyError: A column is not in the table.
    """
    columns = [_texts(frame, column) for column in (place, country, admin1)]
    questions = [
        Question(name or "", code, region) for name, code, region in zip(*columns, strict=True)
    ]
    matches = resolve_many(questions, decisions=decisions, online=online, suggest=suggest)
    texts = {match: "; ".join(map(str, match.candidates)) for match in set(matches)}
    added: dict[str, Any] = {
        "lon": pd.array([match.lon for match in matches], dtype="Float64"),
        "lat": pd.array([match.lat for match in matches], dtype="Float64"),
        "precision": [match.precision or "" for match in matches],
        "match": [match.match for match in matches],
        "confidence": [round(match.confidence, 3) for match in matches],
        "gazetteer_id": [match.gazetteer_id or "" for match in matches],
        "candidates": [texts[match] for match in matches],
    }
    return frame.assign(**added)


def _with_suggestions(match: Match, item: Asked) -> Match:
    index = load_index()
    rows = suggest_places(item.name, item.country)
    return replace(match, candidates=tuple(describe_place(index, row, 0.0) for row in rows))


def _decided(question: Question, decisions: Mapping[DecisionKey, Match]) -> Match | None:
    """A person's decision for the region if there is one, else for the country."""
    for region in dict.fromkeys((question.admin1, None)):
        decision = decisions.get(decision_key(question.name, question.country, region))
        if decision is not None:
            return replace(decision, query=question.name)
    return None


def _texts(frame: pd.DataFrame, column: str | None) -> Iterable[str | None]:
    """The cells of a column as text, None where empty; None for every row if there is no column."""
    if column is None:
        return [None] * len(frame)
    return [None if pd.isna(cell) else str(cell) for cell in frame[column]]


__all__ = [
    "ADDED_COLUMNS",
    "Candidate",
    "DecisionKey",
    "Match",
    "MatchKind",
    "OnlineResolver",
    "Precision",
    "Question",
    "decision_key",
    "geocode_table",
    "resolve",
    "resolve_many",
]

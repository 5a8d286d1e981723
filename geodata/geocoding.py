"""From the name of a place to its position, without ever guessing in silence.

The order of authorities: a decision that a person has written; the packaged gazetteer, where one
bearer of the name clearly stands out; an online service, if one was asked for. What none of them
settles stays open, `ambiguous` or `none`, with candidates for a person to choose from. How far a
namesake must stand out is in `geodata._ranking`; likeness of spelling only ever suggests.

    resolve("Benin City", "NG").lon                     # 5.62575
    resolve("Victoria").match                           # "ambiguous"
    resolve("Richmond", "CA", "British Columbia").admin1
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np
import pandas as pd

from geodata._fallbacks import reread
from geodata._index import load_index
from geodata._offline import GazetteerQuery, describe_place, prepare, resolve_plain
from geodata._suggestions import suggest_places
from geodata.countries import country_code
from geodata.distinct import find_distinct
from geodata.matches import (
    Candidate,
    DecisionKey,
    Match,
    MatchKind,
    Precision,
    Question,
    decision_key,
)
from geodata.workers import HERE, Processes, do_each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from geodata.workers import Workers

PIECE = 5000
"""Questions that are worked out at once."""

PIECE_ONLINE = 10
"""The same if a service is asked, which answers about one name a second."""

WORTH_PROCESSES = 100_000
"""Questions for which starting several processes takes less time than it saves."""

ADDED_COLUMNS = ("lon", "lat", "precision", "match", "confidence", "gazetteer_id", "candidates")
_TYPES = ("Float64", "Float64", "str", "str", "float64", "str", "str")
MAX_NAME_LENGTH = 200


Result = TypeVar("Result")


class OnlineResolver(Protocol):
    """What `geodata.online` offers, and a test may replace."""

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
        UnknownCountryError: There is no such country.
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
    workers: Workers = HERE,
) -> list[Match]:
    """Resolve a batch of names, in the order given; each distinct question is worked out once.

    An unknown country leaves its rows open instead of failing the batch. An answer depends on
    its question alone, so it is the same wherever it is worked out, and whatever else is asked.

    Args:
        questions: What is asked.
        decisions: As in `resolve`.
        online: As in `resolve`; a service is asked from here, one name after the other.
        suggest: As in `resolve`.
        workers: Where long lists are worked out.

    Raises:
        ClusterError: A cluster cannot do it.
    """
    distinct = [*dict.fromkeys(questions)]
    task = partial(_resolve, decisions=decisions, online=online, suggest=suggest)
    answers: dict[Question, Match] = {}
    for piece, matches in _do_in_pieces(task, distinct, HERE if online else workers, PIECE):
        answers.update(zip((distinct[at] for at in piece), matches, strict=True))
    return [answers[question] for question in questions]


def _do_in_pieces(
    task: Callable[[list[Question]], Result],
    questions: Sequence[Question],
    workers: Workers,
    at_once: int,
) -> Iterator[tuple[Sequence[int], Result]]:
    """Do a task with distinct questions, elsewhere with those of a country together.

    Yields:
        The positions of the questions of a piece, and what the task gives for them.
    """
    if isinstance(workers, Processes) and len(questions) < WORTH_PROCESSES:
        workers = HERE
    order: Sequence[int] = range(len(questions))
    if workers != HERE:
        order = sorted(order, key=lambda at: questions[at].country or "")
    pieces = [order[at : at + at_once] for at in range(0, max(len(order), 1), at_once)]
    asked = ([questions[at] for at in piece] for piece in pieces)
    yield from zip(pieces, do_each(task, asked, workers), strict=True)


def _resolve(
    questions: Sequence[Question],
    *,
    decisions: Mapping[DecisionKey, Match] | None,
    online: OnlineResolver | None,
    suggest: bool,
) -> list[Match]:
    """Resolve distinct questions here."""
    names = [each for each in questions if _can_be_names(each)]
    asked = [prepare(question) for question in names]
    matches = resolve_plain(asked)
    reread(asked, matches)
    for position, item in enumerate(asked):
        if suggest and matches[position].match == "none":
            matches[position] = _with_suggestions(matches[position], item)
        if online and not matches[position].is_settled and item.country_is_known:
            answer = online.resolve(item.name, item.country, names[position].admin1)
            matches[position] = answer if answer.is_settled else matches[position]
    answers = dict(zip(names, matches, strict=True))
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
    workers: Workers = HERE,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
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
        workers: As in `resolve_many`.
        progress: Called with how many distinct places are done, of how many.

    Returns:
        A new table with the columns of `ADDED_COLUMNS`; `lon` and `lat` are empty where `match` is
        `ambiguous` or `none`. `candidates` is text: name, region and country, separated by `; `.

    Raises:
        KeyError: A column is not in the table.
        ClusterError: A cluster cannot do it.
    """
    asked = find_distinct(*(_texts(frame, column) for column in (place, country, admin1)))
    questions = [
        Question(name, code or None, region or None) for name, code, region in asked.values
    ]
    task = partial(_answer, decisions=decisions, online=online, suggest=suggest)
    pieces = _do_in_pieces(
        task, questions, HERE if online else workers, PIECE_ONLINE if online else PIECE
    )
    rows = np.empty(len(questions), dtype=np.intp)
    found, done = [], 0
    for positions, answers in pieces:
        rows[positions] = np.arange(done, done + len(answers))
        done += len(answers)
        found.append(answers)
        progress(done, len(questions))
    added = pd.concat(found).take(rows[asked.codes]).set_axis(frame.index)
    return frame.assign(**{name: added[name] for name in ADDED_COLUMNS})


def _answer(questions: Sequence[Question], **how: Any) -> pd.DataFrame:
    """What becomes of distinct questions, as columns: far less to send than matches are."""
    matches = _resolve(questions, **how)
    columns: dict[str, list[Any]] = {
        "lon": [match.lon for match in matches],
        "lat": [match.lat for match in matches],
        "precision": [match.precision or "" for match in matches],
        "match": [match.match for match in matches],
        "confidence": [round(match.confidence, 3) for match in matches],
        "gazetteer_id": [match.gazetteer_id or "" for match in matches],
        "candidates": ["; ".join(map(str, match.candidates)) for match in matches],
    }
    return pd.DataFrame(columns).astype(dict(zip(ADDED_COLUMNS, _TYPES, strict=True)))


def _with_suggestions(match: Match, item: GazetteerQuery) -> Match:
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


def _texts(frame: pd.DataFrame, column: str | None) -> Sequence[str]:
    """The cells of a column as text, empty where a cell is blank or if there is no column."""
    if column is None:
        return [""] * len(frame)
    return ["" if pd.isna(cell) else str(cell) for cell in frame[column]]


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

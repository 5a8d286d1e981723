"""What all places of a sheet together say of its columns, before each is settled."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.countries import country_name
from geodata.importing.coordinates import apart_km
from geodata.importing.findings import Subject
from geodata.importing.place_scores import (
    FAR_APART_KM,
    MIN_LOST,
    MIN_OF_ONE,
    MIN_SHARE_LOST,
    MIN_SHARE_OF_ALL,
    MIN_SHARE_OF_ONE,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geodata.importing.coordinates import Position
    from geodata.importing.findings import FindingLog
    from geodata.importing.sheet_records import WrittenRow
    from geodata.importing.situating import Situation
    from geodata.matches import Match, Question


def without_remarks(
    rows: Sequence[WrittenRow],
    situations: Sequence[Situation],
    questions: Sequence[Question | None],
    answers: Mapping[Question, Match],
    log: FindingLog,
) -> list[Situation]:
    """Leave out words that are not places: those that have positions far from each other.

    A column such as `exact` or `approximate` says how a position is known. If most of its rows
    hold such words, the others that no place has are remarks too.
    """
    held = [
        (at, each, each.position)
        for at, each, question in _named(situations, questions)
        if each.position and answers[question].match == "none"
    ]
    first: dict[tuple[str, str], Position] = {}
    far = {
        each.name
        for _, each, position in held
        if apart_km(first.setdefault((each.country, each.name), position), position) > FAR_APART_KM
    }
    if sum(each.name in far for _, each, _ in held) * 2 <= len(held):
        return list(situations)
    changed = list(situations)
    for at, each, _ in held:
        changed[at] = replace(each, name="")
        log.add(
            "check", Subject("place", "", "columns"), rows[at].number,
            "holds words of no place, one of them for positions far apart; they were only kept",
            "say which column is the place", sample=each.place,
        )  # fmt: skip
    return changed


def in_country_of_most(
    rows: Sequence[WrittenRow],
    situations: Sequence[Situation],
    questions: Sequence[Question | None],
    answers: Mapping[Question, Match],
    log: FindingLog,
) -> list[Situation]:
    """Look for all places of a sheet without countries in the one that most of them are in.

    Those that the gazetteer has in one country only decide it; namesakes abroad are not meant then.
    """
    held = {
        at: question
        for at, each, question in _named(situations, questions)
        if not (each.country or each.position or each.is_lost)
    }
    settled = {
        question: answers[question].candidates[0].country
        for question in held.values()
        if answers[question].is_settled and answers[question].candidates
    }
    ranked = Counter(settled.values()).most_common(1)
    if not ranked or ranked[0][1] < max(MIN_OF_ONE, MIN_SHARE_OF_ONE * len(settled)):
        return list(situations)
    if len(settled) < MIN_SHARE_OF_ALL * len(set(held.values())):
        return list(situations)
    country = ranked[0][0]
    changed = list(situations)
    for at, question in held.items():
        if settled.get(question, country) == country:
            changed[at] = replace(changed[at], country=country)
            log.add(
                "check", Subject("country", "", "places"), rows[at].number,
                f"is not in the table: the places are looked for in {country_name(country)}, where "
                "most of them are and nowhere else",
                "check it, or name the country (--country)", sample=changed[at].name,
            )  # fmt: skip
    return changed


def report_countries_without_places(
    rows: Sequence[WrittenRow],
    situations: Sequence[Situation],
    questions: Sequence[Question | None],
    answers: Mapping[Question, Match],
    log: FindingLog,
) -> None:
    """Say so where most places are not in the countries of their rows: the column may be wrong."""
    stated = [
        (rows[at], each, question)
        for at, each, question in _named(situations, questions)
        if each.country and not each.position
    ]
    lost = [(row, each) for row, each, question in stated if answers[question].match == "none"]
    if len(lost) < MIN_LOST or len(lost) < MIN_SHARE_LOST * len(stated):
        return
    for row, each in lost:
        log.add(
            "open", Subject("country", "", "columns"), row.number,
            "has most places not in it that the rows name",
            "check which column says the country, and which the place",
            sample=f"{each.name} ({country_name(each.country)})",
        )  # fmt: skip


def _named(
    situations: Sequence[Situation], questions: Sequence[Question | None]
) -> Iterator[tuple[int, Situation, Question]]:
    """The rows whose place is looked up by a name: their positions, and what is asked for them."""
    for at, (each, question) in enumerate(zip(situations, questions, strict=True)):
        if question and each.name:
            yield at, each, question

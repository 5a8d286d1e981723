"""Countries of rows that name none: a position near a border shows them only with a town's name.

Outlines of countries are drawn some kilometres off, more than a border town is wide.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.countries import country_name, find_country_code
from geodata.geocoding import resolve_many
from geodata.importing.coordinates import (
    Position,
    apart_km,
    countries_around,
    countries_of_towns,
)
from geodata.importing.findings import Subject
from geodata.importing.place_scores import NAMED_WITHIN_KM
from geodata.matches import Question
from geodata.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.importing.findings import FindingLog
    from geodata.importing.sheet_records import Plan, WrittenRow
    from geodata.importing.situating import Situation


def settle_countries(
    situations: Sequence[Situation], rows: Sequence[WrittenRow], plan: Plan, log: FindingLog
) -> list[Situation]:
    """Give rows that have a position and no country the country, where it can be found.

    Rows of one name that lie near each other are in one country; of what is open, the countries
    are named in a question.
    """
    settled = list(situations)
    groups: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for at, each in enumerate(situations):
        if each.position and not each.country and not each.is_lost:
            groups[fold_name(each.name), 0 if each.name else at].append(at)
    for group in groups.values():
        for near in _near_each_other([(at, situations[at].position) for at in group]):
            codes = _countries(situations, near)
            answer = plan.answers.get(_subject(codes, rows[near[0]]), "")
            if code := find_country_code(answer):
                for at in near:
                    settled[at] = replace(settled[at], country=code)
            elif len(codes) == 1:
                _take(codes[0], near, settled, rows, log)
            elif codes:
                _ask(codes, near, settled, rows, log)
    return settled


def _near_each_other(members: Sequence[tuple[int, Position | None]]) -> list[list[int]]:
    """Rows of one name, in groups where they are further from each other than a town is wide."""
    groups: list[tuple[Position, list[int]]] = []
    for at, position in members:
        if position is None:
            continue
        found = next(
            (g for middle, g in groups if apart_km(middle, position) < NAMED_WITHIN_KM), []
        )
        if not found:
            groups.append((position, found))
        found.append(at)
    return [group for _, group in groups]


def _countries(situations: Sequence[Situation], near: Sequence[int]) -> list[str]:
    """The countries that the rows may be in: by the outlines, by the name, by the towns around."""
    positions = [position for at in near if (position := situations[at].position)]
    around = [countries_around(position) for position in positions]
    shared = set.intersection(*map(set, around)) or set.union(*map(set, around))
    codes = sorted(shared)
    if len(codes) < 2:  # noqa: PLR2004 - more than one country
        return codes
    name = situations[near[0]].name
    named = _countries_with(name, positions[0], codes) if name else []
    if named:
        return named if len(named) == 1 else codes
    towns = set().union(*map(countries_of_towns, positions)) if not name else set()
    return sorted(towns) if len(towns) == 1 and towns <= shared else codes


def _countries_with(name: str, position: Position, codes: Sequence[str]) -> list[str]:
    """The countries in which a place of the name is near the position."""
    found = resolve_many([Question(name, code) for code in codes])
    return [
        code
        for code, match in zip(codes, found, strict=True)
        if any(
            each.country == code
            and apart_km(position, Position(each.lon, each.lat)) <= NAMED_WITHIN_KM
            for each in match.candidates
        )
    ]


def _take(
    code: str,
    near: Sequence[int],
    settled: list[Situation],
    rows: Sequence[WrittenRow],
    log: FindingLog,
) -> None:
    for at in near:
        settled[at] = replace(settled[at], country=code)
        log.add(
            "check", Subject("country", "", "positions"), rows[at].number,
            "is empty and was taken from the positions", "check it",
            sample=f"{settled[at].place} in {country_name(code)}".removeprefix(" in "),
        )  # fmt: skip


def _subject(codes: Sequence[str], row: WrittenRow) -> Subject:
    return Subject("country", "", row.get("place") or ", ".join(codes))


def _ask(
    codes: Sequence[str],
    near: Sequence[int],
    settled: list[Situation],
    rows: Sequence[WrittenRow],
    log: FindingLog,
) -> None:
    named = " or ".join(map(country_name, codes))
    for at in near:
        settled[at] = replace(settled[at], is_lost=True)
        log.add(
            "left out", _subject(codes, rows[at]), rows[at].number,
            f"is empty, and the position is too near a border to determine it: {named}",
            "name the country",
        )  # fmt: skip

"""Which positions of an export are taken back: those of the places that its rows name.

A town that was renamed in the file keeps the position of the one that it was. So a position counts
where the replaced collection has the place, or where nothing speaks against it; what is not taken,
or is far from its name, is reported.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from geodata._index import belong_together, distance_km, load_index
from geodata._offline import describe_place, regions_called
from geodata.geocoding import resolve_many
from geodata.importing.coordinates import Position, lies_off, town_at
from geodata.importing.findings import ONLY_COUNTRY, FindingLog, Subject
from geodata.importing.place_answers import is_gazetteer_id, place_by_id, written_position
from geodata.importing.place_findings import ask_which_place, report_far_from_name, report_fault
from geodata.importing.place_scores import FAR_FROM_ITS_NAME_KM, ROUNDED_KM, WITHIN_TOWN_KM
from geodata.importing.position_columns import find_fault
from geodata.importing.previous_import import position_of
from geodata.locating import match_of_precision
from geodata.matches import Question
from geodata.names import fold_name, place_form, place_key
from geodata.places import MAX_DECIMALS, Place, PlaceName, Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geodata.importing.findings import Finding
    from geodata.importing.previous_import import PreviousImport, Row
    from geodata.matches import Match
    from geodata.workers import Workers

DIGITS = MAX_DECIMALS["city"]


@dataclass(frozen=True)
class StatedPosition:
    """Where a row of an export says that its town is, rounded as a collection has it."""

    row: int
    place: PlaceName
    position: Position


@dataclass(frozen=True)
class SettledPositions:
    """What became of the positions of an export.

    Attributes:
        places: Rows of `places` for those that are taken.
        misplaced: The numbers of other rows whose positions are those of other places.
        findings: What is to be said of those that are not taken, or are doubtful.
    """

    places: tuple[Row, ...]
    misplaced: frozenset[int]
    findings: tuple[Finding, ...]


def settle_positions(
    stated: Sequence[StatedPosition],
    rest: Sequence[StatedPosition],
    earlier: PreviousImport | None,
    answers: Mapping[Subject, str],
    workers: Workers,
) -> SettledPositions:
    """Decide which positions are taken.

    Args:
        stated: Those of rows that are taken as written.
        rest: Those of rows that are read like those of any sheet, which looks at them again.
        earlier: The collection that is replaced.
        answers: To questions about places.
        workers: Where names are looked up.
    """
    settling = _Settling(_before(earlier), answers, workers, FindingLog({}))
    places = tuple(settling.settle(stated))
    misplaced = frozenset(settling.find_misplaced(rest))
    return SettledPositions(places, misplaced, tuple(settling.log.findings()))


def _before(earlier: PreviousImport | None) -> list[Place]:
    """The towns of the collection that is replaced which have a position."""
    return [
        Place(
            country=row["country"],
            admin1=row["admin1"],
            name=row["name"],
            precision=row["precision"],
            lon=position.lon,
            lat=position.lat,
            gazetteer_id=row["gazetteer_id"],
            method=row["method"],
        )
        for row in (earlier.tables["places"] if earlier else ())
        if row["precision"] == "city" and (position := position_of(row))
    ]


@dataclass(frozen=True)
class _Settling:
    """Weighs what the rows say against the replaced collection and the gazetteer."""

    before: Sequence[Place]
    answers: Mapping[Subject, str]
    workers: Workers
    log: FindingLog

    @cached_property
    def _known(self) -> Places:
        return Places(self.before)

    @cached_property
    def _by_position(self) -> Mapping[tuple[str, Position], list[Place]]:
        found: defaultdict[tuple[str, Position], list[Place]] = defaultdict(list)
        for place in self.before:
            if position := _position(place):
                found[place.country, position].append(place)
        return found

    def settle(self, stated: Iterable[StatedPosition]) -> Iterable[Row]:
        """A row for each place that has a position now."""
        places = _grouped(stated)
        matches = self._look_up(places)
        for place, positions in places.items():
            taken = {
                position: rows
                for position, rows in positions.items()
                if self._is_taken(place, position, rows, matches)
            }
            if taken:
                yield _row(place, self._one_of(place, taken))
            elif self._known.get(place) is None:
                rows = [row for each in positions.values() for row in each]
                yield from self._answered(place, rows, matches[place])

    def find_misplaced(self, stated: Iterable[StatedPosition]) -> Iterator[int]:
        """The rows whose positions are those of other places, which is reported."""
        places = _grouped(stated)
        matches = self._look_up(places)
        for place, positions in places.items():
            for position, rows in positions.items():
                if self._is_known_at(place, position):
                    continue
                km = _distance_to_namesake(place, position, matches[place])
                if self._is_of_another(place, position, rows, matches, km):
                    yield from rows

    def _look_up(
        self, places: Mapping[PlaceName, Mapping[Position, object]]
    ) -> dict[PlaceName, Match]:
        """What the gazetteer says of names.

        They are those that the replaced collection does not have at their positions, and those
        that it has there.
        """
        asked = {
            name: None
            for place, positions in places.items()
            for position in positions
            if not self._is_known_at(place, position)
            for name in (place, *map(_name, self._by_position.get((place.country, position), ())))
        }
        questions = [Question(each.name, each.country, each.admin1 or None) for each in asked]
        found = resolve_many(questions, suggest=True, workers=self.workers)
        return {
            name: match_of_precision(match, "city", name.country)
            for name, match in zip(asked, found, strict=True)
        }

    def _is_known_at(self, place: PlaceName, position: Position) -> bool:
        found = self._known.get(place)
        return found is not None and _position(found) == position

    def _is_taken(
        self,
        place: PlaceName,
        position: Position,
        rows: Sequence[int],
        matches: Mapping[PlaceName, Match],
    ) -> bool:
        """Whether a position is that of the place; what is doubtful is reported."""
        if self._is_known_at(place, position):
            return True
        fault = find_fault(position, place.country)
        if fault and not (fault == "sea" and lies_off(position, place.country)):
            for row in rows:
                report_fault(self.log, row, "coordinates", position, fault)
            return False
        km = _distance_to_namesake(place, position, matches[place])
        if self._is_of_another(place, position, rows, matches, km):
            return False
        if FAR_FROM_ITS_NAME_KM < km < np.inf:
            for row in rows:
                report_far_from_name(self.log, row, place.name, km)
        return True

    def _is_of_another(
        self,
        place: PlaceName,
        position: Position,
        rows: Sequence[int],
        matches: Mapping[PlaceName, Match],
        km: float,
    ) -> bool:
        """Whether a position is that of another place, which is reported."""
        other = self._another_at(place, position, matches, km) if km > ROUNDED_KM else ""
        if other:
            for row in rows:
                self.log.add(
                    "check", Subject("coordinates", "", "of other places"), row,
                    "the positions are those of other places than the rows name, and were not used",
                    "check the names, or write the right positions",
                    sample=f"{_title(place.name, place.admin1)} (that of {other})",
                )  # fmt: skip
        return bool(other)

    def _another_at(
        self,
        place: PlaceName,
        position: Position,
        matches: Mapping[PlaceName, Match],
        km: float,
    ) -> str:
        """The name of another place whose position it is; empty if it is that of none.

        A town of the gazetteer counts only if the gazetteer has the name elsewhere: `km` away.
        """
        there = self._by_position.get((place.country, position), ())
        if any(_are_same(place, each, matches) for each in there):
            return ""
        if there:
            return _title(there[0].name, there[0].admin1)
        town = town_at(position, place.country) if WITHIN_TOWN_KM < km < np.inf else None
        return _title(town.name, place.admin1 and town.admin1) if town else ""

    def _one_of(self, place: PlaceName, taken: Mapping[Position, Sequence[int]]) -> Position:
        """The position of a place for which rows give several: one that is new goes before."""
        chosen = min(taken, key=lambda position: self._is_known_at(place, position))
        if len(taken) > 1:
            said = "; ".join(f"{each.lat:g}, {each.lon:g}" for each in taken)
            for row in sorted(row for rows in taken.values() for row in rows):
                self.log.add(
                    "check", Subject("coordinates", "", "several"), row,
                    "the rows of one place have several positions, of which the first that is "
                    "new was used",
                    "give each place one position", sample=f"{place.name} ({said})",
                )  # fmt: skip
        return chosen

    def _answered(self, place: PlaceName, rows: Sequence[int], match: Match) -> Iterable[Row]:
        """A row by a person's answer; without one, the question if the gazetteer has none."""
        if match.is_settled:
            return
        context = ", ".join(filter(None, (place.admin1, place.country)))
        subject = Subject("place", place.name, context)
        answer = self.answers.get(subject, "")
        if answer == ONLY_COUNTRY:
            return
        if answer and (found := _answer(answer, place)):
            yield {**_row(place, found[0]), "gazetteer_id": found[1], "method": "person"}
            return
        for row in rows:
            ask_which_place(self.log, "open", subject, row, match, place.country)


def _grouped(stated: Iterable[StatedPosition]) -> dict[PlaceName, dict[Position, list[int]]]:
    """The numbers of rows by place and position."""
    places: defaultdict[PlaceName, dict[Position, list[int]]] = defaultdict(dict)
    for each in stated:
        places[each.place].setdefault(each.position, []).append(each.row)
    return places


def _row(place: PlaceName, position: Position) -> Row:
    return {
        "country": place.country,
        "admin1": place.admin1,
        "name": place.name,
        "precision": place.precision,
        "lon": f"{round(position.lon, DIGITS) + 0.0:g}",
        "lat": f"{round(position.lat, DIGITS) + 0.0:g}",
        "method": "file",
    }


def _answer(answer: str, place: PlaceName) -> tuple[Position, str] | None:
    """The position that an answer names, and its id in the gazetteer if it is from there."""
    if position := written_position(answer):
        return position, ""
    if is_gazetteer_id(answer):
        found = place_by_id(answer)
        return (Position(found.lon, found.lat), found.gazetteer_id) if found else None
    (match,) = resolve_many([Question(answer, place.country, place.admin1 or None)])
    match = match_of_precision(match, "city", place.country)
    if match.lon is None or match.lat is None:
        return None
    return Position(match.lon, match.lat), match.gazetteer_id or ""


def _distance_to_namesake(place: PlaceName, position: Position, match: Match) -> float:
    """Kilometres to the nearest town of the name in the country, and in the region if one is named.

    Infinite if none is known.
    """
    index = load_index()
    _, rows, _ = index.look_up(np.array([place_key(place_form(place.name))], np.int64))
    near = [
        describe_place(index, int(row), 0.0)
        for row in rows
        if belong_together(index.countries[index.country[row]], place.country)
    ]
    if match.match != "none":  # else they are only spelled alike
        near += match.candidates
    regions = regions_called(place.admin1, place.country) if place.admin1 else frozenset()
    near = [
        each
        for each in near
        if each.precision == "city"
        and (not regions or regions & regions_called(each.admin1 or "", each.country))
    ]
    if not near:
        return np.inf
    lon, lat = np.array([(each.lon, each.lat) for each in near]).T
    return float(distance_km(lon, lat, position.lon, position.lat).min())


def _are_same(place: PlaceName, other: Place, matches: Mapping[PlaceName, Match]) -> bool:
    """Whether another name is one of the same place: as spelled, or as the gazetteer says."""
    regions = {fold_name(each) for each in (place.admin1, other.admin1) if each}
    if fold_name(place.name) == fold_name(other.name) and len(regions) < 2:  # noqa: PLR2004 - both
        return True
    found = matches[place].gazetteer_id
    return bool(found) and found in {other.gazetteer_id, matches[_name(other)].gazetteer_id}


def _title(name: str, region: str | None) -> str:
    return f"{name}, {region}" if region else name


def _name(place: Place) -> PlaceName:
    return PlaceName(place.country, place.admin1, place.name, place.precision)


def _position(place: Place) -> Position | None:
    if place.lon is None or place.lat is None:
        return None
    return Position(round(place.lon, DIGITS), round(place.lat, DIGITS))

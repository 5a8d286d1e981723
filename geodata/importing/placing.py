"""Where each record is: what the file and a person say, then the gazetteer, and never a guess.

Places are looked up in one batch. A town is called as the gazetteer calls it, so that its spellings
share one mark; the source's own words stay in `as_reported`. What is ambiguous or unknown keeps its
name without a position, and is asked about with candidates.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geodata._index import load_index
from geodata._offline import describe_place
from geodata.countries import country_name, find_country_code
from geodata.divisions import Division, find_division, says_division
from geodata.geocoding import resolve_many
from geodata.importing.coordinates import Position, apart_km, nearest_town
from geodata.importing.findings import NO_COUNTRY, ONLY_COUNTRY, Subject
from geodata.importing.namesakes import is_doubtful, tell_apart
from geodata.importing.place_answers import (
    is_choice,
    is_gazetteer_id,
    place_by_id,
    place_subject,
    written_position,
)
from geodata.importing.place_columns import (
    in_country_of_most,
    report_countries_without_places,
    without_remarks,
)
from geodata.importing.place_findings import ask_which_place, report_far_from_name
from geodata.importing.place_scores import FAR_FROM_ITS_NAME_KM, LARGE_TOWN, TOWN_OF_DIVISION
from geodata.importing.sheet_records import PlacedName
from geodata.importing.situating import Situation, situate_rows
from geodata.matches import Candidate, Match, Question
from geodata.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.geocoding import OnlineResolver
    from geodata.importing.findings import FindingLog, Level
    from geodata.importing.place_answers import KnownPlaces
    from geodata.importing.sheet_records import Plan, WrittenRow
    from geodata.workers import Workers


def place_rows(  # noqa: PLR0913 - what goes into an import
    rows: Sequence[WrittenRow],
    plan: Plan,
    log: FindingLog,
    *,
    known: KnownPlaces,
    online: OnlineResolver | None,
    workers: Workers,
) -> list[PlacedName | None]:
    """Settle where each row is; None for a row that no country can be found for."""
    situations = situate_rows(rows, plan, log, workers)
    questions, answers = _look_up(situations, plan, online, workers)
    found = in_country_of_most(rows, situations, questions, answers, log)
    if found != situations:
        situations = found
        questions, answers = _look_up(situations, plan, online, workers)
    situations = without_remarks(rows, situations, questions, answers, log)
    report_countries_without_places(rows, situations, questions, answers, log)
    placed = [
        _Settling(
            row, situation, answers.get(question) if question else None, plan, log, known
        ).settle()
        for row, situation, question in zip(rows, situations, questions, strict=True)
    ]
    return tell_apart(placed)


def _look_up(
    situations: Sequence[Situation],
    plan: Plan,
    online: OnlineResolver | None,
    workers: Workers,
) -> tuple[list[Question | None], dict[Question, Match]]:
    """What is asked of the gazetteer for each row, and the answers."""
    questions = [_question(situation, plan) for situation in situations]
    asked = list(dict.fromkeys(question for question in questions if question))
    found = resolve_many(asked, online=online, suggest=True, workers=workers)
    return questions, dict(zip(asked, found, strict=True))


def _question(situation: Situation, plan: Plan) -> Question | None:
    """What to ask the gazetteer: a person's other spelling goes before the source's."""
    if situation.is_lost:
        return None
    name = situation.name or situation.region
    answer = plan.answers.get(place_subject(situation), "")
    if answer and not is_choice(answer) and not find_country_code(answer):
        name = answer
    region = situation.division if situation.name else ""
    return Question(name, situation.country or None, region or None) if name else None


@dataclass(frozen=True)
class _Settling:
    """The facts about one row, and the steps that settle where it is."""

    row: WrittenRow
    at: Situation
    match: Match | None
    plan: Plan
    log: FindingLog
    known: KnownPlaces

    def settle(self) -> PlacedName | None:
        at = self.at
        if at.is_lost:
            return None
        chosen = self._chosen()
        if chosen:
            return chosen
        if not at.country:
            return self._without_country()
        if at.position:
            return self._at_position(at.position)
        if not (at.place or at.region) or self._names_only_its_country():
            return self._only_country()
        return self._known() or self._looked_up()

    # --- a person's word ------------------------------------------------------------------------

    def _chosen(self) -> PlacedName | None:
        answer = self.plan.answers.get(place_subject(self.at), "")
        if not answer:
            return None
        if answer == ONLY_COUNTRY:
            return self._only_country() if self.at.country else None
        if is_gazetteer_id(answer):
            found = place_by_id(answer)
            return self._from_candidate(found, "person") if found else None
        if self.at.country and (position := written_position(answer)):
            return self._named(self.at.name, position, "", "person")
        if self.match and self.match.is_settled and not find_country_code(answer):
            return self._from_match(self.match, "person")
        return None

    def _known(self) -> PlacedName | None:
        """The place as it was resolved in an earlier version of the collection."""
        at = self.at
        name, precision = (at.name, "city") if at.name else (at.region, "region")
        for admin1 in dict.fromkeys((at.division if at.name else "", "")):
            found = self.known.get((at.country, admin1, name, precision))
            if found and precision == "city":
                return self._named(name, found.position, found.gazetteer_id, found.method, admin1)
            if found:
                return self._region(name, found.position, found.gazetteer_id, found.method)
        return None

    # --- the gazetteer --------------------------------------------------------------------------

    def _looked_up(self) -> PlacedName:
        match = self.match
        if not self.at.name:
            return self._looked_up_region()
        if division := self._named_division():
            return self._in_division(division)
        if match and match.is_settled and not is_doubtful(self.at.name, match):
            return self._from_match(match, match.match)
        self._ask("open", match)
        if self.at.division and (division := find_division(self.at.division, self.at.country)):
            return self._in_division(division)
        return self._named(self.at.name, None, "", "none", self.at.division)

    def _named_division(self) -> Division | None:
        """The division that the place is; none where a town of the very name may be meant.

        A town has the name of its province as another name of its own: it is meant only if it is
        large, as New York is.
        """
        at, match = self.at, self.match
        division = None if at.division else find_division(at.name, at.country)
        if division is None or says_division(at.name):
            return division
        if match is None or not match.is_settled or match.precision != "city":
            return division if match is None or not match.candidates else None
        if match.match == "exact":
            return None
        if match.candidates[0].population >= _large_town(division):
            return None
        if division.row is None:
            self.log.add(
                "open", place_subject(at), self.row.number,
                "is a province, and another name of a town; only the province was taken",
                "choose the town, or say that only the country is known",
                candidates=match.candidates, country=at.country,
            )  # fmt: skip
        return division

    def _in_division(self, division: Division) -> PlacedName:
        if division.row is None:
            return self._region(division.name, None, "", "none")
        found = describe_place(load_index(), division.row, 1.0)
        position = Position(found.lon, found.lat)
        return self._region(found.name, position, found.gazetteer_id, "exact")

    def _looked_up_region(self) -> PlacedName:
        found = [each for each in self._candidates() if each.precision == "region"]
        if found:
            best = found[0]
            position = Position(best.lon, best.lat)
            return self._region(best.name, position, best.gazetteer_id, "exact")
        if division := find_division(self.at.region, self.at.country):
            return self._in_division(division)
        if self.match and self.match.is_settled:
            return self._from_match(self.match, self.match.match)
        self.log.add(
            "check", Subject("region", "", self.at.country), self.row.number,
            "holds regions that nothing is known of; the records stay without a position",
            "write them otherwise", sample=self.at.region,
        )  # fmt: skip
        return self._region(self.at.region, None, "", "none")

    def _without_country(self) -> PlacedName | None:
        """A row without a country: looked up everywhere, which hardly ever settles it."""
        match, place = self.match, self.at.place
        if match and match.is_settled and match.candidates and place:
            country = match.candidates[0].country
            self.log.add(
                "check", Subject("country", "", place), self.row.number,
                f"is empty and was taken from the place: {country_name(country)}",
                "check it, or name the country",
            )  # fmt: skip
            return self._from_candidate(match.candidates[0], match.match)
        if match and match.candidates and place:
            self._ask("left out", match)
        else:
            self.log.add(
                "left out", Subject("country", "", place), self.row.number,
                NO_COUNTRY, "name the country",
                sample=place or self.row.get("title"),
            )  # fmt: skip
        return None

    def _ask(self, level: Level, match: Match | None) -> None:
        subject, country = place_subject(self.at), self.at.country
        ask_which_place(self.log, level, subject, self.row.number, match, country)

    # --- the file's own position ----------------------------------------------------------------

    def _at_position(self, position: Position) -> PlacedName:
        match, at = self.match, self.at
        if not at.name:
            return self._named_after_nearest(position)
        if match and match.is_settled and match.precision == "city":
            there = Position(match.lon or 0.0, match.lat or 0.0)
            distance = apart_km(position, there)
            if distance <= FAR_FROM_ITS_NAME_KM:
                return replace(self._from_match(match, "file"), position=position)
            report_far_from_name(self.log, self.row.number, at.place, distance)
        return self._named(at.name, position, "", "file", at.division)

    def _named_after_nearest(self, position: Position) -> PlacedName:
        town = nearest_town(position, self.at.country)
        name = town.name if town else f"{position.lat:.2f}° {position.lon:.2f}°"
        self.log.add(
            "check", Subject("place", ""), self.row.number,
            "is empty: the sites have their own positions and are named after the towns around "
            "them",
            "check the names", sample=name,
        )  # fmt: skip
        return self._named(name, position, town.gazetteer_id if town else "", "file")

    # --- the outcome ----------------------------------------------------------------------------

    def _names_only_its_country(self) -> bool:
        """Whether the place is the name of the country, and not of a town called like it.

        Where a town has it as another name of its own, the country is taken, and asked about.
        """
        if find_country_code(self.at.name) != self.at.country or self.at.region:
            return False
        match = self.match
        if match is None or match.precision != "city" or not match.is_settled:
            return True
        if match.match == "alternate":
            self.log.add(
                "open", place_subject(self.at), self.row.number,
                "is the name of the country and of a town in it; only the country was taken",
                "choose the town, or say that only the country is known",
                candidates=match.candidates, country=self.at.country,
            )  # fmt: skip
        return match.match != "exact"

    def _only_country(self) -> PlacedName:
        written = self._written()
        is_name = find_country_code(written) == self.at.country
        return PlacedName(
            self.at.country, "", "", "" if is_name else written, "country", None, "", "none"
        )

    def _from_match(self, match: Match, method: str) -> PlacedName:
        position = Position(match.lon or 0.0, match.lat or 0.0)
        found = next((c for c in match.candidates if c.gazetteer_id == match.gazetteer_id), None)
        if found and match.match != "online":  # a service gives a whole address for a name
            return self._from_candidate(found, method)
        name = self.at.name or self.at.region
        if match.precision == "region":
            return self._region(name, position, match.gazetteer_id or "", method)
        return self._named(name, position, match.gazetteer_id or "", method, self.at.division)

    def _from_candidate(self, found: Candidate, method: str) -> PlacedName:
        position = Position(found.lon, found.lat)
        country = self.at.country or found.country
        if found.precision == "region":
            return self._region(found.name, position, found.gazetteer_id, method, country)
        known = self.known.get((country, "", found.name, "city"))
        if known and known.method == "person":
            position, method = known.position or position, "person"
        return self._named(
            found.name, position, found.gazetteer_id, method, found.admin1 or "", country
        )

    def _named(  # noqa: PLR0913, PLR0917 - the parts of a place
        self,
        name: str,
        position: Position | None,
        gazetteer_id: str,
        method: str,
        admin1: str = "",
        country: str = "",
    ) -> PlacedName:
        return PlacedName(
            country or self.at.country, admin1, name, self._as_reported(name), "city", position,
            gazetteer_id, method,
        )  # fmt: skip

    def _region(
        self,
        name: str,
        position: Position | None,
        gazetteer_id: str,
        method: str,
        country: str = "",
    ) -> PlacedName:
        return PlacedName(
            country or self.at.country, name, "", self._as_reported(name), "region", position,
            gazetteer_id, method,
        )  # fmt: skip

    def _candidates(self) -> Sequence[Candidate]:
        return self.match.candidates if self.match else ()

    def _as_reported(self, name: str) -> str:
        written = self._written()
        return "" if fold_name(written) == fold_name(name) else written

    def _written(self) -> str:
        return ", ".join(part for part in (self.at.place, self.at.region) if part)


def _large_town(division: Division) -> float:
    """How many people a town must have to be meant by the name of its division."""
    if division.row is None:
        return LARGE_TOWN
    return TOWN_OF_DIVISION * int(load_index().population[division.row])

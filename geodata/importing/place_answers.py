"""What was said of a place before: by a person in an answer, or in an earlier collection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from geodata._index import load_index
from geodata._minor_places import POSTAL, is_number, load_minor_places
from geodata._offline import describe_place
from geodata.importing.coordinates import Position, is_either_side, read_pair
from geodata.importing.findings import ONLY_COUNTRY, Subject
from geodata.matches import GEONAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.importing.situating import Situation
    from geodata.matches import Candidate


@dataclass(frozen=True)
class KnownPlace:
    """A place that a person or an online service has resolved before."""

    position: Position | None
    gazetteer_id: str
    method: str = "person"


KnownPlaces: TypeAlias = "Mapping[tuple[str, str, str, str], KnownPlace]"
"""By country, admin1, name and precision, as in the table `places`."""


def place_subject(situation: Situation) -> Subject:
    """What an answer about a place is for: its name as written, in its country and region."""
    context = ", ".join(part for part in (situation.region, situation.country) if part)
    return Subject("place", situation.place, context)


def is_choice(answer: str) -> bool:
    """Whether an answer names a place itself, and not another spelling of it."""
    return answer == ONLY_COUNTRY or is_gazetteer_id(answer) or written_position(answer) is not None


def written_position(answer: str) -> Position | None:
    """The position that an answer gives, if it leaves no doubt of its sides."""
    return None if is_either_side(answer) else read_pair(answer)


def is_gazetteer_id(answer: str) -> bool:
    """Whether an answer names a place by its id."""
    return answer.startswith((GEONAMES, POSTAL))


def place_by_id(gazetteer_id: str) -> Candidate | None:
    """The place of the gazetteer that an answer names by its id."""
    digits = gazetteer_id.removeprefix(GEONAMES)
    index = load_index()
    if is_number(digits) and len(rows := np.flatnonzero(index.geonameid == int(digits))):
        return describe_place(index, int(rows[0]), 1.0)
    return load_minor_places().find_id(gazetteer_id)

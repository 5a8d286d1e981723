"""What a person is told of places and positions that cannot be taken as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.importing.findings import Subject
from geodata.importing.place_scores import FAR_FROM_ITS_NAME_KM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.importing.coordinates import Position, PositionFault
    from geodata.importing.findings import FindingLog, Level
    from geodata.matches import Match

SAID_OF: Mapping[PositionFault, tuple[str, str]] = {
    "half": ("is half a position", "fill in latitude and longitude"),
    "unreadable": ("is not a position", "write degrees, such as 45.46"),
    "either side": (
        "says O, which is the east in German and the west in French",
        "write E for the east, W for the west",
    ),
    "off the earth": ("lies off the earth", "correct it: latitudes end at 90, longitudes at 180"),
    "zero": ("is the point 0/0, where nothing is", "correct it or leave it empty"),
    "swapped": (
        "fits the country only with latitude and longitude exchanged",
        "exchange them in the sheet, or exchange the two columns",
    ),
    "sea": ("lies in the sea", "correct it or leave it empty"),
    "abroad": ("lies in another country than the row says", "correct the position or the country"),
}


def report_fault(
    log: FindingLog, row: int, field: str, position: Position, fault: PositionFault
) -> None:
    """Say what speaks against a position, which is not used."""
    report_position(log, row, field, f"{position.lat:g}, {position.lon:g}", fault)


def report_position(
    log: FindingLog, row: int, field: str, value: str, fault: PositionFault
) -> None:
    """Say what is wrong with the cell of a position, which is not used."""
    problem, remedy = SAID_OF[fault]
    log.add("check", Subject(field, value), row, f"{problem}: the position was not used", remedy)


def report_far_from_name(log: FindingLog, row: int, name: str, distance_km: float) -> None:
    """Say that a position, which is used, is not where the gazetteer has its name."""
    log.add(
        "check", Subject("coordinates", "", "far from their names"), row,
        f"lie more than {FAR_FROM_ITS_NAME_KM:.0f} km from the places that the gazetteer "
        "knows by these names; the positions were used",
        "check names and positions",
        sample=f"{name} ({distance_km:,.0f} km)",
    )  # fmt: skip


def ask_which_place(  # noqa: PLR0913, PLR0917 - what is asked, and of which row
    log: FindingLog, level: Level, subject: Subject, row: int, match: Match | None, country: str
) -> None:
    """Ask which place a name means, with what the gazetteer offers."""
    is_ambiguous = match is not None and match.match != "none"
    log.add(
        level, subject, row,
        "could be several places" if is_ambiguous else "is a place that nothing is known of",
        "choose one, write it otherwise, or say that only the country is known",
        candidates=match.candidates if match else (), country=country,
    )  # fmt: skip

"""What a row of a sheet says, step by step: as written, then understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from geodata.importing.citing import Citation
    from geodata.importing.coordinates import Position
    from geodata.importing.date_orders import DateOrder
    from geodata.importing.findings import Subject


@dataclass(frozen=True)
class Plan:
    """How a table is to be understood.

    Attributes:
        fields: What columns say: header to name in `mapping.FIELDS`; the others are kept.
        today: The day of the import; years of two digits are not after it.
        orders: Whether days or months come first, by header, where a person said so.
        country: ISO code for rows that name no country; empty leaves them open.
        answers: What a person said to findings.
        system: EPSG code of the coordinate system of x and y, by what a person or the sheet says.
    """

    fields: Mapping[str, str]
    today: dt.date
    orders: Mapping[str, DateOrder] = field(default_factory=dict)
    country: str = ""
    answers: Mapping[Subject, str] = field(default_factory=dict)
    system: str = ""


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """The cells of a row by field, cleaned of what only means blank."""

    number: int
    cells: Mapping[str, str]
    citations: tuple[Citation, ...]
    extras: Mapping[str, str]

    def get(self, name: str) -> str:
        """The cell of a field; empty if no column has it."""
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True)
class PlacedName:
    """Where a record is, as a collection says it.

    `city` and `admin1` are as in the table `stations`; `position`, `gazetteer_id` and `method` as
    in `places`. Without a city or region only the country is known.
    """

    country: str
    admin1: str
    city: str
    as_reported: str
    precision: str
    position: Position | None
    gazetteer_id: str
    method: str


@dataclass(frozen=True, slots=True)
class Record:
    """A row, understood: all that its record in a collection needs."""

    row: WrittenRow
    place: PlacedName
    established: str
    count: int
    status: str
    status_note: str

"""The paper sizes of a brief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from geodata.errors import GeodataError

Paper: TypeAlias = Literal["a4", "letter"]


@dataclass(frozen=True)
class PaperSize:
    """A paper: its name in the typesetter, its sides in centimetres."""

    name: str
    width_cm: float
    height_cm: float


PAPERS: dict[Paper, PaperSize] = {
    "a4": PaperSize("a4", 21.0, 29.7),
    "letter": PaperSize("us-letter", 21.59, 27.94),
}


class UnknownPaperError(GeodataError, ValueError):
    """A name is that of no paper that a brief is set on."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"Unknown paper size {name!r}: use {' or '.join(PAPERS)}.")

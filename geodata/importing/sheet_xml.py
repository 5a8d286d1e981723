"""The XML of a workbook's sheet and of its shared texts, read once and in pieces.

What is counted is counted while it is read, so that no file costs more than its limits.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from openpyxl.utils.cell import column_index_from_string, range_boundaries

from geodata.importing.file_errors import TooManyRowsError
from geodata.importing.xml_parser import parse_xml

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodata.importing.grid import Limits

LAST_ROW = 1_048_576
"""Of a sheet in Excel, LibreOffice and Google's: a larger number is not a row."""

MAX_MERGES = 20_000
_YES = {"1", "true"}
_LETTERS = re.compile(r"[A-Z]{1,3}")


@dataclass
class Sheet:
    """What is in a sheet.

    Attributes:
        rows: Cells by row number, in the order of the numbers; rows without any are left out.
        merged: First and last column and row of each merged block, from 1.
        formulas: How many cells are computed.
        unsaved: How many of these have no value.
        hidden_rows: How many rows are hidden.
    """

    rows: dict[int, list[str]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: int = 0
    unsaved: int = 0
    hidden_rows: int = 0


def read_sheet(
    part: IO[bytes], name: str, limits: Limits, convert: Callable[[str, str, str], str]
) -> Sheet:
    """Read a sheet.

    Args:
        part: The XML.
        name: Of the file, for messages.
        limits: The most that is taken; cells without a value count, as they cost as much.
        convert: A text of a cell's type (`n`, `s`, `b`, …), the text of its value, and its style.

    Raises:
        TooManyRowsError: There are more rows, columns, cells or merged blocks than that.
        BrokenFileError: It is not XML.
        ValueError: A number in it is invalid.
    """
    reader = _SheetReader(name, limits, convert)
    parse_xml(part, reader, name=name, kind="a workbook")
    found = reader.sheet
    found.rows = dict(sorted(found.rows.items()))
    return found


def read_first_row(
    part: IO[bytes], name: str, limits: Limits, convert: Callable[[str, str, str], str]
) -> list[str]:
    """Read a sheet to the end of its first row that is not empty; as in `read_sheet`."""
    reader = _FirstRowReader(name, limits, convert)
    with contextlib.suppress(_FirstRowError):
        parse_xml(part, reader, name=name, kind="a workbook")
    return next(iter(reader.sheet.rows.values()), [])


def read_shared_texts(part: IO[bytes], name: str, limits: Limits) -> list[str]:
    """Read the texts that cells refer to by their number.

    Raises:
        TooManyRowsError: There are more than cells may be.
        BrokenFileError: It is not XML.
    """
    reader = _TextReader(name, limits)
    parse_xml(part, reader, name=name, kind="a workbook")
    return reader.texts


class _Reader:
    """Calls a method for the begin and the end of each element that has one, by its local name.

    The texts in `t` and `v` are gathered; how ideographs are spoken (`rPh`) is not a part of them.
    """

    def __init__(self) -> None:
        self.begins: dict[str, Callable[[dict[str, str]], None]] = {
            "t": self._begin_text,
            "v": self._begin_text,
            "rPh": self._begin_spoken,
        }
        self.ends: dict[str, Callable[[], None]] = {
            "t": self._end_text,
            "v": self._end_text,
            "rPh": self._end_spoken,
        }
        self._pieces: list[str] = []
        self._is_text = self._is_spoken = False

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        act = self.begins.get(tag.rpartition(":")[2])
        if act is not None:
            act(attributes)

    def end(self, tag: str) -> None:
        act = self.ends.get(tag.rpartition(":")[2])
        if act is not None:
            act()

    def text(self, piece: str) -> None:
        if self._is_text and not self._is_spoken:
            self._pieces.append(piece)

    def take_text(self) -> str:
        """What was gathered since the last time."""
        text = "".join(self._pieces)
        self._pieces.clear()
        return text

    def _begin_text(self, _: dict[str, str]) -> None:
        self._is_text = True

    def _end_text(self) -> None:
        self._is_text = False

    def _begin_spoken(self, _: dict[str, str]) -> None:
        self._is_spoken = True

    def _end_spoken(self) -> None:
        self._is_spoken = False


class _SheetReader(_Reader):
    """One more trait of a sheet, such as its hyperlinks, is one more method in `begins`."""

    def __init__(self, name: str, limits: Limits, convert: Callable[[str, str, str], str]) -> None:
        super().__init__()
        self.sheet = Sheet()
        self._name, self._limits, self._convert = name, limits, convert
        self._number = self._column = self._cells = 0
        self._row: list[str] = []
        self._type = self._style = ""
        self._has_formula = False
        self.begins |= {
            "row": self._begin_row,
            "c": self._begin_cell,
            "f": self._begin_formula,
            "mergeCell": self._merge,
        }
        self.ends |= {"row": self._end_row, "c": self._end_cell}

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self._number = int(number) if number else self._number + 1
        if not 0 < self._number <= LAST_ROW:
            raise TooManyRowsError(self._name, LAST_ROW, "rows")
        self._count()
        if attributes.get("hidden") in _YES:
            self.sheet.hidden_rows += 1
        self._column, self._row = 0, []

    def _end_row(self) -> None:
        if not self._row:
            return
        rows = self.sheet.rows
        rows[self._number] = self._row
        if len(rows) > self._limits.rows + 1:  # and its header
            raise TooManyRowsError(self._name, self._limits.rows, "rows")

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        letters = _LETTERS.match(place) if place else None
        self._column = column_index_from_string(letters[0]) if letters else self._column + 1
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._has_formula = False
        self._pieces.clear()
        self._count()

    def _end_cell(self) -> None:
        value = self.take_text()
        if self._has_formula:
            self.sheet.formulas += 1
            self.sheet.unsaved += not value
        if not value:
            return
        if self._column > self._limits.columns:
            raise TooManyRowsError(self._name, self._limits.columns, "columns")
        row, at = self._row, self._column - 1
        row.extend([""] * (at + 1 - len(row)))
        row[at] = self._convert(self._type, value, self._style)

    def _begin_formula(self, _: dict[str, str]) -> None:
        self._has_formula = True

    def _merge(self, attributes: dict[str, str]) -> None:
        left, top, right, bottom = (bound or 1 for bound in range_boundaries(attributes["ref"]))
        if (left, top) == (right, bottom):
            return
        self.sheet.merged.append((left, top, right, bottom))
        if len(self.sheet.merged) > MAX_MERGES:
            raise TooManyRowsError(self._name, MAX_MERGES, "merged cells")

    def _count(self) -> None:
        self._cells += 1
        if self._cells > self._limits.cells:
            raise TooManyRowsError(self._name, self._limits.cells, "cells")


class _FirstRowError(Exception):
    """The first row has been read: the rest of the sheet is left alone."""


class _FirstRowReader(_SheetReader):
    def _end_row(self) -> None:
        super()._end_row()
        if self.sheet.rows:
            raise _FirstRowError


class _TextReader(_Reader):
    """Shared texts, in their order."""

    def __init__(self, name: str, limits: Limits) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._name, self._limits = name, limits
        self.ends |= {"si": self._end_entry}

    def _end_entry(self) -> None:
        self.texts.append(self.take_text().replace("x005F_", ""))
        if len(self.texts) > self._limits.cells:
            raise TooManyRowsError(self._name, self._limits.cells, "texts")

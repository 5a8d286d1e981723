"""A CSV file in pieces of whole rows, cut without reading its cells.

A quotation mark opens a cell only where one begins, so a row ends at each end of a line with an
even number of marks before it. A file that has a mark elsewhere is not cut.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import numpy as np

from geodata.plain_files import open_plain_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

BYTES_AT_ONCE = 4 * 1024**2
"""About so many of a file are in a piece."""

MAX_ROW_BYTES = 64 * 1024**2
"""Bytes after which no end of a row is looked for."""

_MARK, _COMMA, _LINE, _RETURN = b'",\n\r'
_BEFORE_MARKS = np.array([_MARK, _COMMA, _LINE, _RETURN], dtype=np.uint8)


class NotCutError(ValueError):
    """A file cannot be read, or its rows are found only by reading all cells."""


def cut_rows(path: Path) -> Iterator[bytes]:
    """The bytes of a file, so many at once, each piece whole rows; the first has the header.

    Raises:
        NotCutError: A quotation mark is where no cell begins; or the file cannot be read.
    """
    try:
        with open_plain_file(path) as file:
            rest = file.read(len(codecs.BOM_UTF8)).removeprefix(codecs.BOM_UTF8)
            while block := file.read(BYTES_AT_ONCE):
                rest += block
                end = _end_of_rows(np.frombuffer(rest, dtype=np.uint8))
                if end:
                    yield rest[:end]
                elif len(rest) > MAX_ROW_BYTES:
                    raise NotCutError
                rest = rest[end:]
    except OSError as error:
        raise NotCutError from error
    if rest:
        yield rest


def _end_of_rows(text: NDArray[np.uint8]) -> int:
    """How many bytes are whole rows, the first of them beginning one; 0 if none ends."""
    marks = np.flatnonzero(text == _MARK)
    opening = marks[0::2]
    if not np.isin(text[opening[opening > 0] - 1], _BEFORE_MARKS).all():
        raise NotCutError
    ends = np.flatnonzero(text == _LINE)
    outside = ends[np.searchsorted(marks, ends) % 2 == 0]
    return int(outside[-1]) + 1 if len(outside) else 0

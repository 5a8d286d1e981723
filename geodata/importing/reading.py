"""A file as people have it, to a table of texts: the format is told by the bytes, not the name.

table = read_raw(Path("sites.xlsx"))
table.cells, table.remarks
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.apart import Allowed, TooCostlyError, run_apart
from geodata.importing.delimited import read_delimited
from geodata.importing.faults import NoRowsError, NotATableError, TooCostlyFileError, TooLargeError
from geodata.importing.geojson import read_geojson
from geodata.importing.grid import Limits, RawTable, clean_text
from geodata.importing.letters import read_letters
from geodata.importing.workbook import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

LIMITS = Limits()
LEAST_S, S_A_MEBIBYTE, MOST_S = 3.0, 2.0, 120.0
LEAST_MEMORY, MEMORY_A_BYTE = 400 * 1024**2, 12
_ZIP = b"PK"
_OTHERS = {
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "a workbook of the old format XLS",
    b"\x1f\x8b": "a compressed file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"Rar!": "an archive",
    b"7z\xbc\xaf": "an archive",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a database",
    b"{\\rtf": "a text document",
}
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<kml", b"<svg", b"<table")


def read_raw(
    path: Path,
    *,
    sheet: str = "",
    encoding: str = "",
    mend_letters: bool = False,
    limits: Limits = LIMITS,
) -> RawTable:
    """Read a CSV file of any delimiter and encoding, an XLSX workbook or GeoJSON.

    Args:
        path: The file. Its size is looked at before it is opened.
        sheet: The sheet of a workbook; empty takes the visible one whose columns say most.
        encoding: Of a text file; empty finds it out.
        mend_letters: Whether to put letters right that another program has garbled.
        limits: The most that is read.

    Raises:
        ImportFileError: The file is too large, damaged, or no table; the leaves say which.
        OSError: It cannot be opened.
    """
    size = path.stat().st_size
    if size > limits.size:
        raise TooLargeError(path.name, size, limits.size)
    return read_data(
        path.read_bytes(),
        path.name,
        sheet=sheet,
        encoding=encoding,
        mend_letters=mend_letters,
        limits=limits,
    )


def read_apart(  # noqa: PLR0913 - a file, and what a person says of it
    data: bytes,
    name: str,
    *,
    sheet: str = "",
    encoding: str = "",
    mend_letters: bool = False,
    limits: Limits = LIMITS,
) -> RawTable:
    """Read the bytes of a file that somebody sends, in a process that cannot harm the caller's.

    Raises:
        ImportFileError: As in `read_raw`; or reading it takes too long, or too much memory.
    """
    try:
        table = run_apart(_read, data, name, sheet, encoding, limits, allowed=allowed_for(data))
    except TooCostlyError as error:
        raise TooCostlyFileError(name) from error
    return read_letters(table, mend=mend_letters)


def allowed_for(data: bytes) -> Allowed:
    """What reading a file may cost: more for a larger one."""
    mebibytes = len(data) / 1024**2
    return Allowed(
        seconds=min(LEAST_S + S_A_MEBIBYTE * mebibytes, MOST_S),
        memory=LEAST_MEMORY + MEMORY_A_BYTE * len(data),
    )


def read_data(  # noqa: PLR0913 - a file, and what a person says of it
    data: bytes,
    name: str,
    *,
    sheet: str = "",
    encoding: str = "",
    mend_letters: bool = False,
    limits: Limits = LIMITS,
) -> RawTable:
    """Read the bytes of such a file, as a page receives them.

    Raises:
        ImportFileError: As in `read_raw`.
    """
    return read_letters(_read(data, name, sheet, encoding, limits), mend=mend_letters)


def _read(data: bytes, name: str, sheet: str, encoding: str, limits: Limits) -> RawTable:
    name = clean_text(name)
    if len(data) > limits.size:
        raise TooLargeError(name, len(data), limits.size)
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start and not data.strip():
        raise NoRowsError(name)
    for magic, kind in _OTHERS.items():
        if data.startswith(magic):
            raise NotATableError(name, kind)
    if data.startswith(_ZIP):
        return read_workbook(data, name, limits, sheet)
    if start.lower().startswith(_MARKUP):
        raise NotATableError(name, "a web page or XML")
    if start.startswith((b"{", b'[{"')):
        return read_geojson(data, name, limits)
    return read_delimited(data, name, limits, encoding)

"""Any file to a table of texts: the format is recognised by the bytes, not the name.

table = read_raw(Path("sites.xlsx"))
table.cells, table.remarks
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geodata.apart import Allowed, TooCostlyError, run_apart
from geodata.importing.choosing import read_chosen
from geodata.importing.delimited import read_delimited
from geodata.importing.file_errors import (
    NoRowsError,
    NotATableError,
    TooCostlyFileError,
    TooLargeError,
)
from geodata.importing.garbled_text import read_letters
from geodata.importing.geojson_files import read_geojson
from geodata.importing.grid import Limits, RawTable, clean_text
from geodata.importing.packed import check_archive, read_part, with_ending
from geodata.importing.parquet_files import read_parquet
from geodata.importing.placemarks import read_placemarks
from geodata.importing.spreadsheets import read_spreadsheet
from geodata.importing.xml_parser import check_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

LIMITS = Limits()
MIN_S, S_A_MEBIBYTE, MAX_S = 3.0, 2.0, 120.0
MIN_MEMORY, MEMORY_A_BYTE = 400 * 1024**2, 12
PACKED = 10
"""How much larger than its file a layer or map is counted that is packed."""

_ARCHIVE, _PARQUET, _WORKBOOK_PART = b"PK", b"PAR1", "xl/workbook.xml"
_MARK = b"\xef\xbb\xbf"
_TABLES = (".csv", ".tsv", ".geojson", ".xlsx", ".xls", ".ods", ".gpkg", ".gpx", ".parquet")
"""What is read of an archive that holds files."""

_OTHERS = {
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"Rar!": "an archive",
    b"7z\xbc\xaf": "an archive",
    b"{\\rtf": "a text document",
}
_MARKUP_WITHIN = 4096
_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")


def read_raw(
    path: Path,
    *,
    sheet: str = "",
    encoding: str = "",
    mend_letters: bool = False,
    limits: Limits = LIMITS,
) -> RawTable:
    """Read a table or map in any of the formats that are recognised by their first bytes.

    Args:
        path: The file. Its size is looked at before it is opened.
        sheet: The sheet of a workbook, the layer or the file of an archive; empty takes the one
            that can be seen and whose columns say most.
        encoding: Of a text file or a shapefile; empty finds it out.
        mend_letters: Whether to put letters right that another program has garbled.
        limits: The most that is read.

    Raises:
        ImportFileError: The file is too large, damaged, or no table; the leaves say which.
        OSError: It cannot be opened.
    """
    size = path.stat().st_size
    if size > limits.size:
        raise TooLargeError(path.name, size, limits.size)
    return read_own(
        path.read_bytes(),
        path.name,
        sheet=sheet,
        encoding=encoding,
        mend_letters=mend_letters,
        limits=limits,
    )


def read_own(  # noqa: PLR0913 - a file, and what a person says of it
    data: bytes,
    name: str,
    *,
    sheet: str = "",
    encoding: str = "",
    mend_letters: bool = False,
    limits: Limits = LIMITS,
) -> RawTable:
    """Read the bytes of a file of one's own: apart only if compiled code reads it.

    Such code takes what memory it likes, and can end the process that it runs in.

    Raises:
        ImportFileError: As in `read_raw`.
    """
    read = read_apart if len(data) <= limits.size and _is_read_by_compiled_code(data) else read_data
    return read(
        data, name, sheet=sheet, encoding=encoding, mend_letters=mend_letters, limits=limits
    )


def _is_read_by_compiled_code(data: bytes) -> bool:
    is_workbook = data.startswith(_ARCHIVE) and not _is_packed(data)
    is_known = data.startswith(tuple(_READERS)) or _kind_of_markup(data) == "gpx"
    return is_known and not is_workbook


def _is_packed(data: bytes) -> bool:
    """Whether it is an archive of layers or maps, which are packed more densely than workbooks."""
    is_archive = data.startswith(_ARCHIVE) and _WORKBOOK_PART.encode() not in data
    return is_archive or data.startswith(_PARQUET)


def read_apart(  # noqa: PLR0913 - a file, and what a person says of it
    data: bytes,
    name: str,
    *,
    sheet: str = "",
    encoding: str = "",
    mend_letters: bool = False,
    limits: Limits = LIMITS,
) -> RawTable:
    """Read the bytes of an uploaded file, in a process that cannot harm the caller's.

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
    size = len(data)
    if _is_packed(data):
        size = min(PACKED * size, max(size, LIMITS.unpacked))
    return Allowed(
        seconds=min(MIN_S + S_A_MEBIBYTE * size / 1024**2, MAX_S),
        memory=MIN_MEMORY + MEMORY_A_BYTE * size,
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
    if not data[:1024].removeprefix(_MARK).lstrip() and not data.strip():
        raise NoRowsError(name)
    for magic, kind in _OTHERS.items():
        if data.startswith(magic):
            raise NotATableError(name, kind)
    file = _File(data, name, sheet, encoding, limits)
    read = next((each for magic, each in _READERS.items() if data.startswith(magic)), _read_text)
    return read(file)


class _File(NamedTuple):
    """A file, and what a person says of it."""

    data: bytes
    name: str
    sheet: str
    encoding: str
    limits: Limits


def _read_text(file: _File) -> RawTable:
    """Markup, JSON, or lines of cells: the first characters show which."""
    data, name, limits = file.data, file.name, file.limits
    kind = _kind_of_markup(data)
    if kind == "kml":
        return read_placemarks(data, name, limits)
    if kind == "gpx":
        from geodata.importing.vector_files import read_tracks  # noqa: PLC0415 - GDAL is large

        check_xml(data, name=name, kind="GPX")
        return read_tracks(data, name, limits, file.sheet)
    if kind:
        raise NotATableError(name, "a web page or XML")
    if data[:1024].removeprefix(_MARK).lstrip().startswith((b"{", b'[{"')):
        return read_geojson(data, name, limits)
    return read_delimited(data, name, limits, file.encoding)


def _kind_of_markup(data: bytes) -> str:
    """The first element of a text that begins as markup; empty for other texts."""
    start = data[:_MARKUP_WITHIN].replace(b"\0", b"").lstrip(_MARK + b"\xff\xfe \t\r\n")
    if not start.startswith(b"<"):
        return ""
    found = _ELEMENT.search(start)
    return found[1].decode().lower() if found else "?"


def _read_archive(file: _File) -> RawTable:
    """Read what is packed in a zip: a workbook, a map, a layer, or one of several tables."""
    data, name, sheet, encoding, limits = file
    paths = check_archive(data, name, "a workbook or an archive", limits)
    if _WORKBOOK_PART in paths:
        from geodata.importing.workbook import read_workbook  # noqa: PLC0415 - openpyxl is large

        return read_workbook(data, name, limits, sheet)
    if "xl/workbook.bin" in paths or {"content.xml", "mimetype"} <= set(paths):
        return read_spreadsheet(data, name, limits, sheet)
    if maps := with_ending(paths, ".kml"):
        first = min(maps, key=lambda path: (path.count("/"), path != "doc.kml"))
        return read_placemarks(read_part(data, first), name, limits)
    if with_ending(paths, ".shp"):
        from geodata.importing.vector_files import read_shapefiles  # noqa: PLC0415 - GDAL is large

        return read_shapefiles(data, paths, name, limits, sheet, encoding)
    tables = with_ending(paths, *_TABLES)
    if not tables:
        raise NotATableError(name, "an archive of other files")
    return read_chosen(
        name,
        tables,
        lambda path: _read(read_part(data, path), name, "", encoding, limits),
        chosen=sheet,
        what="File",
    )


def _read_geopackage(file: _File) -> RawTable:
    from geodata.importing.vector_files import read_geopackage  # noqa: PLC0415 - GDAL is large

    return read_geopackage(file.data, file.name, file.limits, file.sheet)


_READERS: Mapping[bytes, Callable[[_File], RawTable]] = {
    _ARCHIVE: _read_archive,
    b"\xd0\xcf\x11\xe0": lambda file: read_spreadsheet(
        file.data, file.name, file.limits, file.sheet
    ),
    b"SQLite format 3\0": _read_geopackage,
    _PARQUET: lambda file: read_parquet(file.data, file.name, file.limits),
}
"""Formats that are recognised by their first bytes; all others are text."""

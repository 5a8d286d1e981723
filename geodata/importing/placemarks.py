"""KML, and KMZ, which packs it: each placemark is a row, whatever made the map.

Folders are a column, data become columns by their names, descriptions in HTML become text, and
the links in them sources. A line or an area is replaced by a point on it.
"""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING

import shapely
from shapely.errors import ShapelyError

from geodata.importing.file_errors import (
    BrokenFileError,
    ImportFileError,
    NoRowsError,
    NotATableError,
    TooManyRowsError,
)
from geodata.importing.geojson_files import LAT, LON
from geodata.importing.grid import Limits, RawTable, build_table
from geodata.importing.html_text import HtmlText, read_html
from geodata.importing.identifiers import FreeNames
from geodata.importing.xml_parser import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

KIND = "KML"
DEEPEST = 50
"""So many folders in each other are more than any map has."""

OFTEN = 0.5
"""The share of descriptions that must hold a named value for it to be a column: a colon in one
sentence is not a column."""

_TEXTS = {"name": "name", "address": "address", "phoneNumber": "phone", "snippet": "snippet",
          "when": "date", "begin": "begin", "end": "end"}  # fmt: skip
"""Elements of a placemark, and the columns that they fill."""

_FOLDER, _DESCRIPTION, _SOURCE = "folder", "description", "source"
_OWN = tuple(dict.fromkeys([_FOLDER, *_TEXTS.values(), _DESCRIPTION, _SOURCE, LON, LAT]))
"""The columns that the elements of a placemark fill, in their order."""

_DATA = "\t"
_CONTAINERS = {"Folder", "Document"}
_SHAPES = {"Point", "LineString", "LinearRing", "Polygon", "Track"}
_POINT = 2  # the fewest numbers of a position


@dataclass
class _Placemark:
    folder: str
    cells: dict[str, str] = field(default_factory=dict)
    description: str = ""
    point: tuple[float, float] | None = None
    shapes: list[BaseGeometry] = field(default_factory=list)


def read_placemarks(data: bytes, name: str, limits: Limits) -> RawTable:
    """Read the placemarks of a KML file.

    Raises:
        BrokenFileError: It is no XML, or declares entities.
        NotATableError: It is another kind of XML, or only a link to a map elsewhere.
        NoRowsError, TooManyRowsError: As in `grid`.
    """
    reader = _Reader(name, limits)
    try:
        parse_xml(io.BytesIO(data), reader, name=name, kind=KIND)
    except ImportFileError:
        raise
    except (LookupError, ValueError) as error:
        raise BrokenFileError(
            name, KIND, "its encoding or one of its numbers is not valid"
        ) from error
    if not reader.is_kml:
        raise NotATableError(name, "a web page or XML")
    if not reader.marks and reader.elsewhere:
        raise NotATableError(
            name, f"only a link to a map elsewhere, {reader.elsewhere!r}: export the map itself"
        )
    if not reader.marks:
        raise NoRowsError(name, " of placemarks")
    return build_table(
        name,
        _lines(reader.marks),
        limits=limits,
        remarks=_remarks(reader.marks, reader.links),
        has_header=True,
    )


def _lines(marks: Sequence[_Placemark]) -> Iterator[tuple[int, list[str]]]:
    """A header, and the placemarks as rows below it."""
    descriptions = [read_html(mark.description) for mark in marks]
    often = _often_named(descriptions)
    rows = [_row(mark, said, often) for mark, said in zip(marks, descriptions, strict=True)]
    headers = dict.fromkeys([*_OWN, *(key for row in rows for key in row)])
    used = [header for header in headers if _says_more(header, rows)]
    free = FreeNames(form="{} ({})", alike=str.casefold)
    yield 1, [free.take(header.removeprefix(_DATA)) for header in used]
    for number, row in enumerate(rows, start=2):
        yield number, [row.get(header, "") for header in used]


def _says_more(header: str, rows: Sequence[dict[str, str]]) -> bool:
    """Whether a column holds anything, and not what the element of its name says already."""
    own = header.removeprefix(_DATA)
    return any(row.get(header) and (own == header or row[header] != row.get(own)) for row in rows)


def _row(mark: _Placemark, said: HtmlText, often: frozenset[str]) -> dict[str, str]:
    values = {_as_data(key): value for key, value in said.values.items() if key in often}
    links = "\n".join(f"{link.title} {link.url}".strip() for link in said.links)
    lon, lat = _position(mark)
    own = {_FOLDER: mark.folder, _DESCRIPTION: said.text, _SOURCE: links, LON: lon, LAT: lat}
    return {**values, **mark.cells, **own}


def _as_data(key: str) -> str:
    """What a column of data is called here, so that it differs from an element of that name."""
    return f"{_DATA}{key}" if key in _OWN else key


def _often_named(descriptions: Sequence[HtmlText]) -> frozenset[str]:
    """The names of values that most descriptions hold."""
    described = sum(bool(each.text) for each in descriptions)
    counted = Counter(key for each in descriptions for key in each.values)
    return frozenset(
        key for key, count in counted.items() if count > 1 and count >= OFTEN * described
    )


def _position(mark: _Placemark) -> tuple[str, str]:
    if mark.point:
        lon, lat = mark.point
    elif mark.shapes:
        point = shapely.point_on_surface(shapely.GeometryCollection(mark.shapes))
        if point.is_empty:
            return "", ""
        lon, lat = point.x, point.y
    else:
        return "", ""
    return f"{lon:.6f}", f"{lat:.6f}"


def _remarks(marks: Sequence[_Placemark], links: int) -> list[str]:
    others = sum(mark.point is None and bool(mark.shapes) for mark in marks)
    nowhere = sum(mark.point is None and not mark.shapes for mark in marks)
    counts = {
        f"{others:,} lines and areas were each read as a point on them.": others,
        f"{nowhere:,} placemarks have no position.": nowhere,
        f"{links:,} links to maps elsewhere were not followed.": links,
    }
    return [sentence for sentence, count in counts.items() if count]


class _Reader:
    """Collects placemarks while the XML is read; elements go by their names without prefixes."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.is_kml = False
        self.marks: list[_Placemark] = []
        self.links = 0
        self.elsewhere = ""
        self._name, self._limits = name, limits
        self._path: list[str] = []
        self._folders: list[str] = []
        self._mark: _Placemark | None = None
        self._pieces: list[str] = []
        self._length = self._cells = 0
        self._key = ""
        self._keys: set[str] = set()
        self._rings: list[list[tuple[float, float]]] = []
        self._track: list[tuple[float, float]] = []

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = tag.rpartition(":")[2]
        self.is_kml = self.is_kml or (not self._path and tag == "kml") or tag == "Placemark"
        self._path.append(tag)
        self._pieces.clear()
        self._length = 0
        if tag in _CONTAINERS:
            self._folders.append("")
            if len(self._folders) > DEEPEST:
                raise TooManyRowsError(self._name, DEEPEST, "folders in each other")
        elif tag == "Placemark":
            self._mark = _Placemark(" / ".join(filter(None, self._folders)))
        elif tag in {"Data", "SimpleData"}:
            self._key = attributes.get("name", "").strip()
        elif tag in _SHAPES and not self._is_boundary(tag):
            self._rings, self._track = [], []
        elif tag == "NetworkLink":
            self.links += 1

    def text(self, piece: str) -> None:
        """A piece of the text of an element."""
        self._length += len(piece)
        if self._length > self._limits.characters and self._path[-1] != "coordinates":
            raise TooManyRowsError(self._name, self._limits.characters, "characters in a cell")
        self._pieces.append(piece)

    def end(self, tag: str) -> None:
        """An element ends."""
        tag = tag.rpartition(":")[2]
        text = "".join(self._pieces).strip()
        self._pieces.clear()
        self._path.pop()
        parent = self._path[-1] if self._path else ""
        if tag in _CONTAINERS:
            self._folders.pop()
        elif tag == "Placemark":
            self._end_mark()
        elif self._mark is not None:
            self._end_part(tag, text, parent, self._mark)
        elif tag == "name" and parent == "Folder" and self._folders:
            self._folders[-1] = " ".join(text.split())
        elif tag == "href" and "NetworkLink" in self._path:
            self.elsewhere = text

    def _end_part(self, tag: str, text: str, parent: str, mark: _Placemark) -> None:
        if tag == "description" and parent == "Placemark":
            mark.description = text
        elif tag in {"value", "SimpleData"} and self._key:
            self._put(mark, _as_data(self._key), text)
        elif tag == "coordinates":
            self._rings.append(_positions(text))
        elif tag == "coord":
            self._track += _positions(",".join(text.split()))
        elif tag in _SHAPES and not self._is_boundary(tag):
            self._end_shape(tag, mark)
        elif tag in _TEXTS and text and parent in {"Placemark", "TimeStamp", "TimeSpan"}:
            self._put(mark, _TEXTS[tag], text)

    def _is_boundary(self, tag: str) -> bool:
        """Whether a ring is the boundary of an area, and no shape of its own."""
        return tag == "LinearRing" and not _BOUNDARIES.isdisjoint(self._path)

    def _put(self, mark: _Placemark, key: str, text: str) -> None:
        if key in mark.cells:
            text = "; ".join(filter(None, (mark.cells[key], text)))
        mark.cells[key] = text
        self._cells += 1
        if self._cells > self._limits.cells:
            raise TooManyRowsError(self._name, self._limits.cells, "cells")
        self._keys.add(key)
        if len(self._keys) > self._limits.columns:
            raise TooManyRowsError(self._name, self._limits.columns, "columns")

    def _end_shape(self, tag: str, mark: _Placemark) -> None:
        positions = self._track or (self._rings[0] if self._rings else [])
        if not positions:
            return
        if tag == "Point":
            mark.point = mark.point or positions[0]
            return
        try:
            mark.shapes.append(_shape(tag, self._rings or [positions]))
        except (ShapelyError, ValueError):  # too few positions: one of them is taken
            mark.shapes.append(shapely.Point(positions[0]))

    def _end_mark(self) -> None:
        if self._mark is not None:
            self.marks.append(self._mark)
        self._mark = None
        if len(self.marks) > self._limits.rows:
            raise TooManyRowsError(self._name, self._limits.rows, "rows")


_BOUNDARIES = {"outerBoundaryIs", "innerBoundaryIs"}


def _shape(tag: str, rings: list[list[tuple[float, float]]]) -> BaseGeometry:
    if tag == "Polygon":
        shell, *holes = rings
        return shapely.make_valid(shapely.Polygon(shell, holes))
    return shapely.LineString(rings[0])


def _positions(text: str) -> list[tuple[float, float]]:
    """The positions of `lon,lat,height lon,lat,height …`; what is not a position is left out."""
    found = []
    for part in text.replace(", ", ",").split():
        numbers = part.split(",")
        if len(numbers) >= _POINT and numbers[0] and numbers[1]:
            lon, lat = float(numbers[0]), float(numbers[1])
            if isfinite(lon) and isfinite(lat):
                found.append((lon, lat))
    return found

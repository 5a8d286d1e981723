"""The addresses behind the cells of a sheet: links of cells, and HYPERLINK formulas.

Only a sheet that has any is looked through for them.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from xml.parsers import expat

from openpyxl.utils.cell import range_boundaries

from geodata.characters import without_unseen
from geodata.importing.citing import is_one_entry
from geodata.importing.findings import Subject
from geodata.plurals import count_of
from geodata.web_addresses import is_web_address

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Mapping

    from geodata.importing.findings import FindingLog
    from geodata.importing.grid import RawTable
    from geodata.importing.sheet_records import Plan

SOURCE = "source"
BESIDE = ("", "note")
"""Fields whose cells are kept as texts: an address can be beside the text."""

MAX_LINKS = 200_000
CHUNK = 1024**2
_TRACE = re.compile(rb"hyperlink", re.IGNORECASE)
_TRACE_LENGTH = 9
_FORMULA = re.compile(
    r'\s*=?\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?[,;)]', re.IGNORECASE
)
_IS_FORMULA = re.compile(r"\s*=?\s*HYPERLINK\(", re.IGNORECASE)


class Link(NamedTuple):
    """An address, and the text that a formula shows for it; empty where the cell has its own."""

    url: str
    text: str = ""


@dataclass
class Links:
    """What hangs on the cells of a sheet.

    Attributes:
        at: Links by row number, from 1, and position of the column, from 0.
        unread: How many formulas name an address that is worked out from other cells.
    """

    at: dict[tuple[int, int], Link] = field(default_factory=dict)
    unread: int = 0

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a person should know of links that were not read."""
        if not self.unread:
            return ()
        links = count_of(self.unread, "link was", "links were")
        return (f"{links} not read: formulas work out the address from other cells.",)


def read_links(archive: zipfile.ZipFile, part: str) -> Links:
    """The links to web pages in one sheet of a workbook.

    Args:
        archive: The workbook.
        part: The path of the sheet's XML in it.

    Raises:
        ValueError: The XML is invalid, or declares entities.
    """
    part = part.lstrip("/")
    with archive.open(part) as file:
        if not _has_trace(file):
            return Links()
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    targets: dict[str, str] = {}
    if relations in archive.namelist():
        with archive.open(relations) as file:
            targets = _read_targets(file)
    with archive.open(part) as file:
        return _SheetLinks(targets).read(file)


def _has_trace(file: IO[bytes]) -> bool:
    before = b""
    while piece := file.read(CHUNK):
        if _TRACE.search(before + piece):
            return True
        before = piece[-_TRACE_LENGTH:]
    return False


def _read_targets(file: IO[bytes]) -> dict[str, str]:
    """The addresses that a sheet refers to, by the ids of the references."""
    targets = {}

    def begin(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") == "External":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    _parse(file, begin)
    return targets


class _SheetLinks:
    """Collects the links of a sheet while its XML is read, within a limit of cells."""

    def __init__(self, targets: Mapping[str, str]) -> None:
        self._targets = targets
        self._found = Links()
        self._blocks: list[str] = []
        self._cell = ""
        self._formula: list[str] | None = None
        self._left = MAX_LINKS

    def read(self, file: IO[bytes]) -> Links:
        """The links; those of merged cells in all rows of the block."""
        _parse(file, self._begin, self._end, self._text)
        for block in self._blocks:
            self._spread(block)
        return self._found

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "c":
            self._cell = attributes.get("r", "")
        elif tag == "f":
            self._formula = []
        elif tag == "hyperlink":
            url = self._targets.get(_attribute(attributes, "id"), "")
            self._add(attributes.get("ref", ""), Link(url))
        elif tag == "mergeCell":
            self._blocks.append(attributes.get("ref", ""))

    def _text(self, piece: str) -> None:
        if self._formula is not None:
            self._formula.append(piece)

    def _end(self, tag: str) -> None:
        if tag != "f" or self._formula is None:
            return
        formula, self._formula = "".join(self._formula), None
        found = _FORMULA.match(formula)
        if found:
            url, text = (each.replace('""', '"') for each in found.groups(default=""))
            self._add(self._cell, Link(url, text))
        elif _IS_FORMULA.match(formula):
            self._found.unread += 1

    def _add(self, ref: str, link: Link) -> None:
        if is_web_address(without_unseen(link.url)):
            left, top, right, bottom = _bounds(ref)
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    self._put((row, column - 1), link)
                    if not self._left:
                        return

    def _spread(self, block: str) -> None:
        """Give the link of the first cell of a block to all of its rows."""
        left, top, _, bottom = _bounds(block)
        link = self._found.at.get((top, left - 1))
        for row in range(top + 1, bottom + 1) if link else ():
            if link and self._left:
                self._put((row, left - 1), link)

    def _put(self, place: tuple[int, int], link: Link) -> None:
        if self._left:
            self._found.at[place] = link
            self._left -= 1


def _bounds(ref: str) -> tuple[int, int, int, int]:
    """First and last column and row, from 1, of a reference such as C2 or C2:C5."""
    left, top, right, bottom = (bound or 1 for bound in range_boundaries(ref))
    return left, top, right, bottom


def _attribute(attributes: Mapping[str, str], name: str) -> str:
    """An attribute whatever the prefix of its namespace."""
    return next((text for key, text in attributes.items() if key.rpartition(":")[2] == name), "")


def _parse(
    file: IO[bytes],
    begin: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None] = lambda _: None,
    text: Callable[[str], None] = lambda _: None,
) -> None:
    """Read XML in pieces; tags lose the prefixes of their namespaces."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, found: begin(tag.rpartition(":")[2], found)
    parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        while piece := file.read(CHUNK):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error


def _refuse(*_: Any) -> None:
    raise ValueError("entities are declared")


def attach_links(table: RawTable, plan: Plan, log: FindingLog) -> RawTable:
    """The table with the addresses behind its cells written into them.

    In a column of sources the text is the title of the address. In columns that are kept as they
    are it is before it. Elsewhere the address is not taken, and that is reported.
    """
    cells = table.cells.copy() if table.links else table.cells
    for (row, column), link in table.links.items():
        field = plan.fields.get(column, "")
        text = str(cells.loc[row, column])
        if link.url in text:
            continue
        if field == SOURCE:
            cells.loc[row, column] = _cited(text, link)
        elif field in BESIDE:
            cells.loc[row, column] = f"{text} ({link.url})" if text else link.url
        else:
            log.add(
                "check", Subject(field, "", "links"), row,
                "has links behind its texts, which were not taken",
                "copy them into a column of their own if they matter",
            )  # fmt: skip
    return replace(table, cells=cells)


def _cited(text: str, link: Link) -> str:
    """A cell of sources with the address behind it: of several, it is one more."""
    title = text or link.text
    mark = " " if is_one_entry(title) else "\n"
    return f"{title}{mark}{link.url}" if title else link.url

"""HTML in a cell, such as the description of a placemark, to text, links and named values.

Web map makers write the attributes of a mark as a table of two columns, or as lines `name: value`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

from geodata.importing.citing import read_citations
from geodata.web_addresses import WRITTEN, is_web_address

MAX_NAME_LENGTH = 60
"""A longer text before a colon is part of a sentence."""

_BREAKING = frozenset(
    {"p", "br", "div", "tr", "li", "ul", "ol", "table", "hr", "dt", "dd",
     "h1", "h2", "h3", "h4", "h5", "h6"}
)  # fmt: skip
_UNSHOWN = frozenset({"script", "style", "head", "title", "template"})
_CELLS = frozenset({"td", "th"})
_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
_ELEMENT = re.compile(
    r"<(?:p|br|a|b|i|u|em|strong|div|span|table|ul|ol|li|img|h[1-6]|blockquote)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\s*([^\W\d_][^:：\n]*?)\s*[:：]\s+?(\S.*)")


class NamedLink(NamedTuple):
    """An address and what it is called; empty where it is its own title."""

    title: str
    url: str


@dataclass
class HtmlText:
    """What a piece of HTML says.

    Attributes:
        text: Its lines, without markup.
        links: The addresses of web pages in it, none twice.
        values: Named values: rows of two cells, and lines `name: value`.
    """

    text: str = ""
    links: tuple[NamedLink, ...] = ()
    values: dict[str, str] = field(default_factory=dict)


def has_elements(written: str) -> bool:
    """Whether a text is HTML: it has elements that descriptions have, and not just a `<`."""
    return "<" in written and bool(_ELEMENT.search(written))


def read_html(written: str) -> HtmlText:
    """Read a text that may be HTML; one that is not stays as it is."""
    if not _MARKUP.search(written):
        return _read(written.split("\n"), [], {})
    reader = _Reader()
    reader.feed(written)
    reader.close()
    reader.end_line()
    return _read(reader.lines, reader.links, reader.values)


def _read(lines: list[str], links: list[NamedLink], values: dict[str, str]) -> HtmlText:
    """Text, links and values of the lines; values of tables are known already."""
    text = "\n".join(line for line in (" ".join(each.split()) for each in lines) if line)
    found = dict(values)
    for line in text.split("\n"):
        if (named := _NAMED.fullmatch(line)) and len(named[1]) <= MAX_NAME_LENGTH:
            found.setdefault(named[1], named[2])
    urls = {link.url: link for link in links}
    for each in WRITTEN.finditer(text):
        for cited in read_citations(each[0]):
            if cited.url:
                urls.setdefault(cited.url, NamedLink("", cited.url))
    return HtmlText(text, tuple(urls.values()), found)


class _Reader(HTMLParser):
    """Collects lines, the links in them, and the cells of rows that have two."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.links: list[NamedLink] = []
        self.values: dict[str, str] = {}
        self._line: list[str] = []
        self._cells: list[list[str]] = []
        self._link: tuple[str, list[str]] | None = None
        self._unshown = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSHOWN:
            self._unshown += 1
        elif tag in _CELLS:
            if self._cells:
                self._line.append(": " if len(self._cells) == 1 else ", ")
            self._cells.append([])
        elif tag in _BREAKING:
            self.end_line()
        elif tag == "a":
            self._link = (dict(attrs).get("href") or "").strip(), []

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSHOWN:
            self._unshown = max(0, self._unshown - 1)
        elif tag in _BREAKING:
            self.end_line()
        elif tag == "a" and self._link:
            (url, pieces), self._link = self._link, None
            title = " ".join("".join(pieces).split())
            if is_web_address(url):
                self.links.append(NamedLink("" if WRITTEN.fullmatch(title) else title, url))

    def handle_data(self, data: str) -> None:
        if self._unshown:
            return
        data = data.replace("\n", " ")
        self._line.append(data)
        if self._cells:
            self._cells[-1].append(data)
        if self._link:
            self._link[1].append(data)

    def end_line(self) -> None:
        """What follows is on another line."""
        cells = [" ".join("".join(cell).split()) for cell in self._cells]
        if len(cells) == 2 and 0 < len(cells[0]) <= MAX_NAME_LENGTH:  # noqa: PLR2004 - a name and its value
            self.values.setdefault(cells[0].rstrip(":："), cells[1])
        self.lines.append("".join(self._line))
        self._line, self._cells = [], []

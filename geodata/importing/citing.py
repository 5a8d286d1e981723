"""The sources in a cell: links and titles, told apart, each with an id that stays.

Entries are separated by a semicolon, a line break or a vertical bar; of several links in an entry
each is a source. A text before a link is its title. Only http and https addresses are links.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from geodata.importing.identifiers import slug
from geodata.web_addresses import WRITTEN, host_of

MAX_TITLE_LENGTH = 300
_ENTRIES = re.compile(r"\n|\||;(?=\s|$|https?://)")
_AROUND = " \t\n,;:.–—-()[]<>\"'"


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as a cell names it; `url` is empty where it gives no address."""

    title: str
    url: str

    @property
    def publisher(self) -> str:
        """The host of the address; empty if there is none."""
        return host_of(self.url)

    @property
    def id(self) -> str:
        """The same for the same address, or for the same title where there is none."""
        return _id(self.title, self.url)


@lru_cache(maxsize=65536)
def _id(title: str, url: str) -> str:
    digest = hashlib.sha256((url or title).encode()).hexdigest()[:8]
    return f"{slug(host_of(url) or title, longest=24) or 'source'}-{digest}"


def read_citations(cell: str) -> tuple[Citation, ...]:
    """Tell apart the sources in a cell; the same source twice is one."""
    found = [citation for entry in _ENTRIES.split(cell) for citation in _entry(entry)]
    return tuple({citation.id: citation for citation in found}.values())


def is_one_entry(cell: str) -> bool:
    """Whether a cell names one source without an address."""
    return len(_ENTRIES.split(cell)) == 1 and not WRITTEN.search(cell)


def _entry(text: str) -> list[Citation]:
    links = list(WRITTEN.finditer(text))
    if not links:
        title = text.strip(" \t\n,;").strip()
        return [Citation(title[:MAX_TITLE_LENGTH], "")] if any(map(str.isalnum, title)) else []
    found, start = [], 0
    for link in links:
        title = text[start : link.start()].strip(_AROUND)
        url = _bare(link[0])
        start = link.start() + len(url)
        if host_of(url):
            found.append(Citation(title[:MAX_TITLE_LENGTH], url))
    after = text[start:].strip(_AROUND)
    if len(found) == 1 and not found[0].title:
        found = [Citation(after[:MAX_TITLE_LENGTH], found[0].url)]
    return found


def _bare(link: str) -> str:
    """The link without the punctuation of the sentence around it."""
    bare = link.rstrip(".,;:'!")
    more = bare.count(")") + bare.count("]") - bare.count("(")  # closing brackets than opening
    end = len(bare)
    while more > 0 and bare[end - 1] in ")]":
        end, more = end - 1, more - 1
        while bare[end - 1] in ".,;":
            end -= 1
    bare = bare[:end]
    return f"https://{bare}" if bare.lower().startswith("www.") else bare

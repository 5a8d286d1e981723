"""A source as it is cited: in one form on every surface.

    Publisher. Title. 7 Dec 2022. News report, independent. Archived copy

Tables that are read again by machines cite it as `geodata.exported` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.web_addresses import web_address
from layers.rows import each_row, row_of
from layers.words import capital

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.collection import Collection
    from layers.rows import Row
    from layers.words import Words


@dataclass(frozen=True)
class Citation:
    """A source in a reader's words; what is not stated is empty.

    Attributes:
        id: Its id.
        publisher: Who published it.
        title: What a link to it says; never empty.
        published: When, where there is little room.
        kind: What it is and how close it is to the matter.
        url: Where it is on the web; empty if that is not an address of the web.
        archived_url: Where a copy is.
    """

    id: str
    publisher: str
    title: str
    published: str
    kind: str
    url: str
    archived_url: str = ""

    @property
    def before(self) -> str:
        """What is before the title."""
        return f"{self.publisher.rstrip('.')}. " if self.publisher else ""

    @property
    def name(self) -> str:
        """The title as it is between the two."""
        return self.title.rstrip(".")

    @property
    def after(self) -> str:
        """What is behind the title."""
        return (
            "".join(f". {part.rstrip('.')}" for part in (self.published, self.kind) if part) + "."
        )

    @property
    def text(self) -> str:
        """All of it in a line, but for the addresses."""
        return f"{self.before}{self.name}{self.after}"


def cite(source: Row, words: Words) -> Citation:
    """Cite a row of the sources. Its kind is named unless it is the usual one of the record."""
    usual = _usual_kind(words.collection)
    columns = ("standing",) if source["kind"] == usual else ("kind", "standing")
    labels = (words.label("sources", name, source[name]) for name in columns)
    return Citation(
        id=source["id"],
        publisher=source["publisher"],
        title=source["title"] or source["url"] or source["id"],
        published=words.short_date(source["published"]) or capital(words.text("no date shown")),
        kind=words.in_line(dict.fromkeys(filter(None, labels))),
        url=web_address(source["url"]),
        archived_url=web_address(source["archived_url"]),
    )


def cite_by_id(source: str, words: Words) -> Citation:
    """Cite the source of an id."""
    return cite(row_of(words.collection.sources, source), words)


def cite_briefly(source: Row, words: Words) -> Citation:
    """Cite a source where many are in a row: its title is who published it, and when."""
    when = words.short_date(source["published"])
    title = words.in_line(filter(None, (source["publisher"], when)))
    return Citation(source["id"], "", title, "", "", web_address(source["url"]))


def cite_all_briefly(words: Words) -> Mapping[str, Citation]:
    """Every source of the collection so, by id."""
    return {row["id"]: cite_briefly(row, words) for row in each_row(words.collection.sources)}


@lru_cache(maxsize=8)
def _usual_kind(collection: Collection) -> str:
    """The kind of most sources, which goes without saying."""
    return str(collection.sources["kind"].mode().get(0, ""))

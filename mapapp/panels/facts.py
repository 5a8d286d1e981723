"""Sources as links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.rows import row_of
from layers.words import Words
from mapapp.panels.markup import BREAK, element, fragment, link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from geodata.collection import Collection


def source_html(collection: Collection, source: str) -> Markup:
    """Write a source as a link to it: publisher, title, date, and the archived copy if any."""
    words, row = Words(collection), row_of(collection.sources, source)
    title = link(row["url"], row["title"] or row["url"] or source)
    rest = [row["publisher"], words.date(row["published"])]
    kind = words.label("sources", "standing", row["standing"])
    archived = " · " + link(row["archived_url"], "archived copy") if row["archived_url"] else ""
    remarks = ", ".join(filter(None, [*rest, kind.lower()]))
    return title + archived + BREAK + element("small", remarks)


def sources_html(collection: Collection, sources: Iterable[str]) -> Markup:
    """Write sources as a list of links, the most direct first."""
    return element("ul", fragment(element("li", source_html(collection, each)) for each in sources))

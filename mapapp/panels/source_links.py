"""Sources as links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.cited_sources import cite_by_id
from layers.words import Words
from mapapp.panels.markup import element, fragment, link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from geodata.collection import Collection


def source_html(collection: Collection, source: str) -> Markup:
    """Write a source as it is cited, its title as a link to it, and the archived copy if any."""
    cited = cite_by_id(source, Words(collection))
    archived = fragment((" ", link(cited.archived_url, "Archived copy"), "."))
    title = link(cited.url, cited.name)
    return fragment((cited.before, title, cited.after, archived if cited.archived_url else ""))


def sources_html(collection: Collection, sources: Iterable[str]) -> Markup:
    """Write sources as a list of links, the most direct first."""
    return element("ul", fragment(element("li", source_html(collection, each)) for each in sources))

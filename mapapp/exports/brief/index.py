"""The page that leads to the briefs of a folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapapp.exports.brief.html import render_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.words import Words


@dataclass(frozen=True)
class IndexEntry:
    """A line of the index: a country, its file, its counts as written, one for each column."""

    country: str
    file: str
    counts: tuple[str, ...]


def index_html(entries: Sequence[IndexEntry], columns: Sequence[str], say: Words) -> bytes:
    """Write the index as a page that needs nothing but the files beside it.

    Args:
        entries: The lines.
        columns: What is counted.
        say: The words.
    """
    about = say.collection.about
    return render_page(
        "index.html",
        language=say.language,
        title=say.text("Country briefings"),
        subtitle=say.own("title"),
        dateline=say.text(
            "Data of {date}, version {version}",
            date=say.date(about.created),
            version=about.version,
        ),
        notice=say.own("caveat"),
        columns=(say.text("Country"), *columns),
        entries=entries,
    )

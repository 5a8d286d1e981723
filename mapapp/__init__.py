"""Where people meet the map: the page, the exports, the command line, and Python.

    import mapapp

    record = mapapp.read()                                    # the built-in record, or a folder
    shown = mapapp.select(record, country="Italy", year="2016:2019")
    mapapp.draw_map(shown)                                    # a folium.Map: a notebook shows it
    Path("italy.html").write_bytes(mapapp.write_article(shown))
    Path("italy.pdf").write_bytes(mapapp.write_brief(record, "Italy"))
    mapapp.geocode("Prato", "Italy").lon                      # 11.09

Everything works without a network. What each function needs is imported when it is called, so that
a command of the command line loads no more than its own part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import folium

    from geodata.collection import Collection
    from geodata.matches import Match
    from layers.selection import Selected

__all__ = ["draw_map", "geocode", "read", "select", "write_article", "write_brief"]


def read(folder: str | Path | None = None) -> Collection:
    """Read a collection and check it.

    Args:
        folder: A folder with a `datapackage.json`, or the address of a database
            (`postgresql://...`); None for the record that mapapp brings along.

    Raises:
        NoCollectionError: The folder has no `datapackage.json`.
        BadCollectionError: It has faults; the error carries all of them.
        DatabaseError: The database does not answer, or holds no collection.
    """
    from layers.stores.opening import read_for_documents
    from layers.stores.sources import read_source
    from mapapp.settings import SEEDS

    return read_for_documents(SEEDS if folder is None else read_source(str(folder)))


def select(collection: Collection, **asked: Any) -> Selected:
    """Pick the records that answer a selection.

    Args:
        collection: Where to pick from; it is left as it is.
        **asked: Filters by the words of the command line and of the app's address, which
            `layers.facets.FACETS` lists: a name or an iterable of names of `country` and other
            choices, `year` (such as `"2016:2019"`), `undated` (False leaves records without a date
            out) and `search`.

    Raises:
        UnknownChoiceError: A value is not one of the collection's.
        UnknownCountryError: A name is that of no country.
        BadYearsError: The years are not a range.
        TypeError: There is no such filter.
    """
    from layers.selection import select as pick
    from mapapp.commands.selection_options import read_selection

    return pick(collection, read_selection(collection, **asked))


def draw_map(shown: Selected, **options: Any) -> folium.Map:
    """Draw a selection on a map that holds all it needs, as `layers.compose.compose` does.

    Args:
        shown: The selection.
        **options: `theme`, `language`, `camera` and `tiles` of `layers.compose.compose`.
    """
    from layers.compose import compose

    return compose(shown, **options)


def write_article(shown: Selected, **options: Any) -> bytes:
    """Write a selection as one HTML page with map, list and filters.

    Args:
        shown: The selection.
        **options: Fields of `mapapp.exports.article.ArticleOptions`, such as `title` or `language`.
    """
    from mapapp.exports.article import ArticleOptions, article_html

    return article_html(shown, ArticleOptions(**options))


def write_brief(
    collection: Collection,
    *countries: str,
    kind: str = "pdf",
    language: str = "en",
    paper: str = "a4",
) -> bytes:
    """Write a briefing on countries, a chapter each.

    Args:
        collection: What the briefing rests on.
        *countries: Countries or regions, in any language or as ISO 3166-1 codes.
        kind: `pdf`, `docx`, `html` or `md`.
        language: One of `layers.words.LANGUAGES`.
        paper: `a4` or `letter`.

    Raises:
        UnknownCountryError: A name is that of no country.
        UnknownEndingError: There is no such kind.
    """
    from mapapp.exports.brief.build import build_brief
    from mapapp.exports.brief.country_arguments import countries_asked
    from mapapp.exports.brief.writers import format_of
    from mapapp.exports.brief.writers import write_brief as write

    form = format_of(f"brief.{kind}")
    brief = build_brief(collection, countries_asked(collection, list(countries)), language)
    return write(brief, form, paper=paper)


def geocode(name: str, country: str | None = None, admin1: str | None = None) -> Match:
    """Find the place that a name means, offline, without guessing among namesakes.

    Args:
        name: As the source wrote it.
        country: ISO 3166-1 alpha-2, or a name in any language.
        admin1: Name of the first-level region.

    Returns:
        A match; where several places may be meant it has no position, but candidates.
    """
    from geodata.geocoding import resolve

    return resolve(name, country, admin1)

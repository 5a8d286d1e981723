"""Every export of a collection, as its commands write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.collection import read_collection
from layers.selection import Selection, select
from mapapp.exports.article import ArticleOptions, article_html
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.country_facts import countries_of_record
from mapapp.exports.brief.writers import write_brief
from mapapp.exports.picture.options import PictureOptions
from mapapp.exports.picture.picture_files import draw_picture
from mapapp.exports.table_formats import list_endings, load_format

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = Selection()


def export_everything(folder: Path, selection: Selection = WHOLE) -> None:
    """Write an article, a picture, a table of each format and a brief, and keep none."""
    collection = read_collection(folder)
    shown = select(collection, selection)
    article_html(shown, ArticleOptions())
    draw_picture(shown, PictureOptions())
    for ending in list_endings():
        load_format(ending).write_layer(shown, shown.layers[0])
    countries = sorted(countries_of_record(collection))[:1]
    brief = build_brief(collection, countries)
    for form in ("md", "docx"):
        write_brief(brief, form)

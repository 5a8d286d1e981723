"""The article as one HTML file: map, list, data, filters, and a policy that forbids the network.

    article_html(select(collection, Selection()), ArticleOptions(title="…"))

The same selection and options give the same bytes on any day and machine.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from layers.colouring import read_colouring
from layers.words import Words
from mapapp.exports.article.closing import closing_words
from mapapp.exports.article.contents import page_contents
from mapapp.exports.article.controls import reader_controls
from mapapp.exports.article.draft import Draft
from mapapp.exports.article.linked_data import open_graph, write_linked_data
from mapapp.exports.article.programs import page_programs
from mapapp.exports.citations import cite_record
from mapapp.exports.review import refuse_unpublishable

if TYPE_CHECKING:
    from layers.selection import Selected
    from mapapp.exports.article.options import ArticleOptions


def article_html(shown: Selected, options: ArticleOptions) -> bytes:
    """Write a selection as a page that stands alone.

    Args:
        shown: What the page holds; its readers can narrow it, not widen it.
        options: The editor's choices.

    Returns:
        HTML in UTF-8.

    Raises:
        RefusedExportError: The selection breaks an editorial rule.
        UnknownChoiceError: The collection has no such colouring, or there are no such borders.
        UnknownLanguageError: The interface does not speak the language.
        TooManyGroupsError: The selection is larger than a reader's device can open.
    """
    refuse_unpublishable(shown)
    read_colouring(shown.collection, options.colour)
    words = Words(shown.collection, options.language)
    template = _environment().get_template("template.html")
    page = _fields(Draft(shown, options, words))
    return template.render(page=page, say=words.text).encode("utf-8")


def _fields(draft: Draft) -> dict[str, Any]:
    return {
        **_head(draft),
        **reader_controls(draft),
        **page_contents(draft),
        **closing_words(draft),
        **page_programs(draft),
    }


def _head(draft: Draft) -> dict[str, Any]:
    options = draft.options
    description = draft.introduction or draft.statement.sentences
    citation = cite_record(draft.words)
    return {
        "language": options.language,
        "main_language": draft.main_language,
        "theme": options.theme,
        "colour_scheme": "light dark" if options.theme == "auto" else options.theme,
        "title": draft.title,
        "headline": draft.headline,
        "data_date": draft.words.date(draft.about.created),
        "introduction": draft.introduction,
        "credit": options.credit,
        "url": options.url,
        "meta": [("description", description), ("citation", citation)],
        "open_graph": open_graph(options, draft.title, description),
        "linked_data": write_linked_data(draft, description),
        "statement": draft.statement,
        "citation": citation,
    }


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        keep_trailing_newline=True,
    )


def _template(name: str) -> str:
    return (files("mapapp.exports.article") / name).read_text(encoding="utf-8")

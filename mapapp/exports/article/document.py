"""The article as one HTML file: map, list, data, filters, and a policy that forbids the network.

    article_html(select(collection, Selection()), ArticleOptions(title="…"))

The same selection and options give the same bytes on any day and machine.
"""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from geodata.web_addresses import web_address
from layers.borders import say_borders
from layers.colouring import read_colouring
from layers.words import Words
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

FIRST_HEIGHT_PX = 900
MAX_HEIGHT_PX = 12000

# The frame is found by the window that speaks, so that several articles on one page keep apart.
_LISTENER = (
    'addEventListener("message",function(e){'
    'if(!e.data||e.data.type!=="mapapp:height")return;'
    'document.querySelectorAll("iframe").forEach(function(f){'
    "if(f.contentWindow===e.source)"
    'f.style.height=Math.min({tallest},Math.max(200,Number(e.data.height)||0))+"px"})})'
)


def article_html(shown: Selected, options: ArticleOptions) -> bytes:
    """Write a selection as a self-contained page.

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


def embed_snippet(url: str, title: str) -> str:
    """Write the HTML to paste into a page.

    Args:
        url: Where the article is published, or will be.
        title: Its title: the name of the frame, and the link where frames are not shown.
    """
    address, name = escape(url, quote=True), escape(title, quote=True)
    listener = _LISTENER.replace("{tallest}", str(MAX_HEIGHT_PX))
    return (
        f'<iframe src="{address}" title="{name}" width="100%" height="{FIRST_HEIGHT_PX}" '
        'style="border:0" loading="lazy" '
        'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads">\n'
        f'<a href="{address}">{name}</a>\n'
        "</iframe>\n"
        f"<script>{listener}</script>\n"
    )


def closing_words(draft: Draft) -> dict[str, Any]:
    """Caveats, data, licence, and what would make the page stale."""
    own = draft.own
    caveats = ["caveat", "fairness", "precision_rule"]
    if any(map(draft.shown.number, draft.about.of_role("statement"))):
        caveats.insert(2, "denials")
    return {
        "caveats": [
            *(str(own[name]) for name in caveats if own.get(name)),
            say_borders(draft.words, draft.borders),
        ],
        "data_line": _data_line(draft),
        "licence": {
            "title": draft.about.license_title,
            "url": web_address(draft.about.license_url),
        },
        "pin": _pin(draft),
        "stale": draft.words.text(
            "This page is a copy and does not change: it is out of date once a later version "
            "of the data is published, a source is corrected or withdrawn, or an authority "
            "responds to what is reported here."
        ),
    }


def _data_line(draft: Draft) -> str:
    if not draft.about.created:
        return ""
    return draft.words.text(
        "Data: {publisher}, version {version} of {date}.",
        publisher=draft.about.publisher or draft.about.name,
        version=draft.about.version,
        date=draft.words.date(draft.about.created),
    )


def _pin(draft: Draft) -> str:
    if not draft.options.pin:
        return ""
    return draft.words.text(
        "Made from version {version} of the data, SHA-256 {fingerprint}.",
        version=draft.about.version,
        fingerprint=draft.shown.collection.fingerprint,
    )

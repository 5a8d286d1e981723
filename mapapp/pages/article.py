"""The article: the editor's choices, a live preview, the legal desk, and the file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import streamlit as st

from geodata.errors import GeodataError
from layers.colouring import colourings
from layers.facets import BY_WORD
from layers.overview import build_overview
from layers.selection import select
from layers.tally import state_selection
from layers.words import LANGUAGES, Words, capital, language_name
from mapapp.address import write_view
from mapapp.exports.article import ArticleOptions, article_html, article_title, embed_snippet
from mapapp.exports.article.options import OFFERED, THEME_CHOICES
from mapapp.exports.bounds import MAX_REVIEWED_RECORDS
from mapapp.exports.focus import FIT, WORLD
from mapapp.exports.review import review
from mapapp.messages import explain
from mapapp.panels.chosen import file_name
from mapapp.panels.document_frame import draw_document, say_on_paper
from mapapp.panels.markup import plain_markdown
from mapapp.panels.review_list import draw_desk

if TYPE_CHECKING:
    from geodata.collection import Collection
    from layers.selection import Selected
    from mapapp.view import View

PHONE_PX = 390
PREVIEW_HEIGHT_PX = 820
KEPT = 8
"""Previews that stay in memory, so that going back to a choice is instant."""
FOCUS_LABELS = {FIT: "What is selected", WORLD: "The world", "": "Somewhere else"}
THEME_LABELS = {"auto": "As the reader's device", "light": "Light", "dark": "Dark"}


def show(collection: Collection, view: View) -> None:
    """Draw the page for what the map shows."""
    shown = select(collection, view.selection)
    choices, preview = st.columns([1, 3], gap="medium")
    with choices, st.container(key="choices"):
        options = _ask(shown, view.borders)
    with preview:
        if options is None:
            return
        page = _build_or_explain(shown, view, options)
        if page is not None:
            say_on_paper("the article", "the button “Download the article” writes")
            _preview(page)
            with st.container(key="desk"):
                _hand_over(shown, options, page)


def _ask(shown: Selected, borders: str) -> ArticleOptions | None:
    """Ask for the editor's choices; None, and a sentence, if no article can have them."""
    st.title("Article")
    st.write(plain_markdown(state_selection(shown, Words(shown.collection)).sentences))
    st.caption("One file with what the map shows now. To change it, use the filters on the map.")
    language = st.selectbox(
        "Language", LANGUAGES, format_func=language_name, key="article-language"
    )
    said = build_overview(shown, Words(shown.collection, language))
    title = st.text_area("Headline", placeholder=said.headline, height=96, key="article-title")
    introduction = st.text_area(
        "Introduction", placeholder=said.deck, height=120, key="article-introduction"
    )
    credit = st.text_input("Credit", placeholder="Newsroom, author", key="article-credit")
    colour = _ask_colour(shown, language)
    theme = st.radio(
        "Background",
        THEME_CHOICES,
        format_func=THEME_LABELS.__getitem__,
        key="article-theme",
    )
    filters = st.pills(
        "What readers may filter",
        OFFERED,
        selection_mode="multi",
        default=OFFERED,
        format_func=_filter_labels(shown.collection).__getitem__,
        wrap=True,
        key="article-filters",
    )
    focus = _ask_focus()
    url = st.text_input("Address, if known", placeholder="https://", key="article-url")
    pin = st.toggle("Print the fingerprint of the data", key="article-pin")
    try:
        return ArticleOptions(
            title=" ".join(title.split()),
            introduction=introduction.strip(),
            credit=credit.strip(),
            language=language,
            theme=theme,
            colour=colour,
            filters=tuple(filters),
            focus=focus,
            url=url.strip(),
            pin=pin,
            borders=borders,
        )
    except GeodataError as error:
        st.error(plain_markdown(explain(error)))
        return None


def _ask_colour(shown: Selected, language: str) -> str:
    """By what dots are coloured at first; nothing to ask where there is one way."""
    titles = {each.word: each.title for each in colourings(shown.collection, language)}
    if len(titles) < 2:  # noqa: PLR2004 - one is not a choice
        return ""
    return st.selectbox(
        "Colour of dots", list(titles), format_func=titles.__getitem__, key="article-colour"
    )


def _ask_focus() -> str:
    chosen = st.radio(
        "The map first shows",
        list(FOCUS_LABELS),
        format_func=lambda focus: FOCUS_LABELS[focus],
        key="article-focus",
    )
    if chosen:
        return chosen
    written = st.text_input(
        "A region, countries, or west,south,east,north in degrees",
        placeholder="Europe, or FR,DE, or -10,35,30,60",
        key="article-focus-written",
    )
    return written.strip() or FIT


def _filter_labels(collection: Collection) -> dict[str, str]:
    """The filters in the collection's words."""
    words = Words(collection)
    return {word: capital(BY_WORD[word].name(words)) for word in OFFERED}


def _build_or_explain(shown: Selected, view: View, options: ArticleOptions) -> bytes | None:
    asked = json.dumps(write_view(view), sort_keys=True)
    try:
        return _build(shown, shown.collection.fingerprint, asked, options)
    except GeodataError as error:
        st.error(plain_markdown(explain(error)))
        return None


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _build(_shown: Selected, fingerprint: str, asked: str, options: ArticleOptions) -> bytes:
    """Write the page; `fingerprint` and `asked` stand for `_shown` in the cache."""
    del fingerprint, asked
    return article_html(_shown, options)


def _preview(page: bytes) -> None:
    width = st.segmented_control(
        "Preview", ("Desktop", "Phone"), default="Desktop", key="article-width"
    )
    draw_document(
        page,
        "Preview of the article",
        width=PHONE_PX if width == "Phone" else "stretch",
        height=PREVIEW_HEIGHT_PX,
    )


def _is_cleared(shown: Selected, options: ArticleOptions) -> bool:
    """Whether the editor has ticked what has to be checked: of very many records, as a whole."""
    number = sum(map(shown.number, shown.layers))
    if number <= MAX_REVIEWED_RECORDS:
        return draw_desk(review(shown, (options.title, options.introduction)), shown)
    st.header("Before you publish")
    looked_at = hash((shown.collection.fingerprint, shown.selection, options))
    is_ticked = st.checkbox(
        f"What to check in {number:,} records is checked", key=f"article-review-{looked_at}"
    )
    st.caption("They are too many to list here: `mapapp export article --review` prints them.")
    return is_ticked


def _hand_over(shown: Selected, options: ArticleOptions, page: bytes) -> None:
    words = Words(shown.collection)
    name = f"{file_name(shown.collection, shown.selection, words, 'article')}.html"
    is_cleared = _is_cleared(shown, options)
    st.download_button(
        f"Download the article ({len(page) / 1000:.0f} kB)",
        page,
        file_name=name,
        mime="text/html",
        disabled=not is_cleared,
        type="primary",
        on_click="ignore",
        key="article-download",
    )
    if not is_cleared:
        st.caption("Tick every point above first.")
    st.caption("To show it inside another page, put the file on a server and paste this:")
    snippet = embed_snippet(options.url or name, article_title(shown, options))
    st.code(snippet, language="html", wrap_lines=True)

"""The briefing: pick countries, read what is on record of them, take it away as a document."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from geodata.countries import by_name, country_name, known_codes
from geodata.errors import GeodataError
from layers.words import LANGUAGES, language_name
from mapapp import view as views
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.comparison import count_world
from mapapp.exports.brief.country_facts import countries_of_record
from mapapp.exports.brief.paper_sizes import PAPERS
from mapapp.exports.brief.writers import FORMATS, write_brief
from mapapp.messages import explain
from mapapp.panels.document_frame import draw_document, say_on_paper
from mapapp.panels.markup import plain_markdown

if TYPE_CHECKING:
    from geodata.collection import Collection
    from mapapp.exports.brief.model import Brief
    from mapapp.exports.brief.writers import Format
    from mapapp.view import View

PREVIEW_HEIGHT_PX = 1200
COUNTRIES_WIDTH_PX = 420
KEPT = 16
"""Briefs that stay in memory, so that going back to a country is instant."""

MAX_COUNTRIES = 12
"""Countries in one document of the page; the command line has no limit."""

FORMAT_LABELS: dict[Format, str] = {"pdf": "PDF", "docx": "Word", "html": "HTML", "md": "Markdown"}
PAPER_LABELS = {"a4": "A4", "letter": "US Letter"}


def show(collection: Collection, view: View) -> None:
    """Draw the page for the countries of the view, or for the one with most on record.

    What can be chosen takes one row, two on a phone: the briefing itself begins high on the page.
    """
    with st.container(key="choices", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.title("Briefing", anchor=False, width="content")
        codes = _ask_countries(collection, view)
        language = st.selectbox(
            "Language", LANGUAGES, format_func=language_name, key="briefing-language", width=150
        )
        files = st.popover("Download", width="content")
    if not codes:
        st.info("Pick a country to read its briefing.")
        return
    try:
        brief = _build(collection, collection.fingerprint, codes, language, view.borders)
    except GeodataError as error:
        st.error(plain_markdown(explain(error)))
        return
    with files:
        _hand_over(brief, codes)
    say_on_paper("the briefing", "the button “Download as PDF” writes")
    _read(brief)


def _ask_countries(collection: Collection, view: View) -> tuple[str, ...]:
    """Ask for countries; a change becomes the view's, so that the address is a link to it."""
    asked = tuple(by_name(view.selection.chosen("country") or ()))[:MAX_COUNTRIES]
    shown = asked or _most_concerned(collection)
    chosen = st.multiselect(
        "Countries",
        _options(collection),
        default=shown,
        format_func=country_name,
        max_selections=MAX_COUNTRIES,
        placeholder="Type a name",
        width=COUNTRIES_WIDTH_PX,
        key=f"briefing-countries-{'-'.join(asked)}",
    )
    if tuple(chosen) != shown:
        selection = view.selection.asking(country=frozenset(chosen) or None)
        views.change_view(replace(view, selection=selection), collection)
    return tuple(chosen)


def _options(collection: Collection) -> list[str]:
    """Countries that the record names come first; of the others it can be said that it does not."""
    named = by_name(countries_of_record(collection))
    return [*named, *by_name(known_codes().difference(named))]


def _most_concerned(collection: Collection) -> tuple[str, ...]:
    """The country with most sites on record, else with most agreements; none if there are none."""
    world = count_world(collection)
    counts = world.sites or world.agreed
    return (max(counts, key=lambda code: (counts[code], code)),) if counts else ()


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _build(
    _collection: Collection, fingerprint: str, codes: tuple[str, ...], language: str, borders: str
) -> Brief:
    """Write the brief; `fingerprint` stands for `_collection` in the cache."""
    del fingerprint
    return build_brief(_collection, codes, language, borders=borders)


def _hand_over(brief: Brief, codes: tuple[str, ...]) -> None:
    """The paper, and a button for each kind of file; each is written when it is asked for."""
    paper = st.radio(
        "Paper",
        list(PAPERS),
        format_func=lambda size: PAPER_LABELS[size],
        horizontal=True,
        key="briefing-paper",
    )
    name = "briefing-" + "-".join(code.lower() for code in codes)
    for kind, mime in FORMATS.items():
        st.download_button(
            f"Download as {FORMAT_LABELS[kind]}",
            partial(write_brief, brief, kind, paper=paper),
            file_name=f"{name}.{kind}",
            mime=mime,
            type="primary" if kind == "pdf" else "secondary",
            on_click="ignore",
            key=f"briefing-{kind}",
            width="stretch",
        )


def _read(brief: Brief) -> None:
    draw_document(write_brief(brief, "html"), brief.title, height=PREVIEW_HEIGHT_PX)

"""Files of the selection, in one place; each is written when it is asked for, not before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from geodata.countries import by_name, country_name
from geodata.csv_files import with_mark
from layers.selection import StoredSelected
from layers.words import Words
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.writers import write_brief
from mapapp.exports.flat_records import exported_layers
from mapapp.exports.picture.options import PictureOptions
from mapapp.exports.picture.picture_files import draw_picture
from mapapp.exports.review import find_refusals
from mapapp.exports.table_formats import list_endings, load_format
from mapapp.pages import has_page
from mapapp.panels.actions import act
from mapapp.panels.chosen import file_name
from mapapp.panels.components import draw_markup
from mapapp.panels.markup import button, element, fragment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markupsafe import Markup

    from layers.selection import Layer, Selected
    from mapapp.exports.table_formats import TableFormat
    from mapapp.view import View

MAX_PICTURED = 2_000
"""Records of a selection that are read to offer a picture, where they are not in memory."""

MAX_BRIEFS = 4
"""Countries that are chosen and get one brief here; for more there is the page of briefings."""


def show_downloads(shown: Selected, view: View) -> None:
    """Draw the ways to an article and a briefing, and a button for each file.

    Args:
        shown: The selection.
        view: Of the reader, whose colours and borders a picture and a briefing have.
    """
    draw_markup("downloads", _heading(), act(shown.collection))
    with st.container(horizontal=True, key="files"):
        for label, name, mime, write in offered_files(shown, view):
            st.download_button(
                label, write, file_name=name, mime=mime, key=f"file-{name}", on_click="ignore"
            )


def _heading() -> Markup:
    heading = element("h2", "Download this selection")
    said = "Every file carries its sources, the version of the data, its date and its licence."
    pages = {"article": "Make an article", "briefing": "Write a briefing"}
    ways = [button(label, f"page:{name}") for name, label in pages.items() if has_page(name)]
    return (
        heading
        + element("p", said, class_="muted")
        + element("div", fragment(ways), class_="actions")
    )


def offered_files(
    shown: Selected, view: View
) -> Iterator[tuple[str, str, str, Callable[[], bytes]]]:
    """Each file that is offered for a selection: label, name, kind, and what writes it."""
    words = Words(shown.collection)

    def named(what: str, ending: str) -> str:
        return file_name(shown.collection, shown.selection, words, what) + ending

    records = sum(map(shown.number, shown.layers))
    countries = by_name(shown.selection.chosen("country") or ())
    if 0 < len(countries) <= MAX_BRIEFS:
        title = f"Briefing on {words.listed(map(country_name, countries))}: PDF"
        yield (
            title,
            named("briefing", ".pdf"),
            "application/pdf",
            partial(_brief, shown, countries, view.borders),
        )
    if _can_be_pictured(shown, records):
        options = PictureOptions(form="png", scale=2, colour=view.colour, borders=view.borders)
        yield (
            "Picture: PNG",
            named("picture", ".png"),
            "image/png",
            partial(draw_picture, shown, options),
        )
    for ending in list_endings():
        form = load_format(ending)
        if not form.is_in_app or (form.most is not None and records > form.most):
            continue
        if not form.holds_one_layer:
            yield form.title, named("", ending), form.mime, partial(form.write, shown)
            continue
        for layer in exported_layers(shown):
            title = f"{form.title}: {words.title(layer)}"
            yield title, named(layer, ending), form.mime, partial(_layer, form, shown, layer)


def _can_be_pictured(shown: Selected, records: int) -> bool:
    """Whether a picture is offered: its records may be published, and can be looked through."""
    if isinstance(shown, StoredSelected) and records > MAX_PICTURED:
        return False
    return not find_refusals(shown)


def _brief(shown: Selected, countries: list[str], borders: str) -> bytes:
    brief = build_brief(shown.collection, countries, "en", borders=borders)
    return write_brief(brief, "pdf", paper="a4")


def _layer(form: TableFormat, shown: Selected, layer: Layer) -> bytes:
    data = form.write_layer(shown, layer)
    return with_mark(data) if form.is_marked else data

"""Files of the selection; each is written when it is asked for, not before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from geodata.csv_files import with_mark
from layers.words import Words
from mapapp.exports.records import exported_layers
from mapapp.exports.table_formats import list_endings, load_format
from mapapp.panels.components import draw_markup
from mapapp.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from layers.selection import Layer, Selected
    from mapapp.exports.table_formats import TableFormat


def show_downloads(shown: Selected) -> None:
    """Draw a button for each file: CSV by layer, GeoJSON, GeoPackage and a workbook of all."""
    heading = element("h2", "Take the selection with you")
    said = "Every file carries its sources, the version of the data, its date and its licence."
    draw_markup("downloads", heading + element("p", said, class_="muted"))
    with st.container(horizontal=True, key="files"):
        for label, name, mime, write in _files(shown):
            st.download_button(
                label, write, file_name=name, mime=mime, key=f"file-{name}", on_click="ignore"
            )


def _files(shown: Selected) -> Iterator[tuple[str, str, str, Callable[[], bytes]]]:
    name, words = shown.collection.about.name, Words(shown.collection)
    records = sum(map(len, shown.tables.values()))
    for ending in list_endings():
        form = load_format(ending)
        if not form.is_in_app or (form.most is not None and records > form.most):
            continue
        if not form.holds_one_layer:
            yield form.title, f"{name}{ending}", form.mime, partial(form.write, shown)
            continue
        for layer in exported_layers(shown):
            title = f"{form.title}: {words.title(layer)}"
            yield title, f"{name}-{layer}{ending}", form.mime, partial(_layer, form, shown, layer)


def _layer(form: TableFormat, shown: Selected, layer: Layer) -> bytes:
    data = form.write_layer(shown, layer)
    return with_mark(data) if form.is_marked else data

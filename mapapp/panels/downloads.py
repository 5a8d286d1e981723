"""Files of the selection; each is written when it is asked for, not before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from geodata.csv_files import with_mark
from layers.selection import shown_layers
from layers.words import Words
from mapapp.exports.tables import to_csv, to_geojson, to_gpkg, to_xlsx
from mapapp.panels.components import draw_markup
from mapapp.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from layers.selection import Layer, Selected


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
    name = shown.collection.about.name
    asked = shown_layers(shown.collection, shown.selection)
    for layer in shown.layers:
        if layer in asked:
            title = f"CSV: {Words(shown.collection).title(layer)}"
            yield title, f"{name}-{layer}.csv", "text/csv", partial(_csv_file, shown, layer)
    yield "GeoJSON", f"{name}.geojson", "application/geo+json", partial(to_geojson, shown)
    yield "GeoPackage", f"{name}.gpkg", "application/geopackage+sqlite3", partial(to_gpkg, shown)
    workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    yield "Excel", f"{name}.xlsx", workbook, partial(to_xlsx, shown)


def _csv_file(shown: Selected, layer: Layer) -> bytes:
    return with_mark(to_csv(shown, layer))

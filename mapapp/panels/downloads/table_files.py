"""The records of the selection, in each format of tables that the app offers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from geodata.csv_files import with_mark
from layers.words import Words
from mapapp.exports.flat_records import exported_layers
from mapapp.exports.table_formats import list_endings, load_format
from mapapp.panels.downloads import Download

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.selection import Layer, Selected
    from mapapp.exports.table_formats import TableFormat
    from mapapp.view import View


def offer(shown: Selected, _view: View) -> Iterator[Download]:
    """A file for each format, or for each of its layers, that can hold as many records."""
    words = Words(shown.collection)
    records = sum(map(shown.number, shown.layers))
    for ending in list_endings():
        form = load_format(ending)
        if not form.is_in_app or (form.most is not None and records > form.most):
            continue
        if not form.holds_one_layer:
            yield Download(form.title, "", ending, form.mime, partial(form.write, shown))
            continue
        for layer in exported_layers(shown):
            title = f"{form.title}: {words.title(layer)}"
            yield Download(title, layer, ending, form.mime, partial(_write, form, shown, layer))


def _write(form: TableFormat, shown: Selected, layer: Layer) -> bytes:
    data = form.write_layer(shown, layer)
    return with_mark(data) if form.is_marked else data

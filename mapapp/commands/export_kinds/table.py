"""`export table`: the records of a selection, for spreadsheets, maps and notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from mapapp.commands.export_kinds.emptiness import warn_if_empty
from mapapp.commands.export_kinds.legal_desk import ReviewOption, tell_review
from mapapp.commands.selection_options import with_selection
from mapapp.files import OutPath, ending_of, write_bytes, write_csv

if TYPE_CHECKING:
    from layers.selection import Layer, Selected

STREAMED = ".csv"
"""What standard output is written as."""


def register(app: typer.Typer) -> None:
    """Add the kind."""
    app.command("table")(export_table)


@with_selection
def export_table(shown: Selected, output: OutPath, *, review: ReviewOption = False) -> None:
    """Write records as .csv, .geojson, .gpkg, .parquet or .xlsx; to standard output as CSV.

    CSV and Parquet hold one layer, the first that is asked for. In CSV and xlsx, text that begins
    with =, +, -, @ or a control character gets an apostrophe, so that it is never run as a formula.
    """
    from mapapp.exports.records import exported_layers
    from mapapp.exports.tables import ONE_LAYER, WRITERS
    from mapapp.exports.workbook import cut_cells

    ending = ending_of(output, WRITERS, streamed=STREAMED)
    layers = exported_layers(shown)
    if ending in ONE_LAYER:
        write = write_csv if ending == STREAMED else write_bytes
        write(output, WRITERS[ending](shown, layers[0]))
        layers, left = layers[:1], layers[1:]
        for layer in left:
            typer.echo(f"{ending} holds one layer: for {layer}, add --layer {layer}.", err=True)
    else:
        write_bytes(output, WRITERS[ending](shown))
    if ending == ".xlsx":
        for sentence in cut_cells(shown):
            typer.echo(sentence, err=True)
    typer.echo(f"{_counted(shown, layers)}.", err=True)
    warn_if_empty(shown, layers)
    if review:
        tell_review(shown)


def _counted(shown: Selected, layers: tuple[Layer, ...]) -> str:
    """What is written, in its units; beside sites their rows, as one can stand for several."""
    from geodata.counts import count_of
    from layers.units import size
    from layers.words import Words
    from mapapp.exports.statement import count_things

    words = Words(shown.collection)
    said = []
    for layer in layers:
        table = shown.table(layer)
        things = count_things(shown, [layer], words) or [words.counted(layer, 0)]
        rows = f"{count_of(len(table), 'row')}: " if size(table) != len(table) else ""
        said.append(rows + ", ".join(things))
    return "; ".join(said)

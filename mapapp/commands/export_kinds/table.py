"""`export table`: the records of a selection, for spreadsheets, maps and notebooks."""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING

import typer

from mapapp.commands.export_kinds.legal_desk import ReviewOption, print_review, warn_if_empty
from mapapp.commands.selection_options import with_selection
from mapapp.exports.table_formats import list_endings, load_format
from mapapp.files import OutPath, ending_of, write_bytes, write_csv

if TYPE_CHECKING:
    from layers.selection import Layer, Selected

STREAMED = ".csv"
"""What standard output is written as."""


def register(app: typer.Typer) -> None:
    """Add the kind."""
    *endings, last = list_endings()
    described = cleandoc(export_table.__doc__ or "").format(f"{', '.join(endings)} or {last}")
    app.command("table", help=described)(export_table)


@with_selection
def export_table(shown: Selected, output: OutPath, *, review: ReviewOption = False) -> None:
    """Write records as {}; to standard output as CSV.

    CSV and Parquet hold one layer, the first that is asked for. In CSV and xlsx, text that begins
    with =, +, -, @ or a control character gets an apostrophe, so that it is never run as a formula.
    """
    from mapapp.exports.flat_records import exported_layers

    ending = ending_of(output, list_endings(), streamed=STREAMED)
    form, layers = load_format(ending), exported_layers(shown)
    write = write_csv if form.is_marked else write_bytes
    write(output, form.write(shown, layers[0]) if form.holds_one_layer else form.write(shown))
    if form.holds_one_layer:
        layers, left = layers[:1], layers[1:]
        for layer in left:
            typer.echo(f"{ending} holds one layer: for {layer}, add --layer {layer}.", err=True)
    for sentence in form.remarks(shown):
        typer.echo(sentence, err=True)
    typer.echo(f"{_counted(shown, layers)}.", err=True)
    warn_if_empty(shown, layers)
    if review:
        print_review(shown)


def _counted(shown: Selected, layers: tuple[Layer, ...]) -> str:
    """What is written, in its units; beside sites their rows, as one can stand for several."""
    from geodata.plurals import count_of
    from layers.tally import count_things
    from layers.units import size
    from layers.words import Words

    words = Words(shown.collection)
    counts = []
    for layer in layers:
        table = shown.table(layer)
        things = count_things(shown, [layer], words) or [words.counted(layer, 0)]
        rows = f"{count_of(len(table), 'row')}: " if size(table) != len(table) else ""
        counts.append(rows + ", ".join(things))
    return "; ".join(counts)

"""The legal desk on the command line: what to check before an export is published, as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.selection import Layer, Selected

ReviewOption = Annotated[
    bool, typer.Option("--review", help="List what to check before publishing, on standard error.")
]


def print_review(shown: Selected, texts: Iterable[str] = ()) -> None:
    """Write a list to tick, and below each point all of its records.

    Args:
        shown: What is published.
        texts: The editor's own, such as a title.
    """
    from mapapp.exports.review import name_records, review

    points = review(shown, texts).points
    names = name_records(shown)
    typer.echo("Before you publish:" if points else "Nothing to check.", err=True)
    for point in points:
        typer.echo(f"\n[ ] {point.text}. {point.advice}", err=True)
        for record in point.records:
            typer.echo(f"      {record}  {names.get(record, '')}".rstrip(), err=True)


def warn_if_empty(shown: Selected, layers: Iterable[Layer] | None = None) -> None:
    """Warn on standard error that nothing answers a selection.

    Args:
        shown: The selection.
        layers: Those that are written; all if None.
    """
    from mapapp.exports.citations import describe_selection

    written = tuple(shown.layers if layers is None else layers)
    if any(not shown.table(layer).empty for layer in written):
        return
    record = "record" if layers is None else f"record of {', '.join(written)}"
    asked = describe_selection(shown.selection)
    selection = f" ({asked})" if asked else ""
    typer.echo(
        f"Warning: no {record} matches this selection{selection}, so the export is empty. "
        "Change or leave out one of the options.",
        err=True,
    )

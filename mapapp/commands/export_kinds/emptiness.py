"""What is said on the command line of an export that holds no record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.selection import Layer, Selected


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
        f"Warning: no {record} answers this selection{selection}, so the export is empty. "
        "Change or leave out one of the options.",
        err=True,
    )

"""The legal desk on the command line: what to check before an export is published, as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.selection import Selected

ReviewOption = Annotated[
    bool, typer.Option("--review", help="List what to check before publishing, on standard error.")
]


def tell_review(shown: Selected, texts: Iterable[str] = ()) -> None:
    """Write a list to tick, and below each point all of its records.

    Args:
        shown: What is published.
        texts: The editor's own, such as a title.
    """
    from mapapp.exports.record_names import name_records
    from mapapp.exports.review import review

    points = review(shown, texts).points
    names = name_records(shown)
    typer.echo("Before you publish:" if points else "Nothing to check.", err=True)
    for point in points:
        typer.echo(f"\n[ ] {point.text}. {point.advice}", err=True)
        for record in point.records:
            typer.echo(f"      {record}  {names.get(record, '')}".rstrip(), err=True)

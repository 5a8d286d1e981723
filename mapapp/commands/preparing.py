"""What `check` and `locate` prepare for a large collection, and say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from pathlib import Path


def prepare_if_large(folder: Path) -> None:
    """Make the files that a large collection is answered from, unless they are fresh."""
    from layers.stores.large_collections import EXTRA, is_installed, is_large

    if not is_large(folder):
        return
    if not is_installed():
        typer.echo(f"This collection is large: install {EXTRA} to ask it in less time.", err=True)
        return
    from layers.stores.store_files import are_fresh, build_files

    if are_fresh(folder):
        return
    typer.echo("This collection is large: preparing it, which takes a while ...", err=True)
    try:
        made = build_files(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        typer.echo(f"It could not be prepared beside {folder} ({reason}).", err=True)
        return
    typer.echo(f"It is answered by DuckDB now, from {made}, rebuilt when it changes.", err=True)

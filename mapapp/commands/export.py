"""`export`: write a selection. A new kind is a new module of `mapapp.commands.export_kinds`."""

from __future__ import annotations

import typer

import mapapp.commands.export_kinds
from mapapp.commands.registering import register_commands


def register(app: typer.Typer) -> None:
    """Add the command and, under it, the kinds of export."""
    exports = typer.Typer(
        help="Write a selection as an article, a picture or a table.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    exports.callback()(_kinds)
    register_commands(mapapp.commands.export_kinds, exports)
    app.add_typer(exports, name="export")


def _kinds() -> None:
    """Write a selection as an article, a picture or a table."""

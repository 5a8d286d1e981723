"""`export`: write a selection. A new kind is a new module of `mapapp.commands.export_kinds`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

import mapapp.commands.export_kinds
from geodata.errors import GeodataError
from mapapp.commands.registering import register_commands

if TYPE_CHECKING:
    from typer._click import Command, Context


class NoKindOfExportError(GeodataError, ValueError):
    """A command of its own is looked for among the kinds of export."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name!r} is a command of its own, not a kind of export: python -m mapapp {name}."
        )


class Kinds(TyperGroup):
    """The kinds of export; a name that belongs one level higher is reported so."""

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Find a kind.

        Raises:
            NoKindOfExportError: There is a command of that name beside `export`.
        """
        found = super().get_command(ctx, cmd_name)
        beside: Any = ctx.parent.command if ctx.parent else None
        if found is None and cmd_name in getattr(beside, "commands", {}):
            raise NoKindOfExportError(cmd_name)
        return found


def register(app: typer.Typer) -> None:
    """Add the command and, under it, the kinds of export."""
    exports = typer.Typer(
        cls=Kinds,
        help="Write a selection as an article, a picture or a table.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    exports.callback()(_kinds)
    register_commands(mapapp.commands.export_kinds, exports)
    app.add_typer(exports, name="export")


def _kinds() -> None:
    """Write a selection as an article, a picture or a table."""

"""`push`: write a checked collection into a database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("push")(push)


def push(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The collection.")],
    database: Annotated[
        str,
        typer.Argument(
            metavar="URL",
            help="postgresql://USER@HOST/DATABASE; a password is best left to PGPASSWORD or a "
            "file ~/.pgpass.",
        ),
    ],
    onto: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="VERSION",
            help="The version that is replaced: nothing is pushed if another has been pushed "
            "since. 0 means none.",
        ),
    ] = None,
) -> None:
    """Write a collection without faults into a PostgreSQL database with PostGIS, for many readers.

    It is written whole, as the next version, or not at all. The versions before it, who pushed them
    and when stay in the database. The first push, by an administrator, makes what it needs there.
    """
    from geodata.plurals import count_of
    from layers.stores.large_collections import check_database_extra
    from layers.stores.sources import DatabaseAddress

    address = DatabaseAddress(database)
    check_database_extra()
    from layers.stores.pushing import push_collection

    pushed = push_collection(folder, address, onto=onto, on_wait=_say_that_another_runs)
    if not pushed.is_new:
        typer.echo(f"{address} holds this already, as version {pushed.number}.", err=True)
        return
    records = count_of(pushed.added, "record")
    typer.echo(
        f"Version {pushed.number} is in {address}: {records} added, {pushed.changed} changed, "
        f"{pushed.removed} removed.",
        err=True,
    )


def _say_that_another_runs() -> None:
    typer.echo("Another push into this database is under way: waiting for its end ...", err=True)

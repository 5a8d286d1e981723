"""`check`: all faults of a collection."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mapapp.commands.scheduler_option import SchedulerOption
from mapapp.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)


def check(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The collection; the seeds if left out.")
    ] = None,
    scheduler: SchedulerOption = "",
) -> None:
    """List every fault: file, row, column, value, and what to do. Exit code 1 if there are any.

    Without faults, what may show a mistake, such as a day after today, is reported.
    """
    from geodata.check import find_faults
    from geodata.errors import BadCollectionError
    from geodata.plurals import count_of
    from geodata.remarks import find_remarks
    from geodata.workers import choose_workers
    from mapapp.commands.preparing import prepare_if_large

    workers = choose_workers(scheduler)
    folder = folder or read_settings().folder
    faults: Sequence[object]
    try:
        faults = find_faults(folder, workers)
    except BadCollectionError as error:  # its description is at fault: no table can be read
        faults = error.faults
    for fault in faults:
        typer.echo(fault)
    if faults:
        typer.echo(f"{count_of(len(faults), 'fault')} in {folder}.", err=True)
        raise typer.Exit(1)
    for remark in find_remarks(folder, dt.datetime.now(tz=dt.UTC).date()):
        typer.echo(remark)
    typer.echo(f"No faults in {folder}.", err=True)
    prepare_if_large(folder)

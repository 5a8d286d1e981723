"""`locate`: resolve the places of a collection, once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geodata.errors import GeodataError
from geodata.plurals import count_of
from mapapp.commands.online_option import OnlineOption, open_service
from mapapp.commands.scheduler_option import SchedulerOption, choose_workers_offline
from mapapp.settings import read_settings

SOME_NEED_A_PERSON = 2


class MendFirstError(GeodataError, ValueError):
    """A collection has faults that do not concern places."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        self.count = count
        faults = count_of(count, "fault")
        super().__init__(f"Nothing was located in {folder}: it has {faults}, to be mended first.")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("locate")(locate)


def locate(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The collection; the seeds if left out.")
    ] = None,
    online: OnlineOption = None,
    scheduler: SchedulerOption = "",
) -> None:
    """Resolve new places into places.csv. Exit code 2 if some need a person, who finds them listed.

    What is resolved already stays as it is. To decide a place yourself, fill in lon and lat in
    places.csv, set its method to person and say why in its note.
    """
    from geodata.errors import BadCollectionError
    from geodata.locating import locate_collection
    from mapapp.commands.preparing import prepare_if_large

    workers = choose_workers_offline(scheduler, online)
    folder = folder or read_settings().folder
    try:
        located = locate_collection(folder, online=open_service(online), workers=workers)
    except BadCollectionError as error:
        for fault in error.faults:
            typer.echo(fault, err=True)
        raise MendFirstError(folder, len(error.faults)) from error
    for place in located.open:
        typer.echo(place)
    typer.echo(
        f"{located.resolved} resolved now, {len(located.open)} for a person to decide, "
        f"{len(located.table)} in all.",
        err=True,
    )
    prepare_if_large(folder)
    if located.open:
        raise typer.Exit(SOME_NEED_A_PERSON)

"""`geocode`: add positions to a table of place names."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from geodata.errors import GeodataError
from geodata.plurals import count_of
from mapapp.commands.online_option import OnlineOption, open_service
from mapapp.commands.scheduler_option import SchedulerOption, choose_workers_offline
from mapapp.commands.sheet import EncodingOption, MendOption, SheetFile, SheetOption, read_sheet
from mapapp.files import OutPath, write_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pandas as pd


class UnknownColumnError(GeodataError, LookupError):
    """A table has no column of that name."""

    def __init__(self, column: str, columns: Sequence[str]) -> None:
        self.column = column
        self.columns = tuple(columns)
        super().__init__(f"There is no column {column!r}: use one of {', '.join(self.columns)}.")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("geocode")(geocode)


def geocode(  # noqa: PLR0913, PLR0917 - the options of the command
    file: SheetFile,
    output: OutPath,
    place: Annotated[
        str, typer.Option(metavar="COLUMN", help="The column with the names of places.")
    ],
    country: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="The column with their countries.")
    ] = None,
    admin1: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="The column with their regions.")
    ] = None,
    sheet: SheetOption = "",
    encoding: EncodingOption = "",
    mend_letters: MendOption = False,
    online: OnlineOption = None,
    scheduler: SchedulerOption = "",
) -> None:
    """Add lon, lat, precision, match, confidence, gazetteer_id and candidates to a table.

    What is written is CSV in UTF-8, with the columns as they were and these behind them. A name
    that is ambiguous or unknown has no position, and candidates to choose from. What an
    online service has answered is kept: after an interruption, run the same again.
    """
    from geodata.geocoding import geocode_table

    workers = choose_workers_offline(scheduler, online)
    raw = read_sheet(file, sheet, encoding, mend_letters=mend_letters)
    for remark in raw.remarks:
        typer.echo(remark, err=True)
    if raw.garbled:
        typer.echo(f"{raw.garbled}: --mend-letters puts them right.", err=True)
    if raw.links:
        links = count_of(len(raw.links), "link behind a cell was", "links behind cells were")
        typer.echo(f"{links} not read.", err=True)
    table = raw.cells
    for column in filter(None, (place, country, admin1)):
        if column not in table:
            raise UnknownColumnError(column, [str(each) for each in table])
    service = open_service(online)
    with _progress() as progress:
        found = geocode_table(
            table,
            place=place,
            country=country,
            admin1=admin1,
            online=service,
            workers=workers,
            progress=progress,
        )
    found = _rounded(found)
    write_csv(output, found.to_csv(index=False, lineterminator="\n").encode())
    typer.echo(_summary(table, found), err=True)


def _rounded(found: pd.DataFrame) -> pd.DataFrame:
    """The same with positions no finer than what they stand for."""
    from pandas import isna

    from geodata.places import MAX_DECIMALS

    digits = found["precision"].map(MAX_DECIMALS).fillna(0).astype(int)
    return found.assign(
        **{
            column: [
                "" if isna(value) else f"{value:.{places}f}"
                for value, places in zip(found[column], digits, strict=True)
            ]
            for column in ("lon", "lat")
        }
    )


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Show on standard error how many places are done, if it is a terminal."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not sys.stderr.isatty()
    ) as bar:
        task = bar.add_task("Geocoding", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _summary(table: pd.DataFrame, found: pd.DataFrame) -> str:
    from geodata.geocoding import ADDED_COLUMNS

    counts = found["match"].value_counts()
    kinds = [f"{counts[kind]} {kind}" for kind in MATCHES if kind in counts]
    replaced = [column for column in ADDED_COLUMNS if column in table]
    summary = f"{count_of(len(table), 'row')}: {', '.join(kinds) or 'nothing to do'}."
    return f"{summary} Replaced what stood in {', '.join(replaced)}." if replaced else summary


MATCHES = ("exact", "alternate", "online", "ambiguous", "none")

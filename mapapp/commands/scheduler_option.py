"""The option that hands work to a Dask cluster, the same for every command that can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from geodata.errors import GeodataError

if TYPE_CHECKING:
    from geodata.workers import Workers

SchedulerOption = Annotated[
    str,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="Work on the Dask cluster of this scheduler, such as tcp://HOST:8786, with the same "
        "results. It must be your own: it and its workers run what they are sent, with no "
        "password, and what they answer runs here. Needs the extra mapapp[dask].",
    ),
]


class SchedulerOnlineError(GeodataError, ValueError):
    """A cluster is asked for, and an online service, which many machines may not ask at once."""

    def __init__(self) -> None:
        super().__init__(
            "An online service is asked from one machine, at its pace: leave out --scheduler or "
            "--online."
        )


def choose_workers_offline(scheduler: str, online: str | None) -> Workers:
    """Where names are looked up, if a cluster or an online service is asked for.

    Raises:
        SchedulerOnlineError: Both are.
        BadSchedulerError: The text is not the address of a scheduler.
        NoDaskError: Dask is not installed.
    """
    from geodata.workers import choose_workers

    if scheduler and online is not None:
        raise SchedulerOnlineError
    return choose_workers(scheduler)

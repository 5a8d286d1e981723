"""The option that hands work to a Dask cluster, the same for every command that can."""

from __future__ import annotations

from typing import Annotated

import typer

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

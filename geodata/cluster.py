"""Work in pieces on a Dask cluster: `geodata.workers` says what for.

The task travels to the scheduler once, packed, and is unpacked by a worker as a step of its own. So
a worker that is lost loses nothing: what it held, and what it was at, is done again by another.
"""

from __future__ import annotations

import hashlib
import logging
import pickle
import platform
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import dask
from distributed import Client
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from geodata.errors import GeodataError
from geodata.workers import PIECES_AHEAD, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from distributed import Future

Piece = TypeVar("Piece")
Result = TypeVar("Result")

PATIENCE_S = 30
"""How long a scheduler has to answer, or to find a worker."""

LOGS = ("distributed", "distributed.client", "asyncio")
"""Where Dask logs connections that end; it comes as one of the errors below."""

ROOT = Path(__file__).parents[1]
PROGRAM = ("geodata", "layers", "mapapp")
SHAPING = (
    "babel", "edtf", "geopandas", "google-re2", "jinja2", "numpy", "pandas", "pyarrow",
    "pycountry", "pyproj", "rapidfuzz", "shapely", "typst",
)  # fmt: skip
"""Packages whose version shows in what is written."""


class ClusterError(GeodataError, ConnectionError):
    """A cluster cannot do what is asked as things are."""


class NoSchedulerError(ClusterError):
    """No scheduler answers, or it has ended on the way."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(
            f"No Dask scheduler answers at {address}: start one with `dask scheduler`, check the "
            "address, and run this again."
        )


class NoWorkerError(ClusterError):
    """A scheduler has no worker."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(
            f"The Dask scheduler at {address} has no worker: start some with "
            f"`dask worker {address}`, and run this again."
        )


class OtherProgramError(ClusterError):
    """What a cluster runs would give other results, or none."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(
            f"The cluster at {address} does not run the same program: install the version of "
            "mapapp, its packages and Python that run here for the scheduler and every worker."
        )


class WorkersLostError(ClusterError):
    """One worker after the other has ended at the same piece."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(
            f"Several workers of the cluster at {address} ended at the same piece of work: it may "
            "need more memory than they have; their logs say more."
        )


def do_on_cluster(
    task: Callable[[Piece], Result], pieces: Iterable[Piece], address: str
) -> Iterator[Result]:
    """Do a task for each piece, as `geodata.workers.do_each` says.

    Raises:
        ClusterError: The cluster cannot do it. What the task raises is raised here.
    """
    with _explained(address), _connect(address) as client:
        _check_that_all_have_the_program(client, address)
        program = describe_program()
        shared = client.submit(_unpack, pickle.dumps(task), program, pure=False)
        error = _wait_for(shared.exception, shared, client, address)
        if error:
            raise error
        client.replicate([shared])
        threads = sum(client.nthreads().values())

        def begin(piece: Piece) -> Future[Any]:
            return client.submit(_do_there, shared, piece, program, pure=False)

        for begun in in_order(begin, pieces, threads * PIECES_AHEAD):
            result = _wait_for(begun.result, begun, client, address)
            if isinstance(result, _OtherProgram):
                raise OtherProgramError(address)
            yield result


@contextmanager
def _connect(address: str) -> Iterator[Client]:
    """A scheduler with a worker at least."""
    for name in LOGS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1TiB"}):
        try:
            client = Client(address, timeout=PATIENCE_S, set_as_default=False)
        except OSError as error:
            raise NoSchedulerError(address) from error
        with client:
            try:
                client.wait_for_workers(1, timeout=PATIENCE_S)
            except TimeoutError as error:
                raise NoWorkerError(address) from error
            yield client


@contextmanager
def _explained(address: str) -> Iterator[None]:
    """What Dask raises, in a sentence."""
    try:
        yield
    except KilledWorker as error:
        raise WorkersLostError(address) from error
    except (CancelledError, CommClosedError) as error:
        raise NoSchedulerError(address) from error


def _check_that_all_have_the_program(client: Client, address: str) -> None:
    """A worker that cannot import what it is sent would end without a word."""
    name = PROGRAM[-1]
    found = [client.run_on_scheduler(find_spec, name), *client.run(find_spec, name).values()]
    if not all(found):
        raise OtherProgramError(address)


def _wait_for(
    ask: Callable[..., Result], future: Future[Any], client: Client, address: str
) -> Result:
    """What a future answers, waited for as long as there is a worker that may give it."""
    while True:
        try:
            return ask(timeout=PATIENCE_S)
        except TimeoutError:
            if future.status == "error":  # the task's own
                raise
            if not client.nthreads():
                raise NoWorkerError(address) from None


class _OtherProgram:
    """The answer of a worker that does not run the same program."""


def _unpack(packed: bytes, program: str) -> Any:
    return pickle.loads(packed) if describe_program() == program else _OtherProgram()  # noqa: S301 - ours


def _do_there(task: Any, piece: Any, program: str) -> Any:
    if isinstance(task, _OtherProgram) or describe_program() != program:
        return _OtherProgram()
    return task(piece)


@cache
def describe_program() -> str:
    """What results depend on besides the task: the program, its data, its packages and Python."""
    digest = hashlib.sha256()
    for package in PROGRAM:
        for path in sorted((ROOT / package).rglob("*.py")):
            digest.update(path.read_bytes())
    digest.update((ROOT / "geodata" / "data" / "checksums.txt").read_bytes())
    python = ".".join(platform.python_version_tuple()[:2])
    packages = ", ".join(f"{name} {version(name)}" for name in SHAPING)
    return f"{digest.hexdigest()}, Python {python}, {packages}"

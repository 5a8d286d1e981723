"""Where work in pieces is done: here, in processes of this machine, or on a Dask cluster.

    for pdf in do_each(write_pdf, ["FR", "IT"], Processes(2)):
    for pdf in do_each(write_pdf, ["FR", "IT"], Cluster("tcp://scheduler.example.org:8786")):

The results come in the order of the pieces, and are the same wherever they are worked out. A task
is a pure function, or an object that can be called: it is copied once to each process, so what all
pieces need belongs to it. Workers may share no disk with this machine: files are written here.
"""

from __future__ import annotations

import os
import re
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from geodata.errors import GeodataError
from geodata.extras import MissingExtraError, are_installed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Piece = TypeVar("Piece")
Result = TypeVar("Result")

EXTRA = "mapapp[dask]"
PACKAGES = ("dask", "distributed")
"""What the extra brings."""

MAX_PROCESSES = 4
"""Of this machine: each holds what the task needs, such as a collection."""

PIECES_AHEAD = 3
"""For each process, those that are begun or wait before the first of them is asked for."""

_SCHEDULER = re.compile(r"(?:tcp|tls)://(?:\[[0-9a-fA-F:.]+\]|[\w.-]+):\d{1,5}/?", re.ASCII)


class BadSchedulerError(GeodataError, ValueError):
    """A text is not the address of a Dask scheduler."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(
            f"{address!r} is not the address of a Dask scheduler: write tcp://HOST:PORT or "
            "tls://HOST:PORT, such as tcp://127.0.0.1:8786."
        )


class NoDaskError(MissingExtraError):
    """The packages are not installed with which a cluster is asked."""

    def __init__(self) -> None:
        super().__init__(EXTRA, "Work on a Dask cluster")


@dataclass(frozen=True)
class Processes:
    """Processes of this machine; one is the calling process itself.

    With more, each starts the program again, so that must be a module that can be loaded without
    effect: not a notebook, nor a page.
    """

    number: int = 1


HERE = Processes(1)


@dataclass(frozen=True)
class Cluster:
    """The workers of a Dask scheduler.

    Raises:
        BadSchedulerError: It is not an address of one.
        NoDaskError: Dask is not installed.
    """

    address: str

    def __post_init__(self) -> None:
        """Refuse what cannot be asked, before any work is prepared."""
        if not _SCHEDULER.fullmatch(self.address):
            raise BadSchedulerError(self.address)
        if not are_installed(PACKAGES):
            raise NoDaskError


Workers: TypeAlias = Processes | Cluster


def choose_workers(scheduler: str) -> Workers:
    """The cluster of a scheduler, or processes of this machine if none is named.

    Raises:
        BadSchedulerError: The text is not an address of one.
        NoDaskError: Dask is not installed.
    """
    return Cluster(scheduler) if scheduler else Processes(min(os.cpu_count() or 1, MAX_PROCESSES))


def do_each(
    task: Callable[[Piece], Result], pieces: Iterable[Piece], workers: Workers
) -> Iterator[Result]:
    """Do a task for each piece.

    Only a few pieces are handed out before the first result is taken, so neither all pieces nor all
    results are ever held at once.

    Args:
        task: What is done; it must be possible to pickle it.
        pieces: What it is done for, one after the other.
        workers: Where.

    Yields:
        The results, in the order of the pieces.

    Raises:
        ClusterError: The cluster does not do it; what else the task raises is raised here.
    """
    if isinstance(workers, Cluster):
        from geodata.cluster import do_on_cluster  # noqa: PLC0415 - of an extra

        return do_on_cluster(task, pieces, workers.address)
    if workers == HERE:
        return map(task, pieces)
    return _do_in_processes(task, pieces, workers.number)


def in_order(begin: Callable[[Piece], Any], pieces: Iterable[Piece], ahead: int) -> Iterator[Any]:
    """Begin the work on pieces, so many before the first is done; what each began, in order."""
    rest = iter(pieces)
    begun = deque(map(begin, islice(rest, ahead)))
    while begun:
        yield begun.popleft()
        begun.extend(map(begin, islice(rest, 1)))


def _do_in_processes(
    task: Callable[[Piece], Result], pieces: Iterable[Piece], number: int
) -> Iterator[Result]:
    with ProcessPoolExecutor(
        number, get_context("spawn"), initializer=_hand_over, initargs=(task,)
    ) as pool:
        try:
            for begun in in_order(
                lambda piece: pool.submit(_do_there, piece), pieces, number * PIECES_AHEAD
            ):
                yield begun.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_there: list[Callable[[Any], Any]] = []  # the task of a process of its own


def _hand_over(task: Callable[[Any], Any]) -> None:
    _there.append(task)


def _do_there(piece: Any) -> Any:
    return _there[0](piece)

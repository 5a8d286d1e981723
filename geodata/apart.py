"""What strangers send is read in a process of its own: it can be ended, and its memory is its own.

    table = run_apart(read, data, allowed=Allowed(seconds=4, memory=400 * 1024**2))

The process is `python -m geodata.apart`: a new interpreter, which knows nothing of the caller's
main module, on any system.
"""

from __future__ import annotations

import importlib
import os
import pickle
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

from geodata.errors import GeodataError

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")

ROOT = Path(__file__).resolve().parents[1]
AT_ONCE = 2
"""Processes that run at the same time; who comes later waits."""

PATIENCE = 5  # times its time on the processor, as others may need that too
_STEP_S = 0.25
_RETURNED, _RAISED = "returned", "raised"
BROKEN = 1  # how a process ends that does not know what to do with an error
SPENT = 2  # and how one ends without an answer whose memory is all in use
_places = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Allowed:
    """What a piece of work may cost: seconds on the processor, and bytes of memory.

    A system that cannot limit memory (Windows, macOS) limits the time alone.
    """

    seconds: float
    memory: int


class TooCostlyError(GeodataError, RuntimeError):
    """The work needed more time or memory than it was allowed, and was ended."""

    def __init__(self) -> None:
        super().__init__("The work took more time or memory than is allowed.")


class WorkFailedError(RuntimeError):
    """There is a mistake in the program: its traceback is in the log."""


def run_apart(task: Callable[..., Result], *arguments: object, allowed: Allowed) -> Result:
    """Call a function of a module in another process.

    Args:
        task: It must be found by its name in its module.
        arguments: What it is called with; like its result, they are copied.
        allowed: What it may cost.

    Raises:
        TooCostlyError: It was ended.
        GeodataError, OSError: What the function raises.
        WorkFailedError: It raises something else.
    """
    request = pickle.dumps((task.__module__, task.__qualname__, arguments, allowed))
    with _places:
        answer = _ask(request, allowed)
    try:
        outcome, value = pickle.loads(answer)  # noqa: S301 - of our own process
    except (EOFError, pickle.UnpicklingError) as error:
        raise TooCostlyError from error
    if outcome == _RAISED:
        raise value
    result: Result = value
    return result


def _ask(request: bytes, allowed: Allowed) -> bytes:
    """Run a process to its end, or end it: then its answer is not whole."""
    until = time.monotonic() + PATIENCE * allowed.seconds
    paths = filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))
    with subprocess.Popen(
        [sys.executable, "-m", "geodata.apart"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as process:
        entry, process.stdin = process.stdin, None
        threading.Thread(target=_send, args=(entry, request), daemon=True).start()
        try:
            answer = _answer(process, until)
        finally:
            process.kill()
    if process.returncode == BROKEN:
        raise WorkFailedError
    return answer


def _answer(process: subprocess.Popen[bytes], until: float) -> bytes:
    """Wait for a process, as long as it may take and this program goes on."""
    while time.monotonic() < until and threading.main_thread().is_alive():
        with suppress(subprocess.TimeoutExpired):
            return bytes(process.communicate(timeout=_STEP_S)[0])
    raise TooCostlyError


def _send(entry: IO[bytes], request: bytes) -> None:
    """Write the request, as far as the process reads it."""
    with suppress(OSError), entry:
        entry.write(request)


def serve() -> None:
    """Answer one request: what a function prints is not part of it, and goes to the log."""
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    module, name, arguments, allowed = pickle.load(sys.stdin.buffer)  # noqa: S301 - of the caller
    task: Any = importlib.import_module(module)
    for part in name.split("."):
        task = getattr(task, part)
    _limit(allowed)
    try:
        try:
            answer = pickle.dumps((_RETURNED, task(*arguments)))
        except (GeodataError, OSError) as error:
            answer = pickle.dumps((_RAISED, error))
        with output:
            output.write(answer)
    except MemoryError:
        os._exit(SPENT)  # immediately: there is no memory to answer with, nor to report an error


def _limit(allowed: Allowed) -> None:
    """Let the system end this process where it needs more."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    seconds = int(allowed.seconds)
    for kind, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_DATA, allowed.memory),
    ):
        _, hard = resource.getrlimit(kind)
        within = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (within, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    importlib.import_module("geodata.apart").serve()  # by the name that its classes have elsewhere

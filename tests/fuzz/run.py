"""Send random input to every entry point: `make fuzz`, or `python -m tests.fuzz.run --inputs 9000`.

A fault is a traceback, a refusal of several lines, more than `SLOWEST_S` for one input, or memory
that grows. Each is printed with the surface and the seed that make it again:

    python -m tests.fuzz.run --only csv --seed 123 --inputs 1
"""

from __future__ import annotations

import argparse
import resource
import signal
import sys
import time
import traceback
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from geodata.errors import GeodataError
from tests.fuzz.surfaces import SURFACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SLOWEST_S = 10
MAX_GROWTH = 300 * 1024**2
"""Bytes that a run may add once every surface has been used: caches are bounded, so they fill."""

WARMED_UP = 0.2
"""The share of the inputs after which memory is looked at first."""


class Fault(NamedTuple):
    """An input that was not passed as it should, and what happened."""

    surface: str
    seed: int
    problem: str


class TooSlowError(Exception):
    """An input takes longer than any may."""


def feed(surface: str, seed: int) -> str:
    """Pass one input in; what is wrong with the outcome, empty if nothing is."""
    made = SURFACES[surface].make(Random(seed))  # noqa: S311 - the same every time
    signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, SLOWEST_S)
    try:
        SURFACES[surface].feed(made)
    except GeodataError as error:
        return f"several lines: {error}" if "\n" in str(error) else ""
    except Exception:  # noqa: BLE001 - what no door may let through
        return f"{made!r:.300}\n{traceback.format_exc()}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return ""


def share_out(inputs: int, surfaces: Iterable[str]) -> dict[str, int]:
    """How many inputs each surface gets: the fewer, the more one costs."""
    parts = {name: 1 / SURFACES[name].cost for name in surfaces}
    return {
        name: max(1, round(inputs * part / sum(parts.values()))) for name, part in parts.items()
    }


def fuzz(inputs: int, first_seed: int, surfaces: Iterable[str]) -> Iterator[Fault]:
    """Pass inputs through some surfaces, and report every fault."""
    shares = share_out(inputs, surfaces)
    for name, number in shares.items():
        began, memory = time.perf_counter(), 0
        for at in range(number):
            problem = feed(name, first_seed + at)
            if problem:
                yield Fault(name, first_seed + at, problem)
            if at == int(number * WARMED_UP):
                memory = _memory()
        grown = _memory() - memory
        if grown > MAX_GROWTH:
            yield Fault(name, first_seed, f"memory grew by {grown / 1024**2:.0f} MiB")
        took = time.perf_counter() - began
        print(
            f"{name}: {number:,} inputs, {took:.0f} s, {grown / 1024**2:.0f} MiB more", flush=True
        )


def main() -> int:
    """Run, print the faults, and fail if there are any."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=SURFACES, nargs="*", default=[*SURFACES])
    asked = parser.parse_args()
    faults = list(fuzz(asked.inputs, asked.seed, asked.only))
    for fault in faults:
        print(f"== {fault.surface}, seed {fault.seed}\n{fault.problem}")
    print(f"{len(faults)} faults")
    return int(bool(faults))


def _memory() -> int:
    """The most that this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _stop(*_: object) -> None:
    raise TooSlowError


if __name__ == "__main__":
    sys.exit(main())

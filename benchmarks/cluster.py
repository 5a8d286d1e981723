"""What `geocode`, `import` and `check` take here, and on a Dask cluster of one and two workers.

    python benchmarks/cluster.py                          # 100,000 rows, and sites
    python benchmarks/cluster.py 1000000 --only geocode

Scheduler and workers run on this machine, a worker a process of one thread, which loads the
program for the first command. The sheet names towns of the gazetteer with their countries, one in
ten with a letter left out. Columns: seconds by the clock; seconds of the processor and most memory
of the command's own process, without its workers. What is written is compared with what is written
without a cluster.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.synthetic import write_synthetic
from mapapp.commands.preparing import prepare_if_large
from tests.dask_cluster import running_scheduler, running_worker

ROOT = Path(__file__).parents[1]
SITES_AT_A_PLACE = 50
COMMANDS = {
    "geocode": (
        "ROOM/towns.csv", "-o", "ROOM/out.csv", "--place", "town", "--country", "land"
    ),
    "import": ("ROOM/towns.csv", "-o", "ROOM/out"),
    "check": ("ROOM/sites",),
}  # fmt: skip
"""The words of each, with the folder that everything stands in."""


def main(size: int, only: str | None = None) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as parent:
        room = Path(parent)
        write_towns(room / "towns.csv", size)
        commands = [only] if only else [*COMMANDS]
        if "check" in commands:
            places = min(20_000, max(200, size // SITES_AT_A_PLACE))
            folder = write_synthetic(room / "sites", places=places, records=size)
            prepare_if_large(folder)  # so that no check takes its time
        alone = [measure(room, command, "here") for command in commands]
        for number in (1, 2):
            with ExitStack() as running:
                address, _ = running.enter_context(running_scheduler())
                for _ in range(number):
                    running.enter_context(running_worker(address))
                where = f"workers: {number}"
                cluster = ("--scheduler", address)
                written = [measure(room, command, where, *cluster) for command in commands]
            assert written == alone, "a cluster writes something else"


def write_towns(path: Path, rows: int, seed: int = 1) -> None:
    """Write a list of towns, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secrets
    table = pd.read_parquet(ROOT / "geodata/data/gazetteer_places.parquet")
    table = table[table["feature"] == "city"].drop_duplicates(["country", "name"])
    towns = [*zip(table["name"], table["country"], strict=True)]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["number", "town", "land"])
        for at in range(rows):
            name, country = chance.choice(towns)
            left_out = chance.randrange(len(name)) if at % 10 == 0 else len(name)
            writer.writerow([at, name[:left_out] + name[left_out + 1 :], country])


def measure(room: Path, command: str, where: str, *more: str) -> dict[str, bytes]:
    """Run a command of the program, print what it took, and give what it wrote and printed."""
    printed, out = room / "printed", room / "out"
    files = [
        (os.POSIX_SPAWN_OPEN, 1, str(printed), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    words = [word.replace("ROOM", str(room)) for word in COMMANDS[command]]
    started = time.perf_counter()
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "mapapp", command, *words, *more],
        {**os.environ, "PYTHONPATH": str(ROOT)},
        file_actions=files,
    )
    _, status, used = os.wait4(process, 0)
    took = time.perf_counter() - started
    assert status == 0, printed.read_text(encoding="utf-8")
    spent, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(f"{command:8} {where:11} {took:7.1f} s {spent:7.1f} s {memory:6.0f} MB", flush=True)
    written = {
        path.name: path.read_bytes()
        for path in [printed, *room.glob("out*"), *out.glob("*")]
        if path.is_file()
    }
    (room / "out.csv").unlink(missing_ok=True)
    shutil.rmtree(out, ignore_errors=True)
    return written


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int, nargs="?", default=100_000)
    parser.add_argument("--only", choices=[*COMMANDS])
    main(**vars(parser.parse_args()))

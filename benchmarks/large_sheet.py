"""How long a sheet of 74,000 rows takes, in the shape of a public list of airfields, and exports.

    python benchmarks/large_sheet.py

Each command runs as a person runs it, in a process of its own: seconds of the clock and of the
processor, and the most memory that it held.
"""

from __future__ import annotations

import csv
import os
import random
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parents[1]
ROWS = 74_000
KINDS = ("small strip", "medium field", "seaplane base", "helipad", "closed")
HEADER = (
    "id", "ident", "type", "name", "latitude_deg", "longitude_deg", "elevation_ft", "continent",
    "iso_country", "iso_region", "municipality", "scheduled_service", "icao_code", "home_link",
    "reference_link", "keywords",
)  # fmt: skip


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as room:
        sheet, folder = Path(room, "airfields.csv"), Path(room, "airfields")
        write_sheet(sheet)
        print(f"{ROWS:,} rows, {sheet.stat().st_size / 1024**2:.0f} MB")
        measure("import", str(sheet), "-o", str(folder))
        for name in ("picture map.png", "picture map.svg", "table list.csv", "table list.xlsx"):
            kind, file = name.split()
            measure("export", kind, "--collection", str(folder), "-o", str(Path(room, file)))


def write_sheet(path: Path, rows: int = ROWS, seed: int = 7) -> None:
    """Write a list of invented airfields around towns of the gazetteer."""
    chance = random.Random(seed)  # noqa: S311 - no secrets, the same on every run
    table = pd.read_parquet(ROOT / "geodata/data/gazetteer_places.parquet")
    towns = table[table["feature"] == "city"].sample(n=rows, replace=True, random_state=seed)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for at, town in enumerate(towns.itertuples()):
            writer.writerow(_row(chance, at, town))


def _row(chance: random.Random, at: int, town: object) -> list[str]:
    name, country = str(getattr(town, "name")), str(getattr(town, "country"))  # noqa: B009 - untyped
    lon = int(getattr(town, "lon")) / 1e5 + chance.uniform(-0.2, 0.2)  # noqa: B009 - the same
    lat = int(getattr(town, "lat")) / 1e5 + chance.uniform(-0.2, 0.2)  # noqa: B009 - the same
    ident = f"{country}-{at:05}"
    called = name if chance.random() < 0.7 else f"{name[:4]}holm {chance.randint(1, 400)}"
    return [
        str(300_000 + at), ident, chance.choice(KINDS), f"{called} Airfield", f"{lat:.6f}",
        f"{lon:.6f}", str(chance.randint(0, 9000)), "", country,
        f"{country}-{chance.randint(1, 60)}",
        called if chance.random() < 0.93 else "", chance.choice(("yes", "no")), "",
        f"https://example.org/{ident}" if chance.random() < 0.1 else "",
        f"https://example.com/wiki/{at}" if chance.random() < 0.2 else "", "",
    ]  # fmt: skip


def measure(*command: str) -> None:
    """Run a command of the program, and print what it took."""
    started = time.perf_counter()
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "mapapp", *command],
        {**os.environ, "PYTHONPATH": str(ROOT)},
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, used = os.wait4(process, 0)
    seconds = time.perf_counter() - started
    print(
        f"{command[0]} {Path(command[-1]).name}: "
        f"{seconds:.1f} s ({used.ru_utime + used.ru_stime:.1f} s of the processor), "
        f"{used.ru_maxrss / 1024:.0f} MB at most, exit code {os.waitstatus_to_exitcode(status)}"
    )


if __name__ == "__main__":
    main()

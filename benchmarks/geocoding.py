"""Right, flagged, wrong and none on the towns of a public list of airports, beside naive peers.

    python benchmarks/geocoding.py

The list is that of the Python package `airportsdata` (development only, never part of the project):
each distinct town and country of an airport with an IATA code. A position is right within 60 km of
one of the town's airports. Every second town, by a fixed shuffle, was held out when the constants
of `geodata._ranking` were fitted; both halves are printed. The peers look at the same names in the
same gazetteer: `largest namesake` always takes the most populous bearer of the name, `three times`
leaves it open unless it has three times the people of the next.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import airportsdata
import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from geodata._index import distance_km, load_index
from geodata.geocoding import Question, geocode_table, resolve_many
from geodata.names import place_form, place_key

RIGHT_WITHIN_KM = 60.0
TABLE_ROWS = 100_000
NAMES_TIMED = 100_000
SEED = 0

Town = tuple[str, str]
Point = tuple[float, float]
Resolver = Callable[[Sequence[Town]], list[Point | None]]


def read_towns() -> dict[Town, list[Point]]:
    """Towns with the (lon, lat) of their airports, shuffled once and for all."""
    towns: defaultdict[Town, list[Point]] = defaultdict(list)
    for airport in airportsdata.load("IATA").values():
        if airport["city"] and airport["country"]:
            towns[airport["city"], airport["country"]].append((airport["lon"], airport["lat"]))
    names = sorted(towns)
    random.Random(SEED).shuffle(names)  # noqa: S311 - nothing here is a secret
    return {name: towns[name] for name in names}


def resolve_ours(towns: Sequence[Town]) -> list[Point | None]:
    """Points by `geodata.geocoding`, None where it leaves a town open."""
    matches = resolve_many([Question(name, country) for name, country in towns])
    return [
        None if match.lon is None or match.lat is None else (match.lon, match.lat)
        for match in matches
    ]


def resolve_largest(towns: Sequence[Town], times: float = 0.0) -> list[Point | None]:
    """Points of the most populous bearers, None where another has too many people too."""
    index = load_index()
    keys = np.array([place_key(place_form(name)) for name, _ in towns], np.int64)
    asked, rows, _ = index.look_up(keys)
    bearers: defaultdict[int, list[int]] = defaultdict(list)
    for town, row in zip(asked, rows, strict=True):
        in_country = index.countries[index.country[row]] == towns[town][1]
        if in_country and not index.is_region[row]:
            bearers[int(town)].append(int(row))
    return [_take_largest(bearers[town], times) for town in range(len(towns))]


def resolve_three_times(towns: Sequence[Town]) -> list[Point | None]:
    """Points of bearers with three times the people of the next."""
    return resolve_largest(towns, times=3.0)


def _take_largest(rows: list[int], times: float) -> Point | None:
    index = load_index()
    ranked = sorted(rows, key=lambda row: -int(index.population[row]))
    if not ranked:
        return None
    first, *others = ranked
    if others and index.population[first] < times * index.population[others[0]]:
        return None
    return float(index.lon[first]), float(index.lat[first])


def share_right_and_wrong(
    towns: dict[Town, list[Point]], found: Sequence[Point | None]
) -> tuple[float, float, float]:
    """Percentages: right, wrong without being flagged, left open."""
    counts: Counter[str] = Counter()
    for airports, point in zip(towns.values(), found, strict=True):
        if point is None:
            counts["open"] += 1
            continue
        lon, lat = np.array(airports).T
        near = distance_km(lon, lat, *point).min() <= RIGHT_WITHIN_KM
        counts["right" if near else "wrong"] += 1
    right, wrong, left = (100 * counts[kind] / len(towns) for kind in ("right", "wrong", "open"))
    return right, wrong, left


def report_accuracy(towns: dict[Town, list[Point]]) -> None:
    """Print the shares of each peer on the whole list and on its halves."""
    names = list(towns)
    halves = {"all": names, "fitted half": names[::2], "held-out half": names[1::2]}
    peers: dict[str, Resolver] = {
        "mapapp": resolve_ours,
        "largest namesake": resolve_largest,
        "three times": resolve_three_times,
    }
    print(f"{'':18}{'':15}{'towns':>7}{'right':>8}{'wrong':>8}{'open':>8}   %")
    for label, chosen in halves.items():
        part = {name: towns[name] for name in chosen}
        for peer, resolver in peers.items():
            right, wrong, left = share_right_and_wrong(part, resolver(chosen))
            print(f"{peer:18}{label:15}{len(part):7}{right:8.2f}{wrong:8.2f}{left:8.2f}")
    kinds = Counter(match.match for match in resolve_many([Question(*name) for name in names]))
    shares = {kind: f"{100 * number / len(names):.2f} %" for kind, number in kinds.most_common()}
    print("mapapp by match:", shares)


def report_speed(towns: dict[Town, list[Point]]) -> None:
    """Print how long loading takes and how many names a second are resolved."""
    names = list(towns)
    load = (
        "import time, geodata._index as index; begun = time.perf_counter(); index.load_index(); "
        "print(time.perf_counter() - begun)"
    )
    done = subprocess.run(  # noqa: S603 - a fixed command
        [sys.executable, "-c", load],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    print(f"load: {float(done.stdout):.2f} s")
    begun = time.perf_counter()
    resolve_many([Question(*name) for name in names])
    seconds = time.perf_counter() - begun
    print(f"distinct names: {len(names) / seconds:,.0f} a second")
    many = [Question(*names[i % len(names)]) for i in range(NAMES_TIMED)]
    begun = time.perf_counter()
    resolve_many(many)
    print(f"with repetitions: {NAMES_TIMED / (time.perf_counter() - begun):,.0f} a second")
    frame = pd.DataFrame([names[i % len(names)] for i in range(TABLE_ROWS)], columns=["p", "c"])
    begun = time.perf_counter()
    geocode_table(frame, place="p", country="c")
    print(f"a table of {TABLE_ROWS:,} rows, with suggestions: {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    TOWNS = read_towns()
    report_accuracy(TOWNS)
    report_speed(TOWNS)

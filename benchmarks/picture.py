"""The picture beside altair: seconds to a PNG, the first of a process and later ones.

    python benchmarks/picture.py [--rounds 5]

Both draw the same record at 1200 units across, with outlines of all countries, in turn. A first
picture is timed after the imports and the reading of the record, in a process of its own; of the
later ones the median counts, each with another focus, so that nothing is only looked up.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import altair as alt
import vl_convert

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from geodata.collection import read_collection  # noqa: E402 - after the path
from geodata.outlines import outlines_geojson  # noqa: E402 - the same
from layers.selection import Selected, Selection, select  # noqa: E402 - the same
from mapapp.exports.picture.options import PictureOptions  # noqa: E402 - the same
from mapapp.exports.picture.picture_files import draw_picture  # noqa: E402 - the same

FOCUSES = ("world", "IT", "Europe", "Asia", "Africa", "ES,FR", "US")
GATE_S = 0.5


def draw_ours(shown: Selected, focus: str) -> bytes:
    """The picture: title, map, legend, what is not on it, sources."""
    return draw_picture(shown, PictureOptions(form="png", focus=focus))


def draw_altair(shown: Selected, focus: str) -> bytes:
    """Outlines and circles, without labels, legend or texts; the title names the focus."""
    sites = shown.of_role("site")[shown.of_role("site").geometry.notna()]
    rows = [
        {"lon": lon, "lat": lat, "count": int(count), "jurisdiction": jurisdiction}
        for lon, lat, count, jurisdiction in zip(
            sites.geometry.x, sites.geometry.y, sites["count"], sites["jurisdiction"], strict=True
        )
    ]
    land = alt.Chart(alt.Data(values=outlines_geojson()["features"])).mark_geoshape(fill="#f7f5f0")
    marks = alt.Chart(alt.Data(values=rows)).mark_circle()
    marks = marks.encode(
        longitude="lon:Q", latitude="lat:Q", size="count:Q", color="jurisdiction:N"
    )
    chart = (land + marks).project("equalEarth").properties(width=1200, height=570, title=focus)
    return bytes(vl_convert.vegalite_to_png(json.dumps(chart.to_dict()), scale=1))


DRAWINGS: dict[str, Callable[[Selected, str], bytes]] = {"mapapp": draw_ours, "altair": draw_altair}


def seconds(name: str, shown: Selected, focus: str) -> float:
    """Draw once."""
    start = time.perf_counter()
    assert DRAWINGS[name](shown, focus).startswith(b"\x89PNG")
    return time.perf_counter() - start


def seconds_at_first(name: str) -> float:
    """Draw once in a process that has drawn nothing yet."""
    run = [sys.executable, __file__, "--first", name]
    done = subprocess.run(run, capture_output=True, text=True, check=True)  # noqa: S603 - our own call
    return float(done.stdout)


def read_record() -> Selected:
    """The whole record."""
    return select(read_collection(ROOT / "seeds"), Selection())


def main() -> None:
    """Measure both in turn and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--first", choices=DRAWINGS, help="draw one and print its time")
    asked = parser.parse_args()
    if asked.first:
        print(seconds(asked.first, read_record(), FOCUSES[0]))
        return
    first = {name: [] for name in DRAWINGS}
    for _ in range(asked.rounds):
        for name, times in first.items():
            times.append(seconds_at_first(name))
    shown = read_record()
    later = {name: [] for name in DRAWINGS}
    for name in DRAWINGS:
        seconds(name, shown, FOCUSES[0])
    for focus in FOCUSES:
        for name, times in later.items():
            times.append(seconds(name, shown, focus))
    print(f"{'':8} {'first':>8} {'again':>8} {'best':>8}")
    for name in DRAWINGS:
        figures = (median(first[name]), median(later[name]), min(later[name]))
        print(f"{name:8} " + " ".join(f"{each:6.2f} s" for each in figures))
    print(f"gate: {GATE_S} s")


if __name__ == "__main__":
    main()

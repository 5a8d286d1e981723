"""What grows with the number of records, and by how much for each of them.

python benchmarks/scale.py                        # 1,000, 10,000 and 100,000 sites
python benchmarks/scale.py 1000000 --only check
python benchmarks/scale.py 100000 --only documents
python benchmarks/scale.py 100000 --only postgis  # starts a server, see scripts/start_postgis.py

Each stage runs in a process of its own; memory is the most that this process held at once. All but
`check`, `prepare`, `columnar`, `grouped` and `postgis` include reading the collection, whose time
is not counted with theirs. Columns: sites, stage, step, seconds of the processor (or MB), seconds
by the clock, and the former for each site. A database has a processor's time and memory of its own.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.synthetic import write_synthetic

if TYPE_CHECKING:
    from collections.abc import Iterator

STAGES = (
    "check", "page", "prepare", "columnar", "grouped", "brief", "xlsx", "picture", "article"
)  # fmt: skip
GROUPS = {
    "documents": ("brief", "xlsx", "picture", "article"),
    "engines": ("page", "prepare", "columnar"),
    "postgis": ("postgis",),
}
PLACES_OF = 50
"""Sites at each place, until there are 20,000 places."""


def measure(folder: Path, stage: str) -> None:
    """Run one stage and print its steps, the seconds of each, and the peak of memory."""
    of_folder = {
        "check": _check, "prepare": _prepare, "columnar": _columnar, "grouped": _grouped,
        "postgis": _postgis,
    }  # fmt: skip
    if stage in of_folder:
        of_folder[stage](folder)
    else:
        _on_collection(folder, stage)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{stage}\tmemory\t{peak_mb:.0f}")


@contextmanager
def timed(stage: str, step: str) -> Iterator[None]:
    """Print how long a step takes: seconds of the processor, then by the clock."""
    started, spent = time.perf_counter(), time.process_time()
    yield
    took, spent = time.perf_counter() - started, time.process_time() - spent
    print(f"{stage}\t{step}\t{spent:.3f}\t{took:.3f}", flush=True)


def _check(folder: Path) -> None:
    from geodata.check import find_faults  # noqa: PLC0415 - not in the other stages

    with timed("check", "check"):
        faults = find_faults(folder)
    assert not faults, faults[0]


def _prepare(folder: Path) -> None:
    from layers.stores.store_files import build_files  # noqa: PLC0415 - as above

    with timed("prepare", "write files"):
        build_files(folder)


def _columnar(folder: Path) -> None:
    """What the page asks, from the files that `prepare` has left."""
    from layers.stores.opening import open_stored  # noqa: PLC0415 - as above

    with timed("columnar", "open"):
        collection = open_stored(folder)
    _page(collection, "columnar")


def _grouped(folder: Path) -> None:
    """The article of all, from the files that `prepare` has left."""
    from layers.stores.opening import open_stored  # noqa: PLC0415 - as above

    with timed("grouped", "open"):
        collection = open_stored(folder)
    _article(collection, "grouped")


def _postgis(folder: Path) -> None:
    """What the page asks of a database, which has memory of its own; and what fills it."""
    from layers.stores.postgis_store import open_pushed  # noqa: PLC0415 - as above
    from layers.stores.pushing import push_collection  # noqa: PLC0415
    from layers.stores.sources import DatabaseAddress  # noqa: PLC0415
    from scripts.start_postgis import running_server  # noqa: PLC0415

    with running_server() as server:
        address = DatabaseAddress(server.make_database("benchmark"))
        with timed("postgis", "push, with the check"):
            push_collection(folder, address)
        with timed("postgis", "push again"):
            push_collection(folder, address)
        with timed("postgis", "open"):
            collection = open_pushed(address)
        _page(collection, "postgis")


def _on_collection(folder: Path, stage: str) -> None:
    from geodata.collection import read_collection  # noqa: PLC0415 - as above

    with timed(stage, "check and read"):
        collection = read_collection(folder)
    steps = {
        "page": _page, "brief": _brief, "xlsx": _xlsx, "picture": _picture, "article": _article
    }  # fmt: skip
    if stage in steps:
        steps[stage](collection)


def _page(collection, stage: str = "page") -> None:  # noqa: ANN001 - of geodata, imported late
    from layers.overview import build_overview  # noqa: PLC0415 - as above
    from layers.scene import build_scene  # noqa: PLC0415
    from layers.selection import Selection, select  # noqa: PLC0415
    from layers.words import Words  # noqa: PLC0415
    from mapapp.list_state import Listing  # noqa: PLC0415
    from mapapp.panels.country_sheet import countries_html  # noqa: PLC0415
    from mapapp.panels.filter_choices import build_facets  # noqa: PLC0415
    from mapapp.panels.record import record_html  # noqa: PLC0415
    from mapapp.panels.record_list import records_html  # noqa: PLC0415

    words = Words(collection, "en")
    with timed(stage, "scene, once"):
        build_scene(select(collection, Selection()))
    asked = {
        "all": Selection(),
        "a jurisdiction": Selection(jurisdiction=frozenset({"nantong"})),
        "a country": Selection(country=frozenset({"IT"})),
        "years": Selection(year=(2016, 2018)),
        "a search": Selection(search="police"),
        "another search": Selection(search="minister"),
        "two words": Selection(search="minister rome"),
    }
    for name, selection in asked.items():
        with timed(stage, f"select, {name}"):
            shown = select(collection, selection)
        if selection.search:
            with timed(stage, f"search, {name}"):
                records_html(shown, build_overview(shown, words), Listing())
        with timed(stage, f"scene, {name}"):
            build_scene(shown)
        with timed(stage, f"facets, {name}"):
            build_facets(collection, selection)
        with timed(stage, f"head, {name}"):
            overview = build_overview(shown, words)
        with timed(stage, f"list, {name}"):
            records_html(shown, overview, Listing())
    shown = select(collection, Selection())
    overview = build_overview(shown, words)
    for column in ("title", "country", "established", "status", "count"):
        with timed(stage, f"list by {column}"):
            records_html(shown, overview, Listing(column=column))
    record = str(shown.page("stations", length=1).records["id"].iloc[0])
    with timed(stage, "a record"):
        record_html(shown, overview, record)
    with timed(stage, "a country"):
        countries_html(shown, overview, ["IT"], has_briefing=True)


def _brief(collection) -> None:  # noqa: ANN001 - as above
    from mapapp.exports.brief.build import build_brief  # noqa: PLC0415
    from mapapp.exports.brief.writers import write_brief  # noqa: PLC0415

    code, number = _largest_brief(collection)
    print(f"brief\trecords of {code}\t{number}")
    with timed("brief", "text"):
        brief = build_brief(collection, [code])
    with timed("brief", "pdf"):
        write_brief(brief, "pdf")


def _largest_brief(collection) -> tuple[str, int]:  # noqa: ANN001 - as above
    """The country with most records, and their number."""
    from layers.selection import Selection, select  # noqa: PLC0415 - as above

    shown = select(collection, Selection(layer=frozenset(collection.about.layers)))
    counts = Counter(
        code for table in shown.tables.values() for codes in table["hosts"] for code in codes
    )
    return max(counts.items(), key=lambda each: each[1])


def _xlsx(collection) -> None:  # noqa: ANN001 - as above
    from layers.selection import Selection, select  # noqa: PLC0415
    from mapapp.exports.table_formats.xlsx import to_xlsx  # noqa: PLC0415

    shown = select(collection, Selection(layer=frozenset(collection.about.of_role("site"))))
    with timed("xlsx", "write"):
        to_xlsx(shown)


def _picture(collection) -> None:  # noqa: ANN001 - as above
    from layers.selection import Selection, select  # noqa: PLC0415
    from mapapp.exports.picture.options import PictureOptions  # noqa: PLC0415
    from mapapp.exports.picture.picture_files import draw_picture  # noqa: PLC0415

    with timed("picture", "svg"):
        draw_picture(select(collection, Selection()), PictureOptions(form="svg"))


def _article(collection, stage: str = "article") -> None:  # noqa: ANN001 - as above
    from layers.selection import Selection, select  # noqa: PLC0415
    from mapapp.exports.article.document import article_html  # noqa: PLC0415
    from mapapp.exports.article.options import ArticleOptions  # noqa: PLC0415

    with timed(stage, "html"):
        page = article_html(select(collection, Selection()), ArticleOptions(title="Records"))
    print(f"{stage}\tsize in MB\t{len(page) / 1e6:.1f}")


def _report(sizes: list[int], stages: list[str]) -> None:
    for size in sizes:
        with tempfile.TemporaryDirectory() as parent:
            folder = write_synthetic(
                Path(parent) / "collection",
                places=min(20_000, max(200, size // PLACES_OF)),
                records=size,
            )
            for stage in stages:
                _run(folder, size, stage)


def _run(folder: Path, size: int, stage: str) -> None:
    command = [sys.executable, __file__, "--folder", str(folder), "--only", stage]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    for line in done.stdout.splitlines():
        name, step, figure, *clock = line.split("\t")
        per_record = f"{float(figure) / size * 1e6:8.1f} µs" if step != "memory" else ""
        figures = f"{figure:>9} {''.join(clock):>9} {per_record}"
        print(f"{size:>9,}  {name:8} {step:28} {figures}", flush=True)
    if done.returncode:
        print(f"{size:>9,}  {stage:8} {done.stderr.strip().splitlines()[-1]}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--only", choices=[*STAGES, *GROUPS])
    parser.add_argument("--folder", type=Path, help="Measure one stage on a collection.")
    asked = parser.parse_args()
    if asked.folder:
        measure(asked.folder, asked.only)
    else:
        wanted = GROUPS.get(asked.only, (asked.only,)) if asked.only else STAGES
        _report(asked.sizes, list(wanted))

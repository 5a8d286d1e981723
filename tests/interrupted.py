"""Run a writer again and again, and stop it at each step that it takes on the disk.

    python tests/interrupted.py JOB.json

Python calls audit hooks for a step before it is taken: there the writer gets an error of the
system, Ctrl-C, or is killed. Each run is a process of its own, forked before any thread is started:
what a writer needs is loaded once, and `WITHOUT_THREADS` keeps that from starting any.
"""

# ruff: noqa: PLC0415 - a writer loads what it alone needs

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import threading
import traceback
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1]))

from geodata.writing import replacing_folder, write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable

WITHOUT_THREADS = {
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
"""Variables of the process: for pyarrow and numpy."""

NEEDED = {
    "import": ("geodata.importing.building", "geodata.importing.drafting",
               "geodata.importing.previous_import", "geodata.importing.reading"),
    "locate": ("geodata.locating",),
    "pack": ("geodata.collection", "layers.selection", "mapapp.exports.picture.pack"),
    "briefs": ("geodata.collection", "mapapp.exports.brief.folder"),
}  # fmt: skip
"""The modules of each writer that take long to load."""

WAYS = ("fail", "interrupt", "kill")
MEND = "mend"


def write_folder(folder: Path) -> None:
    """The smallest writer of all."""
    with replacing_folder(folder, keeps=True) as fresh:
        for name in ("a", "b"):
            (fresh / name).write_bytes(b"new")


def write_file(folder: Path) -> None:
    """A writer of one file."""
    write_atomically(folder / "a", b"new")


def write_import(folder: Path, sheet: bytes = b"City,Country\nRome,IT\nParis,FR\n") -> None:
    """`import --replace`."""
    import datetime as dt

    from geodata.importing.building import write_collection
    from geodata.importing.drafting import Choices, make_draft
    from geodata.importing.previous_import import read_previous_import
    from geodata.importing.reading import read_data

    table = read_data(sheet, "sites.csv")
    today = dt.date(2026, 11, 23)
    draft = make_draft(table, Choices(), today=today, earlier=read_previous_import(folder))
    write_collection(draft.built, folder)


def write_places(folder: Path) -> None:
    """`locate`."""
    from geodata.locating import locate_collection

    locate_collection(folder)


def write_pack(folder: Path) -> None:
    """`export picture --pack`; what the files show is tried elsewhere."""
    from geodata.collection import read_collection
    from layers.selection import Selection, select
    from mapapp.exports.picture import pack
    from mapapp.exports.picture.options import PictureOptions

    shown = select(read_collection(folder.parent.parent / "record"), Selection())
    with patch.object(pack, "make_pack", return_value=dict.fromkeys(pack.PACK_FILES, b"new")):
        pack.write_pack(folder, shown, PictureOptions(size="article", form="svg"))


def write_briefs(folder: Path) -> None:
    """`brief --all`; what the briefs say is tried elsewhere."""
    from geodata.collection import read_collection
    from mapapp.exports.brief import folder as briefs

    record = read_collection(folder.parent.parent / "record")
    with patch.object(briefs, "write_brief", return_value=b"new"):
        list(briefs.write_all(record, folder))


WRITERS: dict[str, Callable[[Path], None]] = {
    "folder": write_folder,
    "file": write_file,
    "import": write_import,
    "locate": write_places,
    "pack": write_pack,
    "briefs": write_briefs,
}


def main(job: Path) -> None:
    """Run a job: the writer's name, the folder as it was before, and whether only renames count."""
    task = json.loads(job.read_text(encoding="utf-8"))
    room, write = job.parent, WRITERS[task["writer"]]
    for module in NEEDED.get(task["writer"], ()):
        import_module(module)
    assert _count_threads() == 1
    steps = _count_steps(write, _case(room, "none", 0), only_renames=task["only_renames"])
    for way in task["ways"]:
        for step in range(1, steps + 1):
            _run(write, _case(room, way, step), way, step, only_renames=task["only_renames"])
    job.with_name("steps").write_text(str(steps), encoding="utf-8")


def _count_threads() -> int:
    """Those of any library too, where the system reports them."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.exists() else threading.active_count()


def _case(room: Path, way: str, step: int) -> Path:
    folder = room / f"{way}-{step}" / "target"
    shutil.copytree(room / "before", folder)
    return folder


def _count_steps(write: Callable[[Path], None], folder: Path, *, only_renames: bool) -> int:
    reading, writing = os.pipe()
    if not os.fork():
        seen = _Steps(folder, "none", 0, only_renames=only_renames)
        write(folder)
        os.write(writing, str(seen.count).encode())
        os._exit(0)
    os.wait()
    return int(os.read(reading, 100))


def _run(
    write: Callable[[Path], None], folder: Path, way: str, step: int, *, only_renames: bool
) -> None:
    if os.fork():
        os.wait()
        return
    _Steps(folder, way, step, only_renames=only_renames)
    try:
        write(folder)
    except KeyboardInterrupt:
        outcome = "interrupted"
    except OSError as error:
        outcome = str(error)
    except BaseException:  # noqa: BLE001 - what it is, the test reads in the file
        outcome = traceback.format_exc()
    else:
        outcome = "done"
    folder.with_name("outcome").write_text(outcome, encoding="utf-8")
    os._exit(0)


class _Steps:
    """Counts what is done in a folder, and stops at the step that is wanted."""

    def __init__(self, folder: Path, way: str, wanted: int, *, only_renames: bool) -> None:
        self.count = 0
        self._room = str(folder.parent)
        self._way = way
        self._wanted = wanted
        self._events = ("os.rename",) if only_renames else ("os.", "open", "shutil.")
        sys.addaudithook(self)

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if not event.startswith(self._events) or self._room not in str(arguments):
            return
        self.count += 1
        if self.count != self._wanted:
            return
        if self._way == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self._way == "interrupt":
            raise KeyboardInterrupt
        raise OSError(5, "Input/output error", str(arguments[0]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

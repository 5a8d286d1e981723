"""Small changes to a description, as a slip of the hand or another program makes them."""

from __future__ import annotations

import copy
import csv
import io
import json
import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

LUMERIA = "tests/collections/lumeria"
VALUES = (
    None, True, False, 0, -1, 2.5, 10**20, "", " ", "x", "a/b", "1", "é", "<b>", [], ["x"], [None],
    {}, {"x": "y"}, {"": None}, [[]], "stations", "2026-13-45", "en", "zz",
)  # fmt: skip


def mutate(source: Path, folder: Path, random: Random) -> str:
    """Copy a collection with one to three changes to its description, and say which.

    A column that goes from the description goes from its table too, so that the two still fit.
    """
    shutil.copytree(source, folder)
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    changes = [_change(folder, descriptor, random) for _ in range(random.choice((1, 1, 2, 3)))]
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    return "; ".join(changes)


def _change(folder: Path, descriptor: dict[str, Any], random: Random) -> str:
    changes = (_drop_key, _drop_key, _put_value, _put_value, _swap, _drop_column)
    return random.choice(changes)(folder, descriptor, random)


def _places(part: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every key and position in a document; whole tables are left in."""
    keys = list(part) if isinstance(part, dict) else range(len(part)) if type(part) is list else ()
    found = []
    for key in keys:
        here = (*place, key)
        if here[:1] != ("resources",) or len(here) > 2:
            found.append(here)
        found += _places(part[key], here)
    return found


def _pick(descriptor: dict[str, Any], random: Random) -> tuple[Any, Any, str]:
    """A place somewhere: every depth is as likely, for most places are deep."""
    places = _places(descriptor)
    depth = random.choice(sorted({len(place) for place in places}))
    *path, last = random.choice([place for place in places if len(place) == depth])
    part: Any = descriptor
    for key in path:
        part = part[key]
    return part, last, ".".join(map(str, (*path, last)))


def _drop_key(_: Path, descriptor: dict[str, Any], random: Random) -> str:
    part, last, place = _pick(descriptor, random)
    del part[last]
    return f"{place} dropped"


def _put_value(_: Path, descriptor: dict[str, Any], random: Random) -> str:
    part, last, place = _pick(descriptor, random)
    part[last] = copy.deepcopy(random.choice(VALUES))
    return f"{place} = {part[last]!r}"


def _swap(_: Path, descriptor: dict[str, Any], random: Random) -> str:
    (part, last, place), (other, key, there) = (_pick(descriptor, random) for _ in range(2))
    part[last] = copy.deepcopy(other[key])
    return f"{place} = what {there} is"


def _drop_column(folder: Path, descriptor: dict[str, Any], random: Random) -> str:
    try:
        table = random.choice(descriptor["resources"])
        fields = table["schema"]["fields"]
        gone = fields.pop(random.randrange(len(fields)))["name"]
        path = folder / table["path"]
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        out = io.StringIO()
        names = [name for name in rows[0] if name != gone] if rows else []
        writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        if rows:
            path.write_text(out.getvalue(), encoding="utf-8")
    except (KeyError, TypeError, ValueError, OSError, AttributeError, IndexError):
        return "no column dropped"  # an earlier change was in the way
    return f"column {gone} of {table['name']} dropped"

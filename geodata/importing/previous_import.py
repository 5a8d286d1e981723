"""The previous import into a folder: its tables, and how its sheet was understood.

`import.json` lies beside the tables. It keeps the mapping of columns, the order of dates and every
answer that a person gave, so that the next version of the sheet is read in the same way.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from geodata.description import Description, read_description
from geodata.errors import BadCollectionError, GeodataError, NoCollectionError
from geodata.importing.coordinates import Position
from geodata.importing.findings import Subject
from geodata.importing.place_answers import KnownPlace, KnownPlaces
from geodata.plain_files import read_plain_file
from geodata.tables import read_cells
from geodata.working_folders import temporary_folder
from geodata.zipped import unpack_collection

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geodata.importing.date_orders import DateOrder
    from geodata.importing.sheet_records import Plan

MEMORY = "import.json"
QUESTIONS = "questions.csv"
Row = dict[str, str]


class BadMemoryError(GeodataError, ValueError):
    """A file is not what an import remembers."""

    def __init__(self) -> None:
        super().__init__(
            "The file holds no answers of an import: choose the one that the import page gave, or "
            f"{MEMORY} of a collection."
        )


@dataclass(frozen=True)
class PreviousImport:
    """A collection as it lies on disk, and what is remembered of its import.

    `tables` hold every cell as text. `fields`, `orders`, `country`, `system` and `answers` are
    those of `Plan`; empty if the collection was not imported.
    """

    about: Description
    tables: Mapping[str, list[Row]]
    fields: Mapping[str, str] = field(default_factory=dict)
    orders: Mapping[str, DateOrder] = field(default_factory=dict)
    country: str = ""
    system: str = ""
    answers: Mapping[Subject, str] = field(default_factory=dict)

    def known_places(self) -> KnownPlaces:
        """The places that a person or an online service resolved."""
        return {
            (row["country"], row["admin1"], row["name"], row["precision"]): KnownPlace(
                position_of(row), row["gazetteer_id"], row["method"]
            )
            for row in self.tables["places"]
            if row["method"] in {"person", "online"}
        }


def read_previous_import(folder: Path) -> PreviousImport | None:
    """Read the collection in a folder; None if there is none.

    Raises:
        BadCollectionError: It has no readable tables.
    """
    try:
        about = read_description(folder)
    except NoCollectionError:
        return None
    try:
        tables = {
            name: cast("list[Row]", read_cells(folder, about, name).to_dict("records"))
            for name in about.tables
        }
    except (OSError, ValueError) as error:
        raise BadCollectionError(folder, [f"its tables cannot be read ({error})."]) from error
    return PreviousImport(about, tables, **_memory(folder))


def unpack_previous_import(
    data: bytes, name: str
) -> tuple[PreviousImport | None, dict[str, bytes]]:
    """Read a collection from its zip; with all its files, by name.

    Raises:
        BadArchiveError, BadCollectionError: It holds none that can be read.
    """
    with temporary_folder("import") as parent:
        archive, folder = parent / "archive", parent / "collection"
        archive.write_bytes(data)
        folder.mkdir()
        unpack_collection(archive, folder, name=name)
        return read_previous_import(folder), files_in(folder)


def files_in(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name."""
    return {each.name: each.read_bytes() for each in sorted(folder.iterdir()) if each.is_file()}


def write_memory(plan: Plan, file: str) -> bytes:
    """What the next import must know, as JSON."""
    content = {
        "file": file,
        "columns": dict(plan.fields),
        "date_order": dict(plan.orders),
        "country": plan.country,
        "system": plan.system,
        "answers": [[*subject, answer] for subject, answer in sorted(plan.answers.items())],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def read_memory(data: bytes) -> dict[str, Any]:
    """Read what `write_memory` wrote of a plan, by the names of its attributes.

    Raises:
        BadMemoryError: The file is another one.
    """
    try:
        content = json.loads(data.decode("utf-8-sig"))
        return {
            "fields": _texts(content["columns"]),
            "orders": _texts(content["date_order"]),
            "country": str(content["country"]),
            "system": str(content.get("system", "")),
            "answers": {
                Subject(*map(str, parts)): str(answer) for *parts, answer in content["answers"]
            },
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadMemoryError from error


def _texts(pairs: Mapping[object, object]) -> dict[str, str]:
    return {str(key): str(value) for key, value in pairs.items()}


def _memory(folder: Path) -> dict[str, Any]:
    """What is remembered; a file that is not as it was written counts as none."""
    try:
        return read_memory(read_plain_file(folder / MEMORY))
    except (OSError, BadMemoryError):
        return {}


def position_of(row: Mapping[str, str]) -> Position | None:
    """Where a row of `places` is; None if it has no position."""
    try:
        return Position(float(row["lon"]), float(row["lat"]))
    except ValueError:
        return None

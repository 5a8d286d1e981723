"""A collection: a folder with a `datapackage.json` and its tables, read and checked.

collection = read_collection(Path("seeds"))
collection.tables        # by name; a layer has the columns of `geodata.layer_tables` besides
collection.of_role("site")
collection.about.words() # the collection's title, caveat and names of layers
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from geodata.check import find_faults
from geodata.dates import UNBOUNDED_FUTURE, UNBOUNDED_PAST
from geodata.description import Description, read_description
from geodata.errors import BadCollectionError
from geodata.layer_tables import SPAN, derive_layer, join_layers
from geodata.places import Places
from geodata.standard_tables import standard_names
from geodata.tables import PIECE_BYTES, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from geodata.layer_specs import Role


@dataclass(frozen=True, eq=False)
class Collection:
    """The tables of a collection.

    Every table has its record id as index, in the order of the file; one that the descriptor
    leaves out has no rows. Text cells are `str`, empty where nothing is known; lists are tuples;
    layers also have the columns of `geodata.layer_tables`.
    """

    folder: Path
    about: Description
    tables: Mapping[str, pd.DataFrame]

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs, on another machine perhaps, where the files are not."""
        return {**self.__dict__, "fingerprint": self.fingerprint}

    def of_role(self, role: Role) -> pd.DataFrame:
        """The records of all layers that have a role, in the order of the descriptor."""
        return join_layers([self.tables[name] for name in self.about.of_role(role)], role)

    @cached_property
    def places(self) -> Places:
        """The resolved places, found by the names that rows use."""
        return Places.from_table(self.tables["places"])

    @property
    def jurisdictions(self) -> pd.DataFrame:
        """Who is reported to be behind a record."""
        return self.tables["jurisdictions"]

    @property
    def sources(self) -> pd.DataFrame:
        """Every source that a record cites."""
        return self.tables["sources"]

    @property
    def editions(self) -> pd.DataFrame:
        """The reports that list sites."""
        return self.tables["editions"]

    @property
    def claims(self) -> pd.DataFrame:
        """Published totals."""
        return self.tables["claims"]

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and the last year that any dated site or agreement names."""
        spans = [self.of_role(role)[list(SPAN)].to_numpy() for role in ("site", "agreement")]
        years = np.concatenate(spans)
        known = years[(years > UNBOUNDED_PAST) & (years < UNBOUNDED_FUTURE)]
        return (int(known.min()), int(known.max())) if known.size else (0, 0)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the descriptor and the tables: the same for the same data, on any machine."""
        digest = hashlib.sha256()
        for name in ("datapackage.json", *map(self.about.file_name, self.about.tables)):
            digest.update(name.encode())
            with (self.folder / name).open("rb") as file:
                while piece := file.read(PIECE_BYTES):
                    digest.update(piece)
        return digest.hexdigest()


def read_collection(folder: Path) -> Collection:
    """Read a collection and check it.

    Raises:
        NoCollectionError: The folder has no `datapackage.json`.
        BadCollectionError: It has faults; the error carries all of them.
    """
    about = read_description(folder)
    faults = find_faults(folder, about=about)
    if faults:
        raise BadCollectionError(folder, faults)
    pa.default_memory_pool().release_unused()  # what the check needed
    return read_sound_collection(folder, about)


def read_sound_collection(
    folder: Path, about: Description, *, layers: Iterable[str] | None = None
) -> Collection:
    """Read a collection that was checked and found without faults.

    Args:
        folder: Where it is.
        about: What describes it.
        layers: Those whose records are read; the others are without rows. None reads all.
    """
    names = dict.fromkeys([*about.tables, *standard_names()])
    wanted = {*names}.difference(about.specs) if layers is not None else {*names}
    wanted.update(layers or ())
    tables = {name: read_table(folder, about, name, rows=name in wanted) for name in names}
    places = Places.from_table(tables["places"])
    for name, spec in about.specs.items():
        tables[name] = derive_layer(tables[name], spec, places)
    return Collection(folder=Path(folder), about=about, tables=tables)

"""Resolve the places that a collection names into `places.csv`, each once.

What is there with a position stays as it is, whoever decided it. The rest is looked up in the
gazetteer; what it does not settle is left open, with candidates, for a person to fill in.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import pandas as pd

from geodata._index import load_index
from geodata._offline import describe_place
from geodata.check import NO_PLACE_ROW, find_faults
from geodata.description import read_description
from geodata.errors import BadCollectionError
from geodata.geocoding import resolve_many
from geodata.matches import Match, MatchKind, Question
from geodata.named_places import find_named_places
from geodata.places import MAX_DECIMALS, Place, PlaceName, Places
from geodata.tables import read_cells
from geodata.workers import HERE
from geodata.writing import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from geodata.description import Description
    from geodata.geocoding import OnlineResolver
    from geodata.matches import Candidate
    from geodata.workers import Workers

KEY = ["country", "admin1", "name", "precision"]
OPEN = "none"


@dataclass(frozen=True)
class OpenPlace:
    """A place that a person must decide on; `candidates` are what the name may mean."""

    place: PlaceName
    candidates: tuple[Candidate, ...]

    def __str__(self) -> str:
        """The name as a row has it, and the candidates with their positions (lon, lat)."""
        named = ", ".join(
            part for part in (self.place.name, self.place.admin1, self.place.country) if part
        )
        found = "; ".join(
            f"{each} ({each.precision}, {each.gazetteer_id}, {each.lon:.2f} {each.lat:.2f})"
            for each in self.candidates
        )
        return f"{named} ({self.place.precision}): {found or 'nothing of that name is known'}"


@dataclass(frozen=True)
class Located:
    """What became of the places of a collection.

    `table` is `places.csv` as text; `resolved` counts the rows that got a position now.
    """

    table: pd.DataFrame
    resolved: int
    open: tuple[OpenPlace, ...]


def locate_collection(
    folder: Path, *, online: OnlineResolver | None = None, workers: Workers = HERE
) -> Located:
    """Resolve what is new or still open, and write `places.csv`, sorted and whole.

    Running it again changes nothing. Open rows whose name no table uses any more are dropped.

    Args:
        folder: The collection; its `places.csv` may be missing.
        online: A service to ask for what the gazetteer leaves open; None asks none.
        workers: Where rows are checked and names looked up. Files are read and written here.

    Raises:
        NoCollectionError: The folder has no `datapackage.json`.
        BadCollectionError: It has faults other than unresolved places; nothing is written.
        ClusterError: A cluster cannot do it; nothing is written.
        OSError: `places.csv` cannot be written.
    """
    about = read_description(folder)
    is_described = "places" in about.tables
    if is_described and not (path := folder / about.file_name("places")).exists():
        write_atomically(path, _to_csv(pd.DataFrame(columns=list(about.columns("places")))))
    faults = [fault for fault in find_faults(folder, workers) if fault.message != NO_PLACE_ROW]
    if faults or not is_described:
        raise BadCollectionError(folder, faults)
    tables = {name: read_cells(folder, about, name) for name in about.tables}
    located = locate_places(tables, about, online=online, workers=workers)
    data = _to_csv(located.table)
    if data != path.read_bytes():
        write_atomically(path, data)
    return located


def locate_places(
    tables: Mapping[str, pd.DataFrame],
    about: Description,
    *,
    online: OnlineResolver | None = None,
    workers: Workers = HERE,
) -> Located:
    """The table `places` with a row for each place that the tables name, resolved if it can be.

    Args:
        tables: Every table of a collection as text, `places` among them.
        about: What describes them.
        online: A service to ask for what the gazetteer leaves open; None asks none.
        workers: Where names are looked up.
    """
    table = tables["places"]
    wanted = named_places(tables, about)
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.itertuples(index=False)]
    kept = _named_rows(rows, wanted)
    kept += [_open_row(table.columns, name) for name in _missing(kept, wanted)]
    kept.sort(key=lambda row: [row[column] for column in KEY])
    asked = [row for row in kept if row["method"] == OPEN]
    questions = [Question(row["name"], row["country"], row["admin1"] or None) for row in asked]
    matches = resolve_many(questions, online=online, suggest=True, workers=workers)
    still_open = []
    for row, match in zip(asked, matches, strict=True):
        found = match_of_precision(match, row["precision"], row["country"])
        if found.is_settled:
            row.update(_position(found, row["precision"]))
        else:
            still_open.append(OpenPlace(_name_of(row), found.candidates))
    return Located(
        pd.DataFrame(kept, columns=table.columns), len(asked) - len(still_open), tuple(still_open)
    )


def named_places(tables: Mapping[str, pd.DataFrame], about: Description) -> frozenset[PlaceName]:
    """Every place that a table names; a precision that the row does not state is empty."""
    return frozenset(
        named.place
        for name, cells in tables.items()
        for named in find_named_places(cells, about, name)
    )


def _missing(rows: Iterable[Mapping[str, str]], wanted: Iterable[PlaceName]) -> list[PlaceName]:
    """The names without a row; one that states its region comes before one that does not."""
    known: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for row in rows:
        known[row["country"], row["name"]].append(_place_of(_name_of(row)))
    added: list[PlaceName] = []
    for name in sorted(wanted, key=lambda each: (not each.admin1, not each.precision, each)):
        alike = known[name.country, name.name]
        if name.country and not Places(alike).find(name):
            added.append(replace(name, precision=name.precision or "city"))
            alike.append(_place_of(added[-1]))
    return added


def _named_rows(
    rows: Iterable[dict[str, str]], wanted: Iterable[PlaceName]
) -> list[dict[str, str]]:
    """The rows that are decided, and the open ones whose name some table uses."""
    names: dict[tuple[str, str], list[PlaceName]] = defaultdict(list)
    for name in wanted:
        names[name.country, name.name].append(name)

    def is_named(row: Mapping[str, str]) -> bool:
        place = Places([_place_of(_name_of(row))])
        return any(place.find(name) for name in names[row["country"], row["name"]])

    return [row for row in rows if row["method"] != OPEN or is_named(row)]


def match_of_precision(match: Match, precision: str, country: str) -> Match:
    """The match if it stands for what the row names: a region is not a city of the same name.

    Where the gazetteer took the other, the one place of the right kind is taken instead.
    """
    if match.precision in {None, precision} or match.match == "online":
        return match
    fitting = [each for each in match.candidates if each.precision == precision]
    if precision == "region" and not fitting:
        fitting = _regions(match.query, country)
    if len(fitting) != 1:
        return Match(match.query, "ambiguous", candidates=match.candidates)
    only = fitting[0]
    kind: MatchKind = "exact" if only.name == match.query else "alternate"
    return Match.settled_on(only, match.query, kind, candidates=match.candidates)


def _regions(name: str, country: str) -> list[Candidate]:
    """The first-level regions of a country that have the name."""
    index = load_index()
    rows = [index.region_of_admin1[admin1] for admin1 in index.find_admin1(name, country)]
    return [describe_place(index, row, 1.0) for row in sorted(rows)]


def _position(match: Match, precision: str) -> dict[str, str]:
    """The cells of a settled row: (lon, lat) in degrees, WGS 84, no finer than the row can be."""
    digits = MAX_DECIMALS[precision]
    return {
        "lon": f"{match.lon:.{digits}f}",
        "lat": f"{match.lat:.{digits}f}",
        "gazetteer_id": match.gazetteer_id or "",
        "method": match.match,
    }


def _open_row(columns: Iterable[str], name: PlaceName) -> dict[str, str]:
    known = dict(zip(KEY, _parts(name), strict=True))
    return {column: known.get(column, "") for column in columns} | {"method": OPEN}


def _place_of(name: PlaceName) -> Place:
    return Place(*_parts(name), None, None, "", OPEN)


def _name_of(row: Mapping[str, str]) -> PlaceName:
    return PlaceName(**{field.name: row[field.name] for field in fields(PlaceName)})


def _parts(name: PlaceName) -> tuple[str, str, str, str]:
    return name.country, name.admin1, name.name, name.precision


def _to_csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n").encode()

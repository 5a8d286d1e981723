"""Rows of the tables of a collection, from records; an earlier collection's own rows are kept."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from geodata.importing.cell_values import read_originators
from geodata.importing.citing import Citation
from geodata.importing.coordinates import middle
from geodata.importing.identifiers import FreeNames, make_ids, slug
from geodata.importing.own_exports import CARRIED
from geodata.layer_specs import COUNT
from geodata.named_places import find_named_places
from geodata.names import fold_name
from geodata.places import MAX_DECIMALS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.exported import CitedSource
    from geodata.importing.coordinates import Position
    from geodata.importing.naming import Naming
    from geodata.importing.previous_import import PreviousImport, Row
    from geodata.importing.sheet_records import PlacedName, Plan, Record
    from geodata.layer_specs import LayerSpec

EDITION = "import"
UNKNOWN = "unknown"
TABLE_SOURCE = "imported-table"
PLACE_KEY = ("country", "admin1", "name", "precision")
AUTHORITIES = ("person", "file", "exact", "alternate", "online", "none")
OSM, OSM_CREDIT = "osm:", "© OpenStreetMap contributors (ODbL)"
"""How positions of OpenStreetMap are known, and what their licence asks to be beside them."""

PROJECTED = ("easting", "northing", "system")
"""Fields of positions in metres, kept as they are beside the degrees."""

WRITTEN_DATES = ("opened", "closed", "date", "month", "day")


class SiteRows:
    """Writes records as rows of a layer of sites, in the columns that its description has."""

    def __init__(
        self,
        spec: LayerSpec,
        plan: Plan,
        extras: Mapping[str, str],
        jurisdictions: Jurisdictions,
        sources: Sources,
    ) -> None:
        self._spec = spec
        self._columns = {field: column for column, field in plan.fields.items()}
        self._extras = extras
        self._jurisdictions = jurisdictions
        self._sources = sources

    def build(self, records: Sequence[Record], known: Mapping[int, Row]) -> list[Row]:
        """A row for each record, in the order of the file.

        Args:
            records: What the sheet says.
            known: Rows that are taken as they are, by their number in the file.
        """
        rows = dict(known)
        ids = make_ids(records, taken=[row["id"] for row in rows.values()])
        for id_, record in zip(ids, records, strict=True):
            rows[record.row.number] = self._row(id_, record)
        return [rows[number] for number in sorted(rows)]

    def _row(self, id_: str, record: Record) -> Row:
        meant = {
            "hosts": record.place.country,
            "region": record.place.admin1,
            "city": record.place.city,
            "as_reported": record.place.as_reported,
            COUNT: str(record.count),
            "parties": self._originator(record.row.get("originator")),
            "date": record.established,
            "edition": EDITION,
            "title": record.row.get("title"),
            "status": record.status,
            "status_note": record.status_note,
            "note": record.row.get("note"),
        }
        return {
            "id": id_,
            "precision": record.place.precision,
            "sources": ";".join(self._sources.ids_of(record.row.citations)),
            **{self._spec.columns[name]: cell for name, cell in meant.items()
               if name in self._spec.columns},
            **self._extra_cells(record),
        }  # fmt: skip

    def _originator(self, cell: str) -> str:
        """The id of the first originator; the others are known too, for a person to use."""
        ids = list(map(self._jurisdictions.id_of, read_originators(cell) or ("",)))
        return ids[0]

    def _extra_cells(self, record: Record) -> Row:
        """The cells of columns that only the file has, and of those of a site that are filled."""
        cells = {name: self._extra(record, header) for header, name in self._extras.items()}
        carried = {self._spec.columns.get(name) for name in CARRIED}
        return {name: cell for name, cell in cells.items() if cell or name not in carried}

    def _extra(self, record: Record, header: str) -> str:
        if header in record.row.extras:
            return record.row.extras[header]
        field = next(field for field, column in self._columns.items() if column == header)
        return record.row.get(field)


def kept_headers(records: Sequence[Record], plan: Plan, spec: LayerSpec) -> list[str]:
    """Columns to keep as written: those without a field or a column, and what was put otherwise."""
    columns = {field: column for column, field in plan.fields.items()}
    has_title = "title" in spec.columns
    kept = [columns["title"]] if "title" in columns and records and not has_title else []
    if any(len(read_originators(record.row.get("originator"))) > 1 for record in records):
        kept.append(columns["originator"])
    kept += [
        columns[field]
        for field in WRITTEN_DATES
        if any(record.row.get(field) not in {"", record.established} for record in records)
    ]
    kept += [columns[field] for field in PROJECTED if field in columns and records]
    return [*kept, *dict.fromkeys(header for record in records for header in record.row.extras)]


class Jurisdictions:
    """The originators of a table, each once, whatever its case and accents."""

    def __init__(self, earlier: PreviousImport | None, naming: Naming) -> None:
        self._colours = {fold_name(name): colour for name, colour in naming.colours.items()}
        self._rows = (
            {row["id"]: dict(row) for row in earlier.tables["jurisdictions"]} if earlier else {}
        )
        self._unknown = earlier.about.unknown_jurisdiction if earlier else UNKNOWN
        self._ids = {fold_name(row["name"]): id_ for id_, row in self._rows.items()}
        self._free = FreeNames({*self._rows, self._unknown})

    def know(self, names: Mapping[str, str]) -> None:
        """Take originators whose ids are known already."""
        for id_, name in names.items():
            level = "unknown" if id_ == self._unknown else "other"
            self._rows.setdefault(id_, {"id": id_, "name": name, "level": level})
            self._ids.setdefault(fold_name(name), id_)
            self._ids.setdefault(fold_name(id_), id_)
            self._free.take(id_)

    def id_of(self, name: str) -> str:
        """The id of an originator; that of the unknown one where none is named."""
        if not name:
            self._rows.setdefault(
                self._unknown, {"id": self._unknown, "name": "Not stated", "level": "unknown"}
            )
            return self._unknown
        folded = fold_name(name)
        if folded not in self._ids:
            id_ = self._free.take(slug(name) or "originator")
            self._ids[folded] = id_
            self._rows[id_] = {"id": id_, "name": name, "level": "other"}
        return self._ids[folded]

    def rows(self) -> list[Row]:
        """Every originator, with the colours that a person chose."""
        return [
            {**row, "colour": self._colours.get(fold_name(row["name"]), row.get("colour", ""))}
            for row in self._rows.values()
        ]


class Sources:
    """The sources of a table; a row without one cites the table itself."""

    def __init__(
        self, earlier: PreviousImport | None, plan: Plan, naming: Naming, file: str
    ) -> None:
        self._rows = {row["id"]: dict(row) for row in earlier.tables["sources"]} if earlier else {}
        self._accessed = plan.today.isoformat()
        self._own = Citation(f"Imported table {file}", "")
        self._publisher = naming.publisher or (earlier.about.publisher if earlier else "")

    def know(self, cited: Mapping[str, CitedSource]) -> None:
        """Take sources whose ids are known already."""
        for id_, source in cited.items():
            self._rows.setdefault(id_, {**self._unrated(id_), **source._asdict()})

    def ids_of(self, citations: Sequence[Citation]) -> list[str]:
        """The ids of the sources that a row cites; the id of a known source is a citation too."""
        ids = [citation.title if self._is_id(citation) else citation.id for citation in citations]
        for id_, citation in zip(ids, citations, strict=True):
            self._add(id_, citation, citation.publisher)
        if ids:
            return list(dict.fromkeys(ids))
        self._add(TABLE_SOURCE, self._own, self._publisher)
        return [TABLE_SOURCE]

    def rows(self) -> list[Row]:
        """Every source, in the order in which it was first cited."""
        return list(self._rows.values())

    def _is_id(self, citation: Citation) -> bool:
        return not citation.url and citation.title in self._rows

    def _add(self, id_: str, citation: Citation, publisher: str) -> None:
        if id_ not in self._rows:
            self._rows[id_] = {
                **self._unrated(id_),
                "publisher": publisher or "Not stated",
                "title": citation.title or citation.url,
                "url": citation.url,
            }

    def _unrated(self, id_: str) -> Row:
        """What is said of a source that no one has looked at yet."""
        return {"id": id_, "kind": "other", "standing": "unrated", "accessed": self._accessed}


def build_editions(
    earlier: PreviousImport | None, title: str, sites: Sequence[Row], column: str
) -> list[Row]:
    """The table `editions`: the import is one, under the title of the collection.

    Args:
        earlier: The collection that is replaced.
        title: Of the collection.
        sites: Rows of the layer of sites.
        column: Which of its columns says the edition; empty if none does.
    """
    rows = list(earlier.tables.get("editions", ())) if earlier else []
    known = {row["id"] for row in rows}
    named = dict.fromkeys(row[column] for row in sites if column) or {EDITION: None}
    new = [id_ for id_ in named if id_ not in known]
    titles = {EDITION: title}
    return rows + [
        {"id": id_, "title": titles.get(id_, id_), "in_totals": "true", "shown": "true"}
        for id_ in new
    ]


def build_places(records: Sequence[Record], earlier: PreviousImport | None) -> list[Row]:
    """The table `places`: a row for each place of the records, and of other tables.

    Of several positions of a place those of the best authority count, and of these the middle.
    """
    found: defaultdict[tuple[str, ...], list[PlacedName]] = defaultdict(list)
    for record in records:
        if record.place.precision != "country":
            found[_place_key(record.place)].append(record.place)
    rows = {key: _place_row(key, places) for key, places in found.items()}
    rows |= _kept_places(earlier) if earlier else {}
    return [rows[key] for key in sorted(rows)]


def _place_key(place: PlacedName) -> tuple[str, ...]:
    if place.precision == "city":
        return place.country, place.admin1, place.city, place.precision
    return place.country, "", place.admin1, place.precision


def _place_row(key: tuple[str, ...], places: Sequence[PlacedName]) -> Row:
    best = min((place.method for place in places), key=AUTHORITIES.index)
    chosen = [place for place in places if place.method == best]
    positions = [place.position for place in chosen if place.position]
    return {
        **dict(zip(PLACE_KEY, key, strict=True)),
        "gazetteer_id": chosen[0].gazetteer_id,
        "method": best,
        "note": OSM_CREDIT if best == "online" and chosen[0].gazetteer_id.startswith(OSM) else "",
        **_lon_lat(positions, key[-1]),
    }


def _lon_lat(positions: Sequence[Position], precision: str) -> Row:
    """The middle of the positions, no finer than the precision allows."""
    if not positions:
        return {}
    lon, lat = middle(positions)
    digits = MAX_DECIMALS[precision]
    return {"lon": f"{round(lon, digits) + 0.0:g}", "lat": f"{round(lat, digits) + 0.0:g}"}


def _kept_places(earlier: PreviousImport) -> dict[tuple[str, ...], Row]:
    """Rows that a person decided, and rows that tables other than the sites name."""
    frames = {
        name: pd.DataFrame(rows, dtype="str") for name, rows in earlier.tables.items() if rows
    }
    sites = earlier.about.of_role("site")
    named = {
        (each.place.country, each.place.name)
        for name, cells in frames.items()
        if name not in sites
        for each in find_named_places(cells, earlier.about, name)
    }
    return {
        tuple(row[column] for column in PLACE_KEY): row
        for row in earlier.tables["places"]
        if row["method"] == "person" or (row["country"], row["name"]) in named
    }

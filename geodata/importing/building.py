"""A collection from what was understood: descriptor, tables, open questions, and how it was made.

built = build(understood, plan, Naming(title="Institutes"), "institutes.xlsx")
write_collection(built, Path("institutes"))
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.check import find_faults
from geodata.csv_files import write_csv
from geodata.description import DESCRIPTOR, Description
from geodata.errors import BadCollectionError
from geodata.importing.findings import write_questions
from geodata.importing.naming import (
    NO_VERSION,
    TITLE,
    Naming,
    allow_values,
    declare_title,
    describe,
    name_extras,
    name_layer,
    site_layer,
)
from geodata.importing.own_exports import carried_columns
from geodata.importing.own_places import in_earlier_order, join_places, locate_rows
from geodata.importing.previous_import import MEMORY, QUESTIONS, Row, write_memory
from geodata.importing.tabulating import (
    Jurisdictions,
    SiteRows,
    Sources,
    build_editions,
    build_places,
    kept_headers,
)
from geodata.standard_tables import describe_tables
from geodata.writing import replacing_folder

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from geodata.importing.interpreting import Understood
    from geodata.importing.own_exports import OwnExport
    from geodata.importing.previous_import import PreviousImport
    from geodata.importing.record_nouns import Noun
    from geodata.importing.sheet_records import Plan


@dataclass(frozen=True)
class BuiltCollection:
    """A collection that is not on disk yet.

    Attributes:
        descriptor: Of the data package.
        tables: Rows of text by table.
        files: Everything that lies in its folder, by name.
    """

    descriptor: Mapping[str, Any]
    tables: Mapping[str, list[Row]]
    files: Mapping[str, bytes]

    @property
    def about(self) -> Description:
        """The descriptor, read."""
        return Description(self.descriptor)


def build(  # noqa: PLR0913, PLR0917 - what a collection is made of
    understood: Understood,
    plan: Plan,
    naming: Naming,
    file: str,
    earlier: PreviousImport | None = None,
    own: OwnExport | None = None,
    noun: Noun | None = None,
) -> BuiltCollection:
    """Make the tables of a collection; those of an earlier version are kept where they say more.

    Args:
        understood: What the sheet says.
        plan: How it was understood, remembered for the next time.
        naming: What the collection is called; the file gives a title where nothing does.
        file: The name of the sheet.
        earlier: The collection that this one replaces.
        own: What the sheet says besides, if it was exported from a collection.
        noun: What a record is, where the naming does not say.
    """
    words = replace(naming, one=noun.one, many=noun.many) if noun else naming
    descriptor, tables = _assemble(understood, plan, naming, words, file, earlier, own)
    about = Description(descriptor)
    files = {
        DESCRIPTOR: (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode("utf-8"),
        MEMORY: write_memory(_remembered(plan, earlier) if own else plan, file),
        QUESTIONS: write_questions(understood.findings, plan.answers),
    }
    for name in about.tables:
        files[about.file_name(name)] = _csv(about.columns(name), tables[name])
    return BuiltCollection(descriptor, tables, files)


def write_collection(built: BuiltCollection, folder: Path) -> None:
    """Write a collection whole or not at all; files of an earlier one that are not ours stay.

    Raises:
        BadCollectionError: It would have faults; nothing is written.
        OSError: The folder cannot be written; what was there is left as it was.
    """
    with replacing_folder(folder, keeps=True) as fresh:
        for name, data in built.files.items():
            (fresh / name).unlink(missing_ok=True)  # it may be a link
            (fresh / name).write_bytes(data)
        faults = find_faults(fresh)
        if faults:
            raise BadCollectionError(folder, faults)


# --- tables ---------------------------------------------------------------------------------------


def _assemble(  # noqa: PLR0913, PLR0917 - what a collection is made of
    understood: Understood,
    plan: Plan,
    naming: Naming,
    words: Naming,
    file: str,
    earlier: PreviousImport | None,
    own: OwnExport | None,
) -> tuple[dict[str, Any], dict[str, list[Row]]]:
    about = _start(naming, plan, earlier, own)
    sites = site_layer(about)
    jurisdictions = Jurisdictions(earlier, naming)
    sources = Sources(earlier, plan, naming, file)
    if own:
        jurisdictions.know(own.jurisdictions)
        sources.know(own.sources)
    extras = _extras(understood, plan, about, own)
    build_row = SiteRows(about.specs[sites], plan, extras, jurisdictions, sources)
    rows = build_row.build(understood.records, own.rows.get(sites, {}) if own else {})
    if own and sites not in own.rows and earlier and not rows:
        rows = earlier.tables[sites]
    status = about.specs[sites].columns.get("status", "")
    descriptor = describe(
        _named(words, file, earlier, own),
        statuses=list(dict.fromkeys(row.get(status, "") for row in rows)),
        extras=_titles(extras, own, sites),
        start=about.descriptor,
    )
    tables: dict[str, list[Row]] = {
        **{name: [] for name in Description(descriptor).tables},
        **({name: list(rows) for name, rows in earlier.tables.items()} if earlier else {}),
        **({name: list(rows.values()) for name, rows in own.rows.items()} if own else {}),
        "sources": sources.rows(),
        "editions": build_editions(
            earlier, descriptor["title"], rows, about.specs[sites].columns.get("edition", "")
        ),
        "jurisdictions": jurisdictions.rows(),
        sites: rows,
        "places": build_places(understood.records, earlier),
    }
    if own:
        for name in own.rows:
            allow_values(descriptor, name, tables[name])
    if not earlier:
        _leave_out_empty_layers(descriptor, tables, sites)
    del rows  # of a large table two copies are much memory, and three too much
    whole = _completed(tables, Description(descriptor), earlier, own)
    _date(descriptor, whole, plan, earlier)
    return descriptor, whole


def _named(
    words: Naming, file: str, earlier: PreviousImport | None, own: OwnExport | None
) -> Naming:
    """What the collection is called: as asked, as in an earlier version, or like the file."""
    return replace(
        words,
        title=words.title or ("" if earlier else Path(file).stem),
        license_title=words.license_title or (own.licence if own and not earlier else ""),
    )


def _extras(
    understood: Understood, plan: Plan, about: Description, own: OwnExport | None
) -> dict[str, str]:
    """The columns of the sheet that the collection has no column for: names by header."""
    sites = site_layer(about)
    known = {}
    if own:
        known = {**{name: name for name in carried_columns(about)}, **own.extras.get(sites, {})}
    headers = kept_headers(understood.records, plan, about.specs[sites])
    return name_extras(headers, about, kept=known)


def _completed(
    tables: dict[str, list[Row]],
    about: Description,
    earlier: PreviousImport | None,
    own: OwnExport | None,
) -> dict[str, list[Row]]:
    """The tables with every column, and with the places of an export; those given are emptied."""
    whole = {name: _whole(about.columns(name), list(tables.pop(name))) for name in list(tables)}
    if own:
        before = earlier.tables["places"] if earlier else []
        places = join_places(before, own.places, whole["places"])
        located = locate_rows({**whole, "places": places}, about)
        whole["places"] = in_earlier_order(located, before)
    return whole


def _start(
    naming: Naming, plan: Plan, earlier: PreviousImport | None, own: OwnExport | None
) -> Description:
    """What describes the collection before the sheet: an earlier version, or the usual tables."""
    if earlier:
        return earlier.about
    if own:
        return own.about
    layer = name_layer(naming)
    descriptor = describe_tables({layer: "site"})
    header = next((column for column, field in plan.fields.items() if field == TITLE), "")
    if header:
        declare_title(descriptor, layer, header)
    return Description(descriptor)


def _leave_out_empty_layers(
    descriptor: dict[str, Any], tables: dict[str, list[Row]], sites: str
) -> None:
    """A new collection has the layers that it has records of, and its sites."""
    empty = {name for name in Description(descriptor).specs if not tables[name] and name != sites}
    kept = [each for each in descriptor["resources"] if each["name"] not in empty]
    descriptor["resources"] = kept
    words = next(iter(descriptor["collection"]["languages"].values()))
    for name in empty:
        words["layers"].pop(name, None)
        tables.pop(name)


def _titles(
    extras: Mapping[str, str], own: OwnExport | None, layer: str
) -> dict[str, dict[str, str]]:
    """Headers by name of the columns that only the file has, by table.

    Of a table that an export does not hold, the columns stay as they are.
    """
    sites = {name: header for header, name in extras.items()}
    if own is None:
        return {layer: sites}
    titles = {
        table: {name: header for header, name in names.items()}
        for table, names in own.extras.items()
    }
    return (
        {**titles, layer: {**titles.get(layer, {}), **sites}}
        if layer in titles or sites
        else titles
    )


def _remembered(plan: Plan, earlier: PreviousImport | None) -> Plan:
    """What the next sheet is read by, after an export: what an earlier sheet was read by."""
    return replace(
        plan,
        fields=earlier.fields if earlier else {},
        orders=earlier.orders if earlier else {},
    )


def _whole(columns: Iterable[str], rows: list[Row]) -> list[Row]:
    """The rows with every column of their table and no other, in the place of those given."""
    for at, row in enumerate(rows):
        rows[at] = {column: row.get(column, "") for column in columns}
    return rows


def _date(
    descriptor: dict[str, Any],
    tables: Mapping[str, list[Row]],
    plan: Plan,
    earlier: PreviousImport | None,
) -> None:
    """Count a new version and give it the day of the import, if anything changed."""
    if earlier is None:
        descriptor |= {"version": NO_VERSION, "created": _midnight(plan.today)}
        return
    old = earlier.about.descriptor
    if dict(tables) == dict(earlier.tables) and descriptor == old:
        return
    version = str(old.get("version", ""))
    descriptor["version"] = str(int(version) + 1) if version.isdecimal() else version
    descriptor["created"] = _midnight(plan.today)


def _midnight(day: dt.date) -> str:
    """A day as the data package standard wants it, with a time."""
    return f"{day.isoformat()}T00:00:00Z"


def _csv(columns: Collection[str], rows: Sequence[Row]) -> bytes:
    unknown = {name for row in rows for name in row}.difference(columns)
    if unknown:
        raise ValueError(f"Columns that are not described: {sorted(unknown)}.")
    return write_csv(columns, ([row.get(name, "") for name in columns] for row in rows))

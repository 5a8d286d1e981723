"""The earlier version of a sheet: what was said of it holds again, and what changes is shown."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import escape

from geodata.apart import TooCostlyError, run_apart
from geodata.errors import GeodataError
from geodata.importing.differences import PLACES, count_changes
from geodata.importing.drafting import Choices
from geodata.importing.file_errors import TooCostlyFileError
from geodata.importing.guesses import KEPT
from geodata.importing.mapping import FIELDS, guess_mapping
from geodata.importing.naming import extra_titles, read_naming
from geodata.importing.previous_import import (
    MEMORY,
    files_in,
    read_previous_import,
    unpack_previous_import,
)
from geodata.importing.reading import allowed_for
from geodata.plurals import count_of
from mapapp import view as views
from mapapp.messages import explain
from mapapp.own_collections import MAX_ZIP_MB
from mapapp.panels.import_work import Version, change_work
from mapapp.panels.markup import element, fragment
from mapapp.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from geodata.description import Description
    from geodata.importing.differences import Change, ChangeKind
    from geodata.importing.grid import RawTable
    from geodata.importing.previous_import import PreviousImport
    from mapapp.panels.import_work import Work

SHOWN = 300
KINDS: Mapping[ChangeKind, str] = {"added": "Added", "changed": "Changed", "removed": "Removed"}
PLACE = "Place "

FIRST, OPEN, ZIP = "first", "open", "zip"


def choose_version(work: Work, table: RawTable) -> None:
    """Let a person say that the sheet was imported before, and from what."""
    label = "Is this a newer version of a sheet that you brought before?"
    with st.expander(label, expanded=work.version is not None):
        st.write(
            "Then the columns are read as before, records keep their ids, your answers hold, and "
            "you see what was added, changed and removed before anything is written."
        )
        wanted = _ask_for_version(work)
    if (wanted and wanted.token) != (work.version and work.version.token):
        choices = choices_of(wanted.earlier, table) if wanted else Choices()
        change_work(replace(work, version=wanted, choices=choices, order=()))
        st.rerun()


def _ask_for_version(work: Work) -> Version | None:
    own = views.own_collection()
    folder = own.folder if own else read_settings().collection
    options = {FIRST: "No, it is new", ZIP: "Yes: I have the collection as a zip"}
    if isinstance(folder, Path) and (folder / MEMORY).is_file():
        options[OPEN] = "Yes: of the collection that is open now"
    at = work.version.kind if work.version and work.version.kind in options else FIRST
    chosen = st.radio(
        "Was it imported before?",
        list(options),
        index=list(options).index(at),
        format_func=lambda each: options[each],
        key=f"importing.version.{work.source[0][:8]}",
        label_visibility="collapsed",
    )
    try:
        if chosen == OPEN and isinstance(folder, Path):
            return _version(OPEN, read_previous_import(folder), files_in(folder))
        return _from_zip(work) if chosen == ZIP else None
    except (GeodataError, OSError) as error:
        st.html(element("p", explain(error), role="alert"))
        return None


def _from_zip(work: Work) -> Version | None:
    uploaded = st.file_uploader(
        "The zip of the earlier collection",
        type="zip",
        max_upload_size=MAX_ZIP_MB,
        key=f"importing.zip.{work.source[0][:8]}",
    )
    if uploaded is None:
        return work.version if work.version and work.version.kind == ZIP else None
    if work.version and views.kept("importing.zip") == uploaded.file_id:
        return work.version
    earlier, files = _read_apart(uploaded.getvalue(), uploaded.name)
    views.keep("importing.zip", uploaded.file_id)
    return _version(ZIP, earlier, files)


def _read_apart(data: bytes, name: str) -> tuple[PreviousImport | None, dict[str, bytes]]:
    try:
        return run_apart(unpack_previous_import, data, name, allowed=allowed_for(data))
    except TooCostlyError as error:
        raise TooCostlyFileError(name) from error


def _version(
    kind: str, earlier: PreviousImport | None, files: Mapping[str, bytes]
) -> Version | None:
    """A collection with all its files; None if there is none."""
    if earlier is None:
        return None
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(f"{name}\n{len(data)}\n".encode() + data)
    return Version(kind, digest.hexdigest()[:8], earlier, files)


def choices_of(earlier: PreviousImport, table: RawTable) -> Choices:
    """The choices made for the earlier version that apply to the columns of this one."""
    before = set(extra_titles(earlier.about).values())
    given = set(earlier.fields.values())
    fields = {}
    for guess in guess_mapping(table):
        is_taken = guess.field in given and not FIELDS[guess.field].is_repeatable
        if guess.column in earlier.fields:
            fields[guess.column] = earlier.fields[guess.column]
        elif guess.column in before or is_taken:
            fields[guess.column] = KEPT
    return Choices(
        fields=fields if earlier.fields else {},
        orders={name: order for name, order in earlier.orders.items() if name in table.cells},
        country=earlier.country,
        system=earlier.system,
        naming=read_naming(earlier.about.descriptor),
    )


def show_changes(changes: Sequence[Change], about: Description) -> None:
    """List the records that are new, other and gone; the full list can be taken away.

    Args:
        changes: As `differences` found them.
        about: The collection as it would be.
    """
    if not changes:
        st.info("Nothing changes: this sheet says what the earlier collection holds.")
        return
    st.write(
        f"Compared with the earlier collection: **{count_changes(changes)}**. "
        "Nothing is written yet."
    )
    for kind, title in KINDS.items():
        of_kind = [change for change in changes if change.kind == kind]
        if not of_kind:
            continue
        with st.expander(f"{title}: {_counted(of_kind)}", expanded=kind != "added"):
            st.html(
                element("ul", fragment(change_html(change, about) for change in of_kind[:SHOWN]))
            )
            if len(of_kind) > SHOWN:
                st.write(f"{len(of_kind) - SHOWN:,} more are in the list that you can download.")
    st.download_button(
        "Download the differences",
        data="".join(f"{change}\n" for change in changes).encode("utf-8"),
        file_name=f"{about.name}-differences.txt",
        mime="text/plain",
        on_click="ignore",
    )


def _counted(changes: Sequence[Change]) -> str:
    places = sum(change.table == PLACES for change in changes)
    parts = (
        count_of(len(changes) - places, "record") if len(changes) > places else "",
        count_of(places, "place") if places else "",
    )
    return " and ".join(filter(None, parts))


def change_html(change: Change, about: Description) -> Markup:
    """Write what is new, other or gone in a record."""
    columns = about.columns(change.table)
    key = element("strong", (PLACE if change.table == PLACES else "") + change.key)
    known_by = f" – {change.about}" if change.about else ""
    cells = fragment(
        element("li", f"{columns[column].title}: " + _cell("del", old) + " → " + _cell("ins", new))
        for column, (old, new) in change.cells.items()
    )
    return element("li", key + known_by + (element("ul", cells) if cells else ""))


def _cell(tag: str, cell: str) -> Markup:
    return element(tag, cell) if cell else escape("empty")

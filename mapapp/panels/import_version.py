"""The earlier version of a sheet: what was said of it holds again, and what changes is shown."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geodata.apart import TooCostlyError, run_apart
from geodata.errors import GeodataError
from geodata.importing.drafting import Choices
from geodata.importing.earlier import MEMORY, files_in, read_earlier, unpack_earlier
from geodata.importing.faults import TooCostlyFileError
from geodata.importing.guesses import KEPT
from geodata.importing.mapping import FIELDS, guess_mapping
from geodata.importing.naming import extra_titles, read_naming
from geodata.importing.reading import allowed_for
from mapapp import view as views
from mapapp.messages import explain
from mapapp.own_collections import LARGEST_ZIP_MB
from mapapp.panels.importing import Version, change_work
from mapapp.panels.markup import element
from mapapp.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.importing.earlier import Earlier
    from geodata.importing.grid import RawTable
    from mapapp.panels.importing import Work

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
            return _version(OPEN, read_earlier(folder), files_in(folder))
        return _from_zip(work) if chosen == ZIP else None
    except (GeodataError, OSError) as error:
        st.html(element("p", explain(error), role="alert"))
        return None


def _from_zip(work: Work) -> Version | None:
    uploaded = st.file_uploader(
        "The zip of the earlier collection",
        type="zip",
        max_upload_size=LARGEST_ZIP_MB,
        key=f"importing.zip.{work.source[0][:8]}",
    )
    if uploaded is None:
        return work.version if work.version and work.version.kind == ZIP else None
    if work.version and views.kept("importing.zip") == uploaded.file_id:
        return work.version
    earlier, files = _read_apart(uploaded.getvalue(), uploaded.name)
    views.keep("importing.zip", uploaded.file_id)
    return _version(ZIP, earlier, files)


def _read_apart(data: bytes, name: str) -> tuple[Earlier | None, dict[str, bytes]]:
    try:
        return run_apart(unpack_earlier, data, name, allowed=allowed_for(data))
    except TooCostlyError as error:
        raise TooCostlyFileError(name) from error


def _version(kind: str, earlier: Earlier | None, files: Mapping[str, bytes]) -> Version | None:
    """A collection with all its files; None if there is none."""
    if earlier is None:
        return None
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(f"{name}\n{len(data)}\n".encode() + data)
    return Version(kind, digest.hexdigest()[:8], earlier, files)


def choices_of(earlier: Earlier, table: RawTable) -> Choices:
    """What a person said of the earlier version, as far as it bears on the columns of this one."""
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

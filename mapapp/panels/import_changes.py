"""What a newer version of a sheet changes, record by record, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import escape

from geodata.counts import count_of
from geodata.importing.differences import PLACES, count_changes
from mapapp.panels.markup import element, fragment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from geodata.description import Description
    from geodata.importing.differences import Change, ChangeKind

SHOWN = 300
KINDS: Mapping[ChangeKind, str] = {"added": "Added", "changed": "Changed", "removed": "Removed"}
PLACE = "Place "


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
        f"Beside the earlier collection: **{count_changes(changes)}**. Nothing is written yet."
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

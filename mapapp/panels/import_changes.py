"""What a newer version of a sheet changes, record by record, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geodata.importing.differences import count_changes
from mapapp.panels.markup import element, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.importing.differences import Change, ChangeKind

SHOWN = 300
KINDS: Mapping[ChangeKind, str] = {"added": "Added", "changed": "Changed", "removed": "Removed"}
TABLES = {"stations": "", "places": "Place "}


def show_changes(changes: Sequence[Change], name: str) -> None:
    """List the records that are new, other and gone; the full list can be taken away.

    Args:
        changes: As `differences` found them.
        name: Of the collection, for the file.
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
        with st.expander(f"{title} ({len(of_kind):,})", expanded=kind != "added"):
            st.html(element("ul", "".join(map(_item, of_kind[:SHOWN]))))
            if len(of_kind) > SHOWN:
                st.caption(f"{len(of_kind) - SHOWN:,} more are in the list that you can download.")
    st.download_button(
        "Download the differences",
        data="".join(f"{change}\n" for change in changes).encode("utf-8"),
        file_name=f"{name}-differences.txt",
        mime="text/plain",
        on_click="ignore",
    )


def _item(change: Change) -> str:
    key = element("strong", text(TABLES[change.table] + change.key))
    about = text(f" – {change.about}") if change.about else ""
    cells = "".join(
        element("li", text(f"{column}: ") + _before(old) + text(" → ") + _after(new))
        for column, (old, new) in change.cells.items()
    )
    return element("li", key + about + (element("ul", cells) if cells else ""))


def _before(cell: str) -> str:
    return element("del", text(cell)) if cell else text("empty")


def _after(cell: str) -> str:
    return element("ins", text(cell)) if cell else text("empty")

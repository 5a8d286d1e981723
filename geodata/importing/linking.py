"""Links behind cells, put where a record can keep them: sources first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.importing.citing import is_one_entry
from geodata.importing.findings import Subject

if TYPE_CHECKING:
    from geodata.importing.grid import RawTable
    from geodata.importing.hyperlinks import Link
    from geodata.importing.notes import Notes
    from geodata.importing.records import Plan

SOURCE = "source"
BESIDE = ("", "note")
"""Fields whose cells are kept as texts: an address can stand beside the text."""


def attach_links(table: RawTable, plan: Plan, notes: Notes) -> RawTable:
    """The table with the addresses behind its cells written into them.

    In a column of sources the text is the title of the address. In columns that are kept as they
    are it stands before it. Elsewhere the address is not taken, and that is told.
    """
    cells = table.cells.copy() if table.links else table.cells
    for (row, column), link in table.links.items():
        field = plan.fields.get(column, "")
        text = str(cells.loc[row, column])
        if link.url in text:
            continue
        if field == SOURCE:
            cells.loc[row, column] = _cited(text, link)
        elif field in BESIDE:
            cells.loc[row, column] = f"{text} ({link.url})" if text else link.url
        else:
            notes.add(
                "check", Subject(field, "", "links"), row,
                "has links behind its texts, which were not taken",
                "copy them into a column of their own if they matter",
            )  # fmt: skip
    return replace(table, cells=cells)


def _cited(text: str, link: Link) -> str:
    """A cell of sources with the address behind it: of several, it is one more."""
    title = text or link.text
    mark = " " if is_one_entry(title) else "\n"
    return f"{title}{mark}{link.url}" if title else link.url

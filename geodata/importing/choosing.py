"""Which of several tables in a file is read: the one whose columns say most of places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.importing.file_errors import NoRowsError, UnknownSheetError
from geodata.importing.mapping import count_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geodata.importing.grid import RawTable

MIN_FIELDS = 5
"""A table whose columns say so many things of places is the one: no other is looked at."""


def read_fullest(name: str, wanted: Sequence[str], read: Callable[[str], RawTable]) -> RawTable:
    """Read the table that says most of places, and of those that say as much the first.

    Args:
        name: Of the file, for messages.
        wanted: The names of the tables that come into question.
        read: Reads one of them.

    Raises:
        NoRowsError: None of them has rows.
    """
    best, most = None, -1
    for title in wanted:
        try:
            table = read(title)
        except NoRowsError:
            if best is None and title is wanted[-1]:
                raise
            continue
        count = count_fields(table) if len(wanted) > 1 else 0
        if count > most:
            best, most = table, count
        if most >= MIN_FIELDS:
            break
    if best is None:
        raise NoRowsError(name)
    return best


def read_chosen(  # noqa: PLR0913 - the tables of a file, and what a person says of them
    name: str,
    titles: Sequence[str],
    read: Callable[[str], RawTable],
    *,
    chosen: str = "",
    hidden: Sequence[str] = (),
    what: str = "Sheet",
) -> RawTable:
    """Read the table that a person names, or the one that says most; say which others there are.

    Args:
        name: Of the file, for messages.
        titles: The names of its tables.
        read: Reads one of them.
        chosen: The name of the one; empty takes the fullest of those that can be seen.
        hidden: The tables that a person does not see.
        what: What such a table is called there.

    Raises:
        UnknownSheetError: There is no sheet of that name.
        NoRowsError: None of them has rows.
    """
    if chosen and chosen not in titles:
        raise UnknownSheetError(name, chosen, tuple(titles))
    visible = [title for title in titles if title not in hidden]

    def read_noting_others(title: str) -> RawTable:
        table = read(title)
        remarks = list_other_tables(titles, hidden, title, what)
        return replace(table, sheet=title, sheets=tuple(titles), remarks=(*remarks, *table.remarks))

    return read_fullest(name, [chosen] if chosen else visible or titles, read_noting_others)


def list_other_tables(
    titles: Sequence[str], hidden: Sequence[str], read: str, what: str = "Sheet"
) -> list[str]:
    """Which table was read, and which were not."""
    remarks = []
    if len(titles) > 1 and read:
        others = ", ".join(f"“{each}”" for each in titles if each != read and each not in hidden)
        remarks.append(f"{what} “{read}” was read" + (f", not {others}." if others else "."))
    left = [each for each in hidden if each != read]
    if left:
        remarks.append(
            f"Hidden {what.lower()}s were not read: "
            + ", ".join(f"“{each}”" for each in left)
            + "."
        )
    return remarks

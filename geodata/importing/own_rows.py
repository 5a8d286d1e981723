"""A row of an export as its table has it, and whether a collection would accept it so."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from geodata._cells import find_problem, form_of
from geodata.check import country_problem, date_problem
from geodata.exported import read_list
from geodata.places import named_precision
from geodata.tables import split_list

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from geodata._cells import Problem
    from geodata.description import Column, Description
    from geodata.importing.earlier import Row

CLOSED = frozenset({"precision"})
"""Columns whose allowed values are the same in every collection; others may get new ones."""


def stored_cells(cells: Mapping[str, str], columns: Mapping[str, Column]) -> Row:
    """The cells of the table's own columns, as its file writes them."""
    return {
        name: _stored(cells[name].strip(), column)
        for name, column in columns.items()
        if name in cells
    }


def find_row_problem(
    row: Row, table: str, about: Description, sources: Collection[str]
) -> tuple[str, Problem] | None:
    """The first column that a collection would not accept, and what is wrong; None if none is.

    Args:
        row: As `stored_cells` gives it.
        table: Its name.
        about: What describes it.
        sources: The ids that can be cited.
    """
    for name, column in about.columns(table).items():
        problem = find_cell_problem(row.get(name, ""), column, about, sources)
        if problem:
            return name, problem
    if "precision" in row:
        own = about.specs[table].columns
        named = named_precision(*(row.get(own.get(key, ""), "") for key in ("region", "city")))
        if row["precision"] != named:
            return "precision", ("does not fit what is named", f"write {named}")
    return None


def find_cell_problem(
    cell: str, column: Column, about: Description, sources: Collection[str]
) -> Problem | None:
    """What a collection has against a cell; a value or an id that is new to it is none."""
    problem = find_problem(cell, _open(column), form_of(column))
    entries = split_list(cell, column.delimiter) if column.type == "list" else (cell,)
    for entry in filter(None, entries):
        if problem:
            break
        problem = _entry_problem(entry, column, about, sources)
    return problem


def _stored(cell: str, column: Column) -> str:
    if column.type == "list":
        return column.delimiter.join(entry for entry in read_list(cell) if entry)
    if column.type == "boolean":
        return cell.lower()
    return cell


@cache
def _open(column: Column) -> Column:
    """The column without its list of allowed values, if other collections have others."""
    return column if column.name in CLOSED else replace(column, allowed=())


def _entry_problem(
    entry: str, column: Column, about: Description, sources: Collection[str]
) -> Problem | None:
    if column.is_edtf:
        return date_problem(entry)
    if column.references == "countries":
        return country_problem(entry)
    if column.references == "sources" and entry not in sources:
        return "is no id of a source", "add its citation and address to the row"
    if column.references in {"editions", "jurisdictions"}:
        ids = about.columns(column.references)["id"]
        return find_problem(entry, ids, form_of(ids))
    return None

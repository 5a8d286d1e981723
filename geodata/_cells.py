"""Cells against the schema: types, required and unique cells, allowed values, bounds."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from geodata.distinct import find_distinct
from geodata.faults import Fault, row_number
from geodata.patterns import Form, SlowPatternError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import pandas as pd

    from geodata.description import Column

Problem = tuple[str, str]

_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
ALIKE_FROM = 0.8


def find_cell_faults(file: str, cells: pd.Series[Any], column: Column) -> Iterator[Fault]:
    """Check a column: each distinct cell is looked at once, and has one fault at most."""
    if _has_rules(column):
        yield from _faults_of_values(file, cells, column)
    elif column.is_required:
        problem = find_problem("", column, None)
        if problem:
            yield from faults_at(file, cells.index[cells == ""], column.name, "", problem)


def find_repeated(file: str, cells: pd.Series[Any]) -> Iterator[Fault]:
    """What is in an earlier row too, in a column in which nothing may be twice."""
    again = cells[cells.duplicated() & (cells != "")]
    for at, cell in again.items():
        problem = "is in an earlier row too", "give each row an id of its own"
        yield from faults_at(file, [at], str(cells.name), cell, problem)


def _has_rules(column: Column) -> bool:
    """Whether the schema asks anything of a cell that is filled in."""
    return bool(
        column.allowed or column.pattern or column.type in {"integer", "number", "boolean", "date"}
    )


def _faults_of_values(file: str, cells: pd.Series[Any], column: Column) -> Iterator[Fault]:
    distinct, form = find_distinct(cells), form_of(column)
    try:
        unfit = form.find_unfit(distinct.values) if form else frozenset()
    except SlowPatternError:
        unfit = frozenset()
        advice = "is a pattern that takes too long", "write a simpler one in datapackage.json"
        yield Fault(file, None, column.name, column.pattern, *advice)
    problems: dict[int, Problem] = {}
    for at, cell in enumerate(distinct.values):
        problem = find_problem(cell, column, form if cell in unfit else None)
        if problem:
            problems[at] = problem
    for (at, problem), rows in zip(problems.items(), distinct.rows_of([*problems]), strict=True):
        yield from faults_at(file, cells.index[rows], column.name, distinct.values[at], problem)


def faults_at(
    file: str, rows: Iterable[Any], column: str, value: str, problem: Problem
) -> Iterator[Fault]:
    """The same fault in several rows, given by their positions."""
    for at in rows:
        yield Fault(file, row_number(int(at)), column, value, *problem)


def suggest(value: str, known: Collection[str]) -> str:
    """What may have been meant, as the beginning of a remedy; empty if nothing is like it."""
    alike = get_close_matches(value, known, n=1, cutoff=ALIKE_FROM)
    return f"if {alike[0]!r} is meant, write that; else " if alike else ""


def form_of(column: Column) -> Form | None:
    """What the pattern of a column asks for; None without one."""
    return Form(column.pattern) if column.pattern else None


def find_problem(cell: str, column: Column, form: Form | None) -> Problem | None:
    """What the schema has against a cell, the first that is found; None if nothing.

    Args:
        cell: As it is written.
        column: The column.
        form: What the column's pattern asks for, read once for all of its cells.

    Raises:
        SlowPatternError: The pattern takes too long.
    """
    if not cell:
        return ("is empty", "fill it in") if column.is_required else None
    return _type_problem(cell, column.type) or _rule_problem(cell, column, form)


def _type_problem(cell: str, kind: str) -> Problem | None:
    if kind == "integer" and not _WHOLE_NUMBER.fullmatch(cell):
        return "is not a whole number", "write digits only, such as 3"
    if kind == "number" and not _NUMBER.fullmatch(cell):
        return "is not a number", "write digits with a point, such as 12.5"
    if kind == "boolean" and cell.lower() not in {"true", "false"}:
        return "is neither true nor false", "write true or false"
    if kind == "date" and not _is_date(cell):
        return "is not a date", "write it as 2026-11-23"
    return None


def _is_date(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def _rule_problem(cell: str, column: Column, form: Form | None) -> Problem | None:
    if column.allowed and cell not in column.allowed:
        remedy = f"{suggest(cell, column.allowed)}use one of: {', '.join(column.allowed)}"
        return "is not an allowed value", remedy
    if form and not form.fits(cell):
        about = f"{column.title}: {column.description}".rstrip(". :")
        return "does not have the form of the column", f"write it as {column.pattern} ({about})"
    if column.type not in {"integer", "number"}:
        return None
    if column.minimum is not None and float(cell) < column.minimum:
        return f"is less than {column.minimum:g}", "correct it"
    if column.maximum is not None and float(cell) > column.maximum:
        return f"is more than {column.maximum:g}", "correct it"
    return None

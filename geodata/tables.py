"""The tables of a collection as they lie on disk: CSV in, typed columns out.

A table or a column that every collection is read with, and that the descriptor leaves out, is
read as one without rows, or without texts.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
from pyarrow import csv

from geodata.description import read_columns
from geodata.distinct import each_once
from geodata.plain_files import open_plain_file, read_plain_file
from geodata.standard_tables import standard_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from geodata.description import Column, Description

PIECE_BYTES = 1 << 25
"""Of a large table that is read at once."""


def read_table(folder: Path, about: Description, name: str, *, rows: bool = True) -> pd.DataFrame:
    """Read one table with the types that the descriptor gives its columns.

    Text is `str`, empty where the cell is; a list is a tuple of `str`; a number is float64 with
    NaN; integers and booleans are required to be filled. The index is the column `id`, if any.

    Args:
        folder: The collection.
        about: What describes it.
        name: Of the table.
        rows: Whether its rows are read, and not just what columns it has.
    """
    is_read = rows and name in about.tables
    cells = read_cells(folder, about, name) if is_read else pd.DataFrame(dtype="str")
    return type_cells(about, name, cells)


def type_cells(about: Description, name: str, cells: pd.DataFrame) -> pd.DataFrame:
    """Rows of one table, read as written, with the types that `read_table` gives them."""
    own = about.columns(name)
    standard = read_columns(standard_columns(name))
    columns = {**own, **{key: column for key, column in standard.items() if key not in own}}
    return _typed_table(cells.reindex(columns=list(columns), fill_value=""), columns)


def _typed_table(cells: pd.DataFrame, columns: Mapping[str, Column]) -> pd.DataFrame:
    table = pd.DataFrame({each: _typed(cells[each], columns[each]) for each in columns})
    return table.set_index("id", drop=False) if "id" in table else table


def read_cells(folder: Path, about: Description, name: str) -> pd.DataFrame:
    """Read one table as written: every cell a `str`, the rows numbered from 0."""
    return pd.read_csv(
        io.BytesIO(read_plain_file(folder / about.file_name(name))),
        dtype="str",
        keep_default_na=False,
        encoding="utf-8-sig",
    )


def read_pieces(folder: Path, about: Description, name: str) -> Iterator[pa.Table]:
    """Read one table without faults as written, some ten thousand rows at a time.

    Yields:
        The columns that are described, every cell a text; one without rows if there are none.
    """
    columns = list(about.columns(name))
    schema = pa.schema([(each, pa.large_string()) for each in columns])
    with (
        open_plain_file(folder / about.file_name(name)) as file,
        csv.open_csv(
            file,
            read_options=csv.ReadOptions(block_size=PIECE_BYTES, use_threads=False),
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                include_columns=columns,
                column_types=schema,
            ),
        ) as pieces,
    ):
        is_empty = True
        for piece in pieces:
            is_empty = False
            yield pa.Table.from_batches([piece])
        if is_empty:
            yield schema.empty_table()


def rows_of(table: pd.DataFrame, columns: Iterable[str] | None = None) -> Iterator[tuple[Any, ...]]:
    """The rows of a table as tuples of plain values.

    Faster than pandas' own, which takes each text out of its column by itself.
    """
    names = table.columns if columns is None else columns
    return zip(*(table[name].tolist() for name in names), strict=True)


def split_list(cell: str, delimiter: str = ";") -> tuple[str, ...]:
    """The entries of a cell that holds a list; blanks between delimiters are dropped."""
    return tuple(entry.strip() for entry in cell.split(delimiter) if entry.strip())


def _typed(cells: pd.Series[Any], column: Column) -> pd.Series[Any]:
    if column.type == "integer":
        return cells.astype("int64")
    if column.type == "number":
        return pd.to_numeric(cells, errors="coerce").astype("float64")
    if column.type == "boolean":
        return cells.str.lower() == "true"
    if column.type == "list":
        split = each_once(cells, lambda cell: split_list(cell, column.delimiter))
        return pd.Series(split, index=cells.index, dtype="object")
    return cells.str.strip()


def in_one_piece(texts: pd.Series[Any]) -> pa.Array:
    """A column of texts for Arrow; pandas may hold it in several pieces, or in none."""
    column = pa.array(texts, pa.large_string())
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column

"""Parquet, and GeoParquet with its shapes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import geopandas as gpd
import pyarrow as pa
from pyarrow import parquet

from geodata.importing.features import build_from_features
from geodata.importing.file_errors import (
    BrokenFileError,
    NoRowsError,
    TooCostlyFileError,
    TooLargeError,
    TooManyRowsError,
)

if TYPE_CHECKING:
    from geodata.importing.grid import Limits, RawTable

KIND = "a Parquet file"
_GEO = b"geo"


def read_parquet(data: bytes, name: str, limits: Limits) -> RawTable:
    """Read a table; what it would take in memory is looked at first, as the file states it.

    Raises:
        TooLargeError, TooManyRowsError: It holds more than the limits allow.
        BrokenFileError: It is damaged, or its shapes are invalid.
        NoRowsError: As in `grid`.
    """
    try:
        file = parquet.ParquetFile(io.BytesIO(data))
        _check(file.metadata, name, limits)
        if _GEO in (file.schema_arrow.metadata or {}):
            table = gpd.read_parquet(io.BytesIO(data))  # type: ignore[arg-type]  # its stubs leave out files
        else:
            table = file.read(use_threads=False).to_pandas()
    except pa.ArrowMemoryError as error:
        raise TooCostlyFileError(name) from error
    except (pa.ArrowException, ValueError, OSError, KeyError, TypeError) as error:
        if isinstance(error, (TooLargeError, TooManyRowsError, NoRowsError)):
            raise
        raise BrokenFileError(name, KIND, "it is not whole") from error
    return build_from_features(name, table.reset_index(drop=True), limits=limits)


def _check(stated: parquet.FileMetaData, name: str, limits: Limits) -> None:
    for many, most, unit in (
        (stated.num_rows, limits.rows, "rows"),
        (stated.num_columns, limits.columns, "columns"),
        (stated.num_rows * stated.num_columns, limits.cells, "cells"),
    ):
        if many > most:
            raise TooManyRowsError(name, most, unit)
    size = sum(stated.row_group(at).total_byte_size for at in range(stated.num_row_groups))
    if size > limits.unpacked:
        raise TooLargeError(name, size, limits.unpacked, "unpacks to")
    if not stated.num_rows:
        raise NoRowsError(name)

"""The sheet that a command is given: a file, or standard input."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mapapp.files import STREAM, read_stream

if TYPE_CHECKING:
    from geodata.importing.grid import RawTable

SheetFile = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="CSV of any delimiter and encoding, XLSX, XLS, ODS, GeoJSON, KML, KMZ, GPX, "
        "GeoPackage, Parquet, or a zip with a shapefile; - is standard input.",
    ),
]
SheetOption = Annotated[
    str,
    typer.Option(
        help="The sheet of a workbook, the layer of a map or the file of an archive; if left out, "
        "the one whose columns say most."
    ),
]
EncodingOption = Annotated[
    str, typer.Option(help="Of a text file or shapefile, such as cp1252; found out if left out.")
]
MendOption = Annotated[
    bool,
    typer.Option(
        "--mend-letters", help="Put right what looks garbled, such as SÃ£o Paulo for São Paulo."
    ),
]


def read_sheet(file: str, sheet: str, encoding: str, *, mend_letters: bool) -> RawTable:
    """Read the table; of standard input no more than the most that is taken.

    Raises:
        ImportFileError: It is not a table, or too large.
        OSError: The file cannot be read.
    """
    from geodata.importing.reading import LIMITS, read_own, read_raw

    if file != STREAM:
        return read_raw(Path(file), sheet=sheet, encoding=encoding, mend_letters=mend_letters)
    data = read_stream(LIMITS.size + 1)
    return read_own(
        data, "standard input", sheet=sheet, encoding=encoding, mend_letters=mend_letters
    )

"""Why a file cannot be imported: each a sentence that says what to do."""

from __future__ import annotations

from geodata.errors import GeodataError


class ImportFileError(GeodataError, ValueError):
    """The root: the file `name` cannot be read as a table."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        super().__init__(f"{name} {reason}")


class TooLargeError(ImportFileError):
    """The file, or what is packed in it, is larger than we read."""

    def __init__(self, name: str, size: int, limit: int, what: str = "is") -> None:
        self.size = size
        self.limit = limit
        super().__init__(
            name,
            f"{what} {_mebibytes(size)} MB large, and {_mebibytes(limit)} MB is the most that is "
            "read: split it, or save it as CSV with the columns needed.",
        )


class TooManyRowsError(ImportFileError):
    """The table has more rows, columns or cells than we read."""

    def __init__(self, name: str, limit: int, unit: str) -> None:
        self.limit = limit
        self.unit = unit
        super().__init__(
            name,
            f"has more than {limit:,} {unit}, the most that is read: split it, or delete what "
            "is not needed.",
        )


class NotATableError(ImportFileError):
    """The file is something else, whatever its name says."""

    def __init__(self, name: str, found: str) -> None:
        self.found = found
        super().__init__(
            name, f"is {found}, not a table: save the table as CSV, XLSX or GeoJSON and take that."
        )


class BadEncodingError(ImportFileError):
    """The bytes are not text in the encoding."""

    def __init__(self, name: str, encoding: str) -> None:
        self.encoding = encoding
        super().__init__(
            name,
            f"is not text in the encoding {encoding}: save it as CSV in UTF-8, or name its "
            "encoding.",
        )


class NoRowsError(ImportFileError):
    """There is a header at most."""

    def __init__(self, name: str, where: str = "") -> None:
        super().__init__(
            name, f"has no rows{where}: give it a header and at least one row below it."
        )


class BrokenFileError(ImportFileError):
    """The file is damaged, or not what its first bytes say."""

    def __init__(self, name: str, kind: str, detail: str) -> None:
        self.kind = kind
        super().__init__(
            name,
            f"cannot be read as {kind} ({detail}): open it, save it again and import that file.",
        )


class UnknownSheetError(ImportFileError):
    """The workbook has no sheet of the name."""

    def __init__(self, name: str, sheet: str, sheets: tuple[str, ...]) -> None:
        self.sheet = sheet
        self.sheets = sheets
        super().__init__(
            name, f"has no sheet {sheet!r}: choose one of {', '.join(map(repr, sheets))}."
        )


class TooCostlyFileError(ImportFileError):
    """Reading the file was ended."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            "takes more time or memory to read than a file of its size should: save it as CSV "
            "with the columns needed, and take that.",
        )


def _mebibytes(size: int) -> str:
    return f"{size / 1024**2:,.0f}"

"""Tables as people have them: text with some delimiter, in some encoding, that nobody has noted."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice

import pandas as pd
from charset_normalizer import from_bytes

from geodata.errors import GeodataError

DELIMITERS = ",;\t|"
LINES_LOOKED_AT = 50
HIGH = re.compile(rb"[\x80-\xff]")
HIGH_ALONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
ONE_BYTE = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "mac_roman")
TWO_BYTES = ("gb18030", "big5", "shift_jis", "euc_kr")
"""What spreadsheets write where they do not write UTF-8; of those that fit equally, the first."""
BOMS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}


class BadTableError(GeodataError, ValueError):
    """A text is no table with a header."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"{path} cannot be read as a table: {reason}. Save it as CSV in UTF-8, with the names "
            "of the columns in the first row."
        )


def read_delimited(data: bytes, path: str) -> pd.DataFrame:
    """Read CSV of any usual delimiter and encoding; every cell is `str`, as written.

    Rows that are too short are filled with empty cells; empty rows are left out.

    Args:
        data: The file.
        path: What to call it in a message.

    Raises:
        BadTableError: There is no header, two columns have one name, or a row has cells to spare.
    """
    text = decode_text(data, path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=find_delimiter(text))
    try:
        rows = [(reader.line_num, row) for row in reader if any(row)]
    except csv.Error as error:
        raise BadTableError(path, f"line {reader.line_num}: {error}") from error
    if not rows:
        raise BadTableError(path, "it is empty")
    (_, header), *body = rows
    names = [name.strip() for name in header]
    again = sorted({name for name in names if names.count(name) > 1})
    if again:
        raise BadTableError(path, f"two columns are called {again[0]!r}")
    for line, row in body:
        if len(row) > len(names) and any(row[len(names) :]):
            raise BadTableError(path, f"line {line} has more cells than the header")
    filled = [(row + [""] * len(names))[: len(names)] for _, row in body]
    return pd.DataFrame(filled, columns=names, dtype="str")


def decode_text(data: bytes, path: str) -> str:
    """Decode by the mark at the beginning, else as UTF-8, else as what the bytes look like most.

    Raises:
        BadTableError: The bytes are no text.
    """
    for mark, encoding in BOMS.items():
        if data.startswith(mark):
            return _decode(data, encoding, path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _guess(data, path)
    if "\0" in text:
        raise BadTableError(path, "it is no text")
    return text


def find_delimiter(text: str) -> str:
    """The delimiter that parts the first lines into the most columns, the same number in each."""
    sample = "".join(islice(io.StringIO(text, newline=""), LINES_LOOKED_AT))

    def fitness(delimiter: str) -> tuple[bool, int]:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        widths = [len(row) for row in rows if any(row)]
        is_even = len(set(widths)) == 1 and widths[0] > 1
        return is_even, widths[0] if widths else 0

    return max(DELIMITERS, key=fitness)


def _guess(data: bytes, path: str) -> str:
    """Decode as the encoding that reads most like a language.

    A letter of two bytes has both above ASCII as a rule: where such bytes stand alone, each is a
    letter with an accent, and encodings of two bytes are out of the question.
    """
    high, alone = len(HIGH.findall(data)), len(HIGH_ALONE.findall(data))
    encodings = [*ONE_BYTE] if alone * 2 > high else [*ONE_BYTE, *TWO_BYTES]
    fitting = sorted(
        from_bytes(data, cp_isolation=encodings),
        key=lambda match: (match.chaos, -match.coherence, encodings.index(match.encoding)),
    )
    if not fitting:
        raise BadTableError(path, "it is no text")
    return str(fitting[0])


def _decode(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        raise BadTableError(path, "it is no text") from error

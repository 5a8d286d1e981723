"""Text files: in whatever encoding, with whatever is between the cells."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from charset_normalizer import from_bytes

from geodata.importing.file_errors import BadEncodingError, BrokenFileError, NotATableError
from geodata.importing.grid import Limits, RawTable, build_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from charset_normalizer import CharsetMatch

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_BYTES = 256 * 1024
SAMPLE_ROWS = 200
UTF8 = "utf-8"
_NAMES_OF_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKELY = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r",
    "gb18030", "big5", "cp932", "cp949", "mac_roman", "cp437", "cp850",
]  # fmt: skip
_LIKE_CHAOS = 0.1  # readings that charset-normalizer holds for about as likely
_MAX_CONTROLS = 0.01  # of a text; more make it no text


def read_delimited(data: bytes, name: str, limits: Limits, encoding: str = "") -> RawTable:
    """Read CSV and its kin.

    Args:
        data: The file.
        name: For messages.
        limits: The most that is taken.
        encoding: As a person says; empty finds it out.

    Raises:
        BadEncodingError: The bytes are not text in the encoding.
        NotATableError: The bytes are not text at all.
        BrokenFileError: A cell is larger than it may be, as where a quote never ends.
        NoRowsError, TooManyRowsError: As in `grid`.
    """
    used = encoding.strip() or find_encoding(data, name)
    if data.startswith(codecs.BOM_UTF8) and used.lower().replace("_", "-") in {UTF8, "utf8"}:
        used = "utf-8-sig"
    sample = _sample(data, name, used)
    delimiter, is_stated = _delimiter(sample)
    remarks = []
    called = used.lower().replace("_", "-")
    if not called.startswith("utf"):
        remarks.append(
            f"Read in the encoding {called}: if letters look wrong, name the right one or save "
            "the file in UTF-8."
        )
    if delimiter != DELIMITERS[0]:
        remarks.append(f"Cells are separated by the {_NAMES_OF_DELIMITERS[delimiter]}.")
    lines = io.TextIOWrapper(io.BytesIO(data), encoding=used, newline="")
    if is_stated:
        next(lines)
    return build_table(
        name, _numbered_rows(lines, delimiter, name, limits), limits=limits, remarks=remarks
    )


def _sample(data: bytes, name: str, encoding: str) -> str:
    """The start of the text, decoded; all of it is decoded once to check the encoding."""
    try:
        sample = data.decode(encoding)[:SAMPLE_BYTES]
    except (UnicodeError, LookupError) as error:
        raise BadEncodingError(name, encoding) from error
    if _is_noise(sample):
        raise NotATableError(name, "no text")
    return sample


def find_encoding(data: bytes, name: str) -> str:
    """Find out the encoding of some text: by its mark, or by how its letters follow each other."""
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return encoding
    sample = data[:SAMPLE_BYTES]
    if len(sample) > 1 and sample.count(0) > len(sample) / 5:
        return "utf-16-le" if sample[1:2] == b"\x00" else "utf-16-be"
    try:
        data.decode(UTF8)
    except UnicodeDecodeError as error:
        around = data[max(0, error.start - SAMPLE_BYTES // 4) :][:SAMPLE_BYTES]
        matches = from_bytes(around, cp_isolation=_LIKELY, threshold=0.4)
        if not matches:
            raise BadEncodingError(name, UTF8) from error
        least = min(match.chaos for match in matches)
        clean = [match for match in matches if match.chaos <= least + _LIKE_CHAOS]
        return min(clean, key=_unlikeness).encoding
    return UTF8


def _unlikeness(match: CharsetMatch) -> tuple[int, float, float, int]:
    """Score an encoding by symbols and capitals inside words, and language; lower is better."""
    text = str(match)
    odd = sum(
        not each.isascii() and (not each.isalpha() or (each.isupper() and before.islower()))
        for before, each in pairwise(" " + text)
    )
    chaos = round(match.chaos, 1)
    return odd, chaos, -match.coherence, _LIKELY.index(match.encoding)


def _is_noise(text: str) -> bool:
    controls = sum(character < " " and character not in "\t\n\r\f\x0b" for character in text)
    return controls > _MAX_CONTROLS * len(text)


def _delimiter(sample: str) -> tuple[str, bool]:
    """What parts the cells, and whether the first line says nothing else."""
    stated = sample.partition("\n")[0].strip().strip('"').lower()
    if stated.startswith("sep=") and stated[4:5] in DELIMITERS:
        return stated[4], True
    return max(DELIMITERS, key=lambda each: _evenness(sample, each)), False


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    """How well a delimiter parts the lines: the share of them with the usual number of cells."""
    widths = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if any(row):
                widths.append(len(row))
            if len(widths) >= SAMPLE_ROWS:
                break
    except csv.Error:
        return 0.0, 0
    several = Counter(width for width in widths if width > 1)
    if not several:
        return 0.0, 0
    width, lines = max(several.items(), key=lambda each: (each[1], each[0]))
    return round(lines / len(widths), 1), width


def _numbered_rows(
    lines: Iterable[str], delimiter: str, name: str, limits: Limits
) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(limits.characters)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        detail = f"line {reader.line_num:,}: {error}"
        raise BrokenFileError(name, "CSV", detail) from error

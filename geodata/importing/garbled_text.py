"""Texts whose letters were garbled by a program that took UTF-8 for another encoding.

`SÃ£o Paulo` was `São Paulo`. The library ftfy distinguishes such texts from those that are merely
foreign. They are noticed and left as they are, unless a person asks to mend them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import ftfy

from geodata.importing.identifiers import FreeNames
from geodata.plurals import count_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from geodata.importing.grid import RawTable

EXAMPLES = 3
_LEFT_OVER = re.compile("[\x80-\x9f]")
_HARD_SPACE = re.compile("[\u00a0\u202f]")


@dataclass(frozen=True)
class Garbled:
    """Texts that look garbled.

    Attributes:
        count: How many cells and headers there are.
        rows: The numbers of their rows; headers are in none.
        columns: The headers of their columns.
        examples: A few of them as they are, and as they would be.
    """

    count: int
    rows: tuple[int, ...]
    columns: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """What is wrong, without a full stop."""
        texts = count_of(self.count, "text looks", "texts look")
        shown = ", ".join(f"{text!r} for {mended!r}" for text, mended in self.examples)
        return f"{texts} garbled, such as {shown}"


def read_letters(table: RawTable, *, mend: bool) -> RawTable:
    """The table with what looks garbled noticed, or mended; then without invisible marks.

    Args:
        table: Its cells still have the marks that garbled letters are made of.
        mend: Whether to put the letters right.
    """
    cells, rows, columns = table.cells.copy(), dict[int, None](), []
    found: dict[str, str] = {}
    count = 0
    for column in map(str, table.cells):
        garbled = _mended_texts(table.cells[column].unique())
        at = table.cells.index[table.cells[column].isin(garbled)]
        is_header = bool(_mended_texts([column]))
        if garbled or is_header:
            columns.append(column)
            count += len(at) + is_header
            rows |= dict.fromkeys(map(int, at))
            found |= garbled | _mended_texts([column])
        cells[column] = _clean(cells[column], garbled if mend else {})
    if not found:
        return replace(table, cells=cells)
    examples = tuple((_visible(text), mended) for text, mended in found.items())[:EXAMPLES]
    noticed = Garbled(count, tuple(sorted(rows)), tuple(columns), examples)
    if not mend:
        return replace(table, cells=cells, garbled=noticed)
    free = FreeNames(form="{} ({})", alike=str.casefold)
    renamed = {column: free.take(found.get(column, column)) for column in map(str, cells)}
    return replace(
        table,
        cells=cells.rename(columns=renamed),
        links={(row, renamed[column]): link for (row, column), link in table.links.items()},
        remarks=(*table.remarks, f"{noticed}: they were mended."),
    )


def _mended_texts(texts: Iterable[str]) -> dict[str, str]:
    """What garbled texts were before, by what they are."""
    return {
        text: mended
        for text in texts
        if not text.isascii() and (mended := _visible(ftfy.fix_encoding(text))) != _visible(text)
    }


def _clean(cells: pd.Series[str], mended: Mapping[str, str]) -> pd.Series[str]:
    changed = {
        text: clean
        for text in cells.unique()
        if not text.isascii() and (clean := mended.get(text, _visible(text))) != text
    }
    return cells.replace(changed) if changed else cells


def _visible(text: str) -> str:
    return _LEFT_OVER.sub("", _HARD_SPACE.sub(" ", text)).strip()

"""Which records hold a word: an index of the words of their texts, made piece by piece.

A search looks for each of its words as a part of a text. No word holds a space, so a text has it as
a part exactly if one of its own words does: looking through the words takes the place of looking
through the texts. The index is a file that Arrow maps into memory: the system reads what is looked
at, and can drop it again.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.distinct import each_once
from geodata.folding import fold_each
from geodata.tables import in_one_piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray

SCHEMA = pa.schema([("word", pa.string()), ("rows", pa.list_(pa.int32()))])
"""A word as it is folded, and the positions of the records of one piece that hold it."""


def index_words(texts: pd.DataFrame, start: int) -> pa.Table:
    """Index the words of some records.

    What is written between two spaces is folded once, however often it is there.

    Args:
        texts: Their columns of text or of lists of texts.
        start: The position of the first.

    Returns:
        A row for each word, those that most records hold first, in the columns of `SCHEMA`.
    """
    size = len(texts)
    written = pc.utf8_split_whitespace(_joined(texts))
    rows = pc.list_parent_indices(written).to_numpy()
    distinct = pc.list_flatten(written).dictionary_encode()
    folded = pc.utf8_split_whitespace(fold_each(distinct.dictionary))
    words = pc.list_flatten(folded).dictionary_encode()
    numbers = pc.list_value_length(folded).to_numpy()
    codes = distinct.indices.to_numpy()
    of_code = numbers[codes]
    first = (np.cumsum(numbers) - numbers)[codes]
    within = np.arange(of_code.sum()) - np.repeat(np.cumsum(of_code) - of_code, of_code)
    found = words.indices.to_numpy()[np.repeat(first, of_code) + within]
    pairs = found.astype(np.int64) * size + np.repeat(rows, of_code)
    return _listed(words.dictionary, pairs, size, start)


@contextmanager
def writing_index(path: Path) -> Iterator[Callable[[pa.Table], None]]:
    """Write what `index_words` finds, one piece after the other, to a new file.

    Raises:
        OSError: It cannot be written.
    """
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, SCHEMA) as file:
        yield file.write_table


def read_index(path: Path) -> pa.Table:
    """The index in a file, in the columns of `SCHEMA`; little of it is read before it is asked for.

    Raises:
        OSError: The file cannot be read.
    """
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


def rows_with(index: pa.Table, word: str) -> NDArray[np.int32]:
    """The positions of the records whose texts hold a word; some of them several times.

    Args:
        index: Of the layer.
        word: As it is folded.
    """
    found = index["rows"].filter(pc.match_substring(index["word"], word))
    rows: NDArray[np.int32] = pc.list_flatten(found).to_numpy()
    return rows


def _listed(words: pa.Array, pairs: NDArray[np.int64], size: int, start: int) -> pa.Table:
    """Where each word is, from pairs of word and row in one number each."""
    ordered = np.sort(pairs)
    at, rows = np.divmod(ordered[np.diff(ordered, prepend=-1) > 0], max(1, size))
    numbers = np.bincount(at, minlength=len(words))
    ends = np.concatenate([[0], np.cumsum(numbers)])
    lists = pa.ListArray.from_arrays(pa.array(ends, pa.int32()), pa.array(rows + start, pa.int32()))
    order = pa.array(np.argsort(-numbers, kind="stable"))
    table = pa.table([words.cast(pa.string()).take(order), lists.take(order)], schema=SCHEMA)
    return table.filter(pc.not_equal(table["word"], ""))


def _joined(texts: pd.DataFrame) -> pa.Array:
    """All texts of each record."""
    columns = [_as_texts(texts[name]) for name in texts]
    return pc.binary_join_element_wise(*columns, pa.scalar(" ", pa.large_string()))


def _as_texts(cells: pd.Series[Any]) -> pa.Array:
    if cells.dtype == "str":
        return in_one_piece(cells)
    return pa.array(each_once(cells, _as_text), pa.large_string())


def _as_text(cell: Any) -> str:
    return " ".join(cell) if isinstance(cell, tuple) else str(cell)

"""Regular expressions that a description brings along: no text takes them long.

A description may come from anyone, and some expressions keep Python's own engine busy for ever. RE2
looks at each character once; it has no references backwards and does not look around, nor have the
expressions of XML Schema, which the Data Package standard asks for.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import re2

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAX_PATTERN_LENGTH = 1_000
MAX_TEXT_LENGTH = 10_000
"""Characters of an expression, and of a cell that is compared with one."""

MAX_S = 1.0
MAX_S_PER_TEXT = 1e-5
MAX_S_PER_CHARACTER = 5e-8
"""How long the cells of a column may take, in seconds on the processor: so long in any case, and
for each cell and character, so that a million cells are not taken for a slow pattern."""

CHARACTERS_AT_ONCE = 10_000
"""Characters of texts that are compared between two looks at the clock."""

_MEMORY = 4 * 1024**2  # bytes of a compiled expression


class BadPatternError(ValueError):
    """The text is not a regular expression, or one of a kind that is not taken."""


class SlowPatternError(ValueError):
    """The cells of a column take longer than they may."""


class Form:
    """What the cells of one column must look like.

    Raises:
        BadPatternError: The expression cannot be used.
    """

    def __init__(self, pattern: object) -> None:
        if not isinstance(pattern, str) or len(pattern) > MAX_PATTERN_LENGTH:
            raise BadPatternError
        options = re2.Options()
        options.max_mem = _MEMORY
        options.log_errors = False
        try:
            self._compiled: Any = re2.compile(pattern, options)
        except re2.error as error:
            raise BadPatternError from error
        self._anchored = rf"\A(?:{pattern})\z"
        self._spent = 0.0
        self._allowed = MAX_S

    def fits(self, text: str) -> bool:
        """Whether the whole text has the form; one that is very long has none.

        Raises:
            SlowPatternError: The texts so far have taken too long.
        """
        return not self.find_unfit([text])

    def find_unfit(self, texts: Iterable[str]) -> frozenset[str]:
        """Those of the texts that have not the form.

        Raises:
            SlowPatternError: The texts so far have taken too long.
        """
        unfit: set[str] = set()
        for some in _in_parts(texts):
            started = time.thread_time()
            unfit.update(text for text in self._doubtful(some) if not self._fits(text))
            self._spent += time.thread_time() - started
            self._allowed += MAX_S_PER_TEXT * len(some)
            self._allowed += MAX_S_PER_CHARACTER * sum(map(len, some))
            if self._spent > self._allowed:
                raise SlowPatternError
        return frozenset(unfit)

    def _doubtful(self, texts: Sequence[str]) -> Iterable[str]:
        """Those that Arrow's RE2, which takes many at once, does not find to have the form."""
        try:
            fits = pc.match_substring_regex(pa.array(texts), self._anchored)
        except (pa.ArrowInvalid, UnicodeEncodeError):
            return texts
        return (
            text
            for text, fit in zip(texts, fits.to_pylist(), strict=True)
            if not fit or len(text) > MAX_TEXT_LENGTH
        )

    def _fits(self, text: str) -> bool:
        return len(text) <= MAX_TEXT_LENGTH and self._compiled.fullmatch(text) is not None


def _in_parts(texts: Iterable[str]) -> Iterator[list[str]]:
    part: list[str] = []
    characters = 0
    for text in texts:
        part.append(text)
        characters += len(text)
        if characters >= CHARACTERS_AT_ONCE:
            yield part
            part, characters = [], 0
    if part:
        yield part

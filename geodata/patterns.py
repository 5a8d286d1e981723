"""Regular expressions that a description brings along: no text takes them long.

A description may come from anyone, and some expressions keep Python's own engine busy for ever. RE2
looks at each character once; it has no references backwards and does not look around, nor have the
expressions of XML Schema, which the Data Package standard asks for.
"""

from __future__ import annotations

import time
from typing import Any

import re2

LONGEST_PATTERN = 1_000
LONGEST_TEXT = 10_000
"""Characters of an expression, and of a cell that is compared with one."""

MOST_S = 1.0
"""How long the cells of a column may take, in seconds on the processor."""

_MEMORY = 4 * 1024**2  # bytes of a compiled expression


class BadPatternError(ValueError):
    """The text is no regular expression, or one of a kind that is not taken."""


class SlowPatternError(ValueError):
    """The cells of a column take longer than they may."""


class Form:
    """What the cells of one column must look like.

    Raises:
        BadPatternError: The expression cannot be used.
    """

    def __init__(self, pattern: object) -> None:
        if not isinstance(pattern, str) or len(pattern) > LONGEST_PATTERN:
            raise BadPatternError
        options = re2.Options()
        options.max_mem = _MEMORY
        options.log_errors = False
        try:
            self._compiled: Any = re2.compile(pattern, options)
        except re2.error as error:
            raise BadPatternError from error
        self._spent = 0.0

    def fits(self, text: str) -> bool:
        """Whether the whole text has the form; one that is very long has none.

        Raises:
            SlowPatternError: The texts so far have taken too long.
        """
        if len(text) > LONGEST_TEXT:
            return False
        started = time.thread_time()
        found = self._compiled.fullmatch(text)
        self._spent += time.thread_time() - started
        if self._spent > MOST_S:
            raise SlowPatternError
        return found is not None

"""Style sheets without the rules that a page has no use for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_RULE = re.compile(r"(?<=[}])[^{}@]*[{][^{}]*[}]")


def without_rules(style: str, parts: Iterable[str]) -> str:
    """Leave out the rules of a style sheet that dress only parts which a page does not have.

    Args:
        style: CSS, minified.
        parts: Beginnings of class names, with the dot.
    """
    absent = tuple(parts)

    def kept(match: re.Match[str]) -> str:
        selectors = match[0].partition("{")[0].split(",")
        is_absent = all(any(part in selector for part in absent) for selector in selectors)
        return "" if is_absent else match[0]

    return _RULE.sub(kept, style)

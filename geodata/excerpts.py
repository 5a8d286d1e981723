"""Where a text is cut that has more characters than a message or a heading takes."""

from __future__ import annotations

ELLIPSIS = "…"
_BETWEEN = " ,;:–-"


def shorten(text: str, longest: int) -> str:
    """The text, or its beginning and an ellipsis.

    It is cut after a word, if one ends in the second half of what fits.

    Args:
        text: Of one line.
        longest: How many characters it may have, the ellipsis among them.
    """
    if len(text) <= longest:
        return text
    beginning = text[:longest].rpartition(" ")[0]
    kept = beginning if len(beginning) > longest // 2 else text[: longest - 1]
    return kept.rstrip(_BETWEEN) + ELLIPSIS

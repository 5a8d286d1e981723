"""Texts that a spreadsheet would run as formulas: written with an apostrophe before them.

A text that already begins with apostrophes and a formula gets one more, so that reading what was
written gives the text back.
"""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
APOSTROPHE = "'"


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"{APOSTROPHE}{text}" if _is_formula(text) else text


def plain_text(text: str) -> str:
    """A text as it was before `safe_text`."""
    is_marked = text.startswith(APOSTROPHE) and _is_formula(text)
    return text.removeprefix(APOSTROPHE) if is_marked else text


def _is_formula(text: str) -> bool:
    return text.lstrip(APOSTROPHE).startswith(FORMULA_STARTS)

"""Characters that a reader cannot see: which may be in a record, and which may not.

One rule for everything that is shown:

* control characters, and halves of characters, are not allowed, but for tabs and line breaks;
* those that turn the direction of writing by force or for what follows (U+202A to U+202E) stand
  nowhere: with them a text reads otherwise than it is written;
* isolates (U+2066 to U+2069), which Arabic and Hebrew texts use around foreign words, must be
  closed in the line in which they are opened; marks of direction (U+061C, U+200E, U+200F) do no
  harm;
* none of these is in an address.

What a person types or checks is refused; a sheet that is imported loses them without a word.
"""

from __future__ import annotations

import re

CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
TURNING = "\u202a-\u202e"
ISOLATING = "\u2066-\u2069"
MARKS = "\u061c\u200e\u200f"
BYTE_ORDER_MARK = "\ufeff"
WITHOUT_WIDTH = f"\u200b{BYTE_ORDER_MARK}"

_ANY = re.compile(f"[{CONTROLS}{TURNING}{ISOLATING}{MARKS}{WITHOUT_WIDTH}]")
UNUSUAL = f"[{CONTROLS}{TURNING}{ISOLATING}{MARKS}{WITHOUT_WIDTH}]".replace("\ud800-\udfff", "")
"""An expression for RE2 that finds what must be looked at: in UTF-8 there are no halves."""

_ANY_BUT_C1 = re.compile(f"(?![\x80-\x9f]){_ANY.pattern}")
_CONTROL = re.compile(f"[{CONTROLS}]")
_TURNING = re.compile(f"[{TURNING}]")
_ISOLATE = re.compile(f"[{ISOLATING}]")
_END = "\u2069"

Problem = tuple[str, str]


def find_character_problem(text: str) -> Problem | None:
    """What is wrong with a text for its characters, and the remedy; None if nothing is."""
    if (text.isascii() and text.isprintable()) or not _ANY.search(text):
        return None
    if _CONTROL.search(text):
        return "holds a character that cannot be seen", "retype the text"
    if _TURNING.search(text):
        return "holds a character that turns the direction of writing", "retype the text"
    if not all(map(_is_closed, text.splitlines())):
        remedy = "close it in the same line, or retype the text"
        return "holds a change in the direction of writing that does not end", remedy
    if any("://" in word and _ANY.search(word) for word in text.split()):
        return "holds an address with a character that cannot be seen", "retype the address"
    return None


def without_unseen(text: str, put: str = "", *, keep_c1: bool = False) -> str:
    """The text without any of them.

    Args:
        text: The text.
        put: What takes the place of each.
        keep_c1: Whether to keep U+0080 to U+009F, of which garbled letters may consist.
    """
    return (_ANY_BUT_C1 if keep_c1 else _ANY).sub(put, text)


def _is_closed(line: str) -> bool:
    depth = 0
    for isolate in _ISOLATE.findall(line):
        depth += -1 if isolate == _END else 1
        if depth < 0:
            return False
    return depth == 0

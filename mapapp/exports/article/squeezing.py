"""Scripts and styles without what only their authors read: comments and indentation."""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n?", re.MULTILINE | re.DOTALL)
_LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_TRAILING = re.compile(r"[ \t]+//[^\n'\"`]*$", re.MULTILINE)
_INDENTATION = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)
_LOOSE = re.compile(r"\s*([{};])\s*")
_LOOSE_COLON = re.compile(r"(?<=[\w-]): +(?=[^{}]*[;}])")
_RULE = re.compile(r"(?<=[}])[^{}@]*[{][^{}]*[}]")
_BLANK_LINES = re.compile(r"\n{2,}")
_AROUND = re.compile(r" *([=!]==?|=>|[,;{}()?:=<>*]|&&|\|\|) *")
_QUOTED = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`)""")
_GOES_ON = (";", "{", ",", "(", "[")


def squeeze_script(text: str) -> str:
    """Take out of a script also the spaces around signs, and the ends of lines that go on.

    What is quoted stays as it is, and so does a line with a slash outside of quotes: it may hold
    a pattern, or a comment.
    """
    lines = [_squeeze_line(line) for line in squeeze(text).strip("\n").split("\n")]
    joints = ("" if _is_joined(*pair) else "\n" for pair in pairwise(lines))
    return "".join(chain(*zip(lines, joints, strict=False), lines[-1:])) + "\n"


def _is_joined(line: str, following: str) -> bool:
    """Whether two lines mean the same as one: a statement goes on, or a brace ends it anyway."""
    return not _slashed(line) and (line.endswith(_GOES_ON) or following.startswith("}"))


def _squeeze_line(line: str) -> str:
    if _slashed(line):
        return line
    parts = _QUOTED.split(line)
    return "".join(part if at % 2 else _AROUND.sub(r"\1", part) for at, part in enumerate(parts))


def _slashed(line: str) -> bool:
    """Whether a slash stands outside of quotes."""
    return "/" in _QUOTED.sub("", line)


def squeeze(text: str) -> str:
    """Take comments, indentation and blank lines out of a script or style sheet.

    Args:
        text: JavaScript without template literals of several lines, or CSS. Comments begin a line,
            or end one and hold no quotes.
    """
    for pattern in (_COMMENT, _LINE_COMMENT, _TRAILING, _INDENTATION):
        text = pattern.sub("", text)
    return _BLANK_LINES.sub("\n", text)


def squeeze_style(text: str) -> str:
    """Take out of a style sheet also the spaces that separate nothing."""
    bare = squeeze(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    return _LOOSE_COLON.sub(":", _LOOSE.sub(r"\1", bare))


def without_rules(style: str, parts: Iterable[str]) -> str:
    """Leave out the rules of a style sheet that dress only parts which a page does not have.

    Args:
        style: CSS without comments.
        parts: Beginnings of class names, with the dot.
    """
    absent = tuple(parts)

    def kept(match: re.Match[str]) -> str:
        selectors = match[0].partition("{")[0].split(",")
        is_absent = all(any(part in selector for part in absent) for selector in selectors)
        return "" if is_absent else match[0]

    return _RULE.sub(kept, style)

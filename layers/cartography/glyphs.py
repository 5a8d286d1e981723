"""Texts as the packaged typefaces can set them: only what none of them has is replaced.

A typesetter sets a letter with its marks from one typeface, and the standards for PDF forbid a
letter without a glyph. So each such cluster is looked at as a whole.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from geodata.characters import without_unseen
from layers.cartography.typefaces import LATIN, TYPEFACES, letters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.cartography.typefaces import Typeface

STAND_IN = "□"
"""For a sign without a glyph that is not a letter."""

MAX_MARKS = 30
"""Marks on a letter that are kept, as in the Stream-Safe Text Format (Unicode Annex 15)."""

_LOOKS_OF_EMOJI = frozenset("\ufe0e\ufe0f\u20e3\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
"""Colours and frames of the sign before, which plain letters cannot have."""

MAX_WORD = 1000
BREAK = "\u200b"

ISOLATE, END_OF_ISOLATE = "\u2067", "\u2069"

_CLUSTER = regex.compile(r"\X")
_TOO_MANY_MARKS = regex.compile(rf"\p{{M}}{{{MAX_MARKS},}}")
_LONG_WORD = regex.compile(rf"\S{{{MAX_WORD}}}(?=\S)")
_NEEDS_NO_GLYPH = regex.compile(r"\p{Default_Ignorable_Code_Point}")
_DIRECTED = regex.compile(r"[\p{bc=L}\p{bc=R}\p{bc=AL}]")
_FROM_RIGHT = regex.compile(r"[\p{bc=R}\p{bc=AL}]")
_RUN_FROM_RIGHT = regex.compile(r"[\p{bc=R}\p{bc=AL}](?:[^\p{bc=L}]*[\p{bc=R}\p{bc=AL}])?\p{M}*")


def readable(text: str) -> str:
    """Leave out what no page can hold: control characters, and those that turn the direction."""
    return " ".join(without_unseen(text, " ").split())


def with_glyphs(text: str) -> str:
    """Replace in a text what no typeface has.

    A mark that its letter's typeface lacks is left out. A run of letters of a script that none
    has is named in brackets, such as `[Khmer]`; another sign becomes `□`. A word of more than a
    page gets places to break.
    """
    if not letters_of(LATIN).issuperset(map(ord, set(text))):
        text = "".join(_joined(_CLUSTER.findall(text)))
    elif _TOO_MANY_MARKS.search(text):
        text = "".join(map(_settable, _CLUSTER.findall(text)))
    return str(_LONG_WORD.sub(rf"\g<0>{BREAK}", text))


def in_reading_order(text: str) -> str:
    """Keep what is written from right to left apart from the text around it.

    A text most of whose letters are written so is read so as a whole; in another text, each run of
    such letters is. Otherwise the figures and stops beside it would be drawn on the wrong side.
    What has been kept apart already stays as it is.
    """
    if ISOLATE in text or not _FROM_RIGHT.search(text):
        return text
    if 2 * len(_FROM_RIGHT.findall(text)) > len(_DIRECTED.findall(text)):
        return f"{ISOLATE}{text}{END_OF_ISOLATE}"
    return str(_RUN_FROM_RIGHT.sub(rf"{ISOLATE}\g<0>{END_OF_ISOLATE}", text))


def by_typeface(text: str) -> list[tuple[Typeface, str]]:
    """Part a text, as `with_glyphs` gives it, into runs of one typeface.

    What is not a letter, such as a space between two words, stays with the letters before it.
    """
    runs: list[tuple[Typeface, str]] = []
    for cluster in _CLUSTER.findall(text):
        last = runs[-1][0] if runs else None
        stays = last is not None and not cluster[0].isalnum() and _has(last, cluster)
        face = last if stays and last else _typeface(cluster) or LATIN
        if face == last:
            runs[-1] = (face, runs[-1][1] + cluster)
        else:
            runs.append((face, cluster))
    return runs


def _joined(clusters: list[str]) -> Iterator[str]:
    """The clusters as they can be set; a script is named once for a run of its words."""
    spaces, named = "", ""
    for cluster in clusters:
        if cluster.isspace():
            spaces += cluster
            continue
        printed = _settable(cluster)
        is_name = printed.startswith("[") and printed != cluster
        if not (is_name and printed == named):
            yield spaces + printed
        spaces, named = "", printed if is_name else ""
    yield spaces


@lru_cache(maxsize=4096)
def _settable(cluster: str) -> str:
    cluster = "".join(sign for sign in cluster[: MAX_MARKS + 1] if sign not in _LOOKS_OF_EMOJI)
    if not cluster or _typeface(cluster):
        return cluster
    base, marks = cluster[0], cluster[1:]
    with_base = [face for face in TYPEFACES if _has(face, base)]
    if with_base:
        return max((_without_strange(base, marks, face) for face in with_base), key=len)
    if unicodedata.category(base)[0] not in "LM":
        return STAND_IN
    script = unicodedata.name(base, "").partition(" ")[0]
    return f"[{script if script == 'CJK' else script.capitalize()}]" if script else STAND_IN


def _without_strange(base: str, marks: str, face: Typeface) -> str:
    return base + "".join(mark for mark in marks if _has(face, mark))


def _typeface(cluster: str) -> Typeface | None:
    """The first typeface that has a letter with all its marks."""
    return next((face for face in TYPEFACES if _has(face, cluster)), None)


def _has(face: Typeface, cluster: str) -> bool:
    """Whether a typeface has a letter with its marks, apart or in one."""
    letters = letters_of(face)
    return any(
        all(ord(sign) in letters or _NEEDS_NO_GLYPH.match(sign) for sign in form)
        for form in (cluster, unicodedata.normalize("NFC", cluster))
    )

"""The typefaces of documents, from packages: the same letters on every machine.

Source Sans 3 for Latin, Greek and Cyrillic, then the cuts of Kurinto Sans, which is drawn to stand
beside it, for Chinese, Japanese, Korean and all other scripts. Headlines are in Source Serif Pro.
All are under the SIL Open Font License 1.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont

SANS = ("weblate_fonts", "static/weblate_fonts")
SERIF_FILES = ("font_source_serif_pro", "files")
"""A package, and the folder in it."""


@dataclass(frozen=True)
class Typeface:
    """A typeface in two weights, which have the same letters; `strong` is the heavier one."""

    family: str
    regular: str
    bold: str
    strong: int = 700
    folder: tuple[str, str] = SANS

    def path(self, *, bold: bool = False) -> Path:
        """Its file."""
        package, folder = self.folder
        name = f"{folder}/{self.bold if bold else self.regular}"
        return Path(str(files(package).joinpath(*name.split("/"))))


def _kurinto(cut: str) -> Typeface:
    file = f"kurinto/ttf/KurintoSans{cut}"
    return Typeface(f"Kurinto Sans {cut}".rstrip(), f"{file}-Rg.ttf", f"{file}-Bd.ttf")


LATIN = Typeface(
    "Source Sans 3",
    "source-sans/ttf/SourceSans3-Regular.ttf",
    "source-sans/ttf/SourceSans3-Bold.ttf",
)
SERIF = Typeface(
    "Source Serif Pro",
    "SourceSerifPro-Regular.ttf",
    "SourceSerifPro-Semibold.ttf",
    strong=600,
    folder=SERIF_FILES,
)
"""Of headlines; a letter that it lacks comes from one of the others."""

EAST_ASIAN = tuple(map(_kurinto, ("SC", "JP", "KR", "TC")))
"""The first has the characters as they are drawn in mainland China."""

TYPEFACES = (LATIN, *EAST_ASIAN, _kurinto(""))
"""In the order in which they are tried."""

FAMILIES = tuple(face.family for face in TYPEFACES)


def font_folders() -> tuple[Path, ...]:
    """The folders that hold the files."""
    return tuple(sorted({face.path().parent for face in (*TYPEFACES, SERIF)}))


@cache
def letters_of(face: Typeface) -> frozenset[int]:
    """The code points that a typeface has."""
    with open_typeface(face) as font:
        return frozenset(font.getBestCmap())


def open_typeface(face: Typeface, *, bold: bool = False) -> TTFont:
    """Open the file of a typeface; its glyphs have numbers for names, which take long to read."""
    font = TTFont(face.path(bold=bold), lazy=True)
    font.setGlyphOrder([str(at) for at in range(font["maxp"].numGlyphs)])
    return font

"""The typefaces of a brief, from packages: the same letters on every machine.

Source Sans 3 for Latin, Greek and Cyrillic; Noto Sans CJK, drawn to match it, for Chinese,
Japanese and Korean. Both are under the SIL Open Font License 1.1.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import typst

LATIN = "Source Sans 3"
HAN = "Noto Sans CJK SC"
"""The cut of the Chinese characters for readers in mainland China and most others."""


def font_folders() -> tuple[Path, ...]:
    """The folders that hold the files of the typefaces."""
    return (
        Path(str(files("fontpkg_source_sans_3") / "files")),
        Path(str(files("manimgx_fonts_cjk"))),
    )


@lru_cache(maxsize=1)
def load_fonts() -> typst.Fonts:
    """The typefaces for typst, without those of the machine."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in font_folders()],
    )

"""The ideographs of a picture: cut for it, so that a PNG or PDF is the same on every machine.

The font of the page has none. The packaged one has computed weights, which the converter can
neither weigh nor take apart for a PDF: it would draw them thin in a PNG, and fail at a PDF,
wherever the system has no other font for them.
"""

from __future__ import annotations

import hashlib
import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING

import vl_convert

from geodata.working_folders import make_temporary_folder
from mapapp.exports.ideographs import WEIGHTS, cut_font, has_ideographs
from mapapp.exports.picture.lettering import IDEOGRAPH_FONT

if TYPE_CHECKING:
    from geodata.working_folders import WorkingFolder

_TEXT = re.compile(r">([^<]*)</text>")
_AS_LETTERS = str.maketrans("0123456789", "ghijklmnop")  # a name with digits would need quotes


def with_own_letters(svg: str) -> str:
    """Set the texts of a drawing that have ideographs in letters cut for them."""
    texts = [html.unescape(text) for text in _TEXT.findall(svg)]
    signs = "".join(sorted({sign for text in texts if has_ideographs(text) for sign in text}))
    return svg.replace(f'"{IDEOGRAPH_FONT}"', f'"{register_letters(signs)}"') if signs else svg


@lru_cache(maxsize=64)
def register_letters(signs: str) -> str:
    """Let the converter know fonts that hold some signs.

    Args:
        signs: Each once, in order.

    Returns:
        The name of the family; it follows from the signs.
    """
    family = "Cut" + hashlib.sha256(signs.encode()).hexdigest()[:12].translate(_AS_LETTERS)
    folder = _workplace().path / family
    folder.mkdir()
    for style in WEIGHTS:
        (folder / f"{style}.ttf").write_bytes(cut_font(signs, family, style))
    vl_convert.register_font_directory(str(folder))
    return family


@lru_cache(maxsize=1)
def _workplace() -> WorkingFolder:
    """Where the cut fonts lie until the program ends: the converter opens them as it needs them."""
    folder = make_temporary_folder("letters")
    folder.clear_at_the_end()
    return folder

"""Drawings as PNG, for documents that take no SVG; drawn by the typesetter, with its typefaces."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import typst

from mapapp.exports.brief.draw import draw
from mapapp.exports.brief.fonts import load_fonts

if TYPE_CHECKING:
    from mapapp.exports.brief.drawings import Drawing

PIXELS_PER_INCH = 220.0
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(json(bytes(sys.inputs.drawing))), format: "svg")"""


def to_png(drawing: Drawing) -> bytes:
    """Paint a drawing on white at a resolution that prints well."""
    image = _compiler().compile(
        input=_PAGE,
        format="png",
        ppi=PIXELS_PER_INCH,
        sys_inputs={"drawing": json.dumps(draw(drawing))},
    )
    return cast("bytes", image)


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(_PAGE, font_paths=load_fonts())

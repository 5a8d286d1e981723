"""Drawings as PNG, for documents that take no SVG; drawn by the typesetter, with its typefaces."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mapapp.exports.brief.draw import draw
from mapapp.exports.brief.svg import for_paper
from mapapp.exports.brief.typesetter import typeset

if TYPE_CHECKING:
    from mapapp.exports.brief.drawings import Drawing

PIXELS_PER_INCH = 220.0
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(json(bytes(sys.inputs.drawing))), format: "svg")"""


def to_png(drawing: Drawing) -> bytes:
    """Paint a drawing on white at a resolution that prints well."""
    words = {"drawing": json.dumps(for_paper(draw(drawing)))}
    return typeset(_PAGE, words, format="png", ppi=PIXELS_PER_INCH)

"""The legend of a picture: its entries in rows, with their numbers and a key to sizes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from layers import looks
from layers.cartography.canvas import Ink, Letters
from layers.cartography.swatches import WIDTH, draw_swatch
from layers.cartography.text_metrics import shorten, text_width
from layers.legend import build_legend, by_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.cartography.canvas import Canvas
    from layers.cartography.projection import XY
    from layers.legend import Entry
    from layers.scene import Scene
    from layers.selection import Selected
    from layers.words import Words
    from mapapp.exports.picture.sizes import Look

MOST_NAMED = 12  # jurisdictions: there are no more colours than eight
ROW = 1.75  # height of a row, in sizes of its letters
_SWATCH = WIDTH + 0.4  # from the left end of a swatch to its label, the same
_GAP = 1.3  # between entries, the same


@dataclass(frozen=True)
class Line:
    """A line of the legend: what is drawn of an entry, or a city with so many records."""

    label: str
    entry: Entry | None = None
    count: int = 0


@dataclass(frozen=True)
class PlacedLine:
    """A line of the legend, and its left end and middle on the page."""

    line: Line
    x: float
    y: float


def list_lines(
    shown: Selected, scene: Scene, words: Words, *, has_sizes: bool = True
) -> list[Line]:
    """What needs explaining, and no more: a line is there if its mark is.

    The number of the first jurisdiction says what all of them count.
    """
    entries = by_number(build_legend(shown, scene, language=words.language))
    known = [each for each in entries if each["swatch"] == "circle"]
    lines: list[Line] = []
    for each in (*known[:MOST_NAMED], *(each for each in entries if each["swatch"] == "ring")):
        count = words.number(each["count"]) if each["count"] else ""
        counted = words.role_counted("site", each["count"]) if count and not lines else count
        lines.append(Line(" ".join(filter(None, (each["label"], counted))), each))
    if known[MOST_NAMED:]:
        rest = len(known) - MOST_NAMED
        lines.append(Line(words.count("and {n} more", "and {n} more", rest), known[MOST_NAMED]))
    others = (each for each in entries if each["swatch"] not in {"circle", "ring"})
    sizes = _sizes(scene, words) if has_sizes else ()
    return [*lines, *sizes, *(Line(each["label"], each) for each in others)]


def place_lines(lines: list[Line], left: float, width: float, size: float) -> list[PlacedLine]:
    """Set the lines in rows that are as wide as the page; `y` counts from the first row's top."""
    placed = []
    x, y = 0.0, size * ROW / 2
    for line in lines:
        label = shorten(line.label, size, width - size * _SWATCH)
        needed = size * (_SWATCH + _GAP) + text_width(label, size)
        if x and x + needed - size * _GAP > width:
            x, y = 0.0, y + size * ROW
        placed.append(PlacedLine(replace(line, label=label), left + x, y))
        x += needed
    return placed


def legend_height(placed: list[PlacedLine], size: float) -> float:
    """How much room the rows take."""
    return placed[-1].y + size * ROW / 2 if placed else 0.0


def draw_legend(canvas: Canvas, placed: list[PlacedLine], top: float, look: Look) -> None:
    """Draw the swatches and their labels."""
    size = look.size.legend
    for each in placed:
        at = (each.x, top + each.y)
        if each.line.entry:
            draw_swatch(canvas, each.line.entry, at, size, look.theme)
        else:
            _draw_size(canvas, each.line.count, at, look)
    canvas.texts(
        [(each.line.label, each.x + size * _SWATCH, top + each.y) for each in placed],
        Letters("ink", size, look.theme.text),
    )


def _draw_size(canvas: Canvas, count: int, at: XY, look: Look) -> None:
    size, (x, y) = look.size.legend, at
    ink = Ink("size", None, look.theme.muted, 1.1)
    radius = looks.radius_of(count) * look.size.symbols
    canvas.discs([((x + size * WIDTH / 2, y), radius)], ink)


def _sizes(scene: Scene, words: Words) -> Iterator[Line]:
    largest = max(scene["sites"]["count"], default=0)
    for count in (1, largest) if largest > 1 else ():
        yield Line(words.count("{n} in a city", "{n} in a city", count), count=count)

"""The key of a picture: at most five colours with their numbers, and what else is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from layers.cartography.canvas import TextStyle
from layers.cartography.swatches import WIDTH, draw_count, draw_swatch
from layers.cartography.text_metrics import shorten, text_width
from layers.legend import build_legend
from mapapp.exports.picture.subject import count_unlocated, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.cartography.canvas import Canvas
    from layers.legend import Entry
    from layers.overview import Overview, Share
    from layers.scene_types import Scene
    from layers.selection import Selected
    from layers.words import Words
    from mapapp.exports.picture.page_sizes import Look

MAX_COLOURS = 5
ROW = 1.5  # height of a row, in sizes of its letters
_SWATCH = WIDTH + 0.5  # from the left end of a swatch to its number, the same
_BETWEEN = 0.35  # a number and its label, the same
_GAP = 1.6  # between entries in a row, the same
_OF_SITES = ("circle", "ring", "pie", "hatch")
"""Entries of the usual legend that this key says in its own way."""


@dataclass(frozen=True)
class Line:
    """A line of the key: a swatch of an entry or a pill, a number, what they stand for.

    Without a swatch the number is one as it is on the map.
    """

    label: str
    number: str = ""
    entry: Entry | None = None
    is_pill: bool = False

    def indent(self, size: float) -> float:
        """From the left end to the number."""
        return _SWATCH * size if self.entry or self.is_pill else 0.0

    def width(self, size: float) -> float:
        """How much room it takes."""
        number = text_width(self.number, size, bold=True) + _BETWEEN * size if self.number else 0.0
        return self.indent(size) + number + text_width(self.label, size)


@dataclass(frozen=True)
class PlacedLine:
    """A line of the key, and its left end and middle, counted from the key's upper left corner."""

    line: Line
    x: float
    y: float


def list_lines(
    shown: Selected, scene: Scene, overview: Overview, words: Words, *, colour: str = ""
) -> list[Line]:
    """What needs explaining, and no more: a line is there if its mark is."""
    lines = [*_colours(overview, words)]
    unlocated = count_unlocated(scene["areas"])
    if unlocated:
        label = words.text("City not known: counted in the country")
        lines.append(Line(label, words.number(unlocated), is_pill=True))
    usual = build_legend(shown, scene, language=words.language, colour_by=colour)
    lines += [Line(each["label"], entry=each) for each in usual if each["swatch"] not in _OF_SITES]
    if subject_of(shown) == "agreement":
        label = words.text("Number in a country: {things}", things=overview.ranked)
        lines.append(Line(label, words.number(overview.ranking[0].number)))
    return lines


def place_in_rows(lines: list[Line], width: float, size: float) -> list[PlacedLine]:
    """Set lines one after the other, in rows of a width."""
    placed = []
    x, y = 0.0, size * ROW / 2
    for line in lines:
        fitted = _fitted(line, size, width)
        needed = fitted.width(size)
        if x and x + needed > width:
            x, y = 0.0, y + size * ROW
        placed.append(PlacedLine(fitted, x, y))
        x += needed + _GAP * size
    return placed


def place_in_columns(lines: list[Line], width: float, size: float) -> list[PlacedLine]:
    """Set lines below each other, in two columns those that fit into half the width."""
    column = (width - _GAP * size) / 2
    narrow = [line for line in lines if line.width(size) <= column]
    wide = [line for line in lines if line not in narrow]
    rows = -(-len(narrow) // 2)
    placed = [
        PlacedLine(line, at // rows * (column + _GAP * size), (at % rows + 0.5) * size * ROW)
        for at, line in enumerate(narrow)
    ]
    return placed + [
        PlacedLine(_fitted(line, size, width), 0.0, (rows + at + 0.5) * size * ROW)
        for at, line in enumerate(wide)
    ]


def key_height(placed: list[PlacedLine], size: float) -> float:
    """How much room the rows take."""
    return max((each.y for each in placed), default=-size * ROW / 2) + size * ROW / 2


def draw_key(canvas: Canvas, placed: list[PlacedLine], left: float, top: float, look: Look) -> None:
    """Draw the swatches, their numbers and their labels."""
    size, theme = look.size.key, look.theme
    numbers, labels = [], []
    for each in placed:
        x, y, line = left + each.x, top + each.y, each.line
        if line.entry:
            draw_swatch(canvas, line.entry, (x, y), size, theme)
        elif line.is_pill:
            draw_count(canvas, (x, y), size, theme)
        x = round(x + line.indent(size), 1)
        if line.number:
            numbers.append((line.number, x, y))
            x += text_width(line.number, size, bold=True) + _BETWEEN * size
        labels.append((line.label, round(x, 1), y))
    canvas.texts(numbers, TextStyle("ink", size, theme.text, bold=True))
    canvas.texts(labels, TextStyle("ink", size, theme.text))


def _colours(overview: Overview, words: Words) -> Iterator[Line]:
    """The categories that have sites; the smallest share a line if there are too many."""
    shares = overview.shares
    named = shares
    if len(shares) > MAX_COLOURS:
        largest = sorted(shares, key=lambda each: (-each.number, each.at))[: MAX_COLOURS - 1]
        named = tuple(each for each in shares if each in largest)
    for each in named:
        yield Line(each.category.name, words.number(each.number), _entry(each))
    rest = [each for each in shares if each not in named]
    if rest:
        number = sum(each.number for each in rest)
        label = words.count("and {n} more", "and {n} more", len(rest))
        yield Line(label, words.number(number), {**_entry(rest[0]), "swatch": "pie"})


def _entry(share: Share) -> Entry:
    category = share.category
    return {
        "swatch": "ring" if category.is_hollow else "circle",
        "jurisdiction": category.id,
        "label": category.name,
        "colour": category.colour,
        "colour_dark": category.colour_dark,
        "glyph": "",
        "count": share.number,
        "unit": "site",
    }


def _fitted(line: Line, size: float, width: float) -> Line:
    room = width - (line.width(size) - text_width(line.label, size))
    return replace(line, label=shorten(line.label, size, room))

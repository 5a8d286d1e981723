"""The swatches of a legend: the marks of `symbols` and `ground`, small, on paper and on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from markupsafe import Markup

from layers import looks
from layers.cartography import svg
from layers.cartography.badges import Badge, count_badge, draw_badges
from layers.cartography.canvas import Canvas, ShapeStyle
from layers.cartography.ground import draw_hatch, proposed_ink, shade_ink
from layers.cartography.mark_size import MarkSize
from layers.cartography.projection import Frame
from layers.cartography.symbols import (
    Part,
    Site,
    Town,
    draw_site,
    draw_towns,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from layers.cartography.projection import XY
    from layers.legend import Entry
    from layers.style import Theme

WIDTH = 1.2  # of a swatch, in sizes of the letters beside it
_RADIUS, _REACH, _HEIGHT = 0.38, 0.4, 0.9  # of one, the same
_LETTERS = 15.0  # pixels of the table of looks in the size of the letters
_PILL = 0.68  # the letters in one of a pill, in sizes of those beside it
_DENSER = 0.6  # the hatch of one than that of a country
_LINE = 1.5  # of one of a line, in pixels of the table of looks


def draw_swatch(canvas: Canvas, entry: Entry, at: XY, size: float, theme: Theme) -> None:
    """Draw what an entry of a legend explains.

    Args:
        canvas: The page.
        entry: Of the legend.
        at: The left end of the swatch, at the middle of its height.
        size: Of the letters beside it.
        theme: Of the map.
    """
    swatch, (x, y), width, unit = entry["swatch"], at, WIDTH * size, size / _LETTERS
    colour = entry["colour"] if theme.name == "light" else entry["colour_dark"]
    middle = (x + width / 2, y)
    box = Frame(x, y - _HEIGHT * size / 2, width, _HEIGHT * size)
    if swatch in {"circle", "ring", "pie", "faded"}:
        colours = (theme.text, theme.muted, theme.rule) if swatch == "pie" else (colour,)
        parts = tuple(
            Part(1, -1 - index, each, swatch == "ring") for index, each in enumerate(colours)
        )
        site = Site(
            key="",
            name="",
            place=middle,
            middle=middle,
            radius=_RADIUS * size,
            unit=unit,
            parts=parts,
            is_faded=swatch == "faded",
            is_cluster=len(parts) == 1,
        )
        draw_site(canvas, site, theme)
    elif swatch == "diamond":
        draw_towns(canvas, [Town("", "", middle, _REACH * size, is_proposed=False)], theme, unit)
    elif swatch == "line":
        line = shapely.LineString([(x, y), (x + width, y)])
        canvas.shapes([line], ShapeStyle("line", None, colour, _LINE * unit))
    elif swatch == "badge":
        marks = MarkSize(size / looks.BADGE_TEXT)
        side = _HEIGHT * size
        badge = Badge("badge", entry["glyph"], middle, side, side, colour, colour)
        draw_badges(canvas, [badge], theme, marks)
    elif swatch == "hatch":
        draw_hatch(canvas, shapely.box(*box.box), theme, _DENSER * unit)
    else:
        ink = shade_ink(theme, unit) if swatch == "shade" else proposed_ink(theme, unit)
        canvas.rectangle(box, ink)


def swatch_svg(entry: Entry, theme: Theme, *, colour_class: str = "") -> Markup:
    """What an entry explains as an SVG element for a page, decorative beside its text.

    Its parts have the classes of marks; the colour is that of `colour_class` where a style sheet
    has it, or of an ancestor: they are numbered from -1 down, which no style sheet colours.
    """
    return _element(lambda canvas: draw_swatch(canvas, entry, _AT, _SIZE, theme), colour_class)


def count_svg(theme: Theme) -> Markup:
    """The pill of a site without a city as an SVG element for a page."""
    return _element(lambda canvas: draw_count(canvas, _AT, _SIZE, theme), "")


_SIZE = 12.0
_AT = (0.0, _SIZE / 2)


def _element(draw: Callable[[Canvas], None], name: str) -> Markup:
    width = WIDTH * _SIZE
    canvas = Canvas(width, _SIZE, has_classes=True)
    draw(canvas)
    drawn = svg.element(
        "svg",
        "".join(canvas.parts),
        class_=" ".join(filter(None, ("swatch", name))),
        viewBox=f"0 0 {width:g} {_SIZE:g}",
        width=width,
        height=_SIZE,
        aria_hidden="true",
    )
    return Markup(drawn)  # noqa: S704 - escaped where it was drawn


def draw_count(canvas: Canvas, at: XY, size: float, theme: Theme) -> None:
    """Draw the pill of a site without a city; `at` and `size` as for any swatch."""
    marks = MarkSize(_PILL * size / looks.PILL_TEXT)
    draw_badges(
        canvas, [count_badge(1, (at[0] + WIDTH * size / 2, at[1]), theme, marks)], theme, marks
    )

"""A bar of shares, and intervals of years, as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.cartography import svg
from layers.cartography.text_metrics import shorten
from layers.style import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.cartography.projection import XY
    from layers.style import Theme
    from mapapp.exports.brief.drawings import Interval, Timeline
    from mapapp.exports.brief.model import Share

WIDTH = 520.0
TYPE = 8.5
LINE = 12.0
ENDED, RUNNING = "#7b8794", "#23527c"
NAMES_ROOM = 236.0
BAR, BAR_GAP, BAR_LINE = 11.0, 1.5, 1.4


def draw_shares(shares: tuple[Share, ...], theme: Theme) -> str:
    """Draw a bar of a whole in its parts, hollow ones in outline; it may be stretched."""
    total = sum(share.number for share in shares)
    room = WIDTH - BAR_GAP * (len(shares) - 1)
    x, parts = 0.0, []
    for share in shares:
        width = room * share.number / total
        edge = BAR_LINE / 2 if share.is_hollow else 0.0
        parts.append(
            svg.element(
                "rect", x=x + edge, y=edge, width=width - 2 * edge, height=BAR - 2 * edge,
                fill=theme.surface if share.is_hollow else share.colour,
                class_="hole" if share.is_hollow else None,
                stroke=share.colour if share.is_hollow else None,
                stroke_width=BAR_LINE if share.is_hollow else None,
            )
        )  # fmt: skip
        x += width + BAR_GAP
    return svg.document(WIDTH, BAR, *parts).replace("<svg ", '<svg preserveAspectRatio="none" ', 1)


def draw_timeline(timeline: Timeline) -> str:
    """Draw an interval on each line: an open end is an arrow, an unknown one a dotted line."""
    dated = [each for each in timeline.intervals if each]
    height = LINE * (len(dated) + 1) + 6
    parts = [*_axis(timeline, height)]
    for line, interval in enumerate(dated, start=1):
        y = line * LINE + 3
        parts.append(_label(interval.label, (0.0, y + TYPE), NAMES_ROOM - 10))
        parts += _interval(interval, timeline, y + LINE / 2 - 1)
    return svg.document(WIDTH, height, *parts)


def _label(
    text: str, at: XY, room: float, *, is_strong: bool = False, anchor: str | None = None
) -> str:
    """Write a text as far as it fits, in a reader's own typeface too."""
    short = shorten(text, TYPE, room, bold=is_strong)
    return svg.text(
        *at, short,
        font_size=TYPE, font_weight=svg.weight(is_strong=is_strong), text_anchor=anchor,
        fill=LIGHT.text, class_="ink", **svg.fixed_width(short, TYPE, is_strong=is_strong),
    )  # fmt: skip


def _x(year: int, timeline: Timeline) -> float:
    """From a year to points: it begins at its own and ends at the next one's."""
    return NAMES_ROOM + timeline.share(year) * (WIDTH - NAMES_ROOM - 12)


def _axis(timeline: Timeline, height: float) -> Iterator[str]:
    first, last = timeline.years
    years = last - first
    step = next(step for step in (1, 2, 5, 10, 25, 50, 100, 10_000) if years / step <= 9)  # noqa: PLR2004 - so many labels fit
    for year in range(first, last + 1):
        if year % step:
            continue
        x = _x(year, timeline)
        yield svg.element(
            "line", x1=x, x2=x, y1=LINE, y2=height, stroke=LIGHT.rule, stroke_width=0.5,
            class_="rule",
        )  # fmt: skip
        if year < last:
            yield svg.text(x, TYPE, str(year), font_size=TYPE, fill=LIGHT.muted, class_="muted")


def _interval(interval: Interval, timeline: Timeline, y: float) -> Iterator[str]:
    earliest = timeline.years[0]
    begin = _x(earliest if interval.first is None else interval.first, timeline)
    if interval.is_open:
        end = WIDTH - 4
        yield _bar_of_years(begin, end - 6, y, RUNNING, "subject")
        yield svg.element(
            "path", d=f"M{svg.number(end - 7)} {svg.number(y - 5)}L{svg.number(end)} "
            f"{svg.number(y)}L{svg.number(end - 7)} {svg.number(y + 5)}Z",
            fill=RUNNING, class_="subject",
        )  # fmt: skip
    elif interval.last is None:
        sure = _x((interval.first or earliest) + 1, timeline)
        yield _bar_of_years(begin, sure, y, ENDED, "others")
        yield svg.element(
            "line", x1=sure + 2, x2=WIDTH - 12, y1=y, y2=y, stroke=ENDED, stroke_width=1.5,
            stroke_dasharray="1.5 3", class_="line",
        )  # fmt: skip
    else:
        yield _bar_of_years(begin, _x(interval.last + 1, timeline), y, ENDED, "others")


def _bar_of_years(begin: float, end: float, y: float, colour: str, name: str) -> str:
    return svg.element(
        "rect", x=begin, y=y - 3, width=max(2.0, end - begin - 1), height=6.0, fill=colour,
        class_=name,
    )  # fmt: skip

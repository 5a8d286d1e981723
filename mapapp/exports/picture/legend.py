"""The legend: what the colours, shades and marks of this very picture mean, and how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import shapely

from layers.cartography.canvas import Ink, Letters
from layers.cartography.ground import (
    as_role,
    hatch_ink,
    hatch_lines,
    jurisdiction_colour,
    proposed_ink,
    response_ink,
)
from layers.cartography.projection import Frame
from layers.cartography.symbols import site_ink
from layers.cartography.text_metrics import shorten, text_width
from layers.style import MARKS, radius_px

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.cartography.canvas import Canvas
    from layers.scene import Scene
    from layers.selection import Selected
    from layers.style import Theme
    from layers.words import Words
    from mapapp.exports.picture.sizes import Look

Swatch: TypeAlias = Literal[
    "site", "faded", "size", "shade", "proposed", "hatch", "response", "town", "arc"
]

MOST_NAMED = 12  # jurisdictions: there are no more colours than eight
ROW = 1.75  # height of a row, in sizes of its letters
_SWATCH = 1.6  # width of a swatch, the same
_GAP = 1.3  # between entries, the same


@dataclass(frozen=True)
class Entry:
    """A line of the legend. `detail` is a role for responses, a count for sizes."""

    swatch: Swatch
    label: str
    colour: str = ""
    detail: str = ""


@dataclass(frozen=True)
class PlacedEntry:
    """An entry and the left end and middle of its line on the page."""

    entry: Entry
    x: float
    y: float


def list_entries(
    shown: Selected, scene: Scene, theme: Theme, words: Words, *, has_sizes: bool = True
) -> list[Entry]:
    """What needs explaining, and no more: an entry is there if its mark is."""
    kinds = {area["kind"] for area in scene["areas"]}
    ranged = words.text("undated, or perhaps outside these years")
    faded = ranged if shown.selection.years else words.text("undated")
    marks: list[tuple[bool, Entry]] = [
        (any(scene["sites"]["faded"]), Entry("faded", faded, theme.unknown)),
        (
            "unlocated" in kinds,
            Entry("hatch", words.text("city not known: number for the country")),
        ),
        ("agreement" in kinds, Entry("shade", words.role_title("agreement"))),
        ("proposed" in kinds, Entry("proposed", words.text("only proposed"))),
        (bool(scene["towns"]["key"]), Entry("town", words.text("town named in an agreement"))),
        (
            bool(scene["arcs"]),
            Entry("arc", words.text("line: from the seat to the host country"), theme.muted),
        ),
    ]
    return [
        *_jurisdictions(shown, scene, theme, words),
        *(_sizes(scene, words) if has_sizes else ()),
        *(entry for is_there, entry in marks if is_there),
        *_responses(shown, scene, words.language),
    ]


def place_entries(
    entries: list[Entry], left: float, width: float, size: float
) -> list[PlacedEntry]:
    """Set the entries in rows that are as wide as the page; `y` counts from the first row's top."""
    placed = []
    x, y = 0.0, size * ROW / 2
    for entry in entries:
        label = shorten(entry.label, size, width - size * _SWATCH)
        needed = size * (_SWATCH + _GAP) + text_width(label, size)
        if x and x + needed - size * _GAP > width:
            x, y = 0.0, y + size * ROW
        placed.append(
            PlacedEntry(Entry(entry.swatch, label, entry.colour, entry.detail), left + x, y)
        )
        x += needed
    return placed


def legend_height(placed: list[PlacedEntry], size: float) -> float:
    """How much room the rows take."""
    return placed[-1].y + size * ROW / 2 if placed else 0.0


def draw_legend(canvas: Canvas, placed: list[PlacedEntry], top: float, look: Look) -> None:
    """Draw the swatches and their labels."""
    size = look.size.legend
    for each in placed:
        _draw_swatch(canvas, each.entry, (each.x, top + each.y), look)
    canvas.texts(
        [(each.entry.label, each.x + size * _SWATCH, top + each.y) for each in placed],
        Letters(size, look.theme.text),
    )


def _draw_swatch(canvas: Canvas, entry: Entry, at: tuple[float, float], look: Look) -> None:
    size, theme, (x, y) = look.size.legend, look.theme, at
    middle = (x + size * 0.6, y)
    box = Frame(x, y - size * 0.45, size * 1.2, size * 0.9)
    if entry.swatch in {"site", "faded"}:
        ink = site_ink(entry.colour, is_faded=entry.swatch == "faded")
        canvas.discs([(middle, size * 0.42)], ink)
    elif entry.swatch == "size":
        ink = Ink(stroke=theme.muted, width=1.1)
        canvas.discs([(middle, radius_px(int(entry.detail)) * look.size.symbols)], ink)
    elif entry.swatch == "town":
        canvas.diamonds([(middle, size * 0.4)], Ink(fill=theme.surface, stroke=theme.text))
    elif entry.swatch == "arc":
        line = shapely.LineString([(x, y), (x + size * 1.2, y)])
        canvas.shapes([line], Ink(stroke=entry.colour, width=1.5, opacity=0.8))
    else:
        _draw_area(canvas, entry, box, theme)


def _draw_area(canvas: Canvas, entry: Entry, box: Frame, theme: Theme) -> None:
    if entry.swatch == "shade":
        canvas.rectangle(box, Ink(fill=theme.shade, stroke=theme.border))
    elif entry.swatch == "proposed":
        canvas.rectangle(box, proposed_ink(theme))
    elif entry.swatch == "response":
        canvas.rectangle(box, response_ink(theme, entry.detail))
        letters = Letters(box.height * 0.85, theme.text, bold=True, align="center")
        glyph = MARKS[as_role(entry.detail)].glyph
        canvas.texts([(glyph, box.x + box.width / 2, box.y + box.height / 2)], letters)
    else:
        canvas.shapes([hatch_lines(shapely.box(*box.box), 4.0)], hatch_ink(theme))
        canvas.rectangle(box, Ink(stroke=theme.hatch, width=0.8))


def _jurisdictions(shown: Selected, scene: Scene, theme: Theme, words: Words) -> Iterator[Entry]:
    """Those that are drawn, the most frequent first and the unknown last.

    The number counts sites, as the first of them says; where years are asked for, those that
    certainly lie in them.
    """
    have_sites = {*shown.sites["party"]}
    sums = shown.stated.sites.groupby("party")["weight"].sum()
    counts: dict[str, int] = dict(zip(map(str, sums.index), map(int, sums), strict=True))
    drawn = {arc["jurisdiction"] for arc in scene["arcs"]}
    ranked = sorted(
        enumerate(scene["jurisdictions"]),
        key=lambda each: (each[1]["unknown"], -counts.get(each[1]["id"], 0), each[0]),
    )
    present = [each for each in ranked if each[1]["id"] in have_sites or each[0] in drawn]
    known = [each for each in present if not each[1]["unknown"]]
    for at, (index, jurisdiction) in enumerate([*known[:MOST_NAMED], *present[len(known) :]]):
        count = counts.get(jurisdiction["id"], 0)
        number = words.number(count) if count else ""
        counted = words.role_counted("site", count) if count and at == 0 else number
        label = f"{jurisdiction['name']} {counted}".strip()
        swatch: Swatch = "site" if jurisdiction["id"] in have_sites else "arc"
        yield Entry(swatch, label, jurisdiction_colour(scene, index, theme))
    rest = len(known) - MOST_NAMED
    if rest > 0:
        yield Entry("site", words.count("and {n} more", "and {n} more", rest), theme.other)


def _sizes(scene: Scene, words: Words) -> Iterator[Entry]:
    largest = max(scene["sites"]["count"], default=0)
    if largest > 1:
        yield Entry("size", words.count("{n} in a city", "{n} in a city", 1), detail="1")
        yield Entry(
            "size", words.count("{n} in a city", "{n} in a city", largest), detail=str(largest)
        )


def _responses(shown: Selected, scene: Scene, language: str) -> Iterator[Entry]:
    about = shown.collection.about
    roles = {area["role"] for area in scene["areas"] if area["kind"] == "response"}
    for role in sorted(roles):
        labels = dict.fromkeys(
            term.label_in(language)
            for layer in about.of_role("statement")
            for term in about.layer_terms(layer, "kind")
            if term.role == role
        )
        yield Entry("response", ", ".join(labels) or role, detail=role)

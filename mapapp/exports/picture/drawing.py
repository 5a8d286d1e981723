"""A selection on a page: title, who reports it, maps, key, and what the reader must know.

Where sites crowd in one part of the world (`layers.frames`), a map of it is beside one of all
the rest; otherwise, and wherever a focus is asked for, there is one map.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import shapely

from layers import looks
from layers.borders import read_borders
from layers.cartography.badges import draw_numbers
from layers.cartography.canvas import Canvas, ShapeStyle, TextStyle
from layers.cartography.ground import draw_arcs, draw_areas, draw_chosen, draw_ground
from layers.cartography.map_names import name_cities, name_countries, write_labels
from layers.cartography.mark_size import MarkSize
from layers.cartography.projection import (
    OVERLAP,
    Frame,
    choose_projection,
    fit_view,
    fit_world,
    shape_of,
    which_are_held,
)
from layers.cartography.symbols import draw_marks
from layers.cartography.text_metrics import shorten, text_width, wrap_text
from layers.cartography.typefaces import SERIF
from layers.frames import dense_frame, points_of
from layers.style import THEMES
from layers.words import Words
from layers.world_regions import within_turn
from mapapp.exports.focus import find_extent, fit_extent, name_world
from mapapp.exports.picture.framing import all_of, within, without
from mapapp.exports.picture.page_sizes import PAGE_SIZES, Look
from mapapp.exports.picture.picture_key import (
    draw_key,
    key_height,
    list_lines,
    place_in_columns,
    place_in_rows,
)
from mapapp.exports.picture.subject import (
    count_sites,
    draw_scene,
    keep_where,
    of_subject,
    subject_of,
)
from mapapp.exports.picture.texts import find_words
from mapapp.exports.review import refuse_unpublishable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.border_views import Borders
    from layers.cartography.labels import Box
    from layers.cartography.projection import XY, Extent, View
    from layers.scene_types import Scene
    from layers.selection import Selected
    from layers.style import Theme
    from mapapp.exports.picture.options import PictureOptions
    from mapapp.exports.picture.page_sizes import PageSize
    from mapapp.exports.picture.picture_key import Line, PlacedLine
    from mapapp.exports.picture.texts import PictureWords

TITLE_LINES, DECK_LINES = 2, 3
MAX_NOTE_LINES = 2  # below the map
LINE = 1.35  # from one line of a note to the next, in sizes of its letters
DENSE_SHARE = 0.46  # of the width of a page with two maps, for that of the dense part
DENSE_RATIO = 0.92  # its height to its width, where the page grows with it
MIN_WORLD_RATIO = 0.4  # height to width of the map beside it
MIN_MAP_RATIO, MAX_MAP_RATIO = 0.42, 0.6  # the same of a map alone, where the page grows with it
MIN_MAP_SHARE = 0.3  # of the height of the page
MAX_FITS = 4  # the words name what the map shows, and its height depends on the words
AROUND = 0.02  # of a dense part's map, kept free on each side
COUNTRY_NAMES = 0.76  # the size of the names of countries, in that of the names of cities
BOX_LINE = 1.25  # around the dense part on the other map, in pixels
COUNT_SHARE = 0.8  # the size of the letters of a count, in that of the names of cities
NEAR_FROM_M, NEAREST = 4_000.0, 2  # metres to a unit up to which a map is one of a country
HOLE_OPACITY = 0.75  # of the patch within it


@dataclass(frozen=True)
class Layout:
    """Where everything is on a page, from top to bottom."""

    height: float
    title: list[str]
    deck: list[str]
    notes: list[str]
    maps: tuple[Frame, ...]
    key: list[PlacedLine]
    key_left: float
    key_top: float
    notes_top: float


@dataclass(frozen=True)
class Panel:
    """One map of a page: what it draws, what it is called, and what it leaves to another map.

    `hole` are corners on the page, around what that map shows, and `inside` is how many sites.
    """

    view: View
    scene: Scene
    name: str = ""
    count: str = ""
    hole: tuple[tuple[float, float], ...] = ()
    inside: str = ""


@dataclass(frozen=True)
class Plan:
    """What a page holds and where: all that is settled before anything is drawn.

    `shown` are the records that the maps show.
    """

    shown: Selected
    options: PictureOptions
    panels: tuple[Panel, ...]
    look: Look
    words: PictureWords
    layout: Layout


def plan_page(shown: Selected, options: PictureOptions) -> Plan:
    """Settle what is on the page that the options ask for, and where.

    Raises:
        RefusedExportError: A record breaks an editorial rule, as by a position that is finer than
            its place is known.
        UnknownLanguageError: The interface does not speak the language.
    """
    refuse_unpublishable(shown)
    say = Words(shown.collection, options.language)
    look = Look(PAGE_SIZES[options.size], THEMES[options.theme], options.language)
    shown = of_subject(shown)
    scene = draw_scene(shown, options.language, options.colour)
    extents, dense = _extents(shown, scene, options)
    borders = read_borders(shown.collection, options.borders)
    part, seen, kept, has_dashes = shown, scene, all_of(shown), True
    for _ in range(MAX_FITS):
        before = part, kept, has_dashes
        words = find_words(part, options, without(shown, part), has_dashes=has_dashes)
        lines = list_lines(part, seen, words.overview, say, colour=options.colour)
        layout = arrange(words, lines, look.size, extents)
        views = _fit(extents, layout.maps, borders)
        has_dashes = any(view.differing() for view in views)
        kept = within(shown, views)
        if (kept, has_dashes) == before[1:]:
            break
        part, seen = shown.filtered(kept), keep_where(scene, partial(which_are_held, views))
    panels = _panels(scene, views, say, dense)
    return Plan(before[0], options, panels, look, words, layout)


def draw_page(plan: Plan) -> Canvas:
    """Draw a planned page."""
    layout, look = plan.layout, plan.look
    canvas = Canvas(look.size.width, layout.height)
    page = ShapeStyle("page", look.theme.surface)
    canvas.rectangle(Frame(0, 0, canvas.width, canvas.height), page)
    for panel in plan.panels:
        _draw_map(canvas, plan, panel)
    _draw_surroundings(canvas, plan)
    draw_key(canvas, layout.key, layout.key_left, layout.key_top, look)
    return canvas


def arrange(
    words: PictureWords, lines: list[Line], size: PageSize, extents: Sequence[Extent]
) -> Layout:
    """Give every part its room; the maps have what the page leaves, or make the page as high.

    Where too little would be left for a map, the notes give way.
    """
    width, (title_size, title_line), (deck_size, deck_line) = (
        size.width - 2 * size.margin, size.title, size.deck,
    )  # fmt: skip
    title = wrap_text(words.title, title_size, width, bold=True, face=SERIF)
    if len(title) > TITLE_LINES:
        rest = " ".join(title[TITLE_LINES - 1 :])
        title = [*title[: TITLE_LINES - 1], shorten(rest, title_size, width, bold=True, face=SERIF)]
    deck = wrap_text(words.deck, deck_size, width)[:DECK_LINES]
    notes = _notes(words, size, width)
    head = size.margin * 0.75 + title_line * len(title) + deck_line * len(deck) + size.gap / 2
    foot = size.gap / 2 + LINE * len(notes) * size.note + LINE * size.source + size.margin * 0.75
    place = _beside if len(extents) > 1 else _alone
    height, frames, key, (key_left, key_top) = place(lines, size, head, foot, extents[0])
    if frames[0].height < MIN_MAP_SHARE * height and words.rules:
        return arrange(replace(words, rules=words.rules[:-1]), lines, size, extents)
    notes_top = height - foot + size.gap / 2
    return Layout(height, title, deck, notes, frames, key, key_left, key_top, notes_top)


_Placed = tuple[float, tuple[Frame, ...], "list[PlacedLine]", tuple[float, float]]
"""The height of a page, its maps, its key, and where that begins."""


def _alone(lines: list[Line], size: PageSize, head: float, foot: float, extent: Extent) -> _Placed:
    """One map below the key, as wide as the text, and as high as suits what it shows."""
    width = size.width - 2 * size.margin
    key = place_in_rows(lines, width, size.key)
    rows = key_height(key, size.key)
    top = head + rows + (size.gap / 2 if key else 0.0)
    suited = max(MIN_MAP_RATIO, min(MAX_MAP_RATIO, shape_of(extent))) * width
    height = size.height or round(top + suited + foot)
    frame = Frame(size.margin, round(top, 1), width, round(height - top - foot, 1))
    return height, (frame,), key, (size.margin, head)


def _beside(
    lines: list[Line], size: PageSize, head: float, foot: float, _extent: Extent
) -> _Placed:
    """The dense part at the left; at the right the world, and the key below it."""
    width = size.width - 2 * size.margin - size.gap
    left, right = round(width * DENSE_SHARE), round(width * (1 - DENSE_SHARE))
    top = head + _caption_line(size)
    key = place_in_columns(lines, right, size.key)
    rows = key_height(key, size.key) + size.gap * 0.75
    needed = max(DENSE_RATIO * left, MIN_WORLD_RATIO * right + rows)
    height = size.height or round(top + needed + foot)
    room = round(height - top - foot, 1)
    x = size.margin + left + size.gap
    dense = Frame(size.margin, round(top, 1), left, room)
    world = Frame(x, round(top, 1), right, round(room - rows, 1))
    return height, (dense, world), key, (x, round(top + room - rows + size.gap * 0.75, 1))


def _caption_line(size: PageSize) -> float:
    return size.key * 1.6


def _notes(words: PictureWords, size: PageSize, width: float) -> list[str]:
    """Whole sentences as long as there are lines for them: that on borders has its room."""
    sentences: list[str] = []
    for sentence in filter(None, (words.outside, *words.rules)):
        lines = wrap_text(" ".join([*sentences, sentence, words.borders]), size.note, width)
        if len(lines) <= MAX_NOTE_LINES:
            sentences.append(sentence)
    return wrap_text(" ".join([*sentences, words.borders]), size.note, width)


def _extents(
    shown: Selected, scene: Scene, options: PictureOptions
) -> tuple[tuple[Extent, ...], str]:
    """What the maps of a page show: the dense part first, if there is one, then all; its name."""
    asked = find_extent(options.focus)
    whole = asked or fit_extent(scene)
    if asked or subject_of(shown) != "site" or not choose_projection(whole).is_world:
        return (whole,), ""
    dense = dense_frame(shown, options.language, points=points_of(scene))
    if not dense:
        return (whole,), ""
    extent = (within_turn(dense.west), dense.south, within_turn(dense.east), dense.north)
    return (extent, whole), dense.name


def _fit(
    extents: tuple[Extent, ...], frames: tuple[Frame, ...], borders: Borders
) -> tuple[View, ...]:
    if len(extents) == 1:
        views = [fit_view(extents[0], frames[0])]
    else:
        dense, whole = extents
        views = [fit_view(dense, frames[0], padding=AROUND), fit_world(whole, frames[1])]
    return tuple(replace(view, borders=borders) for view in views)


def _panels(
    scene: Scene, views: tuple[View, ...], words: Words, dense_name: str
) -> tuple[Panel, ...]:
    if len(views) == 1:
        return (Panel(views[0], scene),)
    dense, world = views
    inside = keep_where(scene, partial(which_are_held, [dense]))
    beside = keep_where(scene, partial(which_are_held, [world]))
    outside = keep_where(beside, lambda at: [not held for held in which_are_held([dense], at)])
    number = count_sites(inside)
    return (
        Panel(dense, inside, dense_name, words.count("{n} on this map", "{n} on this map", number)),
        Panel(
            world,
            outside,
            name_world(words.language),
            words.count("{n} outside it", "{n} outside it", count_sites(outside)),
            hole=_frame_on(dense, world),
            inside=words.number(number),
        ),
    )


def _frame_on(dense: View, world: View) -> tuple[tuple[float, float], ...]:
    """The edge of one map, as it lies on another."""
    left, top, right, bottom = dense.frame.box
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    edge = shapely.segmentize(shapely.LineString(corners), dense.frame.width / 24)
    lonlats = dense.lonlats(shapely.get_coordinates(edge))
    return tuple(world.point(float(lon), float(lat)) for lon, lat in lonlats)


def _draw_map(canvas: Canvas, plan: Plan, panel: Panel) -> None:
    look, view, scene = plan.look, panel.view, panel.scene
    size, theme = look.size, look.theme
    chosen = plan.shown.selection.chosen("country") or frozenset()
    is_world = view.projection.is_world
    draw_ground(canvas, view, theme)
    draw_chosen(canvas, view, scene, chosen, theme, size.unit)
    draw_areas(canvas, view, scene, theme, size.unit)
    draw_arcs(canvas, view, scene, theme, size.unit)
    hole = _draw_hole(canvas, panel, look)
    marks_size = MarkSize(
        size.unit, size.dots[_scale_step(view)], badge=size.city * COUNT_SHARE / size.unit
    )
    marks = draw_marks(canvas, scene, view, theme, marks_size, kept_free=hole)
    if subject_of(plan.shown) == "agreement":
        numbers = {row.country: row.number for row in plan.words.overview.ranking}
        draw_numbers(canvas, view, numbers, theme, marks_size, marks.taken)
    is_near = _scale_step(view) == NEAREST
    most = None if is_near else size.cities[0 if is_world else 1]
    names = name_cities(marks.sites, marks.taken, view.frame, size.city, most=most)
    if not is_world:
        codes = [code for code, _ in view.land()]
        countries = name_countries(
            codes, view, marks.taken, size.city * COUNTRY_NAMES, look.language,
            most=looks.MAX_COUNTRY_NAMES,
        )  # fmt: skip
        write_labels(canvas, countries, "muted", theme.muted, theme.land)
    write_labels(canvas, names, "ink", theme.text, theme.halo)


def _scale_step(view: View) -> int:
    """How near a map is: of the world, of a part of it, or of a country."""
    if view.projection.is_world:
        return 0
    return NEAREST if view.scale * NEAR_FROM_M > 1 else 1


def _draw_hole(canvas: Canvas, panel: Panel, look: Look) -> Sequence[Box]:
    """Draw what another map shows as a pale patch with its number, and say where it is."""
    if not panel.hole:
        return ()
    theme, size = look.theme, look.size
    patch = shapely.Polygon(panel.hole)
    line = BOX_LINE * size.unit
    canvas.shapes(
        [patch], ShapeStyle("hole", theme.surface, theme.text, line, fill_opacity=HOLE_OPACITY)
    )
    middle = patch.centroid
    letters = TextStyle("ink", size.key, theme.text, bold=True, align="center", may_spread=True)
    canvas.texts([(panel.inside, round(middle.x, 1), round(middle.y, 1))], letters)
    return [patch.bounds]


def _draw_surroundings(canvas: Canvas, plan: Plan) -> None:
    """Draw the page around the maps, over what reaches beyond their frames, and its texts."""
    layout, size, theme = plan.layout, plan.look.size, plan.look.theme
    for frame in layout.maps:
        beyond = Frame(
            frame.x - OVERLAP, frame.y - OVERLAP,
            frame.width + 2 * OVERLAP, frame.height + 2 * OVERLAP,
        )  # fmt: skip
        canvas.rectangle(beyond, ShapeStyle("page", None, theme.surface, 2 * OVERLAP))
    for panel in plan.panels:
        _draw_caption(canvas, panel, size, theme)
    (title_size, title_line), (deck_size, deck_line) = size.title, size.deck
    y = size.margin * 0.75 + title_line / 2
    title = TextStyle("ink", title_size, theme.text, bold=True, face=SERIF)
    y = _set(canvas, layout.title, (size.margin, y), title, title_line)
    y += (deck_line - title_line) / 2
    deck = TextStyle("muted", deck_size, theme.muted)
    _set(canvas, layout.deck, (size.margin, y), deck, deck_line)
    y = layout.notes_top + size.note * LINE / 2
    notes = TextStyle("muted", size.note, theme.muted)
    y = _set(canvas, layout.notes, (size.margin, y), notes, size.note * LINE)
    y += (size.source - size.note) * LINE / 2
    width = size.width - 2 * size.margin
    credit = shorten(plan.words.credit, size.source, width)
    _set(canvas, [credit], (size.margin, y), replace(notes, size=size.source), 0.0)


def _draw_caption(canvas: Canvas, panel: Panel, size: PageSize, theme: Theme) -> None:
    """Write the name of a map above it, and how much it shows."""
    if not panel.name:
        return
    x, y = panel.view.frame.x, round(panel.view.frame.y - _caption_line(size) / 2, 1)
    letters = TextStyle("ink", size.key, theme.text, bold=True)
    canvas.texts([(panel.name, x, y)], letters)
    x += text_width(panel.name, size.key, bold=True) + size.key * 0.4
    canvas.texts([(panel.count, round(x, 1), y)], TextStyle("muted", size.key, theme.muted))


def _set(canvas: Canvas, lines: list[str], at: XY, letters: TextStyle, step: float) -> float:
    """Set lines under each other; give the middle of the line after the last."""
    x, y = at
    canvas.texts([(line, x, round(y + i * step, 1)) for i, line in enumerate(lines)], letters)
    return y + len(lines) * step

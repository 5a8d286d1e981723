"""A selection on a page: title, map, legend, and below them what the reader must know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from layers.cartography.canvas import Canvas, Ink, Letters
from layers.cartography.ground import draw_arcs, draw_areas, draw_ground
from layers.cartography.labels import place_labels
from layers.cartography.names import name_countries, wish_for, write_labels
from layers.cartography.projection import Frame, fit_view
from layers.cartography.symbols import MarkSize, draw_marks
from layers.cartography.text_metrics import shorten, text_width, wrap_text
from layers.scene import Towns, build_scene
from layers.style import THEMES
from layers.words import Words
from mapapp.exports.focus import find_extent, fit_extent
from mapapp.exports.picture.framing import have_same_records, within, without
from mapapp.exports.picture.legend import (
    draw_legend,
    legend_height,
    list_lines,
    place_lines,
)
from mapapp.exports.picture.sizes import PAGE_SIZES, Look
from mapapp.exports.picture.texts import find_words
from mapapp.exports.review import refuse_unpublishable

if TYPE_CHECKING:
    from layers.cartography.projection import View
    from layers.scene import Arc, Scene
    from layers.selection import Selected
    from layers.style import Theme
    from mapapp.exports.picture.legend import Line, PlacedLine
    from mapapp.exports.picture.options import PictureOptions
    from mapapp.exports.picture.sizes import PageSize
    from mapapp.exports.picture.texts import PictureWords

LINE = 1.25  # from one line of text to the next, in sizes of its letters
TITLE_LINES = 2
LEAST_MAP = 0.3  # of the height of the page
SMALLEST_TITLE = 0.75  # of its usual size
MOST_FITS = 4  # the words name what the map shows, and its height depends on the words


@dataclass(frozen=True)
class Layout:
    """Where everything stands on a page, from top to bottom."""

    height: float
    title: list[str]
    title_size: float
    lead: list[str]
    notes: list[str]
    legend: list[PlacedLine]
    map: Frame
    legend_top: float
    notes_top: float


@dataclass(frozen=True)
class Plan:
    """What a page holds and where: all that is settled before anything is drawn.

    `shown` are the records that the map shows; `scene` is of the whole selection, whose lines may
    cross the map.
    """

    shown: Selected
    options: PictureOptions
    scene: Scene
    view: View
    look: Look
    words: PictureWords
    layout: Layout


def plan_page(shown: Selected, options: PictureOptions) -> Plan:
    """Settle what stands on the page that the options ask for, and where.

    Raises:
        RefusedExportError: A record breaks an editorial rule, as by a position that is finer than
            its place is known.
        UnknownLanguageError: The interface does not speak the language.
    """
    refuse_unpublishable(shown)
    say = Words(shown.collection, options.language)
    look = Look(PAGE_SIZES[options.size], THEMES[options.theme], options.language)
    scene = _scene(shown, look)
    extent = find_extent(options.focus) or fit_extent(scene)
    part, view = shown, None
    for _ in range(MOST_FITS):
        before = part
        legend = scene if view is None else _seen(scene, _scene(part, look), view)
        has_sizes = not look.size.is_brief
        lines = list_lines(part, legend, say, has_sizes=has_sizes)
        words = find_words(part, options, without(shown, part))
        layout = arrange(words, lines, look.size)
        view = fit_view(extent, layout.map)
        part = within(shown, view)
        if have_same_records(part, before):
            break
    return Plan(before, options, scene, fit_view(extent, layout.map), look, words, layout)


def _scene(shown: Selected, look: Look) -> Scene:
    """What is drawn; a small picture has no room for lines, and for towns that are no sites."""
    scene = build_scene(shown, language=look.language)
    if not look.size.is_brief:
        return scene
    none = Towns(key=[], name=[], country=[], lon=[], lat=[], count=[], proposed=[], label=[])
    return {**scene, "towns": none, "arcs": []}


def _seen(scene: Scene, part: Scene, view: View) -> Scene:
    """What the legend explains: marks of the records on the map, and all lines that cross it."""

    def is_seen(each: Arc) -> bool:
        return any(not view.line(line).is_empty for line in each["lines"])

    return {**part, "arcs": list(filter(is_seen, scene["arcs"]))}


def draw_page(plan: Plan) -> Canvas:
    """Draw a planned page."""
    layout, look = plan.layout, plan.look
    canvas = Canvas(look.size.width, layout.height)
    canvas.rectangle(Frame(0, 0, canvas.width, canvas.height), Ink("page", look.theme.surface))
    _draw_map(canvas, plan.scene, plan.view, look)
    _draw_surroundings(canvas, layout, look.size, look.theme)
    draw_legend(canvas, layout.legend, layout.legend_top, look)
    return canvas


def arrange(words: PictureWords, lines: list[Line], size: PageSize) -> Layout:
    """Give every part its room; the map has what the page leaves, or makes the page as high.

    Where too little would be left for a map, the last of the rules give way.
    """
    width = size.width - 2 * size.margin
    title_size = _fitting(words.title, size.title, width)
    title = wrap_text(words.title, title_size, width, bold=True)
    if len(title) > TITLE_LINES:
        rest = shorten(" ".join(title[TITLE_LINES - 1 :]), title_size, width, bold=True)
        title = [*title[: TITLE_LINES - 1], rest]
    lead = wrap_text(" ".join(filter(None, [words.lead, words.outside])), size.lead, width)
    said = filter(None, [words.unseen, *words.rules])
    notes = wrap_text(" ".join(said), size.note, width)
    notes += wrap_text(words.credit, size.note, width)
    legend = place_lines(lines, size.margin, width, size.legend)
    head = size.margin + LINE * (len(title) * title_size + len(lead) * size.lead) + size.lead * 0.5
    rows = legend_height(legend, size.legend)
    foot = size.legend * 0.5 + rows + LINE * len(notes) * size.note + size.margin * 0.75
    height = size.height or round(head + size.map_height + foot)
    frame = Frame(0, round(head, 1), size.width, round(height - head - foot, 1))
    if frame.height < LEAST_MAP * height and words.rules:
        return arrange(replace(words, rules=words.rules[:-1]), lines, size)
    legend_top = frame.box[3] + size.legend * 0.35
    return Layout(
        height,
        title,
        title_size,
        lead,
        notes,
        legend,
        frame,
        legend_top,
        legend_top + rows + size.note * 0.3,
    )


def _fitting(title: str, size: float, width: float) -> float:
    """The size in which a title takes one line, if it need not shrink by more than a quarter."""
    needed = text_width(title, size, bold=True)
    smaller = round(size * width / needed - 0.05, 1) if needed > width else size
    return smaller if smaller >= SMALLEST_TITLE * size else size


def _draw_map(canvas: Canvas, scene: Scene, view: View, look: Look) -> None:
    size, theme = look.size, look.theme
    draw_ground(canvas, view, theme)
    unit = size.symbols
    draw_areas(canvas, view, scene, theme, unit)
    draw_arcs(canvas, view, scene, theme, unit)
    marks = draw_marks(canvas, scene, view, theme, MarkSize(unit, badge=size.badge / unit))
    is_world = view.projection.is_world
    wishes = (wish_for(site, size.city) for site in marks.sites)
    most = size.cities[0 if is_world else 1]
    names = place_labels(wishes, marks.taken, view.frame, most=most)
    if not is_world:
        hosts = {*scene["sites"]["country"], *(area["country"] for area in scene["areas"])}
        countries = name_countries(hosts, view, marks.taken, size.city * 0.9, look.language)
        write_labels(canvas, countries, "muted", theme.muted, theme.land)
    write_labels(canvas, names, "ink", theme.text, theme.halo)


def _draw_surroundings(canvas: Canvas, layout: Layout, size: PageSize, theme: Theme) -> None:
    """Draw the page around the map, over what reaches beyond its frame."""
    _, top, _, bottom = layout.map.box
    page = Ink("page", theme.surface)
    canvas.rectangle(Frame(0, 0, size.width, top), page)
    canvas.rectangle(Frame(0, bottom, size.width, layout.height - bottom), page)
    y = size.margin + layout.title_size * LINE / 2
    title = Letters("ink", layout.title_size, theme.text, bold=True)
    y = _set(canvas, layout.title, y, size.margin, title)
    y += (size.lead - layout.title_size) * LINE / 2
    _set(canvas, layout.lead, y, size.margin, Letters("ink", size.lead, theme.text))
    y = layout.notes_top + size.note * LINE / 2
    _set(canvas, layout.notes, y, size.margin, Letters("muted", size.note, theme.muted))


def _set(canvas: Canvas, lines: list[str], y: float, left: float, letters: Letters) -> float:
    """Set lines under each other; give the middle of the line after the last."""
    step = letters.size * LINE
    canvas.texts([(line, left, round(y + i * step, 1)) for i, line in enumerate(lines)], letters)
    return y + len(lines) * step

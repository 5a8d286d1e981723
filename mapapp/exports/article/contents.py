"""What an article shows: picture, legend, list and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.cartography.swatches import count_svg, swatch_svg
from layers.cited_sources import cite, cite_all_briefly
from layers.claims import say_single
from layers.clusters import MAX_PUSHED
from layers.legend import build_legend
from layers.scene import build_scene
from layers.scene_types import Area
from layers.statements import NEUTRAL
from layers.style import GLYPHS
from layers.words import capital
from mapapp.exports.article.chart import build_chart
from mapapp.exports.article.denials import ANCHOR, find_denials, write_denials
from mapapp.exports.article.entries import (
    cited_sources,
    is_listed_whole,
    list_groups,
)
from mapapp.exports.article.grouped_words import say_grouping
from mapapp.exports.article.key import build_keys
from mapapp.exports.article.land import draw_land
from mapapp.exports.article.listing import list_heaviest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.cited_sources import Citation
    from layers.legend import Entry
    from layers.scene_types import Scene
    from layers.words import Words
    from mapapp.exports.article.denials import Denials
    from mapapp.exports.article.draft import Draft

DRAWN_ON_THE_MAP_ALONE = frozenset({"line", "dashed", "badge"})
"""Swatches of the legend that the picture has no mark for."""


def page_contents(draft: Draft) -> dict[str, Any]:
    """What the template fills the middle of the page with."""
    grouping, words = draft.grouping, draft.words
    listed = list_heaviest(draft.rows, grouping, words) if grouping else None
    groups = list_groups(draft.shown, words, listed)
    cited = _sources(draft)
    denials = find_denials(draft.shown)
    return {
        "views": draft.views,
        "land": draw_land(draft.scene, draft.bounds, draft.borders),
        "colour_keys": build_keys(draft),
        "chart": build_chart(draft),
        "legend": list(_legend(draft)),
        "paint": draft.theme,
        "groups": groups,
        "has_entries": draft.grouping is not None or is_listed_whole(draft.shown),
        "grouped": say_grouping(draft),
        "denials": _denials(draft, denials),
        "denials_note": _note_on_rest(denials, draft.words),
        "denials_anchor": ANCHOR,
        "one_source": capital(say_single(draft.words)),
        "sources": cited,
        "sources_title": draft.words.count("{n} source", "{n} sources", len(cited)),
    }


def _legend(draft: Draft) -> Iterator[dict[str, Any]]:
    """An entry for each kind of mark that readers can bring about; the picture's own are shown.

    The script shows those of the map (`static/legend.js`). The key explains the colours.
    """
    indices = {each["name"]: at for at, each in enumerate(draft.scene["jurisdictions"])}
    roles = {glyph: role for role, glyph in GLYPHS.items()}
    drawn = {entry["label"] for entry in _entries(draft, draft.scene)}
    for entry in _entries(draft, _with_all_marks(draft)):
        swatch = entry["swatch"]
        if swatch in {"circle", "ring"}:
            continue
        index = indices.get(entry["label"]) if swatch == "line" else None
        is_of_map = swatch in DRAWN_ON_THE_MAP_ALONE
        yield {
            "label": entry["label"],
            "picture": count_svg(draft.theme)
            if swatch == "hatch"
            else swatch_svg(entry, draft.theme, colour_class="" if index is None else f"j{index}"),
            "mark": roles.get(entry["glyph"], swatch) if index is None else f"j{index}",
            "kind": "of-map" if is_of_map else "",
            "is_in_picture": not is_of_map and entry["label"] in drawn,
        }


def _note_on_rest(denials: Denials, words: Words) -> str:
    """How many denials the page does not list; empty if it lists all."""
    rest = denials.number - len(denials.rows)
    if not rest:
        return ""
    return words.text(
        "Listed here: {listed} of {number} records; not listed: {rest}.",
        listed=words.number(len(denials.rows)),
        number=words.number(denials.number),
        rest=words.number(rest),
    )


def _denials(draft: Draft, denials: Denials) -> list[dict[str, Any]]:
    """The denials of what the page reports, with links to their sources."""
    links = cite_all_briefly(draft.words)
    return [
        {
            "facts": each.facts,
            "summary": each.summary,
            "sources": [links[source] for source in each.sources],
        }
        for each in write_denials(denials, draft.words)
    ]


def _entries(draft: Draft, scene: Scene) -> list[Entry]:
    options, sites = draft.options, scene["sites"]
    if draft.grouping and len(sites["key"]) > MAX_PUSHED:  # `static/nearby.js` draws them together
        scene = {**scene, "sites": {**sites, "places": [1] * len(sites["key"])}}
    return build_legend(draft.shown, scene, language=options.language, colour_by=options.colour)


def _with_all_marks(draft: Draft) -> Scene:
    """The scene with what narrowing it may add.

    That is towns and lines of a country, sites that may lie outside, earlier responses.
    """
    counted = [draft.shown.grouped(layer, "hosts") for layer in draft.shown.layers]
    hosts = {code for counts in counted for codes, _ in counts for code in codes}
    narrowed = draft.shown.selection.asking(country=frozenset(hosts))
    shown = draft.shown.said_to_ask(narrowed)
    options = draft.options
    scene = build_scene(
        shown, language=options.language, colour_by=options.colour, has_labels=False
    )
    sites = scene["sites"]
    about, roles = draft.about, set[str]()
    for layer in about.of_role("statement"):
        kinds = {kind for kind, _ in draft.shown.grouped(layer, "kind")}
        roles |= {term.role for term in about.layer_terms(layer, "kind") if term.value in kinds}
        roles |= {NEUTRAL} if kinds else set()
    return {
        **scene,
        "sites": {**sites, "faded": [1] * len(sites["key"])},
        "areas": [*scene["areas"], *(_answered(role) for role in sorted(roles))],
    }


def _answered(role: str) -> Area:
    return Area(country="", lon=None, lat=None, kind="response", count=1, role=role, label="")


def _sources(draft: Draft) -> list[Citation]:
    return [cite(row, draft.words) for row in cited_sources(draft.shown)]

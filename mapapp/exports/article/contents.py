"""What an article shows: picture, legend, list and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.legend import build_legend
from mapapp.exports.article.denials import ANCHOR, tell_denials
from mapapp.exports.article.entries import (
    cited_sources,
    is_listed_whole,
    list_groups,
    source_links,
    web_address,
)
from mapapp.exports.article.sketch import draw_sketch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapapp.exports.article.draft import Draft

DRAWN_ON_THE_MAP_ALONE = frozenset({"diamond", "line", "dashed", "badge", "faded"})
"""Swatches of the legend that the picture has no mark for."""


def page_contents(draft: Draft) -> dict[str, Any]:
    """What the template fills the middle of the page with."""
    groups = list_groups(draft.shown, draft.words)
    cited = _sources(draft)
    return {
        "sketch": draw_sketch(draft.scene, draft.bounds),
        "legend": list(_legend(draft)),
        "groups": groups,
        "is_listed_whole": is_listed_whole(draft.shown),
        "all_countries": draft.words.count("All {n} country", "All {n} countries", len(groups)),
        "denials": _denials(draft),
        "denials_anchor": ANCHOR,
        "sources": cited,
        "sources_title": draft.words.count("{n} source", "{n} sources", len(cited)),
    }


def _legend(draft: Draft) -> Iterator[dict[str, Any]]:
    """What is on the map; who stands behind it is left to the buttons, where there are some."""
    indices = {each["name"]: at for at, each in enumerate(draft.scene["jurisdictions"])}
    language = draft.options.language
    for entry in build_legend(
        draft.shown, draft.scene, language=language, translate=draft.words.template
    ):
        index = indices.get(entry["label"])
        yield {
            "label": entry["label"],
            "swatch": entry["swatch"] + ("" if index is None else f" j{index}"),
            "glyph": entry["glyph"],
            "kind": " ".join(_kinds(entry["swatch"], is_behind=index is not None)),
        }


def _denials(draft: Draft) -> list[dict[str, Any]]:
    """The denials of what the page reports, with links to their sources."""
    links = source_links(draft.shown)
    return [
        {
            "facts": each.facts,
            "summary": each.summary,
            "sources": [links[source] for source in each.sources],
        }
        for each in tell_denials(draft.shown, draft.words)
    ]


def _sources(draft: Draft) -> list[dict[str, str]]:
    return [
        {
            "publisher": row["publisher"],
            "title": row["title"],
            "published": row["published"],
            "url": web_address(row["url"]),
            "archived": web_address(row["archived_url"]),
            "standing": draft.about.label(
                "sources", "standing", row["standing"], draft.options.language
            ),
        }
        for row in cited_sources(draft.shown)
    ]


def _kinds(swatch: str, *, is_behind: bool) -> Iterator[str]:
    """How an entry of the legend is classed: it may be left to the buttons, or to the map."""
    if is_behind:
        yield "behind-it"
    if swatch in DRAWN_ON_THE_MAP_ALONE:
        yield "of-map"

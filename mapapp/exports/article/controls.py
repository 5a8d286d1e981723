"""What the readers of an article choose from: the filters of `layers.facets`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from layers.facets import BY_WORD, CHOICES
from layers.words import SEVERAL
from mapapp.exports.article.timespan import known_years

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from layers.facets import Facet
    from mapapp.exports.article.draft import Draft

_Choice = TypeVar("_Choice")

CHIPS_AT_MOST = 24
"""Jurisdictions that readers choose from; the others stay in the list and on the map."""


def reader_controls(draft: Draft) -> dict[str, Any]:
    """Those of the controls that the editor offers, as the template takes them."""
    offered = draft.options.filters
    lists = [_list(draft, facet) for facet in CHOICES if facet.word in offered]
    return {
        "who": _chips_title(draft),
        "chips": _if_several(_chips(draft)) if "jurisdiction" in offered else [],
        "years": year_range(draft) if "year" in offered else None,
        "lists": [each for each in lists if each["groups"]],
        "has_search": "search" in offered,
    }


def _if_several(choices: Iterable[_Choice]) -> list[_Choice]:
    """The choices; none if there is only one, which is no choice."""
    listed = list(choices)
    return listed if len(listed) > 1 else []


def _chips_title(draft: Draft) -> str:
    """The heading of the jurisdictions, with the unit of their numbers if they have some."""
    name = draft.words.term("jurisdiction")
    if draft.shown.sites.empty:
        return name
    sites = draft.words.role_noun("site", SEVERAL)
    return draft.words.text("{name} (number: {unit})", name=name, unit=sites)


def _chips(draft: Draft) -> Iterator[dict[str, Any]]:
    """A button for each jurisdiction; its number counts sites, as the heading of the group says."""
    named = draft.shown.tally("jurisdiction")
    most = {name for name, _ in named.most_common(CHIPS_AT_MOST)}
    for index, each in enumerate(draft.scene["jurisdictions"]):
        if each["id"] in most:
            yield {
                "id": each["id"],
                "index": index,
                "name": each["name"],
                "swatch": "ring" if each["unknown"] else "circle",
            }


def year_range(draft: Draft) -> tuple[int, int] | None:
    """The range of the sliders; None where no record has a date, or all have the same year."""
    known = known_years(draft.shown)
    return known if known and known[0] < known[1] else None


def _list(draft: Draft, facet: Facet) -> dict[str, Any]:
    """A list of the choices that shown records have; a choice of one is none."""
    return {
        "word": facet.word,
        "title": facet.name(draft.words),
        "is_minor": facet.is_minor,
        "groups": [] if facet.shape == "open" else list(_groups(draft, facet)),
    }


def _groups(draft: Draft, facet: Facet) -> Iterator[dict[str, Any]]:
    """The choices, apart for each layer where each has its own."""
    collection, language = draft.shown.collection, draft.options.language
    titles = BY_WORD["layer"].labels(collection, language, None)
    for layer in draft.shown.layers if facet.by_layer else (None,):
        found = draft.shown.tally(facet.word, None if layer is None else (layer,))
        labels = facet.labels(collection, language, layer)
        choices = [(value, label) for value, label in labels.items() if value in found]
        if facet.shape == "long":
            choices.sort(key=lambda pair: (pair[1].casefold(), pair[0]))
        if len(choices) > 1:
            yield {"layer": layer, "title": titles[layer] if layer else "", "choices": choices}

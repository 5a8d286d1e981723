"""What the readers of an article choose from: the filters of `layers.facets`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.dates import UNBOUNDED_FUTURE, UNBOUNDED_PAST
from geodata.layer_tables import SPAN
from layers.facets import BY_WORD, CHOICES
from layers.words import capital

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.facets import Facet
    from layers.selection import Selected
    from mapapp.exports.article.draft import Draft

IN_SIGHT = ("country", "jurisdiction")
"""The lists that are beside the years, in this order; others are folded away."""

MAX_FIRST_CHOICES = 8
"""Jurisdictions with sites that are first in their list; the others are a group below them."""


def reader_controls(draft: Draft) -> dict[str, Any]:
    """Those of the controls that the editor offers, as the template takes them."""
    offered = draft.filters
    lists = [_list(draft, facet) for facet in CHOICES if facet.word in offered]
    lists = [each for each in lists if each["groups"]]
    in_sight = [each for each in lists if each["word"] in IN_SIGHT]
    return {
        "lists": sorted(in_sight, key=lambda each: IN_SIGHT.index(each["word"])),
        "more_lists": [each for each in lists if each["word"] not in IN_SIGHT],
        "years": year_range(draft) if "year" in offered else None,
        "has_search": "search" in offered,
    }


def year_range(draft: Draft) -> tuple[int, int] | None:
    """The range of the sliders; None where no record has a date, or all have the same year."""
    known = known_years(draft.shown)
    return known if known and known[0] < known[1] else None


def _list(draft: Draft, facet: Facet) -> dict[str, Any]:
    """A list of the choices that shown records have; one alone is not a choice."""
    title = capital(facet.name(draft.words))
    is_open = facet.shape == "open"
    groups = list(_of_jurisdictions(draft, facet) if is_open else _groups(draft, facet))
    several = sum(len(group["choices"]) for group in groups) > 1
    return {"word": facet.word, "title": title, "groups": groups if several else []}


def _of_jurisdictions(draft: Draft, facet: Facet) -> Iterator[dict[str, Any]]:
    """Those with most sites first, the rest in a group below them."""
    found = draft.shown.tally(facet.word)
    sites = draft.shown.tally(facet.word, draft.about.of_role("site"))
    labels = facet.labels(draft.shown.collection, draft.options.language, None)
    known = [value for value in labels if value in found]
    with_sites = sorted((each for each in known if sites[each]), key=lambda each: -sites[each])
    first = with_sites[:MAX_FIRST_CHOICES]
    yield {"layer": None, "title": "", "choices": [(each, labels[each]) for each in first]}
    rest = [(each, labels[each]) for each in known if each not in first]
    if rest:
        title = draft.words.text("Other") if first else ""
        yield {"layer": None, "title": title, "choices": rest}


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


def known_years(shown: Selected) -> tuple[int, int] | None:
    """The range asked for, else the first and the last year that a shown record names.

    Returns:
        (first, last), both included; None if no record has a date.
    """
    if shown.selection.years:
        return shown.selection.years
    spans = [shown.grouped(layer, *SPAN).columns for layer in shown.layers if shown.number(layer)]
    years = np.array([year for span in spans for cells in span for year in cells], dtype="float64")
    known = years[(years > UNBOUNDED_PAST) & (years < UNBOUNDED_FUTURE)]
    return (int(known.min()), int(known.max())) if known.size else None

"""What the readers of an article choose from: jurisdictions, years, countries, statuses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar

from geodata.countries import country_name
from mapapp.exports.article.statement import noun
from mapapp.exports.article.timespan import known_years

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapapp.exports.article.draft import Draft

_Choice = TypeVar("_Choice")

MANY = 100
"""A number that takes the plural in every language."""

CHIPS_AT_MOST = 24
"""Jurisdictions that readers choose from; the others stay in the list and on the map."""


def reader_controls(draft: Draft) -> dict[str, Any]:
    """Those of the controls that the editor offers, as the template takes them."""
    offered = draft.options.filters
    return {
        "who": _chips_title(draft),
        "chips": _if_several(_chips(draft)) if "jurisdiction" in offered else [],
        "years": year_range(draft) if "year" in offered else None,
        "country_choices": _if_several(_country_choices(draft)) if "country" in offered else [],
        "status_choices": list(_status_choices(draft)) if "status" in offered else [],
    }


def _if_several(choices: Iterable[_Choice]) -> list[_Choice]:
    """The choices; none if there is only one, which is no choice."""
    listed = list(choices)
    return listed if len(listed) > 1 else []


def _chips_title(draft: Draft) -> str:
    """The heading of the jurisdictions, with the unit of their numbers if they have some."""
    name = str(draft.own.get("terms", {}).get("jurisdiction", {}).get("one", "jurisdiction"))
    if draft.shown.stations.empty:
        return name
    sites = noun(draft.shown, "stations", MANY, draft.words)
    return draft.words.text("{name} (number: {unit})", name=name, unit=sites)


def _chips(draft: Draft) -> Iterator[dict[str, Any]]:
    """A button for each jurisdiction; its number counts sites, as the heading of the group says."""
    sites: Counter[str] = Counter()
    for name, number in zip(
        draft.shown.stations["jurisdiction"], draft.shown.stations["count"], strict=True
    ):
        sites[name] += int(number)
    named = Counter(sites)
    for table in (draft.shown.agreements, draft.shown.operations):
        for behind in table["jurisdictions"]:
            named.update(behind)
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


def _country_choices(draft: Draft) -> list[tuple[str, str]]:
    codes = set(draft.shown.stations["country"])
    for layer in ("agreements", "responses", "operations"):
        for countries in draft.shown.table(layer)["countries"]:
            codes.update(countries)
    named = [(code, country_name(code, draft.options.language)) for code in sorted(codes)]
    return sorted(named, key=lambda pair: (pair[1].casefold(), pair[0]))


def _status_choices(draft: Draft) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The statuses of each layer that shown records have."""
    for layer in ("stations", "agreements"):
        found = set(draft.shown.table(layer)["status"])
        terms = draft.about.terms(layer, "status")
        choices = [
            (term.value, term.label_in(draft.options.language))
            for term in terms
            if term.value in found
        ]
        if len(choices) > 1:
            title = draft.own.get("layers", {}).get(layer, {}).get("title", layer)
            yield str(title), choices

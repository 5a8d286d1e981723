"""Beside the map: a country that is chosen, or several side by side."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geodata.countries import country_name
from layers.claims import Claim
from layers.rows import each_row
from layers.units import BY, read_units
from layers.weighing import (
    Support,
    count_answers,
    count_denials,
    denials,
    latest_official,
    weightiest,
)
from layers.words import Words
from mapapp.panels.head import MAX_DOTS, dots, stack
from mapapp.panels.markup import button, element, fragment
from mapapp.panels.opened import of_country
from mapapp.panels.statement_list import MAX_LISTED, rest_html, said_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from markupsafe import Markup

    from layers.overview import Overview
    from layers.selection import Selected

MAX_BLOCKS = 4
"""Countries that are set side by side; of more, the ranking is shown."""

MAX_SAID = 3
"""Responses that are shown at once; the rest is behind a button."""


def countries_html(
    shown: Selected, overview: Overview, codes: Sequence[str], *, has_briefing: bool
) -> Markup:
    """Write what is on record of the countries that are chosen."""
    if len(codes) == 1:
        content = country_html(shown, overview, codes[0])
    else:
        blocks = fragment(_block(shown, overview, code) for code in codes)
        content = element("div", blocks, class_="blocks")
    way = _briefing(codes) if has_briefing else ""
    return element("section", content + way, class_="panel sheet", data_opened="", data_mark="")


def country_html(shown: Selected, overview: Overview, code: str, level: str = "h2") -> Markup:
    """What a country said, what others denied, what is agreed, and its cities."""
    own, number_of_own = weightiest(shown, code, MAX_LISTED), count_answers(shown, code)
    attributes = {"tabindex": "-1"} if level == "h2" else {}
    if not shown.collection.about.of_role("statement"):
        heading = element(level, country_name(code), **attributes)
        number = element("small", _counted(overview, code))
        responses = fragment(())
    else:
        heading = element(level, f"{country_name(code)}: statements", **attributes)
        number = element("small", f"{number_of_own:,} on record" if number_of_own else "")
        responses = said_html(shown, each_row(own.iloc[:MAX_SAID]), said_for=code) or _nothing(code)
    return (
        element("div", heading + number, class_="bar")
        + responses
        + _more(shown, own.iloc[MAX_SAID:], number_of_own - MAX_SAID, code)
        + _denials(shown, code)
        + _agreed(shown, code)
        + _cities(shown, overview, code)
    )


def _nothing(code: str) -> Markup:
    return element("p", f"{country_name(code)}: no statement is on record.", class_="muted")


def _counted(overview: Overview, code: str) -> str:
    """How many of what is ranked a country has."""
    counted = (each.counted for each in overview.ranking if each.country == code)
    return next(counted, f"No {overview.ranked}")


def _more(shown: Selected, rows: pd.DataFrame, number: int, code: str) -> Markup:
    if rows.empty:
        return fragment(())
    summary = element("summary", f"{country_name(code)}: {number:,} more")
    said = said_html(shown, each_row(rows), said_for=code) + rest_html(number - len(rows))
    return element("details", summary + said, id=f"more-{code}")


def _denials(shown: Selected, code: str) -> Markup:
    """What others said to deny the claims: one of them visible, beside every claim."""
    rows, number = denials(shown, code, MAX_LISTED), count_denials(shown, code)
    if rows.empty:
        return fragment(())
    speakers = dict.fromkeys(filter(None, rows["speaker_country"]))
    who = Words(shown.collection).countries(speakers) or "Others"
    heading = element("h3", f"Denied by {who}")
    rest = rows.iloc[1:]
    more = (
        element(
            "details",
            element("summary", f"{number - 1:,} more denials")
            + said_html(shown, each_row(rest))
            + rest_html(number - 1 - len(rest)),
            id=f"denials-{code}",
        )
        if len(rest)
        else ""
    )
    return heading + said_html(shown, each_row(rows.iloc[:1])) + more


def _agreed(shown: Selected, code: str) -> Markup:
    """Agreements, patrol rounds and other entries, counted separately; pressing one lists them."""
    return fragment(
        element("p", button(said, f"list:{layer}", class_="plain", aria_label=f"{said}: list"))
        for layer, said in _count_agreements(shown, code)
    )


def _count_agreements(shown: Selected, code: str) -> Iterator[tuple[str, str]]:
    words, about = Words(shown.collection), shown.collection.about
    for layer in about.of_role("agreement"):
        units = read_units(about, layer)
        counts = units.count_groups(
            (*by, number)
            for *by, hosts, number in shown.grouped(layer, *BY, "hosts")
            if code in hosts
        )
        if counts:
            yield layer, words.listed(units.list_counts(counts, words))


def _cities(shown: Selected, overview: Overview, code: str) -> Markup:
    """The places of a country with their dots, most first."""
    places: dict[tuple[str, str], Counter[int]] = {}
    here = of_country(shown, code) or shown
    for layer in shown.collection.about.of_role("site"):
        colouring = overview.colouring
        counts = here.grouped(layer, "host", "city", "region", colouring.column)
        for host, city, region, value, number in counts:
            if host == code:
                key = (city, "") if city else ("", region)
                places.setdefault(key, Counter())[colouring.place_of(value)] += number
    ordered = sorted(places.items(), key=lambda each: (not each[0][0], -each[1].total(), each[0]))
    words = Words(shown.collection)
    rows = fragment(
        element("li", element("span", _place(*key, words)) + _dots(overview, parts))
        for key, parts in ordered
    )
    return element("ul", rows, class_="cities") if places else fragment(())


def _place(city: str, region: str, words: Words) -> str:
    return Claim({"city": city, "region": region}, words).place_alone


def _dots(overview: Overview, parts: Counter[int]) -> Markup:
    number = f"{parts.total():,}"
    if parts.total() > MAX_DOTS:
        return element("strong", number)
    categories = overview.colouring.categories
    of_place = ((categories[at], number) for at, number in sorted(parts.items()))
    return element("span", dots(of_place), class_="dots", role="img", aria_label=number)


def _block(shown: Selected, overview: Overview, code: str) -> Markup:
    """A country among several: how many, a bar, the last official word, what is agreed."""
    row = next((each for each in overview.ranking if each.country == code), None)
    parts = [(overview.colouring.categories[at], n) for at, n in row.parts] if row else []
    heading = element("h2", country_name(code)) + element("small", _counted(overview, code))
    latest = latest_official(shown, code, Support.FIRM)
    said = "" if latest is None else said_html(shown, [latest], said_for=code)
    if not said and shown.collection.about.of_role("statement"):
        said = _nothing(code)
    agreed = fragment(element("p", counted) for _, counted in _count_agreements(shown, code))
    return element(
        "div",
        element("div", heading, class_="bar")
        + (element("div", stack(parts), class_="bar8") if parts else "")
        + said
        + agreed
        + button(f"Only {country_name(code)}", f"country:{code}", class_="plain"),
        class_="block",
    )


def _briefing(codes: Sequence[str]) -> Markup:
    names = [country_name(code) for code in codes]
    said = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    action = f"brief:{codes[0]}" if len(codes) == 1 else "page:briefing"
    return element("div", button(f"Briefing: {said}", action, class_="main"), class_="actions")

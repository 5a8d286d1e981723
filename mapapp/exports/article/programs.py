"""What an article runs: Leaflet, the marks, its own scripts and styles, and the data for them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rcssmin import cssmin

from geodata.formulas import FORMULA_STARTS
from geodata.locales import tag_of
from geodata.names import ACCENTS, APOSTROPHES, LETTERS
from layers.bundle import bundle
from layers.cartography.symbols import WHITE, ink_on
from layers.colouring import PARTIES, colouring_of, colourings
from layers.page_files import (
    leaflet_script,
    leaflet_style,
    map_modules,
    marks_style,
    theme_variables,
)
from layers.script_json import element_json
from layers.style import LIGHT
from layers.words import LANGUAGES
from mapapp.exports.article.controls import year_range
from mapapp.exports.article.entries import entry_settings
from mapapp.exports.article.frame import height_to_width
from mapapp.exports.article.interface import page_words
from mapapp.exports.article.key import colour_class
from mapapp.exports.article.payload import SAVED, build_payload, build_records, deflate
from mapapp.exports.article.policy import content_security_policy
from mapapp.exports.citations import cite_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mapapp.exports.article.draft import Draft

_RULE = re.compile(r"(?<=[}])[^{}@]*[{][^{}]*[}]")

STATIC = Path(__file__).parent / "static"
TEXT_RULES = {
    "folding": {"letters": LETTERS, "accents": ACCENTS, "apostrophes": APOSTROPHES},
    "formulaStarts": FORMULA_STARTS,
}
"""Of `geodata.names` and `geodata.formulas`: the page folds and marks texts by the same."""
MIN_RATIO, MAX_RATIO = 1.1, 2.2  # width to height of the map
ABSENT_PARTS = (
    ".leaflet-popup",
    ".leaflet-tooltip",
    ".leaflet-control",
    ".leaflet-bar",
    ".leaflet-touch .leaflet-bar",
    ".leaflet-marker",
    ".leaflet-shadow",
    ".leaflet-zoom-box",
    ".leaflet-tile",
    ".leaflet-image-layer",
    ".leaflet-cluster",
    ".leaflet-left",
    ".leaflet-right",
    ".leaflet-top",
    ".leaflet-bottom",
    ".leaflet-disabled",
    ".leaflet-div-icon",
    ".leaflet-oldie",
    ".leaflet-vml-shape",
    ".lvml",
)
"""Of Leaflet: the page's own buttons and notes are in their place."""


def page_programs(draft: Draft) -> dict[str, Any]:
    """Scripts, styles and data, and the policy that names them."""
    guard, own = own_scripts(of_groups=draft.grouping is not None)
    scripts = [leaflet_script(), own]
    colours = _colours(draft)
    own_style = marks_style() + colours + _shapes(draft) + _own_style()
    style = without_rules(cssmin(leaflet_style() + own_style), ABSENT_PARTS)
    return {
        "guard": guard,
        "scripts": scripts,
        "style": style,
        "policy": content_security_policy([guard, *scripts], [style]),
        "settings": element_json(_settings(draft)),
        "data": deflate(*_data(draft)),
    }


def _data(draft: Draft) -> Iterator[Mapping[str, Any]]:
    yield build_payload(draft.rows, draft.words)
    if draft.grouping is None:
        yield build_records(draft.shown, draft.words)


def _settings(draft: Draft) -> dict[str, Any]:
    asked = draft.shown.selection.chosen("jurisdiction")
    first = colouring_of(draft.shown.collection, draft.options.colour)
    return {
        "words": page_words(draft.shown, draft.words, of_groups=draft.grouping is not None),
        "mapWords": {
            "marks": draft.words.text(
                "Marks on the map. Arrow keys go to the nearest mark, Page Down to the next, "
                "Enter opens it."
            ),
            "wheel": draft.words.template("Hold {key} and turn the wheel to zoom"),
            "fingers": draft.words.text("Two fingers move the map"),
            "and": "; ",
        },
        "theme": draft.options.theme,
        "colour": first.word,
        "years": year_range(draft),
        "base": {
            "jurisdiction": None if asked is None else sorted(asked),
            "year": draft.shown.selection.years,
        },
        **TEXT_RULES,
        "entry": entry_settings(draft.words),
        "mainLanguage": draft.main_language,
        "columns": SAVED,
        "languages": [tag_of(language) for language in LANGUAGES],
        "citation": cite_record(draft.words),
        "fileName": f"{draft.about.name}-{draft.about.version or 'data'}.csv",
    }


def _colours(draft: Draft) -> str:
    """A class for each jurisdiction and category that sets its colour; paper is light.

    In the picture a class goes by the place in the first colouring (`layers.cartography`).
    """
    collection, classes = draft.shown.collection, {}
    for index, each in enumerate(draft.scene["jurisdictions"]):
        classes[f".j{index}"] = (each["colour"], each["colour_dark"])
    for number, colouring in enumerate(colourings(collection)):
        is_first = colouring == colouring_of(collection, draft.options.colour)
        for place, category in enumerate(colouring.categories):
            colours = (category.colour, category.colour_dark)
            classes[f".{colour_class(colouring, number, place)}"] = colours
            if is_first and colouring.by != PARTIES:
                classes[f".sketch .j{place}"] = colours
    by_day, by_night = (
        "".join(f"{prefix}{name}{{{_own_colour(each[at])}}}" for name, each in classes.items())
        for at, prefix in enumerate(("", "[data-theme=NIGHT] "))
    )
    return (
        f"{by_day}\n"
        "@media screen and (prefers-color-scheme:dark)"
        f"{{{by_night.replace('NIGHT', 'auto')}}}\n"
        f"@media screen{{{by_night.replace('NIGHT', 'dark')}}}\n"
        f"@media print{{html.mapapp[data-theme]{{{theme_variables(LIGHT)}color-scheme:light}}}}\n"
    )


def _own_colour(colour: str) -> str:
    """A colour, and that of the letters on it unless they are white."""
    letters = ink_on(colour)
    return f"--own:{colour}" if letters == WHITE else f"--own:{colour};--on:{letters}"


def _shapes(draft: Draft) -> str:
    """A map is as high as what it shows first, within reason: no belt of empty sea below it."""
    rules = []
    for view in draft.views:
        ratio = min(MAX_RATIO, max(MIN_RATIO, 1 / height_to_width(view.bounds)))
        rules.append(f"#{view.id}{{aspect-ratio:{ratio:.3f}}}\n")
    return "".join(rules)


@cache
def own_scripts(*, of_groups: bool = False) -> tuple[str, str]:
    """What runs first, and what draws map, list and controls.

    In a page whose rows are groups another module reads the data, and one says what such a page
    has to say besides.
    """
    guard, given = bundle(STATIC / "guard.js"), map_modules()
    if not of_groups:
        return guard, bundle(STATIC / "page.js", given)
    reading = (STATIC / "reading_groups.js").read_text(encoding="utf-8")
    return guard, bundle(STATIC / "groups.js", {**given, "reading.js": reading})


@cache
def _own_style() -> str:
    return (STATIC / "article.css").read_text(encoding="utf-8")


def without_rules(style: str, parts: Iterable[str]) -> str:
    """Leave out the rules of a style sheet that dress only parts which a page does not have.

    Args:
        style: CSS, minified.
        parts: Beginnings of class names, with the dot.
    """
    absent = tuple(parts)

    def kept(match: re.Match[str]) -> str:
        selectors = match[0].partition("{")[0].split(",")
        is_absent = all(any(part in selector for part in absent) for selector in selectors)
        return "" if is_absent else match[0]

    return _RULE.sub(kept, style)

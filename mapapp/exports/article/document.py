"""The article as one HTML file: map, list, data, filters, and a policy that forbids the network.

    article_html(select(collection, Selection()), ArticleOptions(title="…"))

The same selection and options give the same bytes on any day and machine.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from geodata.countries import country_name
from layers.legend import build_legend
from layers.page_files import leaflet_script, leaflet_style, marks_script, marks_style
from layers.scene import build_scene
from mapapp.exports.article.entries import (
    cited_sources,
    is_listed_whole,
    list_groups,
    web_address,
)
from mapapp.exports.article.frame import frame_bounds
from mapapp.exports.article.interface import page_words
from mapapp.exports.article.linked_data import cite_data, open_graph, write_linked_data
from mapapp.exports.article.packing import dump_json
from mapapp.exports.article.payload import build_payload
from mapapp.exports.article.policy import content_security_policy
from mapapp.exports.article.sketch import draw_sketch
from mapapp.exports.article.squeezing import squeeze_script, squeeze_style, without_rules
from mapapp.exports.article.statement import state_selection
from mapapp.exports.article.timespan import known_years
from mapapp.exports.review import refuse_unpublishable
from mapapp.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.scene import Scene
    from layers.selection import Selected
    from mapapp.exports.article.options import ArticleOptions

SCRIPTS = (
    "data.js",
    "words.js",
    "scene.js",
    "list.js",
    "table.js",
    "sketch.js",
    "address.js",
    "page.js",
)
ABSENT_PARTS = (
    ".leaflet-popup",
    ".leaflet-tooltip",
    ".leaflet-control",
    ".leaflet-bar",
    ".leaflet-touch .leaflet-bar",
    ".leaflet-marker",
    ".leaflet-shadow",
    ".leaflet-div-icon",
    ".leaflet-oldie",
    ".leaflet-vml-shape",
    ".lvml",
)
"""Of Leaflet: the page's own buttons and notes stand in their place."""

DRAWN_ON_THE_MAP_ALONE = frozenset({"diamond", "line", "dashed", "badge", "faded"})
"""Swatches of the legend that the picture has no mark for."""

CHIPS_AT_MOST = 24
"""Jurisdictions that readers choose from; the others stay in the list and on the map."""


def article_html(shown: Selected, options: ArticleOptions) -> bytes:
    """Write a selection as a page that stands alone.

    Args:
        shown: What the page holds; its readers can narrow it, not widen it.
        options: The editor's choices.

    Returns:
        HTML in UTF-8.

    Raises:
        RefusedExportError: The selection breaks an editorial rule.
        UnknownLanguageError: The interface does not speak the language.
    """
    refuse_unpublishable(shown)
    words = Language(options.language, "article")
    template = _environment().get_template("template.html")
    page = _Page(shown, options, words).fields()
    return template.render(page=page, say=words.text).encode("utf-8")


def article_title(shown: Selected, options: ArticleOptions) -> str:
    """The headline: the editor's, or that of the collection in the page's language."""
    return options.title or str(shown.collection.about.words(options.language)["title"])


class _Page:
    """What the template is filled with, part by part."""

    def __init__(self, shown: Selected, options: ArticleOptions, words: Language) -> None:
        self.shown = shown
        self.options = options
        self.words = words
        self.about = shown.collection.about
        self.own = self.about.words(options.language)
        self.title = article_title(shown, options)
        self.statement = state_selection(shown, words)
        self.introduction = options.introduction or str(self.own.get("introduction", ""))
        self.scene = build_scene(shown, language=options.language, translate=words.template)

    def fields(self) -> dict[str, Any]:
        description = self.introduction or self.statement.sentences
        citation = cite_data(self.shown)
        return {
            "language": self.options.language,
            "main_language": self.main_language,
            "theme": self.options.theme,
            "colour_scheme": "light dark" if self.options.theme == "auto" else self.options.theme,
            "title": self.title,
            "introduction": self.introduction,
            "credit": self.options.credit,
            "url": self.options.url,
            "meta": [("description", description), ("citation", citation)],
            "open_graph": open_graph(self.options, self.title, description),
            "linked_data": write_linked_data(self.shown, self.options, self.title, description),
            "statement": self.statement,
            "terms": self.terms(),
            "citation": citation,
            **self.choices(),
            **self.contents(),
            **self.closing(),
            **self.programs(),
        }

    @property
    def main_language(self) -> str:
        return next(iter(self.about.languages), "en")

    def terms(self) -> dict[str, str]:
        named = self.own.get("terms", {})
        return {
            name: str(named.get(name, {}).get("one", name)) for name in ("jurisdiction", "country")
        }

    # --- what readers choose from ---

    def choices(self) -> dict[str, Any]:
        offered = self.options.filters
        return {
            "chips": list(self.chips()) if "jurisdiction" in offered else [],
            "years": self.years() if "year" in offered else None,
            "country_choices": self.country_choices() if "country" in offered else [],
            "status_choices": list(self.status_choices()) if "status" in offered else [],
        }

    def chips(self) -> Iterator[dict[str, Any]]:
        counts: Counter[str] = Counter()
        for name, number in zip(
            self.shown.stations["jurisdiction"], self.shown.stations["count"], strict=True
        ):
            counts[name] += int(number)
        for table in (self.shown.agreements, self.shown.operations):
            for behind in table["jurisdictions"]:
                counts.update(behind)
        most = {name for name, _ in counts.most_common(CHIPS_AT_MOST)}
        for index, each in enumerate(self.scene["jurisdictions"]):
            if each["id"] in most:
                yield {
                    "id": each["id"],
                    "index": index,
                    "name": each["name"],
                    "swatch": "ring" if each["unknown"] else "circle",
                    "count": self.words.number(counts[each["id"]]),
                }

    def years(self) -> tuple[int, int] | None:
        """The range of the sliders; None where no record has a date, or all have the same year."""
        known = known_years(self.shown)
        return known if known and known[0] < known[1] else None

    def country_choices(self) -> list[tuple[str, str]]:
        codes = set(self.shown.stations["country"])
        for layer in ("agreements", "responses", "operations"):
            for countries in self.shown.table(layer)["countries"]:
                codes.update(countries)
        named = [(code, country_name(code, self.options.language)) for code in sorted(codes)]
        return sorted(named, key=lambda pair: (pair[1].casefold(), pair[0])) if named else []

    def status_choices(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """The statuses of each layer that shown records have."""
        for layer in ("stations", "agreements"):
            found = set(self.shown.table(layer)["status"])
            terms = self.about.terms(layer, "status")
            choices = [
                (term.value, term.label_in(self.options.language))
                for term in terms
                if term.value in found
            ]
            if choices:
                title = self.own.get("layers", {}).get(layer, {}).get("title", layer)
                yield str(title), choices

    # --- what it shows ---

    def contents(self) -> dict[str, Any]:
        groups = list_groups(self.shown, self.words)
        cited = self.sources()
        return {
            "sketch": draw_sketch(self.scene, self.bounds),
            "legend": list(self.legend()),
            "groups": groups,
            "is_listed_whole": is_listed_whole(self.shown),
            "all_countries": self.words.count("All {n} country", "All {n} countries", len(groups)),
            "sources": cited,
            "sources_title": self.words.count("{n} source", "{n} sources", len(cited)),
        }

    def legend(self) -> Iterator[dict[str, Any]]:
        """What is on the map; who stands behind it is left to the buttons, where there are some."""
        indices = {each["name"]: at for at, each in enumerate(self.scene["jurisdictions"])}
        language = self.options.language
        for entry in build_legend(
            self.shown, self.scene, language=language, translate=self.words.template
        ):
            index = indices.get(entry["label"])
            yield {
                "label": entry["label"],
                "swatch": entry["swatch"] + ("" if index is None else f" j{index}"),
                "glyph": entry["glyph"],
                "kind": " ".join(_kinds(entry["swatch"], is_behind=index is not None)),
            }

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        return frame_bounds(self.scene, self.options.focus)

    def sources(self) -> list[dict[str, str]]:
        return [
            {
                "publisher": row["publisher"],
                "title": row["title"],
                "published": row["published"],
                "url": web_address(row["url"]),
                "archived": web_address(row["archived_url"]),
                "standing": self.about.label(
                    "sources", "standing", row["standing"], self.options.language
                ),
            }
            for row in cited_sources(self.shown)
        ]

    # --- what it says of itself ---

    def closing(self) -> dict[str, Any]:
        own = self.own
        caveats = ("caveat", "fairness", "precision_rule", "border_policy")
        return {
            "caveats": [str(own[name]) for name in caveats if own.get(name)],
            "data_line": self.data_line(),
            "licence": {
                "title": self.about.license_title,
                "url": web_address(self.about.license_url),
            },
            "pin": self.pin(),
            "stale": self.words.text(
                "This page is a copy and does not change: it is out of date once a later version "
                "of the data is published, a source is corrected or withdrawn, or an authority "
                "responds to what is reported here."
            ),
        }

    def data_line(self) -> str:
        created = self.about.created
        if not created:
            return ""
        day = self.words.day(date.fromisoformat(created))
        return self.words.text(
            "Data: {publisher}, version {version} of {date}.",
            publisher=self.about.publisher or self.about.name,
            version=self.about.version,
            date=day,
        )

    def pin(self) -> str:
        if not self.options.pin:
            return ""
        return self.words.text(
            "Made from version {version} of the data, SHA-256 {fingerprint}.",
            version=self.about.version,
            fingerprint=self.shown.collection.fingerprint,
        )

    # --- what it runs ---

    def programs(self) -> dict[str, Any]:
        guard = squeeze_script(_own("guard.js"))
        own = squeeze_script("".join(map(_own, SCRIPTS)))
        scripts = [leaflet_script(), squeeze_script(marks_script()), own]
        colours = _colours(self.scene)
        leaflet = without_rules(squeeze_style(leaflet_style()), ABSENT_PARTS)
        style = leaflet + squeeze_style(marks_style() + colours + _own("article.css"))
        return {
            "guard": guard,
            "scripts": scripts,
            "style": style,
            "policy": content_security_policy([guard, *scripts], [style]),
            "settings": dump_json(self.settings()),
            "data": dump_json(build_payload(self.shown, self.options.language)),
        }

    def settings(self) -> dict[str, Any]:
        asked = self.shown.selection.jurisdictions
        indices = {each["id"]: at for at, each in enumerate(self.scene["jurisdictions"])}
        base = None if asked is None else sorted(indices[name] for name in asked if name in indices)
        return {
            "words": page_words(self.shown, self.words),
            "mapWords": {
                "marks": self.words.text(
                    "Marks on the map. Arrow keys go to the nearest mark, Page Down to the next, "
                    "Enter opens it."
                ),
                "and": "; ",
            },
            "theme": self.options.theme,
            "focus": self.bounds,
            "years": self.years(),
            "base": {"jurisdictions": base, "years": self.shown.selection.years},
            "mainLanguage": self.main_language,
            "citation": cite_data(self.shown),
            "fileName": f"{self.about.name}-{self.about.version or 'data'}.csv",
        }


def _kinds(swatch: str, *, is_behind: bool) -> Iterator[str]:
    """How an entry of the legend is classed: it may be left to the buttons, or to the map."""
    if is_behind:
        yield "behind-it"
    if swatch in DRAWN_ON_THE_MAP_ALONE:
        yield "of-map"


def _colours(scene: Scene) -> str:
    """A class for each jurisdiction that sets its colour by day and by night."""
    by_day, by_night = (
        "".join(
            f"{prefix}.j{index}{{--own:{each[name]}}}"  # type: ignore[literal-required]  # two keys of the same type
            for index, each in enumerate(scene["jurisdictions"])
        )
        for prefix, name in (("", "colour"), ("[data-theme=NIGHT] ", "colour_dark"))
    )
    return (
        f"{by_day}\n@media (prefers-color-scheme:dark){{{by_night.replace('NIGHT', 'auto')}}}\n"
        f"{by_night.replace('NIGHT', 'dark')}\n"
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        keep_trailing_newline=True,
    )


def _template(name: str) -> str:
    return (files("mapapp.exports.article") / name).read_text(encoding="utf-8")


@cache
def _own(name: str) -> str:
    return (files("mapapp.exports.article") / "static" / name).read_text(encoding="utf-8")

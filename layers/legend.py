"""The legend of a scene, as data: what a reader sees on the map, and nothing else.

App, article, picture and brief draw the same entries, each with its own means.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict, cast

from layers.clusters import MAX_DOTS, MAX_PUSHED
from layers.colouring import PARTIES, colouring_of, count_categories
from layers.marks import PROPOSED
from layers.style import DARK, GLYPHS, LIGHT
from layers.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from layers.scene_types import Area, DotColour, Jurisdiction, Scene
    from layers.selection import Selected

Swatch: TypeAlias = Literal[
    "circle", "ring", "pie", "faded", "hatch", "shade", "dashed", "diamond", "line", "badge"
]
"""circle and ring: sites of a jurisdiction, or of one that no source says; pie: of several in one
city that is one circle; faded: not certain to answer the years; hatch: a country with sites of no
known city; shade and dashed: a country with agreements, or with proposed ones; diamond: a town of
an agreement; line: an arc; badge: a lettered square."""


Unit: TypeAlias = Literal["site", "city", "town", "line", "country"]


class Entry(TypedDict):
    """One line of a legend. Colours are #rrggbb by day and by night; `glyph` is for badges.

    `unit` says what `count` counts: of a jurisdiction, what certainly lies in the years that are
    asked for. `jurisdiction` is its id where the line is of one, else empty.
    """

    swatch: Swatch
    jurisdiction: str
    label: str
    colour: str
    colour_dark: str
    glyph: str
    count: int
    unit: Unit


def build_legend(
    shown: Selected, scene: Scene, *, language: str = "en", colour_by: str = ""
) -> list[Entry]:
    """Explain a scene: one entry for each kind of mark that it holds.

    Args:
        shown: The selection.
        scene: `build_scene` of the same selection.
        language: Of the labels, one of `layers.words.LANGUAGES`.
        colour_by: The colouring of the scene.
    """
    wording = Words(shown.collection, language)
    return [
        *_categories(shown, scene, colour_by),
        *_kinds_of_site(scene, wording),
        *_kinds_of_agreement(scene, wording),
        *_lines(scene, shown, wording, colour_by),
        *_roles(scene["areas"], wording),
    ]


def _categories(shown: Selected, scene: Scene, colour_by: str) -> Iterator[Entry]:
    """The colours of sites that are shown, with how many certainly lie in the years asked for."""
    shares = dict(count_categories(shown, colour_by))
    stated = dict(count_categories(shown.stated, colour_by))
    for at, each in enumerate(scene["categories"]):
        if at in shares:
            yield _coloured(each, "ring" if each["hollow"] else "circle", stated.get(at, 0))


def _kinds_of_site(scene: Scene, wording: Words) -> Iterator[Entry]:
    sites = scene["sites"]
    are_together = "places" in sites
    is_crowded = are_together or len(sites["key"]) > MAX_PUSHED
    several = sum(
        len(parts) > 2 and (is_crowded or count > MAX_DOTS)  # noqa: PLR2004 - one pair each
        for parts, count in zip(sites["parts"], sites["count"], strict=True)
    )
    faded = sum(sites["faded"])
    unlocated = sum(area["count"] for area in scene["areas"] if area["kind"] == "unlocated")
    say = wording.text
    if several:
        where = (
            say("Several of them at places near each other")
            if are_together
            else say("Several of them in one city")
        )
        yield _plain("pie", where, "text", several, "city")
    if faded:
        yield _plain("faded", say("Year unknown or not certain"), "text", faded, "city")
    if unlocated:
        label = say("City not known: counted in the country")
        yield _plain("hatch", label, "hatch", unlocated, "site")


def _kinds_of_agreement(scene: Scene, wording: Words) -> Iterator[Entry]:
    countries = Counter(area["kind"] for area in scene["areas"])
    layers = wording.about.of_role("agreement")
    title = ", ".join(map(wording.title, layers))
    if countries["agreement"]:
        yield _plain("shade", title, "shade", countries["agreement"], "country")
    if countries["proposed"]:
        labels = dict.fromkeys(
            wording.value({"layer": layer, "status": PROPOSED}, "status") for layer in layers
        )
        label = f"{title}: {', '.join(labels)}"
        yield _plain("dashed", label, "hatch", countries["proposed"], "country")
    if scene["towns"]["key"]:
        label = wording.text("Town named in an agreement")
        yield _plain("diamond", label, "muted", len(scene["towns"]["key"]), "town")


def _lines(scene: Scene, shown: Selected, wording: Words, colour_by: str) -> Iterator[Entry]:
    counts = Counter(each["jurisdiction"] for each in scene["arcs"])
    if counts:
        label = wording.text("From the seat of a jurisdiction to the host country")
        yield _plain("line", label, "text", counts.total(), "line")
    is_key = colouring_of(shown.collection, colour_by).by == PARTIES
    sites = shown.collection.about.of_role("site") if is_key else ()
    explained = {party for layer in sites for party, _ in shown.grouped(layer, "party")}
    for index, jurisdiction in enumerate(scene["jurisdictions"]):
        if counts[index] and jurisdiction["id"] not in explained:
            yield _coloured(jurisdiction, "line", counts[index])


def _roles(areas: Iterable[Area], wording: Words) -> Iterator[Entry]:
    counts = Counter(area["role"] for area in areas if area["kind"] == "response")
    about = wording.about
    terms = [
        term for layer in about.of_role("statement") for term in about.layer_terms(layer, "kind")
    ]
    for role, glyph in GLYPHS.items():
        if counts[role]:
            own = (term.label_in(wording.language) for term in terms if term.role == role)
            labels = dict.fromkeys(own)
            yield Entry(
                swatch="badge",
                jurisdiction="",
                label=", ".join(labels),
                colour=LIGHT.roles[role],
                colour_dark=DARK.roles[role],
                glyph=glyph,
                count=counts[role],
                unit="country",
            )


def _coloured(each: Jurisdiction | DotColour, swatch: Swatch, count: int) -> Entry:
    return Entry(
        swatch=swatch,
        jurisdiction=each["id"],
        label=each["name"],
        colour=each["colour"],
        colour_dark=each["colour_dark"],
        glyph="",
        count=count,
        unit="line" if swatch == "line" else "site",
    )


def _plain(
    swatch: Swatch,
    label: str,
    colour: Literal["text", "muted", "hatch", "shade"],
    count: int,
    unit: Unit,
) -> Entry:
    return Entry(
        swatch=swatch,
        jurisdiction="",
        label=label,
        colour=cast("str", getattr(LIGHT, colour)),
        colour_dark=cast("str", getattr(DARK, colour)),
        glyph="",
        count=count,
        unit=unit,
    )

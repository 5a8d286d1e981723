"""A view as the address of the page, and back.

    https://…/?jurisdiction=nantong&year=2016:2018&record=ST-001&map=9.2,45.5,6

The words are those of the command line. A filter that is not in the address is not set; `-` stands
for a choice of nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from geodata.countries import known_codes
from layers.compose import Camera
from layers.selection import LAYERS, Selection
from mapapp.choices import choice_labels, find_choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from geodata.collection import Collection

NOTHING = "-"
CHOICES: Mapping[str, str] = {
    "layer": "layers",
    "jurisdiction": "jurisdictions",
    "country": "countries",
    "status": "statuses",
    "edition": "editions",
}
"""Parameter in the address → field of `Selection`."""

COLLECTION = "collection"
"""Parameter that names a collection of the reader's own; no part of a view, which it holds for."""

WORDS = (*CHOICES, "year", "undated", "search", "record", "map")
MAX_ZOOM = 19
MAX_SEARCH = 200  # characters
YEARS = (1, 9999)


@dataclass(frozen=True)
class View:
    """All that a link must hold to show the same again.

    `record` is what is opened: the id of a record, the key of a place or the code of a country;
    empty if nothing is.
    `camera` is None for the whole world.
    """

    selection: Selection = field(default_factory=Selection)
    record: str = ""
    camera: Camera | None = None


def read_view(params: Mapping[str, Sequence[str]]) -> tuple[View, list[str]]:
    """Read a view from the parameters of an address.

    Args:
        params: Every value of each parameter; parameters of other names are left alone.

    Returns:
        The view, and one sentence for each parameter that could not be read and was left out.
    """
    problems: list[str] = []
    choices = {name: _read_choice(params.get(word, ())) for word, name in CHOICES.items()}
    selection = Selection(
        **choices,
        years=_read_one(params, "year", _read_years, problems),
        undated=_read_one(params, "undated", _read_switch, problems) is not False,
        search=_last(params, "search")[:MAX_SEARCH].strip(),
    )
    camera = _read_one(params, "map", _read_camera, problems)
    return View(selection, _last(params, "record").strip(), camera), problems


def write_view(view: View) -> dict[str, list[str]]:
    """Write a view as parameters of an address; what is not asked for takes no room.

    `read_view` of the outcome gives the view back.
    """
    selection = view.selection
    params = {
        word: sorted(chosen) or [NOTHING]
        for word, name in CHOICES.items()
        if (chosen := getattr(selection, name)) is not None
    }
    if selection.years is not None:
        params["year"] = [f"{selection.years[0]}:{selection.years[1]}"]
    if not selection.undated:
        params["undated"] = ["no"]
    if selection.search:
        params["search"] = [selection.search]
    if view.record:
        params["record"] = [view.record]
    if view.camera:
        camera = view.camera
        params["map"] = [f"{camera.lon:.4f},{camera.lat:.4f},{camera.zoom:.2f}"]
    return params


def read_report(report: Mapping[str, Any]) -> Selection:
    """Read the selection that the form of filters reports; a browser may report anything.

    It is read as an address is: what makes no sense is left out.

    Args:
        report: Fields of `Selection`, with lists for sets and for the range of years. A set that
            is left out or None is not asked for, an empty one shows nothing.
    """
    params: dict[str, list[str]] = {}
    for word, name in CHOICES.items():
        if isinstance(values := report.get(name), list):
            params[word] = [each for each in values or [NOTHING] if isinstance(each, str)]
    match report.get("years"):
        case [int(first), int(last)]:
            params["year"] = [f"{first}:{last}"]
    if report.get("undated") is False:
        params["undated"] = ["no"]
    if isinstance(search := report.get("search"), str):
        params["search"] = [search.strip()]
    view, _ = read_view(params)
    return view.selection


def reported_camera(camera: Any) -> Camera | None:
    """The camera that the map reports as [lon, lat, zoom]; None if it makes no sense."""
    try:
        return _read_camera(",".join(str(float(part)) for part in camera or ()))
    except (ValueError, TypeError, OverflowError):
        return None


def keep_known(view: View, collection: Collection) -> tuple[View, list[str]]:
    """Leave out of a view what the collection does not have, and say so.

    What is named in words, such as `Italy` for `IT`, is understood as a command understands it. A
    filter of which nothing is left is not set.
    """
    known, labels = known_choices(collection), choice_labels(collection)
    problems = []
    changed: dict[str, frozenset[str] | None] = {}
    for word, name in CHOICES.items():
        asked = getattr(view.selection, name) or frozenset()
        kept = asked & known[name]
        meant = {each: find_choice(labels, name, each) for each in sorted(asked - kept)}
        if meant:
            found = (value for value in meant.values() if value and value in known[name])
            changed[name] = kept | frozenset(found) or None
            problems += [
                f"This collection has no {word} “{each}”: it was left out."
                for each, value in meant.items()
                if value not in known[name]
            ]
    years = view.selection.years
    if years and not _overlap(years, collection.years):
        span = f"the years {_said(collection.years)}" if any(collection.years) else "no years"
        problems.append(f"This collection has {span}: “year={_said(years)}” was left out.")
        years = None
    record = view.record
    if record and not _is_known_record(record, collection):
        problems.append(f"This collection has no record or place “{record}”.")
        record = ""
    selection = replace(view.selection, **cast("Any", changed), years=years)
    return replace(view, selection=selection, record=record), problems


def known_choices(collection: Collection) -> dict[str, frozenset[str]]:
    """The values that each choice of a selection can take, by field of `Selection`."""
    statuses = {term.value for layer in LAYERS for term in collection.about.terms(layer, "status")}
    return {
        "layers": frozenset(LAYERS),
        "jurisdictions": frozenset(collection.jurisdictions.index),
        "countries": known_codes(),
        "statuses": frozenset(statuses),
        "editions": frozenset(collection.editions["id"]),
    }


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _said(years: tuple[int, int]) -> str:
    first, last = years
    return str(first) if first == last else f"{first} to {last}"


def _last(params: Mapping[str, Sequence[str]], word: str) -> str:
    values = params.get(word, ())
    return str(values[-1]) if values else ""


def _read_choice(values: Iterable[str]) -> frozenset[str] | None:
    chosen = frozenset(filter(None, (value.strip() for value in values)))
    return (chosen - {NOTHING}) if chosen else None


def _read_one(
    params: Mapping[str, Sequence[str]],
    word: str,
    read: Callable[[str], Any],
    problems: list[str],
) -> Any:
    text = _last(params, word).strip()
    if not text:
        return None
    try:
        return read(text)
    except ValueError as error:
        problems.append(f"“{word}={text[:80]}” in the address {error}: it was left out.")
        return None


def _read_years(text: str) -> tuple[int, int]:
    first, _, last = text.partition(":")
    try:
        years = (int(first), int(last or first))
    except ValueError as error:
        raise ValueError("is not a range of years such as 2016:2018") from error
    if not YEARS[0] <= years[0] <= years[1] <= YEARS[1]:
        raise ValueError("is not a range of years such as 2016:2018")
    return years


def _read_switch(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise ValueError("is neither yes nor no")
    return text == "yes"


def _read_camera(text: str) -> Camera:
    try:
        lon, lat, zoom = (float(part) for part in text.split(","))
    except ValueError as error:
        raise ValueError("is not a position such as 9.2,45.5,6") from error
    is_on_earth = abs(lon) <= 180 and abs(lat) <= 90 and 0 <= zoom <= MAX_ZOOM  # noqa: PLR2004 - degrees
    if not (math.isfinite(lon + lat + zoom) and is_on_earth):
        raise ValueError("is not a position such as 9.2,45.5,6")
    return Camera(round(lon, 4), round(lat, 4), round(zoom, 2))


def _is_known_record(record: str, collection: Collection) -> bool:
    is_record = any(record in collection.tables[layer].index for layer in LAYERS)
    return is_record or record in known_codes() or record in place_keys(collection)


def place_keys(collection: Collection) -> frozenset[str]:
    """The keys of all places of a collection, as the map reports them."""
    places = collection.tables["places"]
    named = zip(places["country"], places["admin1"], places["name"], strict=True)
    return frozenset("/".join(filter(None, names)) for names in named)

"""A view as the address of the page, and back.

    https://…/?jurisdiction=nantong&year=2016:2018&record=ST-001&map=9.2,45.5,6
    https://…/list?country=IT&tab=agreements&sort=-period&colour=outcome

The words are those of the command line. A filter that is not in the address is not set; `-` stands
for a choice of nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, assert_never

from geodata.border_views import BORDERS
from geodata.countries import known_codes
from geodata.errors import GeodataError
from layers.colouring import colourings
from layers.compose import Camera
from layers.facets import CHOICES, FACETS
from layers.selection import Selection
from layers.stored import has_record
from mapapp.list_state import Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geodata.collection import Collection
    from layers.facets import Facet
    from layers.selection import FilterValue

NOTHING = "-"
COLLECTION = "collection"
"""Parameter that names a collection of the reader's own; no part of a view, which it holds for."""

WORDS = (*(facet.word for facet in FACETS), "record", "map", "colour", "borders", "tab", "sort")
MAX_ZOOM = 19
_PARTS = 3  # of a position: longitude, latitude, zoom
MAX_SEARCH = 200  # characters
YEARS = (1, 9999)


@dataclass(frozen=True)
class View:
    """All that a link must hold to show the same again.

    `record` is what is opened: the id of a record, the key of a place or the code of a country;
    empty if nothing is.
    `camera` is None for the whole world.
    `colour` is by what sites are coloured, `borders` which borders are drawn; empty for what comes
    first.
    `listing` is how the list of records is shown.
    """

    selection: Selection = field(default_factory=Selection)
    record: str = ""
    camera: Camera | None = None
    colour: str = ""
    borders: str = ""
    listing: Listing = field(default_factory=Listing)


def read_view(params: Mapping[str, Sequence[str]]) -> tuple[View, list[str]]:
    """Read a view from the parameters of an address.

    Args:
        params: Every value of each parameter; parameters of other names are left alone.

    Returns:
        The view, and one sentence for each parameter that could not be read and was left out.
    """
    problems: list[str] = []
    asked = {facet.word: _read_asked(facet, params, problems) for facet in FACETS}
    camera = _read_one(params, "map", _read_camera, problems)
    listing = Listing.read(_last(params, "tab").strip(), _last(params, "sort").strip())
    record, colour = (_last(params, word).strip() for word in ("record", "colour"))
    borders = str(_read_one(params, "borders", _read_borders, problems) or "")
    return View(Selection(**asked), record, camera, colour, borders, listing), problems


def write_view(view: View) -> dict[str, list[str]]:
    """Write a view as parameters of an address; what is not asked for takes no room.

    `read_view` of the outcome gives the view back.
    """
    params = {word: _write_asked(asked) for word, asked in view.selection.items()}
    if view.record:
        params["record"] = [view.record]
    if view.camera:
        camera = view.camera
        params["map"] = [f"{camera.lon:.4f},{camera.lat:.4f},{camera.zoom:.2f}"]
    rest = {
        "colour": view.colour,
        "borders": view.borders,
        "tab": view.listing.tab,
        "sort": view.listing.sort,
    }
    return {**params, **{word: [value] for word, value in rest.items() if value}}


def read_report(report: Mapping[str, Any]) -> Selection:
    """Read the selection that the form of filters reports; a browser may report anything.

    It is read as an address is: what makes no sense is left out.

    Args:
        report: What is asked, by the word of each filter, with lists for sets and for the range of
            years. A set that is left out or None is not asked for, an empty one shows nothing.
    """
    params = {facet.word: _reported(facet, report.get(facet.word)) for facet in FACETS}
    view, _ = read_view(params)
    return view.selection


def reported_camera(camera: Any) -> Camera | None:
    """The camera that the map reports as [lon, lat, zoom, by hand]; None if it makes no sense."""
    try:
        *parts, by_hand = [*camera, 1] if len(camera) == _PARTS else camera
        read = _read_camera(",".join(str(float(part)) for part in parts))
        return replace(read, by_hand=bool(by_hand))
    except (ValueError, TypeError, OverflowError):
        return None


def keep_known(view: View, collection: Collection) -> tuple[View, list[str]]:
    """Leave out of a view what the collection does not have, and say so.

    What is named in words, such as `Italy` for `IT`, is understood as a command understands it. A
    filter of which nothing is left is not set.
    """
    problems: list[str] = []
    understood = {
        facet.word: _understand(facet, collection, chosen, problems)
        for facet in CHOICES
        if (chosen := view.selection.chosen(facet.word))
    }
    years = view.selection.years
    if years and not _overlap(years, collection.years):
        span = f"the years {_said(collection.years)}" if any(collection.years) else "no years"
        problems.append(f"This collection has {span}: “year={_said(years)}” was left out.")
        years = None
    record = view.record
    if record and not _is_known_record(record, collection):
        problems.append(f"This collection has no record or place “{record}”.")
        record = ""
    colour = view.colour
    if colour and colour not in {each.word for each in colourings(collection)}:
        problems.append(f"This collection has no colour by “{colour}”.")
        colour = ""
    selection = view.selection.asking(**understood, year=years)
    return replace(view, selection=selection, record=record, colour=colour), problems


def _understand(
    facet: Facet, collection: Collection, chosen: frozenset[str], problems: list[str]
) -> frozenset[str] | None:
    """The values that the words of an address mean; None if none of them means any."""
    found = set()
    for each in sorted(chosen):
        try:
            found.add(facet.read(facet, collection, each))
        except GeodataError:
            problems.append(f"This collection has no {facet.word} “{each}”: it was left out.")
    return frozenset(found) or None


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _said(years: tuple[int, int]) -> str:
    first, last = years
    return str(first) if first == last else f"{first} to {last}"


def _last(params: Mapping[str, Sequence[str]], word: str) -> str:
    values = params.get(word, ())
    return str(values[-1]) if values else ""


def _read_asked(
    facet: Facet, params: Mapping[str, Sequence[str]], problems: list[str]
) -> FilterValue | None:
    """What an address asks of a filter; None if nothing that can be read."""
    word = facet.word
    match facet.kind:
        case "choice":
            chosen = frozenset(filter(None, (value.strip() for value in params.get(word, ()))))
            return (chosen - {NOTHING}) if chosen else None
        case "years":
            years: tuple[int, int] | None = _read_one(params, word, _read_years, problems)
            return years
        case "switch":
            switch: bool | None = _read_one(params, word, _read_switch, problems)
            return switch
        case "text":
            return _last(params, word)[:MAX_SEARCH].strip()
        case _:
            assert_never(facet.kind)


def _write_asked(asked: FilterValue) -> list[str]:
    match asked:
        case bool():
            return ["yes" if asked else "no"]
        case str():
            return [asked]
        case (first, last):
            return [f"{first}:{last}"]
        case _:
            return sorted(asked) or [NOTHING]


def _reported(facet: Facet, asked: object) -> list[str]:
    """What a browser reports of a filter, as the values of an address; often none."""
    match facet.kind, asked:
        case "choice", list(values):
            return [each for each in values or [NOTHING] if isinstance(each, str)]
        case "years", [int(first), int(last)]:
            return [f"{first}:{last}"]
        case "switch", bool(is_on):
            return ["yes" if is_on else "no"]
        case "text", str(text):
            return [text.strip()]
    return []


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


def _read_borders(text: str) -> str:
    if text not in BORDERS:
        raise ValueError(f"is not one of {', '.join(BORDERS)}")
    return text


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
    if record in known_codes() or record in place_keys(collection):
        return True
    return has_record(collection, record)


def place_keys(collection: Collection) -> frozenset[str]:
    """The keys of all places of a collection, as the map reports them."""
    places = collection.tables["places"]
    named = zip(places["country"], places["admin1"], places["name"], strict=True)
    return frozenset("/".join(filter(None, names)) for names in named)

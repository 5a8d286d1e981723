"""The scene: what is drawn for a selection, as data.

    scene = build_scene(select(collection, Selection()))
    scene["sites"]["label"][0]   # "Milan, Italy: 2 reported stations (Qingtian 1, Wenzhou 1)"

It is made of plain lists and texts, always in the same order, and can be written as JSON. The same
drawing code paints it in the app, in the stand-alone page and in the article. All records of a city
share one symbol, so a map grows with the number of places, not of records; a record known only to
its region or country never becomes a point.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, TypedDict, cast

from layers.arcs import build_arcs
from layers.colouring import colouring_of, of_jurisdictions
from layers.marks import label_point, sum_marks
from layers.nearby import merge_nearby
from layers.scene_marks import scene_marks, site_keys
from layers.scene_types import Arc, Area, AreaKind, DotColour, Jurisdiction, Scene, Sites, Towns
from layers.selection import shown_layers, whole
from layers.statements import Statements
from layers.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from geodata.collection import Collection
    from geodata.places import Place
    from layers.colouring import Colouring
    from layers.marks import MarkKind
    from layers.selection import Selected
    from layers.world_regions import Box


def build_scene(
    shown: Selected,
    *,
    language: str = "en",
    colour_by: str = "",
    frames: Sequence[Box] | None = None,
    has_labels: bool = True,
) -> Scene:
    """Say what is drawn for a selection.

    Args:
        shown: The selection.
        language: Of labels and names, one of `layers.words.LANGUAGES`.
        colour_by: The word of a colouring (`layers.colouring`); the first one if left out.
        frames: What is looked at, where places near each other may be drawn together
            (`layers.nearby.merge_nearby`); None draws each.
        has_labels: Whether sites have labels, which no one reads where nothing is pointed at.
    """
    wording = Words(shown.collection, language)
    return _Drawn(shown, wording, colour_by, frames, has_labels=has_labels).scene()


@lru_cache(maxsize=32)
def list_jurisdictions(collection: Collection, language: str = "en") -> list[Jurisdiction]:
    """All jurisdictions of a collection with their names in a language, and their colours.

    Colours are the collection's own where the table has one, made legible on land and sea, else
    of the palette; the unknown jurisdiction has the grey that each theme keeps for it.

    Raises:
        BadColourError: A colour of the table is not #rrggbb.
    """
    return [
        Jurisdiction(
            id=each.id,
            name=each.name,
            colour=each.colour,
            colour_dark=each.colour_dark,
            unknown=int(each.is_hollow),
        )
        for each in of_jurisdictions(Words(collection, language))
    ]


def list_colours(colouring: Colouring) -> list[DotColour]:
    """What each colour of a colouring stands for."""
    return [
        DotColour(
            id=each.id,
            name=each.name,
            colour=each.colour,
            colour_dark=each.colour_dark,
            hollow=int(each.is_hollow),
        )
        for each in colouring.categories
    ]


def site_names(collection: Collection, words: Words) -> Mapping[str, str]:
    """What the cities of all sites are called, by key; namesakes with their region."""
    return _site_names(collection, words.language)


@lru_cache(maxsize=8)
def _site_names(collection: Collection, language: str) -> dict[str, str]:
    words = Words(collection, language)
    places = [collection.places.by_key[key] for key in site_keys(whole(collection))]
    named = Counter((place.country, place.name) for place in places)
    return {
        place.key: words.place(
            place.country,
            place.name,
            place.admin1 if named[place.country, place.name] > 1 else "",
        )
        for place in places
    }


class _Drawn:
    """The sums of the marks of a selection, and the words for them."""

    def __init__(
        self,
        shown: Selected,
        wording: Words,
        colour_by: str,
        frames: Sequence[Box] | None,
        *,
        has_labels: bool,
    ) -> None:
        self._shown = shown
        self._has_labels = has_labels
        self._wording = wording
        colouring = colouring_of(shown.collection, colour_by, wording.language)
        self._categories = list_colours(colouring)
        self._jurisdictions = list_jurisdictions(shown.collection, wording.language)
        self._index = {each["id"]: at for at, each in enumerate(self._jurisdictions)}
        self._places: Mapping[str, Place] = shown.collection.places.by_key
        self._chosen = sorted(shown.selection.chosen("country") or ())
        sites = shown.collection.about.of_role("site")
        self._has_lines = bool(self._chosen) or shown_layers(
            shown.collection, shown.selection
        ).isdisjoint(sites)
        marks = scene_marks(shown, colouring, with_lines=self._has_lines)
        self._marks, self._merged = merge_nearby(marks, self._places, frames)

    def scene(self) -> Scene:
        return Scene(
            categories=self._categories,
            jurisdictions=self._jurisdictions,
            chosen=self._chosen,
            sites=self._sites(),
            areas=[
                *self._areas("agreement", "proposed"),
                *self._areas("unlocated"),
                *self._statements(),
            ],
            towns=self._towns(),
            arcs=self._arcs(),
        )

    def _of_kind(self, *kinds: str) -> pd.DataFrame:
        return self._marks[self._marks["kind"].isin(kinds)]

    def _sites(self) -> Sites:
        rows = self._of_kind("site")
        counts, parts = _by_layer(rows, "key"), _parts(rows)
        fades = self._shown.selection.years is not None
        certain = set(rows.loc[rows["is_certain"], "key"])
        places = [self._places[key] for (key,) in counts]
        return Sites(
            **_positions(counts, places),
            **self._numbers("site", counts),
            count=[sum(of_layers.values()) for of_layers in counts.values()],
            parts=[parts[place.key] for place in places],
            faded=[int(fades and place.key not in certain) for place in places],
            label=self._labels(counts, parts) if self._has_labels else [""] * len(places),
        )

    def _labels(
        self,
        counts: Mapping[tuple[str, ...], Mapping[str, int]],
        parts: Mapping[str, Sequence[int]],
    ) -> list[str]:
        names = site_names(self._shown.collection, self._wording)
        return [
            self._wording.mark(
                self._together("site", key, names[key]),
                f"{self._counted(of_layers)} ({self._behind(parts[key])})",
            )
            for (key,), of_layers in counts.items()
        ]

    def _areas(self, *kinds: AreaKind) -> Iterator[Area]:
        rows = self._of_kind(*kinds)
        for (country, kind), counts in _by_layer(rows, "key", "kind").items():
            said = self._counted(counts, are_proposed=kind == "proposed")
            place = self._wording.text("city not known") if kind == "unlocated" else ""
            label = self._wording.mark(self._wording.country(country), said, place)
            yield _area(country, cast("AreaKind", kind), counts, label)

    def _statements(self) -> Iterator[Area]:
        """The latest statement of each host country.

        A country of which only others spoke has the neutral role; its label says who they are.
        """
        rows = self._of_kind("statement")
        statements = Statements(self._shown, self._wording).latest()
        for (country,), counts in _by_layer(rows, "key").items():
            latest = statements[country]
            said = self._counted(counts)
            label = self._wording.mark(self._wording.country(country), said, latest.said)
            yield _area(country, "response", counts, label, latest.role)

    def _towns(self) -> Towns:
        rows = self._of_kind("town")
        counts = _by_layer(rows, "key")
        settled = set(rows.loc[~rows["proposed"], "key"])
        places = [self._places[key] for (key,) in counts]
        return Towns(
            **_positions(counts, places),
            **self._numbers("town", counts),
            count=[sum(of_layers.values()) for of_layers in counts.values()],
            proposed=[int(place.key not in settled) for place in places],
            label=[
                self._wording.mark(
                    self._together(
                        "town", place.key, self._wording.place(place.country, place.name)
                    ),
                    self._counted(counts[place.key,], are_proposed=place.key not in settled),
                )
                for place in places
            ],
        )

    def _arcs(self) -> list[Arc]:
        """One arc per jurisdiction and host country, however many agreements they have.

        Jurisdictions that the selection does not ask for have none.
        """
        if not self._has_lines:
            return []
        lines = build_arcs(self._shown.collection)
        asked = self._shown.selection.chosen("jurisdiction")
        rows = self._of_kind("arc")
        settled = set(sum_marks(rows[~rows["proposed"]], "party", "key"))
        arcs = []
        for (party, country), counts in _by_layer(rows, "party", "key").items():
            if (party, country) not in lines or not (asked is None or party in asked):
                continue
            at, are_proposed = self._index[party], (party, country) not in settled
            head = f"{self._jurisdictions[at]['name']} – {self._wording.country(country)}"
            said = self._counted(counts, are_proposed=are_proposed)
            arcs.append(
                Arc(
                    lines=lines[party, country],
                    jurisdiction=at,
                    country=country,
                    count=sum(counts.values()),
                    proposed=int(are_proposed),
                    label=self._wording.mark(head, said),
                )
            )
        return sorted(arcs, key=lambda each: (each["jurisdiction"], each["country"]))

    def _numbers(self, kind: MarkKind, counts: Iterable[tuple[str, ...]]) -> _Numbers:
        """For how many places each mark stands, where one stands for several."""
        if not any(of_kind == kind for of_kind, _ in self._merged):
            return {}
        return {"places": [self._merged.get((kind, key), 1) for (key,) in counts]}

    def _together(self, kind: MarkKind, key: str, name: str) -> str:
        """What a mark is called that stands for a place, and for others with it."""
        more = self._merged.get((kind, key), 1) - 1
        if not more:
            return name
        one, many = "{place} and {n} place near it", "{place} and {n} places near it"
        return self._wording.count(one, many, more, place=name)

    def _counted(self, counts: Mapping[str, int], *, are_proposed: bool = False) -> str:
        """Such as `2 sites`: a number of records of each layer."""
        said = ", ".join(self._wording.counted(layer, count) for layer, count in counts.items())
        return f"{said} ({self._wording.text('proposed only')})" if are_proposed else said

    def _behind(self, parts: Sequence[int]) -> str:
        """Such as `Alpha 1, Beta 1`, or `Alpha` where there is one."""
        names = [self._categories[at]["name"] for at in parts[::2]]
        if len(names) == 1:
            return names[0]
        return ", ".join(
            f"{name} {self._wording.number(share)}"
            for name, share in zip(names, parts[1::2], strict=True)
        )


class _Numbers(TypedDict, total=False):
    places: list[int]


class _Positions(TypedDict):
    key: list[str]
    name: list[str]
    country: list[str]
    lon: list[float]
    lat: list[float]


def _positions(keys: Iterable[tuple[str, ...]], places: Sequence[Place]) -> _Positions:
    """Where places are; each has a position, or no mark would be on it."""
    return _Positions(
        key=[key for (key,) in keys],
        name=[place.name for place in places],
        country=[place.country for place in places],
        lon=[place.lon or 0.0 for place in places],
        lat=[place.lat or 0.0 for place in places],
    )


def _by_layer(rows: pd.DataFrame, *by: str) -> dict[tuple[str, ...], dict[str, int]]:
    """How much of each layer a mark stands for, in the order of its columns."""
    found: dict[tuple[str, ...], dict[str, int]] = {}
    for (*mark, layer), weight in sum_marks(rows, *by, "layer", sort=False).items():
        found.setdefault(tuple(mark), {})[layer] = weight
    return dict(sorted(found.items()))


def _parts(rows: pd.DataFrame) -> dict[str, list[int]]:
    """The categories of each city and their numbers of sites, the largest first."""
    found: dict[str, list[tuple[int, int]]] = {}
    for (key, category), weight in sum_marks(rows, "key", "category").items():
        found.setdefault(key, []).append((int(category), weight))
    return {
        key: [
            number
            for share in sorted(shares, key=lambda share: (-share[1], share[0]))
            for number in share
        ]
        for key, shares in found.items()
    }


def _area(
    country: str, kind: AreaKind, counts: Mapping[str, int], label: str, role: str = ""
) -> Area:
    """Say something of a country, anchored where its outline has most room."""
    lon, lat = label_point(country) or (None, None)
    count = sum(counts.values())
    return Area(country=country, lon=lon, lat=lat, kind=kind, count=count, role=role, label=label)

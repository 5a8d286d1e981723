"""Sites: one symbol per city, sized by count, and a count per country for what has no city.

All records of a city share one symbol, so the map grows with the number of places, not of records.
A record known only to its region or country never becomes a point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from layers.areas import make_area

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from layers.areas import Area
    from layers.selection import Selected
    from layers.words import Words


class Sites(TypedDict):
    """One entry per city, in columns, ordered by key; `lon` and `lat` in degrees, WGS 84.

    `parts` alternates an index into the jurisdictions and a number of sites, the largest part
    first. `faded` is 1 where no record of the city certainly answers the range of years.
    """

    key: list[str]
    name: list[str]
    country: list[str]
    lon: list[float]
    lat: list[float]
    count: list[int]
    parts: list[list[int]]
    faded: list[int]
    label: list[str]


def build_sites(shown: Selected, jurisdictions: Mapping[str, int], wording: Words) -> Sites:
    """Gather the located sites of a selection by city.

    Args:
        shown: The selection.
        jurisdictions: The index of each jurisdiction's id.
        wording: For the labels.
    """
    located = shown.stations[shown.stations.geometry.notna()]
    cities = _cities(located)
    parts = _parts(located, jurisdictions)
    names = list(wording.names.values())
    namesakes = cities.duplicated(["country", "city"], keep=False)
    labels = [
        wording.mark(
            wording.place(country, city, admin1 if is_namesake else ""),
            _sentence(wording, count, parts[key], names),
        )
        for key, country, city, admin1, count, is_namesake in zip(
            cities.index,
            cities["country"],
            cities["city"],
            cities["admin1"],
            cities["count"],
            namesakes,
            strict=True,
        )
    ]
    return Sites(
        key=cities.index.tolist(),
        name=cities["city"].tolist(),
        country=cities["country"].tolist(),
        lon=cities["lon"].tolist(),
        lat=cities["lat"].tolist(),
        count=cities["count"].tolist(),
        parts=[parts[key] for key in cities.index],
        faded=(~cities["is_certain"]).astype("int64").tolist(),
        label=labels,
    )


def build_unlocated(shown: Selected, wording: Words) -> list[Area]:
    """Count, by country, the sites that have no point: no city is named, or it is not resolved."""
    without_point = shown.stations[shown.stations.geometry.isna()]
    counts = without_point.groupby("country", sort=True)["count"].sum()
    return [
        make_area(
            str(country),
            "unlocated",
            int(count),
            wording.mark(
                wording.country(str(country)),
                wording.counted("stations", int(count)),
                wording.text("city not known"),
            ),
        )
        for country, count in counts.items()
    ]


def _cities(located: pd.DataFrame) -> pd.DataFrame:
    """One row per city, ordered by key."""
    points = located.geometry
    rows = located[["place", "country", "admin1", "city", "count"]].assign(
        lon=points.x, lat=points.y, is_certain=located["certainty"] == "certain"
    )
    sums = rows.groupby("place", sort=True)[["count", "is_certain"]].sum()
    cities = rows.drop_duplicates("place").set_index("place").loc[sums.index]
    return cities.assign(count=sums["count"], is_certain=sums["is_certain"] > 0)


def _parts(located: pd.DataFrame, jurisdictions: Mapping[str, int]) -> dict[str, list[int]]:
    """The jurisdictions of each city and their numbers of sites, the largest first."""
    shares = located.groupby(["place", "jurisdiction"], sort=False)["count"].sum().reset_index()
    found: dict[str, list[tuple[int, int]]] = {}
    for place, jurisdiction, count in shares.itertuples(index=False, name=None):
        found.setdefault(place, []).append((jurisdictions[jurisdiction], int(count)))
    return {
        place: [
            number
            for share in sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
            for number in share
        ]
        for place, pairs in found.items()
    }


def _sentence(wording: Words, count: int, parts: Sequence[int], names: Sequence[str]) -> str:
    """Such as `2 sites (Alpha 1, Beta 1)`, or `2 sites (Alpha)` where there is one."""
    behind = [names[index] for index in parts[::2]]
    if len(behind) > 1:
        behind = [
            f"{name} {wording.number(share)}"
            for name, share in zip(behind, parts[1::2], strict=True)
        ]
    return f"{wording.counted('stations', count)} ({', '.join(behind)})"

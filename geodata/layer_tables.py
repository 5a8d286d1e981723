"""The records of a layer with columns that are called the same in every collection.

`hosts` and `parties` are tuples in every layer, `host` and `party` the only one of them or empty.
`weight` is how many a row stands for, `towns` the places with a position that it names, and `SPAN`
the bounds of its date. Each of `geodata.layer_specs.TEXTS` is a column too, empty where the file
has none with that meaning. Sites also have a geometry.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.dates import year_span
from geodata.distinct import each_once, find_distinct
from geodata.layer_specs import COUNT, LISTS, TEXTS, LayerSpec
from geodata.places import Places, named_precision, parse_place, site_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from geodata.layer_specs import Role
    from geodata.places import Place

SPAN = ("first_from", "first_to", "last_from", "last_to")
"""Columns of the years of `geodata.dates.YearSpan`, NaN if undated."""


class Town(NamedTuple):
    """A city that a record names: its key, and its position in degrees, WGS 84."""

    key: str
    lon: float
    lat: float


def derive_layer(table: pd.DataFrame, spec: LayerSpec, places: Places) -> pd.DataFrame:
    """Add the columns that all layers have.

    Returns:
        The table with its own columns first; a GeoDataFrame (lon, lat; WGS 84) if it is of sites,
        with a point where the city is known and resolved, else None.
    """
    own = {meaning: table[column] for meaning, column in spec.columns.items()}
    nothing = pd.Series([()] * len(table), table.index, dtype="object")
    lists = {name: each_once(own.get(name, nothing), _as_tuple) for name in LISTS}
    no_text = pd.Series("", table.index, dtype="str")
    texts = {name: own.get(name, no_text) for name in TEXTS}
    columns: dict[str, Any] = {
        **{str(name): cells for name, cells in table.items()},
        **texts,
        **{name: pd.Series(cells, table.index, dtype="object") for name, cells in lists.items()},
        "layer": spec.name,
        "host": _texts(each_once(lists["hosts"], only)),
        "party": _texts(each_once(lists["parties"], only)),
        "weight": own.get(COUNT, 1),
        **_spans(own.get("date", no_text)),
    }
    if spec.role == "site":
        columns.update(_site_columns(columns, places, table.index))
        return gpd.GeoDataFrame(_table(columns, table.index), crs="EPSG:4326")
    columns.update(_town_columns(columns, places, table.index))
    return _table(columns, table.index)


def join_layers(tables: Sequence[pd.DataFrame], role: Role) -> pd.DataFrame:
    """The records of all layers of a role in one table; without rows if there is no such layer."""
    if len(tables) > 1:
        return pd.concat(tables)
    return tables[0] if tables else _no_layer(role)


@cache
def _no_layer(role: Role) -> pd.DataFrame:
    table = pd.DataFrame({"id": [], "sources": [], "certainty": []}, dtype="object")
    return derive_layer(table, LayerSpec("", role, {}), Places([]))


def only(values: Sequence[str]) -> str:
    """The one value of a list; empty if there are several or none."""
    return values[0] if len(values) == 1 else ""


def _as_tuple(cell: Any) -> tuple[str, ...]:
    return cell if isinstance(cell, tuple) else (cell,) if cell else ()


def _texts(cells: NDArray[np.object_]) -> Any:
    return pd.array(cells, dtype="str")


def _spans(dates: pd.Series[str]) -> dict[str, Any]:
    """The bounds of each row's date, so that a selection compares numbers, not texts."""
    distinct = find_distinct(dates)
    spans = [year_span(text) for text in distinct.values]
    return {
        column: np.array(
            [getattr(span, column) if span else np.nan for span in spans], dtype="float64"
        )[distinct.codes]
        for column in SPAN
    }


def _table(columns: Mapping[str, Any], index: pd.Index[Any]) -> pd.DataFrame:
    """Columns in one go: put into a table one by one, each moves the names of all others."""
    return pd.DataFrame(columns, index, copy=False)


def _site_columns(table: Mapping[str, Any], places: Places, index: pd.Index[Any]) -> dict[str, Any]:
    """Where sites are; `place` is the key of the place, empty if only the country is known."""
    distinct = find_distinct(table["host"], table["region"], table["city"])
    found = [
        places.get(wanted) if (wanted := site_place(*each)) else None for each in distinct.values
    ]
    towns = [_towns([place]) for place in found]
    points = np.full(len(towns), None, dtype="object")
    located = [at for at, each in enumerate(towns) if each]
    at_towns = np.array([(towns[at][0].lon, towns[at][0].lat) for at in located]).reshape(-1, 2)
    points[located] = shapely.points(at_towns)
    precision = [named_precision(region, city) for _, region, city in distinct.values]
    return {
        "precision": _texts(distinct.take(precision)),
        "place": _texts(distinct.take([place.key if place else "" for place in found])),
        "towns": pd.Series(distinct.take(towns), index, dtype="object"),
        "geometry": gpd.array.GeometryArray(points[distinct.codes]),
    }


def _town_columns(table: Mapping[str, Any], places: Places, index: pd.Index[Any]) -> dict[str, Any]:
    distinct = find_distinct(table["places"], table["host"])
    towns = [
        _towns(places.get(parse_place(text, host)) for text in listed)
        for listed, host in distinct.values
    ]
    return {
        "precision": "",
        "place": "",
        "towns": pd.Series(distinct.take(towns), index, dtype="object"),
    }


def _towns(places: Iterable[Place | None]) -> tuple[Town, ...]:
    """Those that are resolved to a city; a region has no point."""
    return tuple(
        Town(place.key, place.lon, place.lat)
        for place in places
        if place and place.precision == "city" and place.lon is not None and place.lat is not None
    )

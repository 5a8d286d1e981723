"""A selection as GeoJSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geodata.exported import LAT, LAYER, LON, SAID_ONCE
from mapapp.exports.citations import describe_selection, provenance
from mapapp.exports.flat_records import check_precision, exported_layers, flat_rows, is_of_sites
from mapapp.exports.table_formats import TableFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geodata.layer_tables import Town
    from layers.selection import Layer, Selected


def to_geojson(shown: Selected) -> bytes:
    """Write all layers as one GeoJSON FeatureCollection (RFC 7946: lon, lat in WGS 84).

    A site is a point if its city is known. Other records are the points of the towns that they
    name. What has no position has the geometry null. Provenance and sources are foreign members.

    Raises:
        TooFinePositionError: A position is finer than its record's precision.
    """
    features = [
        _to_json(each) for layer in exported_layers(shown) for each in _features(shown, layer)
    ]
    members = {
        **dict(provenance(shown.collection).as_rows()),
        "selection": describe_selection(shown.selection),
    }
    head = "".join(f"{_to_json(name)}:{_to_json(text)},\n" for name, text in members.items())
    body = ",\n".join(features)
    return f'{{"type":"FeatureCollection",\n{head}"features":[\n{body}\n]}}\n'.encode()


def _features(shown: Selected, layer: Layer) -> Iterator[dict[str, Any]]:
    rows = flat_rows(shown, layer).drop(columns=[*SAID_ONCE])
    towns = shown.table(layer)["towns"]
    for row, named in zip(rows.to_dict("records"), towns, strict=True):
        lon, lat = row.pop(LON, None), row.pop(LAT, None)
        if is_of_sites(shown.collection, layer):
            geometry = None if lon is None else {"type": "Point", "coordinates": [lon, lat]}
        else:
            geometry = _towns(row["id"], named)
        properties = {LAYER: layer, **row}
        yield {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": properties}


def _towns(record: str, towns: Iterable[Town]) -> dict[str, Any] | None:
    """The towns that a record names; None if none has a position."""
    positions = [[lon, lat] for _, lon, lat in towns]
    for position in positions:
        check_precision(record, "city", *position)
    return {"type": "MultiPoint", "coordinates": positions} if positions else None


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


FORMAT = TableFormat("GeoJSON", "application/geo+json", to_geojson)

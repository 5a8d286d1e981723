from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pytest

from geodata.collection import read_collection
from layers.selection import Selection, select
from layers.words import Words
from mapapp.exports.citations import cite_record
from mapapp.exports.flat_records import TooFinePositionError
from mapapp.exports.table_formats import list_endings, load_format
from mapapp.exports.table_formats.csv import to_csv
from mapapp.exports.table_formats.geojson import to_geojson
from mapapp.exports.table_formats.gpkg import to_gpkg
from mapapp.exports.table_formats.parquet import to_parquet
from mapapp.exports.table_formats.xlsx import cut_cells
from mapapp.exports.table_formats.xlsx import to_xlsx as to_workbook
from tests.hostile import FORMULA_STARTS, fill
from tests.hostile import PROBES as HOSTILE
from tests.record import sites, stations_in_totals

if TYPE_CHECKING:
    from pathlib import Path

    from layers.selection import Selected

PROBES = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
]
MILAN = {"country": "IT", "name": "Milan", "lon": "9.19", "lat": "45.46"}
IN_MILAN = {"city": "Milan", "precision": "city"}
LAYERS = frozenset({"stations", "agreements"})
ONE_LAYER = [each for each in list_endings() if load_format(each).holds_one_layer]


def write_as(ending: str, shown: Any) -> bytes:
    """A selection in a format; its first layer where a format holds one."""
    return load_format(ending).write_layer(shown, "stations")


def shown_in(collection: Any, **asked: Any) -> Selected:
    return select(collection, Selection(**{"layer": LAYERS, **asked}))


def csv_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@pytest.mark.parametrize("ending", list_endings())
def test_the_same_record_gives_the_same_bytes(seeds: Any, ending: str) -> None:
    shown = shown_in(seeds)
    again = shown_in(read_collection(seeds.folder))

    assert write_as(ending, shown) == write_as(ending, again)


def test_dates_in_the_files_are_those_of_the_data(write_collection: Any) -> None:
    folder = write_collection(stations=[{}])
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["created"] = "2001-02-03T00:00:00Z"
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    shown = shown_in(read_collection(folder))

    package = to_gpkg(shown)
    with zipfile.ZipFile(io.BytesIO(to_workbook(shown))) as archive:
        properties = archive.read("docProps/core.xml")

    today = dt.datetime.now(tz=dt.UTC).date().isoformat().encode()
    assert b"2001-02-03T" in package
    assert today + b"T" not in package
    assert properties.count(b"2001-02-03T00:00:00Z") == 2


@pytest.mark.parametrize("ending", list_endings())
def test_an_empty_selection_is_a_table_without_rows(make_collection: Any, ending: str) -> None:
    shown = shown_in(make_collection(stations=[{}]), country=frozenset({"FR"}))

    assert write_as(ending, shown)


@pytest.mark.parametrize("ending", list_endings())
def test_a_position_finer_than_a_city_never_leaves(make_collection: Any, ending: str) -> None:
    collection = make_collection(stations=[IN_MILAN], places=[MILAN])
    shown = shown_in(collection)
    moved = shown.of_role("site").set_geometry(
        shown.of_role("site").geometry.translate(0.0012345, 0)
    )
    too_fine = replace(shown, tables={**shown.tables, "stations": moved})

    with pytest.raises(TooFinePositionError, match="st1"):
        write_as(ending, too_fine)


def test_a_point_for_what_is_known_to_the_country_alone_is_refused(make_collection: Any) -> None:
    collection = make_collection(stations=[IN_MILAN], places=[MILAN])
    shown = shown_in(collection)
    claimed = shown.of_role("site").assign(precision="country")
    tables = {**shown.tables, "stations": claimed}

    with pytest.raises(TooFinePositionError, match="country"):
        to_csv(replace(shown, tables=tables), "stations")


# --- CSV ------------------------------------------------------------------------------------------


def test_each_row_carries_its_sources_version_and_licence(seeds: Any) -> None:
    rows = csv_rows(to_csv(shown_in(seeds), "stations"))

    assert len(rows) == len(stations_in_totals())
    assert sum(int(row["count"]) for row in rows) == sites()
    assert all(row["source_urls"].startswith("http") for row in rows)
    assert all(row["source_citations"] for row in rows)
    assert {row["licence"] for row in rows} == {seeds.about.license_title}
    assert {row["data_version"] for row in rows} == {seeds.about.version}
    assert {row["citation"] for row in rows} == {cite_record(Words(seeds))}


def test_codes_are_followed_by_names_and_lists_are_delimited(make_collection: Any) -> None:
    collection = make_collection(
        agreements=[{"countries": "IT;FR", "jurisdictions": "alpha;beta", "title": "Überschrift"}]
    )

    (row,) = csv_rows(to_csv(shown_in(collection), "agreements"))

    assert (row["countries"], row["country_names"]) == ("IT; FR", "Italy; France")
    assert row["jurisdiction_names"] == "Alpha; Beta"
    assert row["title"] == "Überschrift"


def test_only_a_city_has_a_position(make_collection: Any) -> None:
    collection = make_collection(stations=[IN_MILAN, {}], places=[MILAN])

    first, second = csv_rows(to_csv(shown_in(collection), "stations"))

    assert (first["lon"], first["lat"]) == ("9.19", "45.46")
    assert (second["lon"], second["lat"]) == ("", "")


def test_a_position_in_the_west_is_a_number_and_no_text(make_collection: Any) -> None:
    west = {"country": "US", "name": "Somewhere", "lon": "-74.01", "lat": "40.71"}
    collection = make_collection(
        stations=[{"country": "US", "city": "Somewhere", "precision": "city"}], places=[west]
    )

    (row,) = csv_rows(to_csv(shown_in(collection), "stations"))

    assert row["lon"] == "-74.01"


@pytest.mark.parametrize("probe", PROBES)
def test_text_of_a_source_is_never_a_formula(make_collection: Any, probe: str) -> None:
    collection = make_collection(
        sources=[{"publisher": probe, "title": probe}],
        jurisdictions=[{"id": "alpha", "name": probe}],
        stations=[{"note": f"{probe}!", "as_reported": probe, "status_note": probe}],
    )
    shown = shown_in(collection)

    (row,) = csv_rows(to_csv(shown, "stations"))
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(shown)))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]

    starts = ("=", "+", "-", "@", "\t", "\r", "＝")
    assert not [name for name, text in row.items() if text.startswith(starts)]
    assert row["note"].lstrip("'").strip() == f"{probe}!".strip()
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if str(cell.value).startswith(starts)]


# --- GeoJSON --------------------------------------------------------------------------------------


@pytest.mark.parametrize("probe", HOSTILE)
def test_hostile_text_in_every_field_neither_runs_nor_adds_a_row(
    make_collection: Any, probe: str
) -> None:
    hostile = fill(
        make_collection(stations=[IN_MILAN, {}], agreements=[{}, {}], places=[MILAN]), probe
    )
    shown = shown_in(hostile, status=frozenset({probe}))

    text = probe.replace("\r", "\n")
    assert len(json.loads(to_geojson(shown))["features"]) == 4
    for layer in LAYERS:
        rows = csv_rows(to_csv(shown, layer))
        assert len(rows) == 2
        cells = [cell for row in rows for cell in row.values()]
        assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS)]
        assert {row["note"] for row in rows} <= {text, f"'{text}"}


def test_a_carriage_return_begins_no_row_of_its_own(make_collection: Any) -> None:
    collection = make_collection(stations=[{}])
    collection.tables["stations"]["note"] = "before\r=1+1\r\nafter"

    rows = csv_rows(to_csv(shown_in(collection), "stations"))

    assert [row["note"] for row in rows] == ["before\n=1+1\nafter"]


def test_geojson_keeps_to_the_standard_and_carries_its_provenance(seeds: Any) -> None:
    data = json.loads(to_geojson(shown_in(seeds)))

    assert data["type"] == "FeatureCollection"
    assert "crs" not in data
    assert data["licence"] == seeds.about.license_title
    assert data["data_version"] == seeds.about.version
    assert data["fingerprint"] == seeds.fingerprint
    stations = [each for each in data["features"] if each["properties"]["layer"] == "stations"]
    assert len(stations) == len(stations_in_totals())
    points = [each["geometry"]["coordinates"] for each in stations if each["geometry"]]
    assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points)
    assert all(
        (each["geometry"] is None) == (each["properties"]["precision"] != "city")
        for each in stations
    )


def test_records_that_name_towns_are_the_points_of_these(make_collection: Any) -> None:
    collection = make_collection(
        agreements=[{"places": "Milan"}, {"id": "ag2"}], places=[MILAN], stations=[{}]
    )

    features = json.loads(to_geojson(shown_in(collection, layer=frozenset({"agreements"}))))

    first, second = features["features"]
    assert first["geometry"] == {"type": "MultiPoint", "coordinates": [[9.19, 45.46]]}
    assert second["geometry"] is None
    assert second["id"] == "ag2"


def test_the_selection_is_stated(make_collection: Any) -> None:
    shown = shown_in(make_collection(), year=(2016, 2018), undated=False, search="milan")

    stated = json.loads(to_geojson(shown))["selection"]

    assert stated == (
        "layer: agreements, stations; years: 2016 to 2018; without undated records; search: milan"
    )


# --- the others -----------------------------------------------------------------------------------


def test_a_geopackage_has_points_tables_sources_and_provenance(seeds: Any, tmp_path: Path) -> None:
    path = tmp_path / "selection.gpkg"
    path.write_bytes(to_gpkg(shown_in(seeds)))

    assert {name for name, _ in pyogrio.list_layers(path)} == {
        "stations",
        "stations_without_city",
        "agreements",
        "agreements_places",
        "sources",
        "about",
    }
    located = pyogrio.read_dataframe(path, layer="stations")
    rest = pyogrio.read_dataframe(path, layer="stations_without_city")
    about = pyogrio.read_dataframe(path, layer="about")
    assert located["count"].sum() == sites(precision="city")
    assert rest["count"].sum() == sites() - sites(precision="city")
    assert located.crs == "EPSG:4326"
    assert dict(about.itertuples(index=False))["licence"] == seeds.about.license_title


def test_parquet_is_geoparquet_with_its_provenance(seeds: Any, tmp_path: Path) -> None:
    path = tmp_path / "selection.parquet"
    path.write_bytes(to_parquet(shown_in(seeds), "stations"))

    table = gpd.read_parquet(path)
    metadata = pq.read_schema(path).metadata

    assert table["count"].sum() == sites()
    assert table.geometry.notna().sum() == (table["precision"] == "city").sum()
    assert list(table["sources"].iloc[0])
    assert json.loads(metadata[b"provenance"])["data_version"] == seeds.about.version


def test_a_workbook_opens_with_what_must_be_known(seeds: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(shown_in(seeds))))

    readme = {row[0].value: row[1].value for row in book["README"].iter_rows()}
    assert readme["licence"] == seeds.about.license_title
    assert "apostrophe" in readme["cells"]
    assert book.sheetnames == ["README", "Reported stations", "Agreements and patrols", "Sources"]
    assert book["Reported stations"].max_row == 1 + len(stations_in_totals())


def test_control_characters_and_endless_texts_do_not_break_a_workbook(
    make_collection: Any,
) -> None:
    collection = make_collection(stations=[{}])
    collection.tables["stations"]["note"] = "a\x01b" + "x" * 40_000

    data = to_workbook(shown_in(collection))

    sheet = openpyxl.load_workbook(io.BytesIO(data))["Reported stations"]
    notes = [cell for row in sheet.iter_rows() for cell in row if "abx" in str(cell.value)]
    assert [len(cell.value) for cell in notes] == [32_767]


def test_a_workbook_says_which_cells_it_had_to_cut(make_collection: Any) -> None:
    collection = make_collection(stations=[{"id": "S-1", "note": "x" * 40_000}, {"id": "S-2"}])

    sentences = cut_cells(shown_in(collection))
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(shown_in(collection))))

    assert len(sentences) == 1
    assert sentences[0].startswith(
        "Reported stations, S-1, note: cut from 40,000 to 32,767 characters"
    )
    assert ("cut", *sentences) in list(book["README"].values)


def test_a_workbook_is_a_sound_archive(make_collection: Any) -> None:
    data = to_workbook(shown_in(make_collection(stations=[{}])))

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


@pytest.mark.parametrize("ending", ONE_LAYER)
def test_formats_of_one_layer_write_the_one_that_is_asked_for(seeds: Any, ending: str) -> None:
    shown = shown_in(seeds)

    write = load_format(ending).write_layer
    assert write(shown, "agreements") != write(shown, "stations")

from __future__ import annotations

import codecs
import json
import shutil
from pathlib import Path

import pytest

from geodata.check import find_faults
from geodata.collection import read_collection
from geodata.errors import BadCollectionError, NoCollectionError

LUMERIA = Path(__file__).parents[1] / "collections" / "lumeria"
MILAN = {"country": "IT", "name": "Milan", "lon": "9.19", "lat": "45.46"}
IN_MILAN = {"city": "Milan", "precision": "city"}


def test_a_site_in_a_resolved_city_is_a_point_in_lon_lat(make_collection):
    stations = make_collection(places=[MILAN], stations=[IN_MILAN]).of_role("site")
    assert stations.crs.to_epsg() == 4326
    assert stations.geometry.iloc[0].coords[0] == (9.19, 45.46)
    assert stations["place"].iloc[0] == "IT/Milan"


@pytest.mark.parametrize(
    ("row", "place"),
    [
        pytest.param({}, "", id="country"),
        pytest.param({"admin1": "Sicily", "precision": "region"}, "IT/Sicily", id="region"),
    ],
)
def test_a_site_known_less_than_to_a_city_has_no_point(make_collection, row, place):
    region = {"country": "IT", "name": "Sicily", "precision": "region", "lon": "14", "lat": "37.5"}
    stations = make_collection(places=[region], stations=[row]).of_role("site")
    assert stations.geometry.isna().all()
    assert stations["place"].iloc[0] == place


def test_a_city_that_is_not_resolved_yet_has_no_point(make_collection):
    unresolved = {"country": "IT", "name": "Milan", "method": "none"}
    stations = make_collection(places=[unresolved], stations=[IN_MILAN]).of_role("site")
    assert stations.geometry.isna().all()


def test_cells_have_the_types_of_the_schema(make_collection):
    collection = make_collection(
        sources=[{}, {}],
        stations=[{"count": "3", "established": "2018-09", "sources": "s1; s2"}, {}],
    )
    first, second = collection.of_role("site").iloc[0], collection.of_role("site").iloc[1]
    assert (first["count"], first["sources"], first["first_to"]) == (3, ("s1", "s2"), 2018)
    assert second[["first_from", "last_to"]].isna().all()
    assert second["city"] == ""


def test_the_towns_of_a_record_are_found_in_its_country_or_the_stated_one(make_collection):
    kunming = {"country": "CN", "name": "Kunming", "lon": "102.7", "lat": "25.04"}
    collection = make_collection(
        places=[MILAN, kunming], agreements=[{"places": "Milan; Kunming, CN"}]
    )
    found = collection.of_role("agreement").loc["ag1", "towns"]
    assert found == (("IT/Milan", 9.19, 45.46), ("CN/Kunming", 102.7, 25.04))


def test_years_span_the_dated_sites_and_agreements_without_open_ends(make_collection):
    collection = make_collection(
        stations=[{"established": "2018"}, {}], agreements=[{"period": "2011/.."}]
    )
    assert collection.years == (2011, 2018)


def test_a_collection_without_dates_or_rows_can_be_read(make_collection):
    collection = make_collection()
    assert collection.years == (0, 0)
    assert collection.of_role("site").empty


def test_the_fingerprint_changes_with_any_byte_of_the_data(write_collection, tmp_path):
    one = write_collection(stations=[{}])
    other = shutil.copytree(one, tmp_path / "other")
    assert read_collection(one).fingerprint == read_collection(other).fingerprint
    table = other / "stations.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",1,", ",2,"), encoding="utf-8")
    assert read_collection(one).fingerprint != read_collection(other).fingerprint


def test_a_table_saved_with_a_byte_order_mark_is_read(write_collection):
    folder = write_collection(stations=[{}])
    table = folder / "stations.csv"
    table.write_text(table.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert list(read_collection(folder).of_role("site")["id"]) == ["st1"]


def test_a_folder_without_a_descriptor_is_not_a_collection(tmp_path):
    with pytest.raises(NoCollectionError, match=r"datapackage\.json"):
        read_collection(tmp_path)


@pytest.mark.parametrize(
    "text", ["not json", "[]", "{}", json.dumps({"name": "x", "resources": [{"name": "a"}]})]
)
def test_a_descriptor_that_cannot_be_used_is_explained(tmp_path, text):
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadCollectionError, match=r"datapackage\.json"):
        read_collection(tmp_path)


def test_words_fall_back_to_the_main_language(make_collection):
    about = make_collection().about
    assert about.words("xx")["title"] == about.words()["title"]


def test_a_label_stands_for_a_value_and_an_unknown_value_for_itself(make_collection):
    about = make_collection().about
    assert about.label("agreements", "kind", "joint_patrol") == "Joint patrol"
    assert about.label("agreements", "kind", "other thing") == "other thing"


def test_tables_are_read_with_and_without_a_byte_order_mark(tmp_path: Path) -> None:
    folder = tmp_path / "marked"
    shutil.copytree(LUMERIA, folder)
    for table in folder.glob("*.csv"):
        table.write_bytes(codecs.BOM_UTF8 + table.read_bytes())

    marked, plain = read_collection(folder), read_collection(LUMERIA)

    assert find_faults(folder) == ()
    for name, table in plain.tables.items():
        assert marked.tables[name].equals(table)

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest

from geodata.check import find_faults
from geodata.collection import read_collection
from geodata.errors import BadCollectionError
from geodata.locating import locate_collection
from geodata.matches import Match
from geodata.places import PlaceName

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.places import Place


def rows_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "places.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def station(country: str, city: str = "", admin1: str = "") -> dict[str, Any]:
    precision = "city" if city else "region"
    return {"country": country, "city": city, "admin1": admin1, "precision": precision}


@pytest.mark.parametrize(
    ("row", "lon", "lat"),
    [
        pytest.param(station("NG", "Benin City", "Edo"), 5.6, 6.3, id="Benin City is in Edo"),
        pytest.param(station("NG", "Benin City"), 5.6, 6.3, id="Benin City, and not in Benin"),
        pytest.param(station("DE", "Frankfurt am Main"), 8.7, 50.1, id="Frankfurt am Main"),
        pytest.param(station("ES", "Valencia"), -0.4, 39.5, id="Valencia is in Spain"),
        pytest.param(
            station("CA", "Richmond", "British Columbia"), -123.1, 49.2, id="Richmond is in BC"
        ),
        pytest.param(
            station("ES", "Santiago de Compostela"), -8.5, 42.9, id="Santiago de Compostela"
        ),
        pytest.param(station("UZ", "Sirdaryo"), 68.7, 40.8, id="Sirdaryo the town"),
        pytest.param(station("UZ", admin1="Sirdaryo"), 68.7, 40.4, id="Sirdaryo the region"),
        pytest.param(station("IT", admin1="Tuscany"), 11.0, 43.6, id="a region"),
    ],
)
def test_a_new_place_gets_the_position_of_the_one_that_is_meant(
    write_collection: Any, row: dict[str, Any], lon: float, lat: float
) -> None:
    folder = write_collection(stations=[row])

    located = locate_collection(folder)

    (place,) = rows_of(folder)
    assert located.open == ()
    assert place["precision"] == row["precision"]
    assert float(place["lon"]) == pytest.approx(lon, abs=0.35)
    assert float(place["lat"]) == pytest.approx(lat, abs=0.35)
    assert place["method"] in {"exact", "alternate"}
    assert place["gazetteer_id"].startswith("geonames:")
    assert not find_faults(folder)


@pytest.mark.parametrize(
    ("name", "admin1", "lon", "lat"),
    [
        pytest.param("Benin City", "Edo", 5.63, 6.34, id="Benin City"),
        pytest.param("Frankfurt am Main", "", 8.68, 50.12, id="Frankfurt am Main"),
        pytest.param("Valencia", "", -0.38, 39.47, id="Valencia"),
        pytest.param("Richmond", "British Columbia", -123.14, 49.17, id="Richmond"),
        pytest.param("Santiago de Compostela", "", -8.55, 42.88, id="Santiago de Compostela"),
        pytest.param("Sirdaryo", "", 68.66, 40.84, id="Sirdaryo"),
    ],
)
def test_the_record_has_its_namesakes_where_they_are_meant(
    seeds: Any, name: str, admin1: str, lon: float, lat: float
) -> None:
    row = next(row for row in rows_of(seeds.folder) if row["name"] == name)
    place: Place | None = seeds.places.get(PlaceName(row["country"], admin1, name, "city"))

    assert place is not None
    assert (place.lon, place.lat) == (lon, lat)


def test_every_place_of_the_record_is_resolved_and_running_again_changes_nothing(
    seeds: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "copy of the record"
    folder.mkdir()
    for path in seeds.folder.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    before = (folder / "places.csv").read_bytes()

    located = locate_collection(folder)

    assert located.open == ()
    assert located.resolved == 0
    assert (folder / "places.csv").read_bytes() == before


def test_positions_are_no_finer_than_what_the_name_stands_for(write_collection: Any) -> None:
    folder = write_collection(stations=[station("IT", "Milan"), station("IT", admin1="Sicily")])

    locate_collection(folder)

    decimals = {
        row["name"]: [len(row[name].partition(".")[2]) for name in ("lon", "lat")]
        for row in rows_of(folder)
    }
    assert decimals == {"Milan": [2, 2], "Sicily": [1, 1]}


@pytest.mark.parametrize("method", ["person", "exact", "alternate", "online"])
def test_what_is_decided_stays(write_collection: Any, method: str) -> None:
    decided = {"country": "IT", "name": "Milan", "lon": "1.5", "lat": "2.5", "method": method,
               "note": "For a reason."}  # fmt: skip
    folder = write_collection(stations=[station("IT", "Milan")], places=[decided])

    locate_collection(folder)

    (place,) = rows_of(folder)
    assert {name: place[name] for name in decided} == decided


def test_namesakes_are_left_to_a_person_with_candidates_and_no_position(
    write_collection: Any,
) -> None:
    folder = write_collection(stations=[station("US", "Springfield")])

    located = locate_collection(folder)

    (place,) = rows_of(folder)
    assert (place["lon"], place["lat"], place["method"]) == ("", "", "none")
    (left,) = located.open
    assert left.place == PlaceName("US", "", "Springfield", "city")
    assert len(left.candidates) > 1
    assert "Missouri" in str(left)


def test_an_open_place_keeps_its_note_and_is_tried_again(write_collection: Any) -> None:
    waiting = {"country": "IT", "name": "Milan", "method": "none", "note": "Look here."}
    folder = write_collection(stations=[station("IT", "Milan")], places=[waiting])

    assert locate_collection(folder).resolved == 1

    (place,) = rows_of(folder)
    assert place["method"] == "exact"
    assert place["note"] == "Look here."


def test_an_open_place_that_nothing_names_any_more_is_dropped_and_a_decided_one_kept(
    write_collection: Any,
) -> None:
    folder = write_collection(
        places=[
            {"country": "IT", "name": "Atlantis", "method": "none"},
            {"country": "IT", "name": "Rome", "lon": "12.5", "lat": "41.9"},
        ]
    )

    assert locate_collection(folder).open == ()
    assert [row["name"] for row in rows_of(folder)] == ["Rome"]


def test_places_in_lists_are_found_in_the_country_that_they_or_their_row_state(
    write_collection: Any,
) -> None:
    folder = write_collection(
        jurisdictions=[{"id": "alpha", "seat": "Nantong, CN"}],
        agreements=[{"countries": "IT", "places": "Milan;Zagreb, HR"}],
        responses=[{"countries": "IT;FR", "places": "Paris, FR"}],
    )

    locate_collection(folder)

    assert [(row["country"], row["name"]) for row in rows_of(folder)] == [
        ("CN", "Nantong"),
        ("FR", "Paris"),
        ("HR", "Zagreb"),
        ("IT", "Milan"),
    ]


def test_a_name_with_its_region_serves_the_rows_that_leave_the_region_out(
    write_collection: Any,
) -> None:
    folder = write_collection(
        stations=[station("CA", "Richmond", "British Columbia")],
        agreements=[{"countries": "CA", "places": "Richmond"}],
    )

    locate_collection(folder)

    assert [row["admin1"] for row in rows_of(folder)] == ["British Columbia"]
    assert read_collection(folder).of_role("agreement").loc["ag1", "towns"]


def test_a_missing_table_of_places_is_written(write_collection: Any) -> None:
    folder = write_collection(stations=[station("IT", "Milan")])
    (folder / "places.csv").unlink()

    assert locate_collection(folder).resolved == 1
    assert not find_faults(folder)


def test_a_collection_with_other_faults_is_left_alone(write_collection: Any) -> None:
    folder = write_collection(
        stations=[station("IT", "Milan") | {"status": "unheard of", "established": "soon"}]
    )
    before = (folder / "places.csv").read_bytes()

    with pytest.raises(BadCollectionError) as raised:
        locate_collection(folder)

    assert {fault.column for fault in raised.value.faults} == {"status", "established"}
    assert (folder / "places.csv").read_bytes() == before


class OneAnswer:
    """An online service that knows one place."""

    def resolve(self, name: str, country: str | None, admin1: str | None) -> Match:
        assert (country, admin1) == ("IT", None)
        return Match(name, "online", 9.123, 45.678, "city", 1.0, "service:7")


def test_an_online_service_is_asked_for_what_the_gazetteer_leaves_open(
    write_collection: Any,
) -> None:
    folder = write_collection(stations=[station("IT", "Xyzzyville"), station("IT", "Milan")])

    assert locate_collection(folder, online=OneAnswer()).open == ()

    asked = {row["name"]: row for row in rows_of(folder)}
    assert asked["Xyzzyville"]["method"] == "online"
    assert (asked["Xyzzyville"]["lon"], asked["Xyzzyville"]["lat"]) == ("9.12", "45.68")
    assert asked["Milan"]["method"] == "exact"

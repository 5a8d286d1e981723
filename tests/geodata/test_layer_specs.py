"""A layer is what its description declares: role and columns, whatever they are called."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from geodata.check import find_faults
from geodata.collection import read_collection
from geodata.description import read_description
from geodata.errors import BadCollectionError
from layers.marks import build_marks
from layers.scene import build_scene
from layers.selection import Selection, select

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MILAN = {"country": "IT", "name": "Milan", "lon": "9.19", "lat": "45.46"}
ROME = {"country": "IT", "name": "Rome", "lon": "12.5", "lat": "41.9"}
ROWS: dict[str, list[dict[str, Any]]] = {
    "stations": [
        {"city": "Milan", "precision": "city", "count": "2", "established": "2016"},
        {"jurisdiction": "beta"},
    ],
    "agreements": [{"places": "Rome", "period": "2015/2018"}],
    "responses": [{"kind": "denial"}],
    "operations": [{"places": "Milan"}],
    "places": [MILAN, ROME],
}


@pytest.fixture
def written(write_collection: Any) -> Path:
    folder: Path = write_collection(**ROWS)
    return folder


def resource(descriptor: dict[str, Any], table: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in descriptor["resources"] if each["name"] == table)
    return found


def change(folder: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    edit(descriptor)
    path.write_text(json.dumps(descriptor), encoding="utf-8")


def rename_columns(folder: Path, table: str, names: dict[str, str]) -> None:
    """Call the columns of a table otherwise, in its file and in its description."""

    def edit(descriptor: dict[str, Any]) -> None:
        for field in resource(descriptor, table)["schema"]["fields"]:
            field["name"] = names.get(field["name"], field["name"])

    change(folder, edit)
    path = folder / f"{table}.csv"
    header, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([[names.get(name, name) for name in header], *rows])


def declare(folder: Path, table: str, layer: object) -> None:
    change(folder, lambda descriptor: resource(descriptor, table).update(layer=layer))


@pytest.mark.parametrize(
    ("layer", "place", "said"),
    [
        pytest.param([], "", "is not an object in braces", id="a list"),
        pytest.param({"role": "thing"}, "role", "is not one of site, agreement", id="a role"),
        pytest.param({}, "role", "is not one of site", id="no role"),
        pytest.param({"role": "site", "when": "date"}, "when", "not a meaning", id="a meaning"),
        pytest.param({"role": "site", "date": "begun"}, "date", "is not a column", id="a column"),
        pytest.param(
            {"role": "site", "hosts": "country"}, "parties", "is not declared", id="no parties"
        ),
        pytest.param(
            {"role": "site", "hosts": "country", "parties": "edition"},
            "parties", "does not refer to jurisdictions", id="another table",
        ),
        pytest.param(
            {"role": "site", "hosts": "country", "parties": "jurisdiction", "count": "note"},
            "count", "is also the name of another column", id="two names",
        ),
        pytest.param(
            {"role": "site", "hosts": "country", "parties": "jurisdiction", "date": "sources"},
            "date", "is a list", id="a list of dates",
        ),
    ],
)  # fmt: skip
def test_an_impossible_declaration_is_reported_with_its_place(written, layer, place, said):
    declare(written, "stations", layer)
    with pytest.raises(BadCollectionError) as caught:
        read_description(written)
    (fault,) = caught.value.faults
    assert f"layer.{place}".rstrip(".") in str(fault)
    assert said in str(fault)


def test_columns_of_any_name_say_the_same_if_their_meaning_is_declared(written):
    usual = read_collection(written)
    scene = build_scene(select(usual, Selection()))
    rename_columns(
        written,
        "stations",
        {"country": "state", "jurisdiction": "founder", "established": "opened", "city": "town",
         "admin1": "province", "count": "number", "status": "outcome"},
    )  # fmt: skip
    declare(
        written,
        "stations",
        {"role": "site", "hosts": "state", "parties": "founder", "date": "opened", "city": "town",
         "region": "province", "count": "number", "status": "outcome"},
    )  # fmt: skip
    assert find_faults(written) == ()
    renamed = read_collection(written)
    assert build_scene(select(renamed, Selection())) == scene
    shown = select(renamed, Selection(country=frozenset({"IT"}), year=(2016, 2016)))
    assert list(shown.sites["town"]) == ["Milan", ""]


def test_tables_may_be_called_anything_and_two_may_share_a_role(written):
    stations = (written / "stations.csv").read_text(encoding="utf-8")
    (written / "consulates.csv").write_text(
        re.sub("^st", "co", stations, flags=re.MULTILINE), "utf-8"
    )

    def edit(descriptor: dict[str, Any]) -> None:
        again = json.loads(json.dumps(resource(descriptor, "stations")))
        again |= {"name": "consulates", "path": "consulates.csv"}
        descriptor["resources"].append(again)
        words = descriptor["collection"]["languages"]["en"]["layers"]
        words["consulates"] = {"title": "Consulates", "one": "consulate", "many": "consulates"}
        descriptor["collection"]["shown_layers"].append("consulates")

    change(written, edit)
    collection = read_collection(written)
    assert collection.about.of_role("site") == ("stations", "consulates")
    scene = build_scene(select(collection, Selection()))
    assert scene["sites"]["count"] == [4]
    assert scene["sites"]["label"][0].startswith(
        "Milan, Italy: 2 reported stations, 2 consulates ("
    )


def test_a_collection_without_declarations_has_the_layers_that_all_had_before(written):
    declared = read_collection(written)

    def edit(descriptor: dict[str, Any]) -> None:
        for each in descriptor["resources"]:
            each.pop("layer", None)

    change(written, edit)
    before = read_collection(written)
    assert before.about.specs == declared.about.specs
    assert build_marks(before).equals(build_marks(declared))


def test_a_collection_without_any_layer_is_a_fault(written):
    def edit(descriptor: dict[str, Any]) -> None:
        kept = ("sources", "jurisdictions", "places", "editions", "claims")
        descriptor["resources"] = [each for each in descriptor["resources"] if each["name"] in kept]

    change(written, edit)
    assert [fault.message for fault in find_faults(written)] == ["has no table of records"]

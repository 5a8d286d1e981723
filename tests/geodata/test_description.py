from __future__ import annotations

import copy
import json

import pytest

from geodata.description import read_description
from geodata.errors import BadCollectionError, NoCollectionError


@pytest.fixture
def spoilt(write_collection):
    """Write a collection whose descriptor was changed by a function; give its folder."""

    def write(change):
        folder = write_collection()
        path = folder / "datapackage.json"
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(change(copy.deepcopy(descriptor))), encoding="utf-8")
        return folder

    return write


def setting(value, *place):
    """A change that puts a value somewhere into a descriptor."""

    def change(descriptor):
        part = descriptor
        for key in place[:-1]:
            part = part[key]
        part[place[-1]] = value
        return descriptor

    return change


FIRST = ("resources", 0)
FIELD = (*FIRST, "schema", "fields", 0)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        pytest.param(setting("a b", "name"), "name", id="name with a blank"),
        pytest.param(setting("soon", "created"), "created", id="no day"),
        pytest.param(setting(2026, "created"), "created", id="a year for a day"),
        pytest.param(setting("2026-02-30T00:00:00Z", "created"), "created", id="a day of no month"),
        pytest.param(setting("CC", "licenses"), "licenses", id="licences no list"),
        pytest.param(setting([{}], "contributors"), "contributors", id="nameless contributor"),
        pytest.param(setting("x", "collection"), "collection", id="no settings"),
        pytest.param(
            setting("stations", "collection", "shown_layers"),
            "collection.shown_layers",
            id="layers no list",
        ),
        pytest.param(
            setting(["en"], "collection", "languages"), "collection.languages", id="languages"
        ),
        pytest.param(
            setting("x", "collection", "languages", "en"), "collection.languages.en", id="words"
        ),
        pytest.param(
            setting(1, "collection", "languages", "en", "caveat"),
            "collection.languages.en.caveat",
            id="a number for a text",
        ),
        pytest.param(
            setting("x", "collection", "languages", "en", "layers", "stations"),
            "collection.languages.en.layers.stations",
            id="a text for texts",
        ),
        pytest.param(setting(None, "resources"), "resources", id="no tables"),
        pytest.param(setting("x", *FIRST), "resources[0]", id="a table that is a text"),
        pytest.param(setting("x", *FIRST, "schema"), "resources[0].schema.fields", id="schema"),
        pytest.param(setting("", *FIELD, "name"), "resources[0].schema.fields[0].name", id="name"),
        pytest.param(
            setting("colour", *FIELD, "type"), "resources[0].schema.fields[0].type", id="type"
        ),
        pytest.param(
            setting("((", *FIELD, "constraints", "pattern"),
            "resources[0].schema.fields[0].constraints.pattern",
            id="pattern",
        ),
        pytest.param(
            setting("id", *FIRST, "schema", "fields", 1, "name"),
            "resources[0].schema.fields, 'id'",
            id="column twice",
        ),
        pytest.param(
            setting("editions", *FIRST, "name"), "resources, name 'editions'", id="table twice"
        ),
    ],
)
def test_what_is_wrong_with_a_descriptor_is_reported_with_its_place(spoilt, change, place):
    with pytest.raises(BadCollectionError) as raised:
        read_description(spoilt(change))
    assert place in {fault.value for fault in raised.value.faults}


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/etc/passwd", id="absolute"),
        pytest.param("../other/sources.csv", id="upwards"),
        pytest.param("a/../../sources.csv", id="upwards within"),
        pytest.param("..\\sources.csv", id="upwards on Windows"),
        pytest.param("C:sources.csv", id="drive"),
        pytest.param("http://127.0.0.1:9/sources.csv", id="address"),
        pytest.param(["sources.csv"], id="list"),
        pytest.param("", id="empty"),
    ],
)
def test_a_table_lies_within_the_folder_of_its_collection(spoilt, path):
    with pytest.raises(BadCollectionError, match="not a file within the folder"):
        read_description(spoilt(setting(path, *FIRST, "path")))


def test_all_faults_of_a_descriptor_are_reported_at_once(spoilt):
    def change(descriptor):
        descriptor["licenses"] = "CC"
        return setting("/etc/passwd", *FIRST, "path")(descriptor)

    with pytest.raises(BadCollectionError) as raised:
        read_description(spoilt(change))
    assert [fault.value for fault in raised.value.faults] == ["licenses", "resources[0].path"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"[]", id="list"),
        pytest.param(b'{"name": ', id="cut off"),
        pytest.param(b"\xff\xfe{}", id="not UTF-8"),
        pytest.param(b"[" * 100_000, id="too deep"),
    ],
)
def test_a_descriptor_that_is_not_a_json_object_is_a_fault_not_a_crash(write_collection, data):
    folder = write_collection()
    (folder / "datapackage.json").write_bytes(data)
    with pytest.raises(BadCollectionError, match=r"datapackage\.json: is not "):
        read_description(folder)


def test_a_folder_without_a_descriptor_is_not_a_collection(tmp_path):
    with pytest.raises(NoCollectionError):
        read_description(tmp_path)


def test_a_byte_order_mark_is_not_a_fault(write_collection):
    folder = write_collection()
    path = folder / "datapackage.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_description(folder).tables

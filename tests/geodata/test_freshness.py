"""A change of a described file is noticed, whatever its time; no other file changes anything."""

from __future__ import annotations

import json
import os

import pytest

from geodata.freshness import read_state


@pytest.fixture
def folder(write_collection):
    """A collection with one table in a folder below."""
    folder = write_collection(stations=[{}])
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    (stations,) = [each for each in descriptor["resources"] if each["name"] == "stations"]
    stations["path"] = "tables/stations.csv"
    (folder / "tables").mkdir()
    (folder / "stations.csv").rename(folder / "tables" / "stations.csv")
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def older(path):
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
    os.utime(path, (1, 1))


def of_the_same_size_and_time(path):
    before = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(path):
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.replace(path)


def gone(path):
    path.unlink()


CHANGES = {"older": older, "same": of_the_same_size_and_time, "replaced": replaced, "gone": gone}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("name", ["places.csv", "tables/stations.csv"])
def test_a_change_of_a_described_file_is_noticed(folder, change, name):
    before = read_state(folder)
    change(folder / name)
    assert read_state(folder) != before


def test_a_change_of_the_description_is_noticed_and_followed(folder):
    before = read_state(folder)
    older(folder / "datapackage.json")
    assert read_state(folder) != before


def lock(folder):
    (folder / ".#stations.csv").symlink_to("me@host.1234:567")


def link_to_itself(folder):
    (folder / "loop.csv").symlink_to("loop.csv")


def note(folder):
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "tables" / "copy.csv").write_text("a", encoding="utf-8")


def pipe(folder):
    os.mkfifo(folder / "pipe.csv")


OTHERS = {"lock": lock, "link to itself": link_to_itself, "notes": note, "pipe": pipe}


@pytest.mark.parametrize("add", OTHERS.values(), ids=OTHERS)
def test_a_file_that_is_not_described_changes_nothing(folder, add):
    before = read_state(folder)
    add(folder)
    assert read_state(folder) == before

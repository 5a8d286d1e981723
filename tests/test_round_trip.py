"""What is exported and taken back by import is the same record."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from geodata.collection import read_collection
from geodata.exported import SAID_ONCE
from geodata.importing.building import write_collection
from geodata.importing.drafting import Choices, make_draft
from geodata.importing.previous_import import read_previous_import
from geodata.importing.reading import read_data
from layers.selection import Selection, select
from mapapp.exports.flat_records import flat_rows
from mapapp.exports.table_formats import load_format

ROOT = Path(__file__).parents[1]
COLLECTIONS = {"seeds": ROOT / "seeds", "lumeria": ROOT / "tests" / "collections" / "lumeria"}
ENDINGS = (".csv", ".xlsx", ".geojson")
TODAY = dt.date(2026, 11, 25)
ABOUT_THE_COLLECTION = list(SAID_ONCE[:2])
read_once = cache(read_collection)


def every_record(collection, *layers):
    """All records of some layers, also those that are not shown at first."""
    about = collection.about
    statuses = {term.value for name in about.tables for term in about.terms(name, "status")}
    selection = Selection(
        layer=frozenset(layers),
        status=frozenset(statuses),
        edition=frozenset(collection.editions["id"]),
    )
    return select(collection, selection)


def export(shown, ending, layer):
    return load_format(ending).write_layer(shown, layer)


def take_back(data, ending, earlier=None):
    table = read_data(data, f"export{ending}")
    return make_draft(table, Choices(), today=TODAY, earlier=earlier)


LAYERS = [
    pytest.param(folder, layer, id=f"{layer} of {name}")
    for name, folder in COLLECTIONS.items()
    for layer in read_once(folder).about.layers
    if not read_once(folder).tables[layer].empty
]
each_layer = pytest.mark.parametrize(("folder", "layer"), LAYERS)
each_usual_layer = pytest.mark.parametrize(
    ("folder", "layer"), [each for each in LAYERS if "scholarships" not in each.values]
)
"""Those with the usual columns: what others mean, only their own collection can say."""

each_format = pytest.mark.parametrize("ending", ENDINGS)


@each_layer
@each_format
def test_in_its_own_collection_an_export_changes_nothing(folder, ending, layer):
    shown = every_record(read_once(folder), layer)
    earlier = read_previous_import(folder)

    draft = take_back(export(shown, ending, layer), ending, earlier)

    assert draft.changes == ()
    assert draft.understood.findings == ()
    assert draft.count == len(shown.table(layer))
    assert dict(draft.built.tables) == dict(earlier.tables)
    assert draft.built.descriptor == earlier.about.descriptor


@each_usual_layer
@each_format
def test_in_a_new_collection_an_export_gives_the_same_records(folder, ending, layer, tmp_path):
    shown = every_record(read_once(folder), layer)
    data = export(shown, ending, layer)

    draft = take_back(data, ending)
    write_collection(draft.built, tmp_path / "again")
    written = read_collection(tmp_path / "again")
    (name,) = (each for each in written.about.layers if len(written.tables[each]))
    again = every_record(written, name)

    before = flat_rows(shown, layer).drop(columns=ABOUT_THE_COLLECTION)
    after = flat_rows(again, name).drop(columns=ABOUT_THE_COLLECTION)
    assert draft.understood.findings == ()
    assert after.to_dict("list") == before.to_dict("list")
    assert set(again.collection.sources["id"]) == {id_ for ids in before["sources"] for id_ in ids}
    assert take_back(data, ending, read_previous_import(tmp_path / "again")).changes == ()


@pytest.mark.parametrize("folder", COLLECTIONS.values(), ids=COLLECTIONS)
def test_all_layers_of_a_file_come_back_at_once(folder):
    shown = every_record(read_once(folder), *read_once(folder).about.layers)
    earlier = read_previous_import(folder)

    draft = take_back(load_format(".geojson").write(shown), ".geojson", earlier)

    assert draft.changes == ()
    assert dict(draft.built.tables) == dict(earlier.tables)

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geodata.description import read_description

if TYPE_CHECKING:
    from geodata.description import Description
    from tests.conftest import CollectionWriter


def _describe(write_collection: CollectionWriter, labels: dict[str, str]) -> Description:
    folder = write_collection()
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            for category in field.get("categories", []):
                category["labels"] = labels
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    return read_description(folder)


def test_a_value_is_labelled_in_the_readers_language(write_collection: CollectionWriter):
    about = _describe(write_collection, {"fr": "Signalé"})
    assert about.label("stations", "status", "reported", "fr") == "Signalé"


def test_a_label_that_no_one_translated_falls_back_to_the_main_one(
    write_collection: CollectionWriter,
):
    about = _describe(write_collection, {"fr": "Signalé"})
    assert about.label("stations", "status", "reported", "de") == "Reported"
    assert about.label("stations", "status", "no such value", "fr") == "no such value"


def test_terms_can_be_gathered_in_a_set(write_collection: CollectionWriter):
    terms = _describe(write_collection, {"fr": "Signalé"}).terms("stations", "status")
    assert len(set(terms)) == len(terms)

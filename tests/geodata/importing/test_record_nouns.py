"""What a record of a sheet is called, where no one says."""

from __future__ import annotations

import pytest

from geodata.importing.building import write_collection
from geodata.importing.naming import Naming
from geodata.importing.previous_import import read_previous_import
from geodata.importing.record_nouns import find_noun, plural

SAID = {
    "by its titles": ({"title": "Mine Name"}, "", "data", "mine"),
    "in another language": ({"title": "Nombre del yacimiento"}, "", "data", "mine"),
    "in a compound": ({"title": "Kraftwerksname"}, "", "data", "power plant"),
    "in Chinese": ({"title": "使馆名称"}, "", "data", "embassy"),
    "in Arabic": ({"title": "اسم المخيم"}, "", "data", "camp"),
    "by a noun that no table has": ({"title": "Oil depot name"}, "", "data", "oil depot"),
    "by its numbers": ({"title": "Name", "id": "Terminal ID"}, "", "data", "terminal"),
    "by the name of the sheet": ({"title": "Name"}, "Hospitals", "data", "hospital"),
    "by the name of the file": ({}, "", "protests_2018-2023", "protest"),
    "as the event, not what it concerns": ({"title": "Hospital"}, "", "hospital_attacks", "attack"),
    "no person": ({"title": "Name of journalist"}, "", "killings", "killing"),
    "no owner": ({"title": "Owner name"}, "", "data", None),
    "no kind of name": ({"title": "Full name"}, "", "data", None),
    "no database": ({"title": "Nombre"}, "Base", "datos", None),
    "of two in the name of a file": ({}, "", "mines and ports", None),
    "by nothing": ({}, "", "", None),
}  # fmt: skip


@pytest.mark.parametrize(("headers", "sheet", "file", "one"), SAID.values(), ids=SAID)
def test_a_record_is_called_what_the_sheet_says(headers, sheet, file, one):
    noun = find_noun(headers, sheet, file)
    assert (noun.one if noun else None) == one


@pytest.mark.parametrize(
    ("one", "many"),
    [("refinery", "refineries"), ("oil depot", "oil depots"), ("church", "churches"),
     ("quay", "quays"), ("colliery", "collieries")],
)  # fmt: skip
def test_the_plural_follows(one, many):
    assert plural(one) == many


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Naming(), {"title": "Mines", "one": "mine", "many": "mines"}),
        (Naming(one="quarry"), {"title": "Quarries", "one": "quarry", "many": "quarries"}),
    ],
    ids=["as found", "as a person says"],
)
def test_the_noun_names_the_layer_of_sites(draft, said, words):
    made = draft({"Country": "Peru", "Mine name": "First"}, naming=said)
    (language,) = made.built.descriptor["collection"]["languages"].values()
    assert language["layers"]["sites"] == words


def test_an_earlier_version_keeps_its_words(draft, tmp_path):
    row = {"Country": "Peru", "Mine name": "First"}
    write_collection(draft(row, naming=Naming(one="quarry")).built, tmp_path / "c")
    again = draft(row, earlier=read_previous_import(tmp_path / "c"))
    assert (again.noun, again.changes) == (None, ())

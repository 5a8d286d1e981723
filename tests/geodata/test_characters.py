"""What a reader cannot see: where it is refused, and what of it is ordinary writing."""

from __future__ import annotations

import json

import pytest

from geodata.characters import find_character_problem, without_unseen
from geodata.check import find_faults
from geodata.description import read_description
from geodata.errors import BadCollectionError
from geodata.importing.reading import read_data

REFUSED = {
    "a null": "a\x00b",
    "a control of old terminals": "a\x9bb",
    "a carriage return": "a\rb",
    "half a character": "a\ud800b",
    "an override": "a\u202egnp.exe",
    "an override that ends": "a\u202edesrever\u202c b",
    "an embedding": "a\u202bb\u202c",
    "an isolate that does not end": "a\u2067b",
    "an isolate that ends twice": "a\u2067b\u2069\u2069",
    "an isolate that ends in the next line": "a\u2067b\nc\u2069",
    "an address with an override": "https://a.example/\u202egnp.exe",
    "an address with a mark": "https://a.example/\u200fx",
    "an address with an isolate": "see https://a.example/\u2067x\u2069",
    "an address with nothing wide": "https://a.exam\u200bple/",
}
TAKEN = {
    "plain text": "A report",
    "Arabic": "تقرير عن مراكز الشرطة",
    "Hebrew": "דו״ח על תחנות המשטרה",
    "Hebrew with a mark": "דו״ח (2022)\u200f, עמ׳ 3",
    "Arabic around a name": "ذكرت \u2066Safeguard Defenders\u2069 ذلك",
    "isolates within isolates": "a \u2067b \u2066c\u2069 d\u2069 e",
    "a line break and a tab": "one\ntwo\tthree",
    "Thai with its breaks": "สถานี\u200bตำรวจ",
    "an address": "https://a.example/b?c=%D8%AA",
    "an address in Arabic": "https://ar.example/تقرير",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_seen_or_turns_the_writing_is_refused(text):
    problem = find_character_problem(text)
    assert problem
    assert find_character_problem(without_unseen(text)) is None


@pytest.mark.parametrize("text", TAKEN.values(), ids=TAKEN)
def test_ordinary_writing_is_taken(text):
    assert find_character_problem(text) is None


IN_FILES = {what: text for what, text in REFUSED.items() if not {"\ud800", "\r"} & set(text)}


@pytest.mark.parametrize("text", IN_FILES.values(), ids=IN_FILES)
def test_a_check_says_where_it_is(write_collection, text):
    folder = write_collection(stations=[{}, {"note": text}])
    assert ("stations.csv", 3, "note") in {
        (fault.file, fault.row, fault.column) for fault in find_faults(folder)
    }


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("place", ["title", "languages", "licenses"])
def test_the_collections_own_words_are_looked_at_too(write_collection, text, place):
    folder = write_collection()
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    if place == "title":
        descriptor["title"] = text
    elif place == "languages":
        descriptor["collection"]["languages"]["en"]["caveat"] = text
    else:
        descriptor["licenses"] = [{"name": "x", "title": text}]
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    with pytest.raises(BadCollectionError) as refused:
        read_description(folder)
    assert place in str(refused.value.faults[0])


def test_a_sheet_loses_it_on_its_way_in_and_so_does_the_name_of_its_file():
    data = "City,Note\nRome,a\u202edesrever\u202c \u2067b\n".encode()
    table = read_data(data, "sites\u202evsc.csv")
    assert table.name == "sitesvsc.csv"
    assert table.cells["Note"].tolist() == ["adesrever b"]

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.pofile import read_po

from mapapp.dates import spell_date
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.facts import countries_of_record
from mapapp.exports.brief.folder import _index
from mapapp.exports.brief.html import to_html
from mapapp.exports.brief.wording import Wording
from mapapp.language import LANGUAGES, MAIN_LANGUAGE, Language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog, Message

    from geodata.collection import Collection

LOCALE = Path(__file__).parents[4] / "mapapp" / "locale"
TRANSLATED = [code for code in LANGUAGES if code != MAIN_LANGUAGE]


@pytest.fixture(scope="module")
def asked(seeds: Collection) -> Iterator[set[str]]:
    """Every message that the briefs of all countries ask for."""
    messages: set[str] = set()

    def template(self: Language, msgid: str) -> str:
        messages.add(msgid)
        return self._words.messages.get(msgid, msgid)

    def forms(self: Language, one: str, many: str) -> tuple[str, ...]:
        messages.add(one)
        return self._words.plurals.get(one, (one, many))

    spell_date.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Language, "template", template)
        patch.setattr(Language, "forms", forms)
        for code in (*countries_of_record(seeds), "KE", "CN"):
            build_brief(seeds, [code], "fr")
        _index(seeds, ["IT"], "fr")
        for edtf in ("2018~", "/2019", "2011/..", "2015/"):
            spell_date(edtf, "fr")
    yield messages
    spell_date.cache_clear()


def catalogue(code: str) -> list[Message]:
    """What is translated for briefs, and for the dates in them."""
    return [message for domain in ("brief", "dates") for message in read(code, domain)]


def read(code: str, domain: str) -> Catalog:
    with (LOCALE / code / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=code)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_word_of_every_brief_is_translated(code: str, asked: set[str]):
    known = {
        message.id[0] if message.pluralizable else message.id
        for message in (*catalogue(code), *read(code, "article"))  # the legend's are the article's
        if message.id and all(message.string)
    }
    assert asked <= known


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_fills_in_what_its_message_gives(code: str):
    more = {"{station}": {"title", "stations"}, "{nouns}": {"title"}, "{agreement}": {"agreements"}}
    for message in catalogue(code):
        if not message.id:
            continue
        english = " ".join(message.id) if message.pluralizable else message.id
        allowed = fields(english).union(*(each for key, each in more.items() if key in english))
        texts = message.string if message.pluralizable else [message.string]
        for text in texts:
            assert fields(text) <= allowed, text
            assert re.findall(r"\{n\}", english) == [] or "{n}" in text


@pytest.mark.parametrize("code", TRANSLATED)
@pytest.mark.parametrize("country", ["IT", "SB", "CU", "KE"])
def test_a_brief_is_written_in_the_language(seeds: Collection, code: str, country: str):
    brief = build_brief(seeds, [country], code)
    english = build_brief(seeds, [country])
    assert brief.language == code
    assert brief.title != english.title
    headings = {section.heading for section in brief.sections}
    shared = headings & {section.heading for section in english.sections}
    assert not shared - {"In breve"}
    assert f'<html lang="{code}">'.encode() in to_html(brief)


def test_what_is_counted_stands_in_the_number_that_it_has(seeds: Collection):
    assert Wording(seeds, "en").counted("stations", 1) == "1 reported station"
    assert Wording(seeds, "en").counted("stations", 1200) == "1,200 reported stations"
    assert Wording(seeds, "fr").counted("stations", 0) == "0 poste signalé"
    assert Wording(seeds, "de").counted("stations", 2) == "2 gemeldete Stationen"


def test_a_jurisdiction_is_named_in_its_own_script_where_that_is_read(seeds: Collection):
    assert Wording(seeds, "en").jurisdiction("qingtian") == "Qingtian"
    assert Wording(seeds, "en").jurisdiction("qingtian", with_local_name=True) == "Qingtian (青田)"
    assert Wording(seeds, "zh").jurisdiction("qingtian", with_local_name=True) == "青田"
    assert Wording(seeds, "en").jurisdiction("unknown") == "not known"


def test_a_local_name_in_another_script_does_not_take_the_place_of_the_name(make_collection: Any):
    cyrillic = {"id": "alpha", "name": "Aurora", "local_name": "Аврора"}
    say = Wording(make_collection(jurisdictions=[cyrillic]), "zh")
    assert say.jurisdiction("alpha") == "Aurora"
    assert "Аврора" in say.jurisdiction("alpha", with_local_name=True)


def test_a_long_tally_ends_with_how_many_more_there_are(seeds: Collection):
    pairs = [(chr(ord("a") + index), 1) for index in range(10)]
    assert Wording(seeds, "en").tally(pairs).endswith("h (1); 2 more")

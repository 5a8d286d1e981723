"""From a collection to a brief: chapters, numbered sources, and what the brief says of itself."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, TypeVar, cast

from geodata.characters import BYTE_ORDER_MARK, CONTROLS, ISOLATING, MARKS, TURNING
from layers.cited_sources import Citation, cite_by_id
from layers.words import Words
from mapapp.exports import bounds
from mapapp.exports.brief.country_facts import gather_facts
from mapapp.exports.brief.figures import write_agreements
from mapapp.exports.brief.first_page import open_chapter
from mapapp.exports.brief.model import (
    RECORD,
    Brief,
    Chapter,
    Labels,
    Paragraph,
    Section,
    Sentence,
    cited,
)
from mapapp.exports.brief.phrases import language_of_the_record
from mapapp.exports.brief.record_tables import (
    write_events,
    write_host_statements,
    write_notes,
    write_other_statements,
    write_sites,
    write_statements_abroad,
)
from mapapp.exports.brief.several import compare_countries
from mapapp.exports.brief.unknowns import write_excluded, write_gaps
from mapapp.exports.citations import cite_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geodata.collection import Collection
    from mapapp.exports.brief.country_facts import CountryFacts

Value = TypeVar("Value")

_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_UNPRINTABLE = re.compile(f"[{CONTROLS}{TURNING}{ISOLATING}{MARKS}{BYTE_ORDER_MARK}]")

DETAILS = (
    write_notes,
    write_sites,
    write_agreements,
    write_host_statements,
    write_other_statements,
    write_statements_abroad,
    write_events,
    write_excluded,
    write_gaps,
)
"""The sections behind the first page of a chapter, in the order in which they are read."""


def build_brief(
    collection: Collection, countries: Sequence[str], language: str = "en", *, borders: str = ""
) -> Brief:
    """Write a brief, from the collection alone.

    Args:
        collection: What the brief rests on.
        countries: ISO 3166-1 alpha-2 codes, a chapter each, in this order; at least one.
        language: One of `layers.words.LANGUAGES`. Words of the record itself stay as they are.
        borders: `de-facto` or `un`; those that the collection names if left out.

    Raises:
        UnknownLanguageError: There is no translation into the language.
        UnknownChoiceError: There are no borders of this name.
    """
    say = Words(collection, language)
    facts = _bounded([gather_facts(collection, code, borders) for code in countries])
    comparison = compare_countries(facts, say) if len(facts) > 1 else None
    chapters = tuple(_chapter(each, say) for each in facts)
    about = _about(say)
    sections = [each for chapter in chapters for each in chapter.sections]
    if comparison:
        sections.insert(0, comparison)
    names = say.listed(chapter.title for chapter in chapters)
    brief = Brief(
        title=say.text("Briefing: {countries}", countries=names),
        names=names,
        subtitle=say.own("title"),
        dateline=say.text(
            "Data of {date}, version {version}",
            date=say.date(collection.about.created),
            version=collection.about.version,
        ),
        notice=" ".join(filter(None, (say.own("caveat"), language_of_the_record(say)))),
        language=language,
        created=collection.about.created,
        publisher=collection.about.publisher,
        keywords=(*(chapter.title for chapter in chapters), say.own("short_title")),
        comparison=comparison,
        chapters=chapters,
        about=about,
        references=tuple(_references(cited([*sections, about]), say)),
        labels=Labels(
            briefing=say.text("Briefing"),
            sources=say.text("Sources"),
            archived=say.text("Archived copy"),
            contents=say.text("Contents"),
        ),
    )
    return printable(brief)


def _bounded(facts: list[CountryFacts]) -> list[CountryFacts]:
    """The same, with as many rows in each table as a brief can hold."""
    numbers = [len(rows) for each in facts for rows in each.listed]
    most = bounds.most_of_each(numbers, bounds.MAX_BRIEF_RECORDS)
    if most >= max(numbers):
        return facts
    return [replace(each, most_listed=most) for each in facts]


def _chapter(facts: CountryFacts, say: Words) -> Chapter:
    details = (write(facts, say) for write in DETAILS)
    return Chapter(
        facts.code,
        say.country(facts.code),
        open_chapter(facts, say),
        tuple(each for each in details if each.blocks),
    )


def _about(say: Words) -> Section:
    """Method, licence and version: what a reader must know of the record itself."""
    about = say.collection.about
    texts = [say.own(name) for name in ("precision_rule", "fairness")]
    texts.append(
        say.text(
            "Numbers behind a text are its sources. Counts are computed from the record; texts are "
            "its summaries, not quotations."
        )
    )
    if about.license_title:
        licence = say.text("Licence of the data: {licence}.", licence=about.license_title)
        texts.append(licence)
    texts.append(
        say.text(
            "Version {version} of {date}; fingerprint {fingerprint}.",
            version=about.version,
            date=say.date(about.created),
            fingerprint=say.collection.fingerprint[:12],
        )
    )
    sentence = Sentence(say.in_turn(filter(None, texts)), (RECORD,))
    return Section(say.text("About this brief"), (Paragraph((sentence,)),), is_annex=True)


def _references(ids: Iterable[str], say: Words) -> Iterable[Citation]:
    for each in dict.fromkeys(ids):
        if each == RECORD:
            yield Citation(
                id=RECORD,
                publisher="",
                title=cite_record(say),
                published="",
                kind=say.text("This record"),
                url="",
            )
        else:
            yield cite_by_id(each, say)


def printable(value: Value) -> Value:
    """Copy a text, or dataclasses and tuples of texts, without what cannot be printed.

    Breaks of lines become spaces. Everything that is not a text stays as it is.
    """
    if isinstance(value, str):
        return cast("Value", _UNPRINTABLE.sub("", _BREAKS.sub(" ", value)))
    if isinstance(value, tuple):
        return cast("Value", tuple(printable(each) for each in value))
    if is_dataclass(value) and not isinstance(value, type):
        given = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
        return replace(value, **{name: printable(each) for name, each in given.items()})
    return value

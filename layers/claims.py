"""What a record says in a reader's words, wherever it is told: its name, status, speaker, sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from geodata.distinct import find_distinct
from geodata.excerpts import shorten
from geodata.places import parse_place
from geodata.tables import in_one_piece
from layers.units import NO_ROLE
from layers.weighing import Support, support_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from layers.rows import Row
    from layers.words import Words

LONGEST_NAME = 90  # characters


def name_record(row: Row, words: Words) -> str:
    """What a record is called in a list: its title, the start of its summary, or its place."""
    said = row["title"] or row["summary"]
    if said:
        return shorten(said, LONGEST_NAME)
    return words.place(row["host"], row["city"], row["region"])


def name_records(table: pd.DataFrame, words: Words) -> pa.Array:
    """`name_record` of each row of a table: a million titles are not looked at one by one."""
    titles, summaries = (in_one_piece(table[name]) for name in ("title", "summary"))
    said = pc.if_else(pc.equal(titles, ""), summaries, titles)
    is_long = pc.greater(pc.utf8_length(said), LONGEST_NAME)
    cut = [shorten(text, LONGEST_NAME) for text in said.filter(is_long).to_pylist()]
    is_unsaid = pc.equal(said, "")
    others = table.loc[is_unsaid.to_numpy(zero_copy_only=False), ["host", "city", "region"]]
    alike = find_distinct(*(others[name] for name in others))
    places = alike.take([words.place(*value) for value in alike.values])
    for mask, texts in ((is_long, cut), (is_unsaid, places)):
        said = pc.replace_with_mask(said, mask, pa.array(texts, said.type))
    return said


def say_status(row: Row, words: Words) -> str:
    """The latest status of a record, and as of when, if a source dates it.

    Empty in a layer that knows one status alone: it tells no record from another.
    """
    if not tells_status(str(row["layer"]), words):
        return ""
    label, when = words.value(row, "status"), words.date(row["status_date"])
    return words.aside(label, when) if when else label


def say_speaker(row: Row, words: Words, said_for: str = "") -> str:
    """Who speaks in a statement, and for which country, but for one that is said already."""
    speaker = words.value(row, "speaker")
    if row["speaker_country"] in {"", said_for}:
        return speaker
    country = words.country(row["speaker_country"])
    return words.text("{speaker}, {country}", speaker=speaker, country=country)


def say_parties(row: Row, words: Words) -> str:
    """The jurisdictions that a record names; empty where no record of the collection names any."""
    return words.in_line(map(words.name, row["parties"])) if tells_parties(words) else ""


def tells_status(layer: str, words: Words) -> bool:
    """Whether the records of a layer may differ in their status."""
    return len(words.about.layer_terms(layer, "status")) != 1


def tells_parties(words: Words) -> bool:
    """Whether any jurisdiction is known in a collection."""
    return bool(words.names.keys() - {words.about.unknown_jurisdiction})


def say_hosts(row: Row, words: Words) -> str:
    """The countries that a record concerns."""
    return words.in_line(map(words.country, row["hosts"]))


def say_occasion(rows: Sequence[Row], words: Words) -> str:
    """What was said on one occasion, in a sentence.

    In the language of the record it is the summary of the first statement. In another one it is
    what each statement is and which places it names, as far as that says something: a statement
    that names no outcome is told by its summary.
    """
    telling = [row for row in rows if not _is_plain(row, words)]
    if words.language == words.record_language or not telling:
        return str(rows[0]["summary"])
    kinds = (_kind_and_places(row, words) for row in telling)
    said = words.text("; ").join(kinds)
    said = words.text("{name}: {text}", name=words.value(rows[0], "speaker"), text=said)
    return words.text("{sentence}.", sentence=said)


def say_what(row: Row, words: Words) -> str:
    """What a statement says; in another language than the record's, the outcome stands before."""
    if words.language == words.record_language or _is_plain(row, words):
        return str(row["summary"])
    return words.text("{name}: {text}", name=words.value(row, "kind"), text=row["summary"])


def say_support(row: Row, words: Words) -> str:
    """What a reader must know of the sources of a record; empty where they confirm each other."""
    support = support_of(row["sources"], words.collection)
    if support is Support.FIRM:
        return ""
    if support is Support.ONE:
        return words.text("one source")
    cited = dict.fromkeys(words.collection.sources.loc[list(row["sources"]), "standing"])
    labels = words.in_line(words.label("sources", "standing", each) for each in cited)
    said = "one source" if support is Support.ONE_WEAK else "weak sources"
    return words.aside(words.text(said), labels)


def _is_plain(row: Row, words: Words) -> bool:
    roles = {term.value: term.role for term in words.about.layer_terms(row["layer"], "kind")}
    return roles.get(row["kind"], NO_ROLE) == NO_ROLE


def _kind_and_places(row: Row, words: Words) -> str:
    places = words.in_line(parse_place(text).name for text in row["places"])
    kind = words.value(row, "kind")
    return words.aside(kind, places) if places else kind

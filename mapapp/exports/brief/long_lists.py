"""Which records a brief lists where there are more than it can hold, and where the rest is."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.distinct import find_distinct
from layers.facets import FACETS, facet_column, first_choice
from layers.rows import each_row
from layers.weighing import heaviest
from mapapp.exports.brief.model import RECORD, Paragraph, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from layers.rows import Row
    from layers.words import Words
    from mapapp.exports.brief.country_facts import CountryFacts
    from mapapp.exports.brief.model import Block, Table


def list_rows(
    rows: pd.DataFrame, facts: CountryFacts, say: Words, write: Callable[[pd.DataFrame], Table]
) -> tuple[Block, ...]:
    """A table of records; of too many, of those that weigh most, and a sentence on the rest.

    Args:
        rows: All of them, in the order in which they are listed.
        facts: Of the country; they say how many rows a table may have.
        say: The words.
        write: Makes the table.
    """
    if len(rows) <= facts.most_listed:
        return (write(rows),)
    kept = np.sort(heaviest(rows, facts.collection, facts.most_listed))
    return _cut(rows, rows.iloc[kept], facts, say, write)


def list_alike(
    rows: pd.DataFrame,
    key: Callable[[Row], tuple[str, ...]],
    facts: CountryFacts,
    say: Words,
    write: Callable[[pd.DataFrame], Table],
) -> tuple[Block, ...]:
    """The same of records that share a line where they have the same key: they are listed together.

    So the number on a line is that of all records alike.
    """
    if len(rows) <= facts.most_listed:
        return (write(rows),)
    lines = find_distinct([key(row) for row in each_row(rows)]).codes
    by_weight = lines[heaviest(rows, facts.collection, len(rows))]
    kept = np.isin(lines, pd.unique(by_weight)[: facts.most_listed])
    return _cut(rows, rows[kept], facts, say, write)


def _cut(
    rows: pd.DataFrame,
    kept: pd.DataFrame,
    facts: CountryFacts,
    say: Words,
    write: Callable[[pd.DataFrame], Table],
) -> tuple[Block, ...]:
    if len(kept) == len(rows):
        return (write(rows),)
    numbers = {
        "listed": say.number(len(kept)),
        "number": say.number(len(rows)),
        "rest": say.number(len(rows) - len(kept)),
    }
    command = _command(rows, facts)
    text = (
        say.text(
            "Listed are the {listed} of {number} that weigh most; not listed: {rest}. This command "
            "writes a table of all: {command}",
            **numbers,
            command=command,
        )
        if command
        else say.text(
            "Listed are the {listed} of {number} that weigh most; not listed: {rest}.", **numbers
        )
    )
    return (write(kept), Paragraph((Sentence(text, (RECORD,)),)))


def _command(rows: pd.DataFrame, facts: CountryFacts) -> str:
    """What writes a table of some records of one layer; empty where no table can be asked for."""
    layers = [str(each) for each in rows["layer"].unique()]
    if not set(layers).issubset(facts.collection.about.layers):
        return ""
    options = [("layer", each) for each in layers]
    if all(facts.code in hosts for hosts in rows["hosts"]):
        options.insert(0, ("country", facts.code))
    options += [each for layer in layers for each in _hidden_choices(rows, layer, facts)]
    asked = [f"--{word} {shlex.quote(value)}" for word, value in dict.fromkeys(options)]
    return " ".join(("mapapp export table", *asked, "-o records.csv"))


def _hidden_choices(
    rows: pd.DataFrame, layer: str, facts: CountryFacts
) -> Iterator[tuple[str, str]]:
    """The values by which records are found that are not shown unless they are asked for."""
    for facet in FACETS:
        column = facet_column(facts.collection, layer, facet.word) if facet.first else None
        if column is None or facet.word == "layer":
            continue
        values = {str(each) for each in column.loc[rows.index[rows["layer"] == layer]]} - {""}
        if values - first_choice(facts.collection, facet.word, layer):
            yield from ((facet.word, each) for each in sorted(values))

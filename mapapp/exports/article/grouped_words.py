"""What a page says of its rows where they are groups: what it leaves out, and where that is."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.facets import BY_WORD, FACETS
from layers.words import capital
from mapapp.exports.article.grouping import TOWNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.selection import Selection
    from mapapp.exports.article.draft import Draft


@dataclass(frozen=True)
class GroupedWords:
    """What is said below the map, and at the head of the list."""

    of_page: str
    of_list: str


def say_grouping(draft: Draft) -> GroupedWords | None:
    """Say what a page of groups leaves out; None if each record is in it."""
    if draft.grouping is None:
        return None
    words = draft.words
    records = sum(map(draft.shown.number, draft.shown.layers))
    return GroupedWords(
        words.text(
            "This page counts {n} records together where they are alike in place and in all that "
            "can be chosen here. In the app, but not here: {things}.",
            n=words.number(records),
            things=words.listed(_left_out(draft)),
        ),
        words.text(
            "Each country lists those of its records that weigh most. This command writes a table "
            "of all: {command}",
            command=_command(draft.shown.selection),
        ),
    )


def _left_out(draft: Draft) -> Iterator[str]:
    """What the editor offers, and the groups do not distinguish."""
    left = {*draft.options.filters} - {*draft.filters}
    yield from (
        capital(BY_WORD[word].name(draft.words)) for word in draft.options.filters if word in left
    )
    agreements = draft.about.of_role("agreement")
    if draft.grouping and TOWNS not in draft.grouping.details and agreements:
        yield draft.words.text("{things} by town", things=draft.words.role_title("agreement"))


def _command(selection: Selection) -> str:
    """What writes a table of all records of a selection."""
    options = [
        f"--{facet.word} {shlex.quote(value)}" if value else f"--no-{facet.word}"
        for facet in FACETS
        for value in _written(facet.kind, selection.get(facet.word))
    ]
    return " ".join(("mapapp export table", *options, "-o records.csv"))


def _written(kind: str, asked: object) -> Iterator[str]:
    """What is asked of a filter, as the command line takes it; empty to switch it off."""
    if kind == "switch":
        yield from () if asked in {None, True} else ("",)
    elif isinstance(asked, frozenset):
        yield from sorted(asked)
    elif isinstance(asked, tuple):
        yield ":".join(map(str, asked))
    elif isinstance(asked, str) and asked:
        yield asked

"""Agreements counted by what they are: deals, rounds of patrols, proposals, the rest.

    count_by_group(shown.agreements, collection.about)   # {"deal": 2, "patrol_round": 6}

Unlike things added up say nothing: a country with one deal and six yearly patrols has no seven of
anything. The descriptor of a collection declares the groups, on the values of two columns of
`agreements`:

- `group` of a `status` comes first: what was only proposed is a proposal, whatever its kind.
- `signed_group` of a `kind` holds for records with a date in `signed`: a joint patrol that was
  signed is the deal behind the patrols.
- `group` of a `kind` holds for the rest.

A group's words are in `collection.languages.<code>.terms.<group>`: a `title` for headings, and the
nouns `one` and `many`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from geodata.description import Description

UNGROUPED = ""
"""The group of a record for which the descriptor declares none."""

LAYER = "agreements"


def count_by_group(agreements: pd.DataFrame, about: Description) -> dict[str, int]:
    """Count the rows of an agreements table by group.

    Args:
        agreements: The rows to count, each once.
        about: The collection's description, which declares the groups.

    Returns:
        The number of rows by group, in the order in which the groups are declared, and last
        `UNGROUPED`; groups without a row are left out. A collection that declares no groups
        has all of its rows in `UNGROUPED`.
    """
    counts = Counter(groups_of(agreements, about))
    return {group: counts[group] for group in declared_groups(about) if counts[group]}


def groups_of(agreements: pd.DataFrame, about: Description) -> list[str]:
    """The group of each row of an agreements table, in the order of the rows."""
    kinds = {term.value: term for term in about.terms(LAYER, "kind")}
    by_status = {term.value: term.group for term in about.terms(LAYER, "status")}
    by_kind = {value: term.group for value, term in kinds.items()}
    if_signed = {value: term.signed_group for value, term in kinds.items()}
    columns = (agreements["kind"], agreements["status"], agreements["signed"])
    return [
        by_status.get(status) or (if_signed if signed else by_kind).get(kind, UNGROUPED)
        for kind, status, signed in zip(*columns, strict=True)
    ]


def declared_groups(about: Description) -> tuple[str, ...]:
    """The groups in the order of the descriptor, what is signed first; last `UNGROUPED`."""
    return tuple(dict.fromkeys([*filter(None, _declared(about)), UNGROUPED]))


def noun_of_group(
    about: Description, group: str, form: Literal["one", "many", "title"], language: str = "en"
) -> str:
    """What the records of a group are called; the layer's own word where the group has none."""
    words = about.words(language)
    found: Mapping[str, Any] = words.get("terms", {}).get(group, {})
    layer: Mapping[str, Any] = words.get("layers", {}).get(LAYER, {})
    return str(found.get(form) or layer.get(form, LAYER))


def _declared(about: Description) -> Iterator[str]:
    for term in about.terms(LAYER, "kind"):
        yield from (term.signed_group, term.group)
    yield from (term.group for term in about.terms(LAYER, "status"))

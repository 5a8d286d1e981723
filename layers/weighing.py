"""Which statements about a country weigh most: the order in which they are listed where few fit.

First come those of an authority of the country itself, then those that name an outcome, then those
whose sources confirm each other, then later ones. What was said on one occasion weighs as much as
its weightiest part, and stays together. Who is an authority, which kinds of statement name an
outcome and which sources are weak is declared, by roles of categories in `datapackage.json`; where
a collection declares no authorities, all who speak for a country are.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from geodata.distinct import find_distinct
from layers.answers import (
    denials_weighed,
    own_weighed,
    speaks_of_all,
    whole_rows,
)
from layers.marks import moment
from layers.rows import each_row

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from geodata.collection import Collection
    from layers.rows import Row
    from layers.selection import Selected

OFFICIAL = "official"
"""The role of a speaker that is an authority, unlike a party, a legislator or the press."""

OUTCOMES = frozenset({"closed", "court", "denial", "protest"})
"""The roles of kinds of statement that name an outcome; an inquiry or a bill is not one yet."""

WEAK, STRONG = "weak", "strong"
"""The roles of standings: of a source that cannot carry a claim alone, and of one that can."""


OCCASION = ("layer", "date", "speaker_country", "speaker", "sources")
"""The columns in which statements that were made together are alike."""


class Support(IntEnum):
    """How far the sources of a record confirm each other, the least first."""

    ONE_WEAK = 0
    WEAK = 1
    ONE = 2
    FIRM = 3


class Weight(NamedTuple):
    """What statements are compared by; the first part that differs decides."""

    is_official: bool
    has_outcome: bool
    support: Support
    date: str


def weightiest(shown: Selected, country: str, most: int | None = None) -> pd.DataFrame:
    """What a country said of the claims about it, the weightiest first.

    Filters leave nothing out: an answer is beside its claim whatever else is shown. What
    weighs the same, or was said on one occasion, keeps the order of the file.

    Args:
        shown: The selection, of a collection that is looked through as a whole.
        country: The code of the country.
        most: How many are wanted; all if left out.
    """
    return whole_rows(shown.collection, _own_ranked(shown.collection, country).iloc[:most])


def count_answers(shown: Selected, country: str) -> int:
    """How many there are of what a country said of the claims about it."""
    return len(_own_ranked(shown.collection, country))


def denials(shown: Selected, country: str, most: int | None = None) -> pd.DataFrame:
    """What others said to deny the claims about a country, the weightiest first.

    Those that name the country come before those that deny all claims.

    Args:
        shown: The selection; see `weightiest`.
        country: Its code.
        most: How many are wanted; all if left out.
    """
    return whole_rows(shown.collection, _denials_ranked(shown.collection, country).iloc[:most])


def count_denials(shown: Selected, country: str) -> int:
    """How many there are of what others said to deny the claims about a country."""
    return len(_denials_ranked(shown.collection, country))


def heaviest(rows: pd.DataFrame, collection: Collection, most: int) -> NDArray[np.intp]:
    """The places of the rows of a layer that weigh most, so many of them, the weightiest first.

    By the same rule as `weightiest`, also for records of other kinds: those that state no speaker
    and no outcome are ordered by their sources, then by their dates.
    """
    return _order(rows, collection)[:most]


def latest_official(shown: Selected, country: str, least: Support = Support.ONE_WEAK) -> Row | None:
    """The last that an authority of a country said of the claims about it; None if none did.

    Args:
        shown: The selection; see `weightiest`.
        country: Its code.
        least: Statements with less support count only where there are no others.

    Returns:
        Of several on one day, the weightiest.
    """
    collection, ranked = shown.collection, _own_ranked(shown.collection, country)
    rows = [(at, row) for at, row in enumerate(each_row(ranked)) if is_official(row, collection)]
    supported = [each for each in rows if support_of(each[1]["sources"], collection) >= least]
    latest = max(supported or rows, key=lambda each: moment(each[1]["date"]), default=None)
    if latest is None:
        return None
    return next(each_row(whole_rows(collection, ranked.iloc[[latest[0]]])))


def is_official(row: Mapping[str, Any], collection: Collection) -> bool:
    """Whether a statement is made by an authority of a country."""
    terms = collection.about.layer_terms(row["layer"], "speaker")
    official = {term.value for term in terms if term.role == OFFICIAL}
    return bool(row["speaker_country"]) and (not official or row["speaker"] in official)


@lru_cache(maxsize=4096)
def support_of(sources: tuple[str, ...], collection: Collection) -> Support:
    """How far some sources confirm each other.

    It is firm where one is strong by itself, or one that is not weak is confirmed by another
    publisher.
    """
    cited = collection.sources.loc[list(sources)]
    roles = {term.value: term.role for term in collection.about.terms("sources", "standing")}
    standing = [roles.get(each, "") for each in cited["standing"]]
    is_confirmed = len({*cited["publisher"]}) > 1
    if STRONG in standing:
        return Support.FIRM
    if {*standing} - {WEAK}:
        return Support.FIRM if is_confirmed else Support.ONE
    return Support.WEAK if is_confirmed else Support.ONE_WEAK


def occasion(row: Row) -> Hashable:
    """What statements that were made together have in common: day, speaker and sources."""
    return tuple(row[name] for name in OCCASION)


@lru_cache(maxsize=128)
def _own_ranked(collection: Collection, country: str) -> pd.DataFrame:
    return _ranked(own_weighed(collection, country), collection)


@lru_cache(maxsize=128)
def _denials_ranked(collection: Collection, country: str) -> pd.DataFrame:
    ranked = _ranked(denials_weighed(collection, country), collection)
    return ranked.iloc[speaks_of_all(ranked).to_numpy(dtype=bool).argsort(kind="stable")]


def _ranked(rows: pd.DataFrame, collection: Collection) -> pd.DataFrame:
    return rows.iloc[_order(rows, collection)]


def _order(rows: pd.DataFrame, collection: Collection) -> NDArray[np.intp]:
    """The places of rows in display order: those alike are weighed once."""
    columns = (*OCCASION, "kind")
    alike = find_distinct(*(rows[name] for name in columns))
    weights = [_weigh(dict(zip(columns, each, strict=True)), collection) for each in alike.values]
    ranks = {weight: rank for rank, weight in enumerate(sorted({*weights}))}
    of_row = np.array([ranks[weight] for weight in weights], dtype=np.intp)[alike.codes]
    occasions = find_distinct(*(rows[name] for name in OCCASION))
    of_occasion = np.zeros(len(occasions.values), dtype=np.intp)
    np.maximum.at(of_occasion, occasions.codes, of_row)
    # an occasion is numbered when its first row is met: the numbers are in the order of the file
    return np.lexsort((occasions.codes, -of_occasion[occasions.codes]))


def _weigh(row: Mapping[str, Any], collection: Collection) -> Weight:
    kinds = {term.value: term.role for term in collection.about.layer_terms(row["layer"], "kind")}
    return Weight(
        is_official(row, collection),
        kinds.get(row["kind"]) in OUTCOMES,
        support_of(row["sources"], collection),
        moment(row["date"]),
    )

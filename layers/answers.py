"""What was said about a claim: by the host country itself, and in denial by others.

A response that names no host country speaks of the whole, so a denial of that kind concerns every
claim. Which kinds of response deny is declared: their terms have the role `denial`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.distinct import find_distinct
from geodata.layer_tables import join_layers
from layers.stored import StoredCollection
from layers.stores.questions import RecordQuery

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.collection import Collection

DENIAL = "denial"

WEIGHED = ("hosts", "kind", "speaker", "speaker_country", "date", "sources")
"""The columns by which statements are weighed, see `layers.weighing`."""


def own_weighed(collection: Collection, country: str) -> pd.DataFrame:
    """What a country said of the claims about it, or of the whole, in the order of the file.

    Returns:
        Rows in which only the columns `WEIGHED` are sure to be there; see `whole_rows`.
    """
    rows = _concerning(collection, country)
    return rows[rows["speaker_country"] == country]


def denials_weighed(collection: Collection, country: str) -> pd.DataFrame:
    """What others said to deny the claims about a country, or all, in the same form."""
    if isinstance(collection, StoredCollection):
        rows = _concerning(collection, country)
        is_denial = rows["kind"].isin(denying_kinds(collection))
        return rows[is_denial & (rows["speaker_country"] != country)]
    return denials_of_any_weighed(collection, [country])


def denials_of_any_weighed(collection: Collection, countries: Iterable[str]) -> pd.DataFrame:
    """What others said to deny the claims about one of some countries, in the same form."""
    asked, rows = frozenset(countries), _denials(collection)
    alike = find_distinct(rows["hosts"], rows["speaker_country"])
    is_by_others = [
        bool((asked.intersection(hosts) if hosts else asked) - {speaker})
        for hosts, speaker in alike.values
    ]
    chosen: pd.DataFrame = rows[alike.mask(is_by_others)]
    return chosen


def _denials(collection: Collection) -> pd.DataFrame:
    kinds = denying_kinds(collection)
    if isinstance(collection, StoredCollection):
        store = collection.store
        layers = collection.about.of_role("statement")
        tables = [store.coded(RecordQuery(layer, None), WEIGHED, kind=[*kinds]) for layer in layers]
        return join_layers(tables, "statement")
    statements = collection.of_role("statement")
    chosen: pd.DataFrame = statements[statements["kind"].isin(kinds)]
    return chosen


def denying_kinds(collection: Collection) -> frozenset[str]:
    """The kinds of statement that deny a claim."""
    about = collection.about
    terms = (
        term for layer in about.of_role("statement") for term in about.layer_terms(layer, "kind")
    )
    return frozenset(term.value for term in terms if term.role == DENIAL)


def speaks_of_all(rows: pd.DataFrame) -> pd.Series[bool]:
    """Which rows name no host country."""
    return rows["hosts"].map(len) == 0


def _concerning(collection: Collection, country: str) -> pd.DataFrame:
    """Statements that name a country, and denials that name none."""
    if isinstance(collection, StoredCollection):
        return _stored_concerning(collection, country)
    statements = collection.of_role("statement")
    names_it = np.fromiter((country in codes for codes in statements["hosts"]), dtype=bool)
    denies_all = speaks_of_all(statements) & statements["kind"].isin(denying_kinds(collection))
    return statements[names_it | denies_all]


def whole_rows(collection: Collection, rows: pd.DataFrame) -> pd.DataFrame:
    """Statements of this module with all their columns, in the same order."""
    if not isinstance(collection, StoredCollection):
        return rows
    tables = [
        collection.store.read(layer, rows.index[rows["layer"] == layer].to_numpy(dtype="intp"))
        for layer in collection.about.of_role("statement")
    ]
    return join_layers(tables, "statement").loc[rows["id"]]


def _stored_concerning(collection: StoredCollection, country: str) -> pd.DataFrame:
    """The same of a collection that is not in memory, in the columns by which they are weighed."""
    kinds, tables = denying_kinds(collection), []
    for layer in collection.about.of_role("statement"):
        every = RecordQuery(layer, None)
        naming = collection.store.coded(every, WEIGHED, hosts=[country])
        denying = collection.store.coded(every, WEIGHED, kind=[*kinds], hosts=[()])
        tables.append(pd.concat([naming, denying]).sort_index())
    return join_layers(tables, "statement")

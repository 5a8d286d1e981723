"""What was said about a claim: by the host country itself, and in denial by others.

A response that names no host country speaks of the whole, so a denial of that kind concerns every
claim. Which kinds of response deny is declared: their terms have the role `denial`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from geodata.collection import Collection

DENIAL = "denial"


def own_answers(collection: Collection, country: str) -> pd.DataFrame:
    """What a country said of the claims about it, or of the whole, in the order of the file."""
    rows = _concerning(collection, country)
    return rows[rows["speaker_country"] == country]


def denials_by_others(collection: Collection, country: str) -> pd.DataFrame:
    """What others said to deny the claims about a country, or all, in the order of the file."""
    rows = _concerning(collection, country)
    is_denial = rows["kind"].isin(denying_kinds(collection))
    return rows[is_denial & (rows["speaker_country"] != country)]


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
    statements = collection.of_role("statement")
    names_it = np.fromiter((country in codes for codes in statements["hosts"]), dtype=bool)
    denies_all = speaks_of_all(statements) & statements["kind"].isin(denying_kinds(collection))
    return statements[names_it | denies_all]

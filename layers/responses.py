"""Responses: what a country last said or did, drawn by the role that the collection gives its kind.

What others say of a country, such as a denial by the other side's embassy, is counted there but is
not the country's own answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from layers.areas import make_area
from layers.style import GLYPHS

if TYPE_CHECKING:
    import pandas as pd

    from layers.areas import Area
    from layers.selection import Selected
    from layers.wording import Wording

NEUTRAL = "neutral"
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def build_response_areas(shown: Selected, wording: Wording) -> list[Area]:
    """Find the latest response of each host country.

    A country of which only others spoke has the neutral role, and its label says who they are.
    """
    if shown.responses.empty:
        return []
    by_country = shown.responses.explode("countries").dropna(subset="countries")
    return [
        _area(str(country), rows, wording)
        for country, rows in by_country.groupby("countries", sort=True)
    ]


def moment(date: str) -> str:
    """What an EDTF date is ordered by: its last known day, month or year.

    A whole year or month counts as its beginning, so that a day within it is later.
    """
    known = _DATE.findall(date)
    return str(known[-1]) if known else ""


def _area(country: str, rows: pd.DataFrame, wording: Wording) -> Area:
    own = rows[rows["speaker_country"] == country]
    latest = _latest(rows if own.empty else own)
    return make_area(
        country,
        "response",
        len(rows),
        wording.label(
            wording.country(country),
            wording.counted("responses", len(rows)),
            _said(latest, country, wording),
        ),
        role=NEUTRAL if own.empty else _role(latest["kind"], wording),
    )


def _latest(rows: pd.DataFrame) -> pd.Series[str]:
    """The row with the latest date; among equals the last in the file."""
    ordered = rows["date"].map(moment).sort_values(kind="stable")
    row: pd.Series[str] = rows.loc[[ordered.index[-1]]].iloc[0]
    return row


def _said(row: pd.Series[str], country: str, wording: Wording) -> str:
    """Such as `the latest 7 December 2022: Statement (Government)`."""
    speaker = wording.value("responses", "speaker", row["speaker"])
    if row["speaker_country"] not in {"", country}:
        speaker = f"{speaker}, {wording.country(row['speaker_country'])}"
    kind = wording.value("responses", "kind", row["kind"])
    date = wording.date(moment(row["date"]))
    return f"{' '.join(filter(None, [wording.translate('the latest'), date]))}: {kind} ({speaker})"


def _role(kind: str, wording: Wording) -> str:
    roles = {term.value: term.role for term in wording.about.terms("responses", "kind")}
    role = roles.get(kind, NEUTRAL)
    return role if role in GLYPHS else NEUTRAL

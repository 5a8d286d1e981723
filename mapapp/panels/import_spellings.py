"""Names that are spelt like exactly one place, in one list: to tick and take together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geodata.importing.findings import listed_rows
from layers.candidates import describe
from mapapp.panels.importing import change_work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.importing.findings import Finding
    from mapapp.panels.importing import Work

FEWEST = 2
TAKE, WRITTEN, MEANT, ROWS = "Take", "Written", "May be", "Where"


def with_one_candidate(questions: Sequence[Finding]) -> list[Finding]:
    """The questions about a place for which only one place comes into question."""
    return [
        each
        for each in questions
        if each.subject.field == "place" and len(each.candidates) == 1 and each.country
    ]


def review_spellings(work: Work, questions: Sequence[Finding]) -> None:
    """Let a person tick which suggestions are right; nothing is ticked beforehand."""
    if len(questions) < FEWEST:
        return
    with st.expander(f"{len(questions)} names are spelt like just one place: take them together"):
        everything = st.checkbox("Tick them all", key=f"importing.all.{work.token}")
        table = pd.DataFrame(
            {
                TAKE: [everything] * len(questions),
                WRITTEN: [each.subject.value for each in questions],
                MEANT: [describe(each.candidates[0]) for each in questions],
                ROWS: [listed_rows(each.rows) for each in questions],
            }
        )
        edited = st.data_editor(
            table,
            hide_index=True,
            disabled=[WRITTEN, MEANT, ROWS],
            key=f"importing.spellings.{work.token}.{everything}.{len(work.order)}",
        )
        ticked = [each for each, take in zip(questions, edited[TAKE], strict=True) if bool(take)]
        if st.button(f"Take the {len(ticked)} that are ticked", disabled=not ticked):
            for each in ticked:
                work = work.answered(each.subject, each.candidates[0].gazetteer_id)
            change_work(work)
            st.rerun()

"""The open questions in one table, for those who would rather write than turn pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geodata.counts import count_of
from geodata.importing.findings import WITHOUT_COUNTRY, listed_rows
from mapapp.panels.importing import change_work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.importing.findings import Finding, Subject
    from mapapp.panels.importing import Work

FEWEST = 3
MOST = 500
WRITTEN, PROBLEM, ROWS, ANSWER = "Written", "What is the matter", "Where", "Your answer"


def answer_in_table(work: Work, questions: Sequence[Finding]) -> None:
    """Let a person write answers beside the questions, and take all of them together."""
    if len(questions) < FEWEST:
        return
    asked = questions[:MOST]
    with st.expander(f"Answer in a table instead ({len(questions):,} questions)"):
        st.write(
            "Write a date, a country, another spelling, “Name, Region”, or latitude and longitude; "
            "write `country` where no more than the country is known. What you leave empty stays "
            "open."
        )
        edited = st.data_editor(
            _table(asked),
            hide_index=True,
            disabled=[WRITTEN, PROBLEM, ROWS],
            column_config={ANSWER: st.column_config.TextColumn(width="medium", max_chars=120)},
            key=f"importing.table.{work.token}.{len(work.order)}",
        )
        answers = [str(each or "").strip() for each in edited[ANSWER]]
        written = sum(map(bool, answers))
        label = f"Take {count_of(written, 'written answer')}"
        if st.button(label, disabled=not written):
            change_work(with_answers(work, asked, answers))
            st.rerun()


def with_answers(work: Work, questions: Sequence[Finding], answers: Sequence[str]) -> Work:
    """The work with the answers that are not empty."""
    for finding, answer in zip(questions, answers, strict=True):
        work = work.answered(finding.subject, answer) if answer else work
    return work


def _table(questions: Sequence[Finding]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            WRITTEN: [_written(each.subject) for each in questions],
            ANSWER: [""] * len(questions),
            PROBLEM: [each.problem for each in questions],
            ROWS: [_where(each) for each in questions],
        }
    )


def _written(subject: Subject) -> str:
    return "" if subject == WITHOUT_COUNTRY else subject.value or subject.context


def _where(finding: Finding) -> str:
    return ", ".join(filter(None, (finding.column, listed_rows(finding.rows))))

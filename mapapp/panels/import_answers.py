"""What a person has said of a sheet, as a file: to keep as one goes, and to give back later."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from geodata.countries import known_codes
from geodata.errors import GeodataError
from geodata.importing.findings import read_answers
from geodata.importing.guesses import KEPT
from geodata.importing.mapping import FIELDS
from geodata.importing.previous_import import MEMORY, read_memory
from mapapp.messages import explain
from mapapp.panels.import_work import change_work
from mapapp.panels.markup import plain_markdown

if TYPE_CHECKING:
    from geodata.importing.drafting import Choices, Draft
    from mapapp.panels.import_work import Work

MAX_MB = 20


def keep_answers(work: Work, draft: Draft) -> None:
    """Offer what was said so far as a file, and take such a file back."""
    with st.expander("Keep your answers, or give them back"):
        st.write(
            "The app holds your answers only while this page is open. The file holds them, with "
            "what each column says and the order of dates."
        )
        stem = work.name.rpartition(".")[0] or work.name
        st.download_button(
            "Download your answers",
            draft.built.files[MEMORY],
            file_name=f"{stem}-answers.json",
            mime="application/json",
            on_click="ignore",
        )
        uploaded = st.file_uploader(
            "Answers from before: that file, or the open points with the column “answer” filled in",
            type=["json", "csv"],
            max_upload_size=MAX_MB,
            key=f"importing.answers.{work.source[0][:8]}",
        )
    if uploaded is None:
        return
    data = uploaded.getvalue()
    mark = hashlib.sha256(data).hexdigest()[:8]
    if mark == work.given:
        return
    try:
        said = read_memory(data) if uploaded.name.endswith(".json") else _answers_alone(data)
    except GeodataError as error:
        st.error(plain_markdown(explain(error)))
        return
    choices = with_said(work.choices, said, set(map(str, draft.table.cells)))
    change_work(replace(work, choices=choices, order=tuple(choices.answers), given=mark))
    st.rerun()


def with_said(choices: Choices, said: dict[str, Any], columns: set[str]) -> Choices:
    """The choices with what was said before, as far as it fits the columns of this sheet.

    A column that says nothing is not in the file. Answers that were given since stay.
    """
    known = {column: field for column, field in said["fields"].items() if field in FIELDS}
    fields = {column: known.get(column, KEPT) for column in columns} if known else {}
    orders = {
        column: order
        for column, order in said["orders"].items()
        if column in columns and order in {"day", "month"}
    }
    country = said["country"] if said["country"] in known_codes() else ""
    return replace(
        choices,
        fields={**choices.fields, **fields},
        orders={**choices.orders, **orders},
        country=choices.country or country,
        answers={**said["answers"], **choices.answers},
    )


def _answers_alone(data: bytes) -> dict[str, Any]:
    return {"fields": {}, "orders": {}, "country": "", "answers": read_answers(data)}

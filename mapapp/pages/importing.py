"""Import: a sheet of one's own becomes a map, step by step, and nothing is guessed in silence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from geodata.description import Description
from geodata.errors import GeodataError, ServiceUnavailableError
from geodata.importing.building import write_collection
from geodata.importing.grid import clean_text
from geodata.importing.outcome import NoRecordsError, check_outcome
from geodata.importing.previous_import import QUESTIONS
from geodata.plurals import count_of
from geodata.zipped import pack_collection
from mapapp import view as views
from mapapp.messages import explain
from mapapp.own_collections import OwnCollection
from mapapp.panels.import_answers import keep_answers
from mapapp.panels.import_columns import (
    choose_colours,
    choose_fields,
    choose_naming,
    choose_orders,
    choose_system,
)
from mapapp.panels.import_questions import (
    answer_in_table,
    ask_online,
    ask_question,
    review_spellings,
    with_one_candidate,
)
from mapapp.panels.import_version import choose_version, show_changes
from mapapp.panels.import_work import (
    LIMITS,
    Work,
    change_work,
    current_work,
    draft_of,
    files_of,
    questions_of,
    read_table,
)
from mapapp.panels.markup import element, fragment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from geodata.collection import Collection
    from geodata.importing.drafting import Draft
    from geodata.importing.findings import Finding
    from geodata.importing.grid import RawTable
    from mapapp.view import View

INTRODUCTION = (
    "Drop a sheet of places (CSV of any kind, XLSX, XLS, ODS, Parquet) or a map (KML and KMZ of "
    "any map maker, GeoJSON, GPX, GeoPackage, a zip with a shapefile). You see how it is "
    "understood, mend what is wrong, answer what is open, and get a map. The file stays on this "
    "machine, and is forgotten when you close the page."
)
LOST = (
    "The app was restarted and no longer holds your file or your answers. Drop the file here "
    "again; if you downloaded your answers, give them back under 3."
)
MISSING = (
    "The address is that of a map that is no longer open. Import its sheet again to rebuild it."
)
CHECKS_SHOWN = 200


def show(collection: Collection | None, view: View) -> None:
    """Draw the page; what the map shows does not change until the import is opened."""
    del collection, view
    st.title("Bring your own records")
    st.write(INTRODUCTION)
    _offer_way_back()
    work = _choose_file()
    if work is None:
        return
    try:
        table = read_table(work)
    except (GeodataError, OSError) as error:
        _fail(error)
        return
    work = _show_reading(work, table)
    choose_version(work, table)
    st.header("2. What each column says", divider="gray")
    choices = choose_fields(table, work.choices, work.token)
    choices = choose_system(choices, work.token)
    choices = choose_naming(choices, work.name, table, work.token)
    work = replace(work, choices=choices)
    try:
        draft = _draft(work, table)
    except GeodataError as error:
        _fail(error)
        return
    work = _refine(work, draft)
    change_work(work)
    _ask(work, draft)
    _finish(work, draft)


def _offer_way_back() -> None:
    """A way from one's own collection to the one that the app was started with."""
    if views.missing_collection():
        st.info(MISSING)
    if views.own_collection() is None:
        return
    st.info("The map, the article and the briefing show your own collection now.")
    if st.button("Go back to the collection of this app"):
        views.show_own(None)
        views.go_to("map")
        st.rerun()


def _choose_file() -> Work | None:
    """The first step: a file, or the one that was dropped before."""
    st.header("1. Your file", divider="gray")
    work = current_work()
    times_lost = int(views.kept("importing.lost") or 0)
    notice = st.container()
    key = f"importing.file.{times_lost}"
    uploaded = st.file_uploader("Drop a file here", max_upload_size=LIMITS.size // 1024**2, key=key)
    if views.is_lost_file(key):
        views.keep("importing.lost", times_lost + 1)  # a new uploader, without the name of the file
        st.rerun()
    if uploaded is not None and (
        work is None or uploaded.file_id != views.kept("importing.upload")
    ):
        views.keep("importing.upload", uploaded.file_id)
        work = Work(clean_text(uploaded.name), uploaded.getvalue())
        change_work(work)
    if times_lost and work is None:
        notice.warning(LOST)
    if work is not None and uploaded is None:
        st.html(element("p", f"You are working on {work.name}."))
        if st.button("Begin with another file"):
            change_work(None)
            st.rerun()
    return work


def _show_reading(work: Work, table: RawTable) -> Work:
    """How the file was read, and what can be changed about that."""
    rows, columns = table.cells.shape
    st.html(element("p", f"Read: {count_of(rows, 'row')}, {count_of(columns, 'column')}."))
    remarks = fragment(element("li", remark) for remark in table.remarks)
    st.html(element("ul", remarks))
    shown_sheet, encoding = work.sheet or table.sheet, work.encoding
    sheet = shown_sheet
    if len(table.sheets) > 1:
        options = list(table.sheets)
        sheet = st.selectbox("Sheet, layer or file", options, index=options.index(table.sheet))
    elif not table.sheets:
        with st.expander("Letters look wrong?"):
            encoding = st.text_input(
                "Encoding of the file, such as cp1252 or big5", value=work.encoding
            ).strip()
    mend = work.mend_letters
    if table.garbled:
        st.html(element("p", f"{table.garbled}."))
    if table.garbled or mend:
        mend = st.checkbox("Mend garbled letters", value=mend, key=f"importing.mend.{work.token}")
    if (sheet, encoding, mend) != (shown_sheet, work.encoding, work.mend_letters):
        choices = replace(work.choices, fields={}) if mend != work.mend_letters else work.choices
        change_work(
            replace(work, sheet=sheet, encoding=encoding, mend_letters=mend, choices=choices)
        )
        st.rerun()
    return work


def _draft(work: Work, table: RawTable) -> Draft:
    with st.spinner("Looking up places …"):
        try:
            return draft_of(work, table)
        except ServiceUnavailableError as error:
            _fail(error)
            return draft_of(replace(work, service=""), table)


def _refine(work: Work, draft: Draft) -> Work:
    """What can be said once the sheet is understood: the order of dates, and colours."""
    choices = choose_orders(draft.understood, work.choices, work.token)
    originators = [
        row["name"] for row in draft.built.tables["jurisdictions"] if row["level"] != "unknown"
    ]
    choices = replace(choices, naming=choose_colours(originators, choices.naming, work.token))
    refined = replace(work, choices=choices)
    if refined.choices != work.choices:
        change_work(refined)
        st.rerun()
    return refined


def _ask(work: Work, draft: Draft) -> None:
    """What needs review: questions to answer, and a list to look through."""
    st.header("3. What needs your eye", divider="gray")
    findings = draft.understood.findings
    questions = questions_of(draft)
    rest = [each for each in findings if each not in questions]
    if not findings:
        st.success("Everything could be read and placed.")
    if work.order:
        st.write(f"{len(work.order)} answered.")
    if questions:
        review_spellings(work, with_one_candidate(questions))
        answer_in_table(work, questions)
        ask_question(work, questions)
        ask_online(work, draft)
    keep_answers(work, draft)
    if rest:
        label = f"To look through: {count_of(len(rest), 'point')}"
        with st.expander(label, expanded=not questions):
            st.html(findings_html(rest[:CHECKS_SHOWN]))
            if len(rest) > CHECKS_SHOWN:
                st.write(f"{len(rest) - CHECKS_SHOWN:,} more are in {QUESTIONS}.")


def findings_html(findings: Sequence[Finding]) -> Markup:
    """Write findings as a list."""
    return element("ul", fragment(element("li", str(each)) for each in findings))


def _finish(work: Work, draft: Draft) -> None:
    """The last step: into the app, or away as a zip."""
    st.header("4. Your map", divider="gray")
    count, left = draft.count, draft.understood.left_out
    ready = count_of(count, "record is ready", "records are ready")
    left_out = count_of(left, "row is left out", "rows are left out")
    until = f" {left_out} until a person answers." if left else ""
    st.html(element("p", f"{ready}.{until}"))
    name = str(draft.built.descriptor["name"])
    if work.version:
        show_changes(draft.changes, Description(draft.built.descriptor))
    try:
        check_outcome(draft)
    except NoRecordsError as error:
        _fail(error)
        return
    opening, zipping, listing = st.columns(3)
    if opening.button("Open it on the map", type="primary", width="stretch"):
        _open(work, draft)
    zipping.download_button(
        "Download the collection",
        data=lambda: pack_collection(files_of(work, draft), name),
        file_name=f"{name}.zip",
        mime="application/zip",
        on_click="ignore",
        width="stretch",
    )
    listing.download_button(
        "Download the open points",
        data=draft.built.files[QUESTIONS],
        file_name=QUESTIONS,
        mime="text/csv",
        on_click="ignore",
        width="stretch",
    )
    st.write(
        "The map stays open until you close its page. Download the collection to keep it: "
        "`python -m mapapp serve --collection FILE.zip` opens it again."
    )


def _open(work: Work, draft: Draft) -> None:
    """Write the collection for this session alone, and turn to the map."""
    own = OwnCollection()
    own.folder = own.room / str(draft.built.descriptor["name"])
    try:
        write_collection(replace(draft.built, files=files_of(work, draft)), own.folder)
    except (GeodataError, OSError) as error:
        _fail(error)
        return
    views.show_own(own)
    views.go_to("map")
    st.rerun()


def _fail(error: Exception) -> None:
    """Say what is wrong as plain text: it may quote the file."""
    st.html(element("div", element("p", explain(error), role="alert"), class_="notice"))

"""The open questions of an import: one at a time with a map, in a table, or put to a service."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from geodata.countries import country_name
from geodata.errors import GeodataError
from geodata.importing.findings import ONLY_COUNTRY, WITHOUT_COUNTRY, listed_rows
from geodata.plurals import count_of
from geodata.services import service_terms
from layers.candidates import build_candidates, describe
from layers.compose import base_map, scene_group
from layers.words import capital
from mapapp import view as views
from mapapp.assets import assets_path
from mapapp.messages import explain
from mapapp.panels.import_work import change_work, draft_of
from mapapp.panels.markup import element, link
from mapapp.panels.world_map import page_theme
from mapapp.server_paths import server_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from geodata.importing.drafting import Draft
    from geodata.importing.findings import Finding, Subject
    from mapapp.panels.import_work import Work

MIN_IN_TABLE = 3
MAX_IN_TABLE = 500
PROBLEM, ANSWER = "Problem", "Your answer"

SERVICES = ("nominatim", "photon")

MIN_QUESTIONS = 2
TAKE, WRITTEN, MEANT, ROWS = "Take", "Written", "May be", "Where"

OTHER = "other"
HEIGHT_PX = 320
_AT, _POINTED = "importing.at", "importing.pointed"


def ask_question(work: Work, questions: Sequence[Finding]) -> None:
    """Show one question with its answers; the others wait."""
    at = min(int(views.kept(_AT) or 0), len(questions) - 1)
    _turn_pages(at, len(questions), work)
    finding = questions[at]
    st.html(question_html(finding))
    is_place = finding.subject.field == "place"
    answer = _choose_place(finding) if is_place else _write_answer(finding)
    if st.button("Take this answer", type="primary", disabled=not answer):
        change_work(work.answered(finding.subject, answer))
        views.keep(_POINTED, None)
        st.rerun()


def _turn_pages(at: int, count: int, work: Work) -> None:
    label, back, ahead, undo = st.columns((4, 1.3, 1.3, 2), vertical_alignment="center")
    label.html(element("strong", f"Question {at + 1} of {count}"))
    if back.button("Previous", disabled=at == 0, width="stretch"):
        _turn_to(at - 1)
    if ahead.button("Later", disabled=at >= count - 1, width="stretch"):
        _turn_to(at + 1)
    if undo.button("Take back last answer", disabled=not work.order, width="stretch"):
        change_work(work.taken_back())
        st.rerun()


def _turn_to(at: int) -> None:
    views.keep(_AT, at)
    views.keep(_POINTED, None)
    st.rerun()


def question_html(finding: Finding) -> Markup:
    """Write what is asked, of which rows, and what happens until it is answered."""
    subject = finding.subject
    is_of_many = subject == WITHOUT_COUNTRY
    value = f"“{subject.value or subject.context}”" if any(subject[1:]) else "The cell"
    value = "The country" if is_of_many else value
    where = f" in {country_name(finding.country)}" if finding.country else ""
    rows = listed_rows(finding.rows)
    column = f", column “{finding.column}”" if finding.column else ""
    said = element("p", element("strong", value) + f"{where} {finding.problem}.")
    is_one = len(finding.rows) == 1
    lost = "the row is left out" if is_one else "the rows are left out"
    less = "the record stays without it" if is_one else "the records stay without it"
    consequence = f"Until it is answered, {lost if finding.level == 'left out' else less}."
    place = element("p", f"{capital(rows)}{column}. {consequence}")
    return element("div", said + place)


def _choose_place(finding: Finding) -> str:
    """Candidates as marks and as a list; one of them, only the country, or another spelling."""
    candidates = {each.gazetteer_id: each for each in finding.candidates}
    names = {key: describe(each) for key, each in candidates.items()}
    if finding.country:
        names[ONLY_COUNTRY] = f"Known only to the country: {country_name(finding.country)}"
    names[OTHER] = "Written otherwise, or a position"
    choosing, seeing = st.columns((1, 1))
    pointed = views.kept(_POINTED)
    options = list(names)
    with choosing:
        chosen = st.radio(
            "Which is meant?",
            options,
            index=options.index(pointed) if pointed in names else None,
            format_func=lambda key: names[key],
            key=f"importing.choice.{finding.subject}.{pointed}",
        )
        written = ""
        if chosen == OTHER:
            written = st.text_input(
                "Its usual name, “Name, Region”, or latitude and longitude",
                key=f"importing.other.{finding.subject}",
            )
    if candidates:
        with seeing:
            _point_on_map(finding)
    return written.strip() if chosen == OTHER else str(chosen or "")


def _point_on_map(finding: Finding) -> None:
    """The candidates as marks; opening one chooses it in the list."""
    ground = base_map(theme=page_theme(), assets_url=server_path(assets_path()))
    report = st_folium(
        ground,
        key=f"importing.map.{finding.subject}",
        height=HEIGHT_PX,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=scene_group(build_candidates(finding.candidates), fit=True),
    )
    key, turn = _opened_mark(report)
    mark = (finding.subject, turn, key)
    if key and views.kept("importing.heard") != mark:
        views.keep("importing.heard", mark)
        views.keep(_POINTED, key)
        st.rerun()


def _opened_mark(report: object) -> tuple[str, object]:
    """The key of the mark that was opened, and when; a browser may report anything."""
    match report:
        case {"last_active_drawing": {"properties": {"key": str(key), **others}}}:
            return key, others.get("turn")
    return "", None


def _write_answer(finding: Finding) -> str:
    """An answer in words, with what the import makes of the question."""
    is_country = finding.subject.field in {"country", "region"}
    if is_country:
        st.html(element("p", f"{capital(finding.remedy)}."))
    label = (
        "Country, in any language or as a code"
        if is_country
        else "The date, such as 2015, June 2015, c. 2012 or before 2015"
    )
    return st.text_input(label, key=f"importing.answer.{finding.subject}").strip()


def with_one_candidate(questions: Sequence[Finding]) -> list[Finding]:
    """The questions about a place for which only one place comes into question."""
    return [
        each
        for each in questions
        if each.subject.field == "place" and len(each.candidates) == 1 and each.country
    ]


def review_spellings(work: Work, questions: Sequence[Finding]) -> None:
    """Let a person tick which suggestions are right; nothing is ticked beforehand."""
    if len(questions) < MIN_QUESTIONS:
        return
    with st.expander(
        f"{len(questions)} names are spelled like exactly one place: accept them together"
    ):
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


def ask_online(work: Work, draft: Draft) -> None:
    """Offer a service for the open places; nothing is sent before the button is pressed."""
    open_places = [
        each
        for each in draft.understood.findings
        if each.subject.field == "place" and each.level != "check" and each.subject.value
    ]
    if not open_places:
        return
    with st.expander("Ask an online service for the places that are open"):
        service = st.radio("Service", SERVICES, format_func=str.title, horizontal=True)
        terms = service_terms(service)
        st.html(
            element("p", terms.summary + " " + link(terms.url, "The terms in full"))
            + element("p", f"Credit: {terms.attribution}")
        )
        seconds = round(len(open_places) * terms.seconds_between)
        agreed = st.checkbox(
            f"Send {len(open_places)} names of places to {service.title()} "
            f"(some {max(seconds, 1)} seconds)"
        )
        if st.button("Ask now", disabled=not agreed):
            _ask(work, draft, service)


def _ask(work: Work, draft: Draft, service: str) -> None:
    asked = replace(work, service=service)
    try:
        with st.spinner("Asking, one name at a time …"):
            draft_of(asked, draft.table)
    except GeodataError as error:
        st.html(element("p", explain(error), role="alert"))
        return
    change_work(asked)
    st.rerun()


def answer_in_table(work: Work, questions: Sequence[Finding]) -> None:
    """Let a person write answers beside the questions, and take all of them together."""
    if len(questions) < MIN_IN_TABLE:
        return
    asked = questions[:MAX_IN_TABLE]
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

"""The open questions of an import, one at a time, with candidates on a small map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from streamlit_folium import st_folium

from geodata.countries import country_name
from geodata.importing.findings import ONLY_COUNTRY, WITHOUT_COUNTRY, listed_rows
from layers.candidates import build_candidates, describe
from layers.compose import base_map, scene_group
from layers.words import capital
from mapapp import view as views
from mapapp.assets import assets_path
from mapapp.panels.importing import change_work
from mapapp.panels.markup import element
from mapapp.panels.world_map import page_theme
from mapapp.server_paths import server_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from geodata.importing.findings import Finding
    from mapapp.panels.importing import Work

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

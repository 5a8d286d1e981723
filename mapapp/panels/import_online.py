"""An online service for places that stay open: off until a person has read its terms and asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from geodata.errors import GeodataError
from geodata.services import service_terms
from mapapp.messages import explain
from mapapp.panels.importing import change_work, draft_of
from mapapp.panels.markup import element, link

if TYPE_CHECKING:
    from geodata.importing.drafting import Draft
    from mapapp.panels.importing import Work

SERVICES = ("nominatim", "photon")


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

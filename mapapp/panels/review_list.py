"""The legal desk on a page: what refuses an export, and what to tick before a download."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import streamlit as st

from mapapp.exports.review import name_records
from mapapp.panels.markup import plain_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.selection import Selected
    from mapapp.exports.review import Finding, Review

LIST_HEIGHT_PX = 320


def draw_desk(found: Review, shown: Selected) -> bool:
    """Draw a review.

    Args:
        found: What the review found.
        shown: What was reviewed; its records are listed by name.

    Returns:
        Whether all is ticked and nothing refuses the export.
    """
    st.header("Before you publish")
    for refusal in found.refusals:
        st.error(plain_markdown(str(refusal)))
    if not found.points:
        st.write("Nothing to check.")
    names = name_records(shown)
    ticked = [_draw_point(point, names) for point in found.points]
    return not found.refusals and all(ticked)


def _draw_point(point: Finding, names: Mapping[str, str]) -> bool:
    box, listed = st.columns([6, 1], vertical_alignment="top")
    key = _key(point)
    with box:
        is_ticked = st.checkbox(plain_markdown(point.text), key=key, wrap=True)
        st.caption(plain_markdown(point.advice))
    with listed.popover("Which", width="stretch"):
        st.dataframe(
            {
                "Record": list(point.records),
                "What": [names.get(record, "") for record in point.records],
            },
            hide_index=True,
            height=min(LIST_HEIGHT_PX, 38 + 35 * len(point.records)),
            key=f"{key}-which",
        )
    return is_ticked


def _key(point: Finding) -> str:
    """A tick is for these very records: with others, the point is open again."""
    records = hashlib.sha256("\n".join(point.records).encode()).hexdigest()[:12]
    return f"desk-{point.rule}-{records}"

"""The legal desk on a page: what refuses an export, and what to tick before a download."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mapapp.panels.markdown import plain_markdown

if TYPE_CHECKING:
    from mapapp.exports.review import Finding, Review

NAMED_AT_MOST = 40


def draw_desk(found: Review) -> bool:
    """Draw a review.

    Returns:
        Whether all is ticked and nothing refuses the export.
    """
    st.subheader("Before you publish")
    for refusal in found.refusals:
        st.error(plain_markdown(str(refusal)))
    if not found.points:
        st.write("Nothing to check.")
    ticked = [_draw_point(point) for point in found.points]
    return not found.refusals and all(ticked)


def _draw_point(point: Finding) -> bool:
    box, names = st.columns([6, 1], vertical_alignment="center")
    is_ticked = box.checkbox(
        plain_markdown(f"{point.text}. {point.advice}"), key=f"desk-{point.rule}"
    )
    with names.popover("Which", width="stretch"):
        named = ", ".join(point.records[:NAMED_AT_MOST])
        more = len(point.records) - NAMED_AT_MOST
        st.text(f"{named} and {more} more" if more > 0 else named)
    return is_ticked

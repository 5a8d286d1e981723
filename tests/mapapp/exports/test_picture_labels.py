"""Lettering and the places of labels."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.cartography.glyphs import readable
from layers.cartography.labels import (
    CLEARANCE,
    CollisionIndex,
    LabelRequest,
    around,
    overlap,
    place_labels,
)
from layers.cartography.projection import Frame
from layers.cartography.text_metrics import shorten, text_width, wrap_text

FRAME = Frame(0, 0, 400, 300)
WISHES = st.lists(
    st.builds(
        LabelRequest,
        text=st.text("abcWi ", min_size=1, max_size=20),
        point=st.tuples(st.floats(0, 400), st.floats(0, 300)),
        reach=st.floats(2, 28),
        size=st.floats(8, 20),
    ),
    max_size=25,
)


@given(wishes=WISHES)
def test_no_two_labels_overlap_and_none_leaves_the_frame_or_covers_a_mark(wishes):
    marks = [around(wish.point, wish.reach) for wish in wishes]
    boxes = [label.box for label in place_labels(wishes, CollisionIndex(marks), FRAME)]
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
    assert not any(overlap(box, mark) for box in boxes for mark in marks)
    assert all(FRAME.holds(box[:2]) and FRAME.holds(box[2:]) for box in boxes)


def test_the_more_important_label_has_the_place():
    wishes = [LabelRequest("first", (200, 150), 5, 12), LabelRequest("second", (200, 150), 5, 12)]
    labels = place_labels(wishes, CollisionIndex(), FRAME, most=1)
    assert [label.wish.text for label in labels] == ["first"]


def test_a_label_at_the_right_edge_stands_on_the_left():
    (label,) = place_labels([LabelRequest("Auckland", (390, 150), 5, 12)], CollisionIndex(), FRAME)
    assert label.align == "right"


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("m", 8.29), ("é", 4.96), ("漢", 10), ("Milan", 22.79)],
)
def test_text_has_the_width_of_the_font(text, width):
    assert text_width(text, 10) == pytest.approx(width, abs=0.02)


@settings(deadline=None)  # the first foreign letter reads its typeface
@given(text=st.text(max_size=120), width=st.floats(40, 300))
def test_no_line_is_wider_than_the_page_and_no_letter_is_lost(text, width):
    clean = readable(text)
    lines = wrap_text(clean, 12, width)
    assert all(text_width(line, 12) <= width + 0.01 for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean.split())


def test_ideographs_break_anywhere_but_before_a_stop():
    lines = wrap_text("警察站点，以及协议。", 10, 45)
    assert all(line[0] not in "，。" for line in lines)


def test_a_shortened_text_says_so():
    assert shorten("A very long name of a place", 12, 80).endswith("…")
    assert shorten("Short", 12, 80) == "Short"


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\u202e", "\u2066", "\ud800", "\uffff"])
def test_signs_that_break_a_page_or_turn_its_reading_are_taken_out(sign):
    assert sign not in readable(f"a{sign}b")


def test_a_name_comes_no_nearer_to_another_mark_than_to_its_own():
    mine, other = (200.0, 150.0), (214.0, 150.0)
    rooms = [around(point, 5 + CLEARANCE) for point in (mine, other)]
    wish = LabelRequest("mine", mine, 5, 12, own=rooms[0])
    (label,) = place_labels([wish], CollisionIndex(rooms), FRAME)
    assert label.align == "right"
    assert not overlap(label.box, rooms[1])


def test_a_name_that_must_stand_is_written_even_where_there_is_no_room():
    wishes = [
        LabelRequest("Name", (50, 50), 4, 8, must_stand=must) for must in (True,) * 12 + (False,)
    ]
    taken = CollisionIndex([around((50, 50), 5)])
    placed = place_labels(wishes, taken, Frame(0, 0, 120, 80))
    assert [label.wish.must_stand for label in placed] == [True] * 12

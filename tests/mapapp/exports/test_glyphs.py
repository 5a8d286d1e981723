"""Texts as the packaged typefaces can set them."""

from __future__ import annotations

import time

import pytest

from layers.cartography.glyphs import by_typeface, in_reading_order, with_glyphs

RLI, PDI = "\u2067", "\u2069"


@pytest.mark.parametrize(
    ("text", "settable"),
    [
        ("", ""),
        ("plain é Ж λ", "plain é Ж λ"),
        ("e\u0301 decomposed", "e\u0301 decomposed"),
        ("العربية 青田 ไทย", "العربية 青田 ไทย"),
        ("ខ្មែរ ខ្មែរ and မြန်မာ", "[Khmer] and [Myanmar]"),
        ("[Khmer] ខ្មែរ", "[Khmer] [Khmer]"),
        ("ខ្មែរ  end ", "[Khmer]  end "),
        ("\U00020000", "[CJK]"),
        ("\ue000\ufdd0", "□□"),
        ("🇮🇹 👍🏽", "🇮🇹 👍"),
        ("\ufe0f", ""),
    ],
)
def test_only_what_no_typeface_has_is_replaced(text: str, settable: str):
    assert with_glyphs(text) == settable


@pytest.mark.parametrize("cluster", ["x\u0301", "ខ", "😀", "א", "\u0301", "\U000e0100", "\n"])
def test_time_grows_with_the_length_alone(cluster: str):
    start = time.process_time()
    with_glyphs(in_reading_order(cluster * 100_000))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("text", "ordered"),
    [
        ("only Latin, 2022", "only Latin, 2022"),
        ("قالت 2022 (NATO) إن", f"{RLI}قالت 2022 (NATO) إن{PDI}"),
        ("NATO: قالت وزارة الخارجية 2022", f"{RLI}NATO: قالت وزارة الخارجية 2022{PDI}"),
        ("The report (العربية, 2022) said", f"The report ({RLI}العربية{PDI}, 2022) said"),
        ("of עברית 5 עברית, and more words", f"of {RLI}עברית 5 עברית{PDI}, and more words"),
        (f"{RLI}قالت{PDI}. 2022", f"{RLI}قالت{PDI}. 2022"),
    ],
)
def test_what_reads_from_the_right_is_kept_apart(text: str, ordered: str):
    assert in_reading_order(text) == ordered


def test_a_label_is_by_face_by_typeface_and_spaces_stay_with_the_letters_before():
    by_face = [(face.family, letters) for face, letters in by_typeface("Fu (福州 青田): العربية")]
    assert by_face == [
        ("Source Sans 3", "Fu ("),
        ("Kurinto Sans SC", "福州 青田): "),
        ("Kurinto Sans", "العربية"),
    ]

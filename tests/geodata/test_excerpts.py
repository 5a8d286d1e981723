"""Texts that are longer than what takes them."""

from __future__ import annotations

import pytest

from geodata.excerpts import shorten

CASES = {
    "short": ("A site", "A site"),
    "just fits": ("A site in X", "A site in X"),
    "a word too many": ("A site in Milan", "A site in…"),
    "a word that ends at the limit": ("A site inn Milan", "A site inn…"),
    "a dash before the cut": ("A site – in Milan", "A site…"),
    "one long word": ("Donaudampfschiff", "Donaudampf…"),
    "no spaces between words": ("南通市公安局海外警察服务中心", "南通市公安局海外警察…"),
    "a space near the beginning": ("見 南通市公安局海外警察服务中心", "見 南通市公安局海外…"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("text", "shortened"), CASES.values(), ids=CASES)
def test_a_text_is_cut_after_a_word(text, shortened):
    assert shorten(text, 11) == shortened
    assert len(shortened) <= 11

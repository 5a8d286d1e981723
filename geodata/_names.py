"""How two spellings of a name are told to be the same: countries, places and regions alike."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "ŋ": "n",
        "ə": "a",
        "ɓ": "b",
        "ɗ": "d",
        "ƙ": "k",
        "ƴ": "y",
        "ơ": "o",
        "ư": "u",
        "&": " and ",
    }
)
# Accents of Latin, Greek and Cyrillic, the points of Hebrew and the vowel signs of Arabic are
# left out freely by writers. The signs of Indic scripts and of Thai are letters, and stay.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
_APOSTROPHES = re.compile("['’‘ʻʼʹʺ`´′ʿʾ‛＇]")
_PUNCTUATION = re.compile(r"[^\w\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]+|_+")


def fold_name(name: str) -> str:
    """The form of a name in which case, accents, hyphens, dots and apostrophes make no difference.

    Args:
        name: As a source wrote it, in any script.

    Returns:
        Lower-case words parted by one space; empty if the name has no letter or digit.
    """
    folded = name.casefold()
    if folded.isascii():
        if folded.isalnum():
            return folded
    else:
        folded = unicodedata.normalize("NFKD", folded).translate(_LETTERS)
        folded = unicodedata.normalize("NFC", _ACCENTS.sub("", folded))
    folded = _APOSTROPHES.sub("", folded).replace("&", " and ")
    return _PUNCTUATION.sub(" ", folded).strip()

"""How two spellings of a name are recognised as the same: countries, places and regions alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Letters that Unicode does not take apart into a base letter and an accent.
LETTERS = {
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
    "ς": "σ",  # casefold does it, but JavaScript's lower case does not
    "&": " and ",
}
# Accents of Latin, Greek and Cyrillic, the points of Hebrew and the vowel signs of Arabic are
# left out freely by writers. The characters of Indic scripts and of Thai are letters, and stay.
ACCENTS = "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670]"
APOSTROPHES = "['’‘ʻʼʹʺ`´′ʿʾ‛＇]"
_TRANSLATED = str.maketrans(LETTERS)
_LETTER = r"\w\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff"
_PUNCTUATION = re.compile(rf"[^{_LETTER}]+|_+")
_MORE_THAN_A_SPACE = re.compile(rf"[^{_LETTER}]{{2,}}|[^{_LETTER} ]|_+")
"""The same, but for what would stay as it is."""

_BETWEEN = "zzqzxqzz"
"""A word between texts that are folded together; if one holds it, they are not."""


def fold_name(name: str) -> str:
    """The form of a name in which case, accents, hyphens, dots and apostrophes make no difference.

    Args:
        name: As a source wrote it, in any script.

    Returns:
        Lower-case words separated by one space; empty if the name has no letter or digit.
    """
    folded = name.casefold()
    if folded.isascii():
        words = folded.split()
        if "".join(words).isalnum():  # most names: nothing to take out
            return " ".join(words)
    else:
        folded = unicodedata.normalize("NFKD", folded).translate(_TRANSLATED)
        folded = unicodedata.normalize("NFC", re.sub(ACCENTS, "", folded))
    folded = re.sub(APOSTROPHES, "", folded).replace("&", " and ")
    return _PUNCTUATION.sub(" ", folded).strip()


def fold_names(names: Sequence[str]) -> list[str]:
    """`fold_name` of many texts, folded together: a call for each takes several times as long."""
    folded = [""] * len(names)
    for are_ascii in (True, False):
        alike = [at for at, name in enumerate(names) if name.isascii() == are_ascii]
        texts = [names[at] for at in alike]
        parts = _fold_together(texts, are_ascii=are_ascii)
        for at, part in zip(alike, parts, strict=True):
            folded[at] = part
    return folded


def _fold_together(texts: Sequence[str], *, are_ascii: bool) -> list[str]:
    folded = f" {_BETWEEN} ".join(texts).casefold()
    if not are_ascii:
        folded = unicodedata.normalize("NFKD", folded).translate(_TRANSLATED)
        folded = unicodedata.normalize("NFC", re.sub(ACCENTS, "", folded))
        folded = re.sub(APOSTROPHES, "", folded)
    folded = folded.replace("'", "").replace("`", "").replace("&", " and ")
    parts = [part.strip() for part in _MORE_THAN_A_SPACE.sub(" ", folded).split(_BETWEEN)]
    return parts if len(parts) == len(texts) else [fold_name(text) for text in texts]


# Words that writers shorten as they please; each is read as its short form.
_SHORT_FORMS = {
    "saint": "st",
    "sankt": "st",
    "sainte": "ste",
    "santa": "sta",
    "santo": "sto",
    "mount": "mt",
    "fort": "ft",
}
_KEY_BITS = 52  # the chance that an unknown name meets one of a million keys is one in 4e9


def place_form(name: str) -> str:
    """The form in which two spellings of a place's name are the same.

    On top of `fold_name`, spaces make no difference (McRae, Mc Rae; Benslimane, Ben Slimane), and
    Saint, Santa, Santo, Mount and Fort are the same as their short forms.
    """
    words = fold_name(name).split()
    return "".join([_SHORT_FORMS.get(word, word) for word in words])


def place_key(form: str) -> int:
    """The number under which the gazetteer keeps a form of a name; 0 is never one."""
    digest = hashlib.blake2b(form.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> (64 - _KEY_BITS)) or 1

"""How two spellings of a name are told to be the same: countries, places and regions alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata

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
# left out freely by writers. The signs of Indic scripts and of Thai are letters, and stay.
ACCENTS = "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670]"
APOSTROPHES = "['’‘ʻʼʹʺ`´′ʿʾ‛＇]"
_TRANSLATED = str.maketrans(LETTERS)
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
        words = folded.split()
        if "".join(words).isalnum():  # most names: nothing to take out
            return " ".join(words)
    else:
        folded = unicodedata.normalize("NFKD", folded).translate(_TRANSLATED)
        folded = unicodedata.normalize("NFC", re.sub(ACCENTS, "", folded))
    folded = re.sub(APOSTROPHES, "", folded).replace("&", " and ")
    return _PUNCTUATION.sub(" ", folded).strip()


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

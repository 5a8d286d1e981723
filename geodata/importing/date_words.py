"""The words of dates: months, seasons, "about" and "before", in many languages.

Months and weekdays are those of Unicode CLDR; the other words are in `data/date_words.csv`.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache

from babel import Locale

from geodata.packaged import packaged_text

LANGUAGES = ("en", "fr", "es", "it", "de", "pt", "zh", "ru", "ar")
"""Those of the interface, and two more that sheets are often kept in."""

MAX_DATE_LENGTH = 80
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_HAN = re.compile("[\u3400-\u9fff]")  # words that no space parts from figures
_TIME = re.compile(
    r"(?<=\d)[t ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:z|[ap]\.?m\.?|[+-]\d{2}:?\d{2})?$"
)


@lru_cache(maxsize=65536)
def is_blank(text: str) -> bool:
    """Whether a cell only says that nothing is known: empty, a dash, `n/a`, `unbekannt`."""
    bare = text.strip()
    return not bare or (len(bare) <= _longest_blank() and plain_text(bare) in _words("blank"))


@cache
def _longest_blank() -> int:
    """The length of the longest of these texts, with room for spaces and accents within it."""
    return 2 * max(map(len, _words("blank")))


@lru_cache(maxsize=65536)
def is_still_so(text: str) -> bool:
    """Whether a cell says that something goes on: `ongoing`, `to date`, `läuft`."""
    return plain_text(text).strip(" .()") in _words("now")


def plain_text(text: str) -> str:
    """Lower case, one kind of dash and apostrophe, no accents, no time of day."""
    folded = unicodedata.normalize("NFKD", re.sub("[ºª]", " ", text.casefold()))
    folded = "".join(each for each in folded if not unicodedata.combining(each))
    folded = re.sub("[‐-―−～]", "-", folded)  # noqa: RUF100 - dashes of all lengths
    folded = re.sub("[’‘ʼ`´]", "'", folded)
    folded = re.sub(
        r"(\d{4})\s*年\s*(?:(\d{1,2})\s*月\s*(?:(\d{1,2})\s*[日号])?)?", _chinese, folded
    )
    return _TIME.sub("", re.sub(r"\s+", " ", folded).strip())


def _chinese(found: re.Match[str]) -> str:
    return "-".join(part for part in found.groups() if part) + " "


def mark_words(text: str) -> str:
    """Replace words by marks: months `<m6>`, seasons `<s21>`, the others by their kind."""
    spaced = re.sub(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", " ", text)
    spaced = re.sub(r"(\d{3}0) ('?)(s|er)\b", r"\1\3", spaced)
    marked = _pattern().sub(lambda found: _marks()[found[0].rstrip(".")], spaced)
    return re.sub(r"\s+", " ", marked).strip()


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_marks(), key=lambda word: (-len(word), word))
    spaced = "|".join(re.escape(word) for word in words if not _HAN.search(word))
    joined = "|".join(re.escape(word) for word in words if _HAN.search(word))
    return re.compile(rf"(?<![\w<])(?:{spaced})\b\.?(?!>)|(?:{joined})")


@cache
def _marks() -> dict[str, str]:
    marks = {word: f"<{kind}>" for kind, word in _word_rows() if kind != "blank"}
    for kind, number in _SEASONS.items():
        marks |= dict.fromkeys(_words(kind), f"<s{number}>")
    marks |= dict.fromkeys(_weekdays(), "<filler>")
    return marks | _months()


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for each, word in _word_rows() if each == kind)


@cache
def _word_rows() -> tuple[tuple[str, str], ...]:
    text = packaged_text("date_words.csv")
    return tuple(
        (row["kind"], plain_text(row["word"])) for row in csv.DictReader(text.splitlines())
    )


@cache
def _months() -> dict[str, str]:
    """Names of months, whole and shortened, in all languages; one that two months bear is out."""
    meant: dict[str, set[int]] = {"sept": {9}}
    for language in LANGUAGES:
        for form in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in form.get(width, {}).items():
                    meant.setdefault(plain_text(name).rstrip("."), set()).add(number)
    return {
        word: f"<m{next(iter(numbers))}>"
        for word, numbers in meant.items()
        if len(numbers) == 1 and not word[0].isdigit()
    }


@cache
def _weekdays() -> frozenset[str]:
    days = (Locale.parse(each).days["format"]["wide"].values() for each in LANGUAGES)
    names = (plain_text(name) for names in days for name in names)
    return frozenset(name for name in names if not _HAN.search(name))

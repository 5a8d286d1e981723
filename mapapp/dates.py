"""Dates of the record, written for a reader: `2018-09` is September 2018, `2016/..` since 2016."""

from __future__ import annotations

from functools import lru_cache

from geodata.dates import write_moment
from mapapp.language import Language
from mapapp.rare_dates import spell_rare_date

DOMAIN = "dates"
_UNSURE = "~?%"
_PARTS_AT_MOST = 3  # year, month and day


@lru_cache(maxsize=4096)
def spell_date(text: str, language: str = "en") -> str:
    """Write an EDTF date or interval in words.

    An open end (`..`) and an end that is not known (nothing after the slash) are told apart.

    Args:
        text: EDTF as `geodata.dates.year_span` reads it; empty stays empty.
        language: One of `mapapp.language.LANGUAGES`.
    """
    begin, slash, end = text.strip().partition("/")
    if not slash:
        return _spell_one(begin, language)
    words = Language(language, DOMAIN)
    first, last = _spell_one(begin.strip("."), language), _spell_one(end.strip("."), language)
    if first and last:
        return f"{first}–{last}"
    if first:
        open_end = "since {date}, open end" if end == ".." else "from {date}, end not known"
        return words.text(open_end, date=first)
    return words.text("until {date}, start not known", date=last)


def _spell_one(text: str, language: str) -> str:
    plain = text.rstrip(_UNSURE)
    spelt = _spell_plain(plain, language)
    return Language(language, DOMAIN).text("about {date}", date=spelt) if plain != text else spelt


def _spell_plain(text: str, language: str) -> str:
    """Write `2018-09-28`, `2018-09` or `2018`; anything finer of EDTF stays as it is."""
    rare = spell_rare_date(text, language, lambda each: _spell_one(each, language))
    if rare is not None:
        return rare
    parts = text.split("-")
    is_plain = len(parts) <= _PARTS_AT_MOST and all(part.isdigit() for part in parts)
    return write_moment(text, language) if is_plain else text

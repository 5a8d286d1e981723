"""Dates of the record, written for a reader: `2018-09` is September 2018, `2016/..` since 2016.

Sheets that people bring have the rarer forms of EDTF too: `2016-21` is spring 2016, `2016-33` its
first quarter, `201X` the decade, `[2014..2016]` a date between the two.
"""

from __future__ import annotations

import re
from functools import lru_cache

from geodata.dates import write_moment
from layers.words.catalogue import MAIN_LANGUAGE, read_catalogue

_UNSURE = "~?%"
_PLAIN = re.compile(r"\d+(?:-\d+){0,2}")
_SEASONS = {
    "21": "spring {year}",
    "22": "summer {year}",
    "23": "autumn {year}",
    "24": "winter {year}",
}
_FIRST_QUARTER = 33
_SEASON = re.compile(r"(\d{4})-(2[1-4])")
_QUARTER = re.compile(r"(\d{4})-(3[3-6])")
_DECADE = re.compile(r"(\d{3})X")
_BETWEEN = re.compile(r"\[([^,\[\]]+)\.\.([^,\[\]]+)\]")


@lru_cache(maxsize=4096)
def spell_date(text: str, language: str = MAIN_LANGUAGE) -> str:
    """Write an EDTF date or interval in words.

    An open end (`..`) and an end that is not known (nothing after the slash) are distinguished.

    Args:
        text: EDTF as `geodata.dates.year_span` reads it; empty stays empty.
        language: One of `LANGUAGES`.
    """
    begin, slash, end = text.strip().partition("/")
    if not slash:
        return _spell_one(begin, language)
    first, last = _spell_one(begin.strip("."), language), _spell_one(end.strip("."), language)
    if first and last:
        return f"{first}–{last}"
    if first:
        open_end = "since {date}, open end" if end == ".." else "from {date}, end not known"
        return _say(language, open_end, date=first)
    return _say(language, "until {date}, start not known", date=last)


@lru_cache(maxsize=4096)
def abbreviate_date(text: str, language: str = MAIN_LANGUAGE) -> str:
    """The same where there is little room: a day or month is abbreviated, the rest as it is."""
    is_plain = _PLAIN.fullmatch(text)
    return write_moment(text, language, is_short=True) if is_plain else spell_date(text, language)


def _spell_one(text: str, language: str) -> str:
    certain = text.rstrip(_UNSURE)
    spelt = _spell_certain(certain, language)
    return _say(language, "about {date}", date=spelt) if certain != text else spelt


def _spell_certain(text: str, language: str) -> str:
    """Write a date without a mark of uncertainty; what is finer in EDTF stays as it is."""
    if season := _SEASON.fullmatch(text):
        return _say(language, _SEASONS[season[2]], year=season[1])
    if quarter := _QUARTER.fullmatch(text):
        number = int(quarter[2]) - _FIRST_QUARTER + 1
        return _say(language, "quarter {number} of {year}", number=number, year=quarter[1])
    if decade := _DECADE.fullmatch(text):
        return _say(language, "the {year}s", year=f"{decade[1]}0")
    if between := _BETWEEN.fullmatch(text):
        first, last = (_spell_one(each, language) for each in between.groups())
        return _say(language, "between {first} and {last}", first=first, last=last)
    return write_moment(text, language) if _PLAIN.fullmatch(text) else text


def _say(language: str, msgid: str, **fields: object) -> str:
    return read_catalogue(language).template(msgid).format(**fields)

"""The rarer forms of EDTF in words: seasons, quarters, decades, and dates between two others.

Sheets that people bring have them: `2016-21` is Spring 2016, `2016-33` its first quarter, `201X`
the decade, `[2014..2016]` a date between the two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapapp.language import Language

if TYPE_CHECKING:
    from collections.abc import Callable

DOMAIN = "dates"
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


def spell_rare_date(text: str, language: str, spell: Callable[[str], str]) -> str | None:
    """Write a date of one of these forms in words; None for any other form.

    Args:
        text: EDTF without a mark of uncertainty.
        language: One of `mapapp.language.LANGUAGES`.
        spell: Writes the two dates that another lies between.
    """
    words = Language(language, DOMAIN)
    if season := _SEASON.fullmatch(text):
        return words.text(_SEASONS[season[2]], year=season[1])
    if quarter := _QUARTER.fullmatch(text):
        number = int(quarter[2]) - _FIRST_QUARTER + 1
        return words.text("quarter {number} of {year}", number=number, year=quarter[1])
    if decade := _DECADE.fullmatch(text):
        return words.text("the {year}s", year=f"{decade[1]}0")
    if between := _BETWEEN.fullmatch(text):
        return words.text(
            "between {first} and {last}", first=spell(between[1]), last=spell(between[2])
        )
    return None

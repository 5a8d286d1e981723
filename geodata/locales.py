"""How languages are written: the rules of Unicode CLDR, as Babel has them."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

WRITTEN_AS_IN = {"en": "en_GB", "pt": "pt_PT"}
"""Whose habits are followed where a language has several."""


@cache
def locale_of(language: str) -> Locale:
    """The rules of a language for plurals, lists, numbers and dates, and its names of countries.

    Args:
        language: A tag such as `en`, `pt-BR` or `zh_Hant`; of an unknown one, the rules
            are those of English.
    """
    tag = WRITTEN_AS_IN.get(language, language).replace("-", "_")
    try:
        return Locale.parse(tag)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(WRITTEN_AS_IN["en"])


def tag_of(language: str) -> str:
    """The tag by which browsers know the same rules, such as `pt-PT`."""
    return str(locale_of(language)).replace("_", "-")


def with_territory(language: str) -> str:
    """A language with the country where most people speak it so, such as `fr_FR` or `pt_PT`."""
    locale = locale_of(language)
    usual = get_global("likely_subtags").get(locale.language, "").rpartition("_")[2]
    return f"{locale.language}_{locale.territory or usual}"

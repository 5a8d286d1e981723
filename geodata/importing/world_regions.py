"""Parts of the world: continents and what they are parted into; no region of a country."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from babel import Locale

from geodata.importing.header_words import kind
from geodata.names import fold_name

LANGUAGES = ("en", "fr", "es", "it", "de", "pt", "zh", "ru", "ar")


@lru_cache(maxsize=4096)
def is_world_region(text: str) -> bool:
    """Whether a text names a continent or a part of one: `West Asia`, `Sub-Saharan Africa`."""
    folded = fold_name(text)
    if folded in _cldr_names():
        return True
    words = set(fold_name(re.sub("['’]", " ", text)).split())
    return bool(words & kind("ground")) and words <= kind("ground") | kind("side")


@cache
def _cldr_names() -> frozenset[str]:
    """The macro-regions of Unicode CLDR, whose codes are numbers."""
    return frozenset(
        fold_name(name)
        for language in LANGUAGES
        for code, name in Locale.parse(language).territories.items()
        if code.isdigit()
    )

"""What readers see, in their language: one grammar for the app, maps and every export.

    words = Words(collection, "fr")
    words.text("Sources")
    words.count("{n} source", "{n} sources", 3)
    words.counted(layer, 0)    # 0 poste signalé

`words.py` has what all surfaces say with, `catalogue.py` the translated sentences of `locale/`,
`forms.py` the plural, `spelled_dates.py` and `jurisdictions.py` what their names say. Messages
about files and tables are in English, and count by `geodata.plurals`.
"""

from layers.words.catalogue import LANGUAGES, MAIN_LANGUAGE, UnknownLanguageError, language_name
from layers.words.words import SEVERAL, Words, capital

__all__ = [
    "LANGUAGES",
    "MAIN_LANGUAGE",
    "SEVERAL",
    "UnknownLanguageError",
    "Words",
    "capital",
    "language_name",
]

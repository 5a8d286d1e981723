"""The sentences of maps, pages and documents, in the reader's language.

The English wording in the code is the key (gettext's msgid). The catalogues are the `.po` files
of `locale/<language>/`, one for each kind of page or document, read as they are: a translator
edits one and sees it. A sentence that several of them need is in one.
"""

from __future__ import annotations

import gettext
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

from geodata.errors import GeodataError
from geodata.locales import locale_of
from layers.words.forms import ANY_OTHER, Forms, category_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog, Message

MAIN_LANGUAGE = "en"
LANGUAGES: tuple[str, ...] = (MAIN_LANGUAGE, "fr", "es", "it", "de", "pt", "zh")
"""The languages in which the interface speaks; the first is the one the code is written in."""

_TRIED = 200
"""From here on, no plural rule of a catalogue has a form that it had not before."""


class UnknownLanguageError(GeodataError, LookupError):
    """The interface has no words in the language asked for."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(
            f"There is no translation into the language {code!r}: "
            f"use one of {', '.join(LANGUAGES)}."
        )


class Catalogue:
    """The sentences of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._messages: dict[str, str] = {}
        self._forms: dict[str, Forms] = {}
        for catalog in _read_files(language):
            for message in catalog:
                if message.id and message.string and not message.fuzzy:
                    self._add(message, catalog)

    def template(self, msgid: str) -> str:
        """A sentence with its fields still open; the English one where no one translated it."""
        return self._messages.get(msgid, msgid)

    def forms(self, one: str, many: str) -> Forms:
        """All plural forms of a sentence."""
        return self._forms.get(one) or Forms({"one": one, ANY_OTHER: many}, MAIN_LANGUAGE)

    def _add(self, message: Message, catalog: Catalog) -> None:
        if not message.pluralizable:
            self._messages[str(message.id)] = str(message.string)
            return
        forms = tuple(map(str, message.string or ()))
        if all(forms):
            index = gettext.c2py(catalog.plural_expr)
            tried = range(_TRIED)
            by_category = {category_of(n, self.language): forms[index(n)] for n in tried}
            self._forms[message.id[0]] = Forms({ANY_OTHER: forms[-1]} | by_category, self.language)


@lru_cache(maxsize=len(LANGUAGES))
def read_catalogue(language: str) -> Catalogue:
    """Read the sentences of a language; English needs none.

    Raises:
        UnknownLanguageError: The language is not one of `LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise UnknownLanguageError(language)
    return Catalogue(language)


def language_name(language: str, named_in: str = "") -> str:
    """What a language is called in another one; else what it calls itself, with a capital.

    An unknown language is called by its code.
    """
    found = locale_of(named_in or language).languages.get(language.partition("-")[0], language)
    return str(found if named_in else found.capitalize())


def _read_files(language: str) -> Iterator[Catalog]:
    folder = files("layers.words") / "locale" / language
    if folder.is_dir():
        for path in sorted(folder.iterdir(), key=lambda each: each.name):
            with path.open("rb") as file:
                yield read_po(file, locale=language)

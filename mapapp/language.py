"""The words of pages and documents, in the reader's language.

The English wording in the code is the key (gettext's msgid). The catalogues are the `.po` files
of `mapapp/locale/<language>/<domain>.po`, read as they are: a translator edits one and sees it.

    words = Language("fr", "article")
    words.text("Sources")
    words.count("{n} country", "{n} countries", 3)
"""

from __future__ import annotations

import gettext
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from geodata.dates import write_moment
from geodata.errors import GeodataError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

MAIN_LANGUAGE = "en"
LANGUAGES: tuple[str, ...] = (MAIN_LANGUAGE, "fr", "es", "it", "de", "pt", "zh")
"""The languages in which the interface speaks; the first is the one the code is written in."""

PLURAL_PERIOD = 100
"""From here on, every plural rule of gettext's catalogues repeats with the last two digits."""


class UnknownLanguageError(GeodataError, LookupError):
    """The interface has no words in the language asked for."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(
            f"There are no words in the language {code!r}: choose one of {', '.join(LANGUAGES)}."
        )


class Language:
    """The words of one language for one kind of page or document (a gettext domain)."""

    def __init__(self, code: str, domain: str) -> None:
        """Read the catalogue; English needs none.

        Args:
            code: One of `LANGUAGES`.
            domain: The name of the catalogue, such as `article`.

        Raises:
            UnknownLanguageError: The code is none of them.
        """
        if code not in LANGUAGES:
            raise UnknownLanguageError(code)
        self.code = code
        self._words = _read_words(code, domain)

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return str(_locale(self.code).get_display_name() or self.code).capitalize()

    def text(self, msgid: str, **fields: object) -> str:
        """Say a sentence; fields in braces are filled in as they are, not escaped."""
        return self.template(msgid).format(**fields)

    def count(self, one: str, many: str, n: int, **fields: object) -> str:
        """Say a sentence about a number, which it holds as `{n}`, in the plural form it needs."""
        return self.forms(one, many)[self.plural_index(n)].format(n=self.number(n), **fields)

    def template(self, msgid: str) -> str:
        """A sentence with its fields still open; the English one where no one translated it."""
        return self._words.messages.get(msgid, msgid)

    def forms(self, one: str, many: str) -> tuple[str, ...]:
        """All plural forms of a sentence, in the order of `plural_index`."""
        found = self._words.plurals.get(one)
        return found or ((one,) * (self._words.number_of_forms - 1) + (many,))

    def plural_index(self, n: int) -> int:
        """Which of the plural forms a number takes."""
        return int(self._words.rule(n))

    def plural_table(self) -> tuple[int, ...]:
        """The form of each number below two hundred, for programs that cannot run the rule.

        A number n of 200 or more takes the form of 100 + n % 100.
        """
        return tuple(self.plural_index(n) for n in range(2 * PLURAL_PERIOD))

    def number(self, value: float) -> str:
        """Write a number as the language does."""
        return str(format_decimal(value, locale=_locale(self.code)))

    def day(self, day: date) -> str:
        """Write a date as the language does, the month spelt out; the day first in English too."""
        return write_moment(day.isoformat(), self.code)


class _Words:
    """A catalogue, reduced to what is asked of it."""

    def __init__(self, catalog: Catalog) -> None:
        translated = [message for message in catalog if message.id and message.string]
        self.messages: Mapping[str, str] = {
            str(message.id): str(message.string)
            for message in translated
            if not message.pluralizable and not message.fuzzy
        }
        self.plurals: Mapping[str, tuple[str, ...]] = {
            message.id[0]: tuple(map(str, message.string or ()))
            for message in translated
            if message.pluralizable and not message.fuzzy and all(message.string or ())
        }
        self.number_of_forms = catalog.num_plurals
        self.rule = gettext.c2py(catalog.plural_expr)


@lru_cache(maxsize=64)
def _read_words(code: str, domain: str) -> _Words:
    path = files("mapapp") / "locale" / code / f"{domain}.po"
    if code == MAIN_LANGUAGE or not path.is_file():
        return _Words(Catalog(locale=code))
    with path.open("rb") as file:
        return _Words(read_po(file, locale=code))


@lru_cache(maxsize=16)
def _locale(code: str) -> Locale:
    try:
        return Locale.parse(code)
    except UnknownLocaleError as error:
        raise UnknownLanguageError(code) from error

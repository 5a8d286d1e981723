"""The words of one collection in one language: everything that a surface says goes through here.

A sentence never bends a noun of the collection, since its gender and case are not known: a count
stands with its noun as the collection writes it, after a colon or between commas.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from babel.lists import format_list
from babel.numbers import format_decimal

from geodata.countries import country_name, known_codes
from geodata.locales import locale_of
from layers.words.catalogue import MAIN_LANGUAGE, read_catalogue
from layers.words.forms import Forms, read_forms
from layers.words.jurisdictions import jurisdiction_names
from layers.words.spelled_dates import abbreviate_date, spell_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geodata.collection import Collection
    from geodata.description import Column
    from geodata.layer_specs import Role

SEVERAL = 2
"""A number for which a heading has the plural."""

_QUOTATION_MARKS: Mapping[str, tuple[str, str]] = {
    "fr": ("«\u00a0", "\u00a0»"),
    "es": ("«", "»"),
    "it": ("«", "»"),
    "de": ("„", "“"),
}
"""Those of other languages are as in English (CLDR, delimiters, and the habits of printers)."""


class Words:
    """How a collection is spoken of in a language."""

    def __init__(self, collection: Collection, language: str = MAIN_LANGUAGE) -> None:
        """Take the collection's own words and the sentences of the interface.

        Args:
            collection: Whose nouns, labels and names are said.
            language: One of `LANGUAGES`. What the collection does not say in it is said in the
                collection's main language.

        Raises:
            UnknownLanguageError: The interface does not speak the language.
        """
        self.collection = collection
        self.about = collection.about
        self.language = language
        self._catalogue = read_catalogue(language)
        self._nouns: dict[tuple[str, str], Forms] = {}

    # --- sentences of the interface ---

    def text(self, msgid: str, **fields: object) -> str:
        """Say a sentence; fields in braces are filled in as they are, not escaped."""
        return self.template(msgid).format(**fields)

    def template(self, msgid: str) -> str:
        """A sentence with its fields still open; the English one where no one translated it."""
        return self._catalogue.template(msgid)

    def count(self, one: str, many: str, n: int, **fields: object) -> str:
        """Say a sentence about a number, which it holds as `{n}`, in the form that it needs."""
        return self.forms(one, many).of(n).format(n=self.number(n), **fields)

    def forms(self, one: str, many: str) -> Forms:
        """All plural forms of a sentence about a number."""
        return self._catalogue.forms(one, many)

    # --- the collection's own words ---

    @property
    def record_language(self) -> str:
        """The language of the texts of the record."""
        return next(iter(self.about.languages), MAIN_LANGUAGE)

    def own(self, name: str) -> str:
        """A sentence that the collection says of itself; empty if it has none."""
        return str(self.about.words(self.language).get(name, ""))

    def title(self, layer: str, term: str = "") -> str:
        """The heading of a layer, or of those of its records that the collection has a term for."""
        return self._named(layer, term)[0].get("title", term or layer)

    def short_title(self, layer: str) -> str:
        """The heading of a layer where there is room for one word; else its whole heading."""
        return str(self._said("layers", layer)[0].get("short") or self.title(layer))

    def heading(self, layer: str) -> str:
        """What a layer is called where nothing else says what it is about; empty if unsaid."""
        return self._said("layers", layer)[0].get("heading", "")

    def noun(self, layer: str, n: int, term: str = "") -> str:
        """What so many records of a layer are called; the layer's name if nothing is said.

        Args:
            layer: The layer.
            n: How many.
            term: What the collection has a term of its own for, as a unit of `layers.units`.
        """
        return self.noun_forms(layer, term).of(n)

    def noun_forms(self, layer: str, term: str = "") -> Forms:
        """All plural forms of what records of a layer are called; see `noun`."""
        if (layer, term) not in self._nouns:
            written, language = self._named(layer, term)
            self._nouns[layer, term] = read_forms(written, language, layer)
        return self._nouns[layer, term]

    def counted(self, layer: str, n: int, term: str = "") -> str:
        """A number of records of a layer, as `1 site` or `2 sites`; see `noun`."""
        return self.text("{n} {noun}", n=self.number(n), noun=self.noun(layer, n, term))

    def sentence(self, name: str, n: int) -> str:
        """The collection's own sentence about a number of something; empty if it has none.

        Args:
            name: A layer, or the word of a colouring.
            n: The number, which is in the sentence as `{n}`.
        """
        written = self.about.own_words(self.language).get("sentences", {}).get(name)
        if not written:
            return ""
        return read_forms(written, self.language, "").of(n).replace("{n}", self.number(n))

    def term(self, name: str, n: int = 1, *, otherwise: str = "") -> str:
        """The collection's term for `jurisdiction`, `country` or `edition`, as for a number.

        Where it has none, `otherwise` is said, or the name.
        """
        written, language = self._said("terms", name)
        return read_forms(written, language, otherwise or name).of(n)

    def label(self, table: str, column: str, value: str) -> str:
        """What a reader sees for a value of a column."""
        return self.about.label(table, column, value, self.language)

    def value(self, row: Mapping[str, Any], meaning: str) -> str:
        """What a reader sees for the value of a record in the column that has a meaning."""
        return self.about.layer_label(row["layer"], meaning, row[meaning], self.language)

    def facts(self, row: Mapping[str, Any]) -> list[tuple[str, str, str]]:
        """The facts of a record that its layer declares: column, title and text of those it has."""
        columns = self.about.columns(row["layer"])
        declared = [columns[name] for name in self.about.specs[row["layer"]].facts]
        spelled = (
            (each.name, each.title, self.spell(row["layer"], each, row[each.name]))
            for each in declared
        )
        return [(name, title, text) for name, title, text in spelled if text]

    def spell(self, table: str, column: Column, value: Any) -> str:
        """Write the value of a cell as its column says it: date, name, label, number or list."""
        if isinstance(value, tuple):
            return self.in_line(self.spell(table, column, each) for each in value)
        if column.type in {"integer", "number"}:
            return "" if value != value else self.number(value)  # noqa: PLR0124 - NaN is empty
        if column.is_edtf:
            return self.date(value)
        if column.references == "countries":
            return self.country(value)
        if column.references == "jurisdictions":
            return self.name(value) if value else ""
        return self.label(table, column.name, str(value))

    def role_title(self, role: Role) -> str:
        """The heading of all layers of a role; the role's own name if there is no such layer."""
        return self.listed(map(self.title, self.about.of_role(role))) or role

    def role_noun(self, role: Role, n: int) -> str:
        """What so many records of all layers of a role are called."""
        return self.listed(self.noun(layer, n) for layer in self.about.of_role(role)) or role

    def role_counted(self, role: Role, n: int) -> str:
        """A number of records of all layers of a role."""
        return self.text("{n} {noun}", n=self.number(n), noun=self.role_noun(role, n))

    # --- names ---

    def name(self, jurisdiction: str) -> str:
        """What a jurisdiction is called."""
        return self.names[jurisdiction]

    @property
    def names(self) -> Mapping[str, str]:
        """What every jurisdiction is called, by id and in the order of their table."""
        return jurisdiction_names(self.collection, self.language)

    def country(self, code: str) -> str:
        """Name a country, or repeat an unknown code."""
        return country_name(code, self.language) if code in known_codes() else code

    def countries(self, codes: Iterable[str]) -> str:
        """Name some countries, as a list in words."""
        return self.listed(map(self.country, codes))

    def place(self, country: str, city: str = "", admin1: str = "") -> str:
        """As far as it is known: the city, the region, the country."""
        return ", ".join(filter(None, (city, admin1, self.country(country))))

    # --- numbers, dates, lists, marks ---

    def number(self, value: float) -> str:
        """Write a number as the language does."""
        return _write_number(value, self.language)

    def date(self, edtf: str) -> str:
        """Write a date or an interval, the month spelt out; empty stays empty."""
        return spell_date(edtf, self.language)

    def short_date(self, edtf: str) -> str:
        """The same where there is little room, as `7 Dec 2022`."""
        return abbreviate_date(edtf, self.language)

    def years(self, first: int, last: int) -> str:
        """A range of years, or the one year that it is."""
        if first == last:
            return str(first)
        return self.text("{first} to {last}", first=first, last=last)

    def listed(self, items: Iterable[str]) -> str:
        """Join items as the language does: `a, b and c`."""
        return str(format_list(list(items), style="standard", locale=locale_of(self.language)))

    def in_line(self, items: Iterable[str]) -> str:
        """Items with the comma of the language between them."""
        return self.text("{one}, {other}", one="", other="").join(items)

    def in_turn(self, sentences: Iterable[str]) -> str:
        """Sentences with the space that the language sets between them."""
        return self.text("{one} {other}", one="", other="").join(sentences)

    def aside(self, text: str, more: str) -> str:
        """Put more about something in brackets behind it."""
        return self.text("{text} ({more})", text=text, more=more)

    def quoted(self, text: str) -> str:
        """Put a title in the quotation marks of the language."""
        opening, closing = _QUOTATION_MARKS.get(self.language, ("“", "”"))
        return f"{opening}{text}{closing}"

    def mark(self, head: str, *body: str) -> str:
        """A name for a mark on the map: where, then what.

        It reads `head: body`, so that a tooltip can set the head apart.
        """
        return f"{head}: {', '.join(filter(None, body))}"

    def _named(self, layer: str, term: str) -> tuple[Mapping[str, str], str]:
        written, language = self._said("terms", term)
        return (written, language) if written else self._said("layers", layer)

    def _said(self, group: str, name: str) -> tuple[Mapping[str, str], str]:
        """What the collection calls something, and in which language that is."""
        for language in (self.language, *self.about.languages[:1]):
            found = self.about.own_words(language).get(group, {}).get(name)
            if found:
                return found, language
        return {}, self.language


@lru_cache(maxsize=4096)
def _write_number(value: float, language: str) -> str:
    return str(format_decimal(value, locale=locale_of(language)))


def capital(text: str) -> str:
    """The same with a capital at its start."""
    return text[:1].upper() + text[1:]

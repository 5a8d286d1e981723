"""The words of a brief: fixed sentences from the catalogue, names and nouns from the collection."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Literal

from babel import Locale
from babel.lists import format_list

from geodata.countries import country_name, known_codes
from layers.units import read_units, size
from mapapp.dates import spell_date
from mapapp.exports.local_names import is_in_script_of
from mapapp.language import MAIN_LANGUAGE, Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from geodata.collection import Collection
    from geodata.layer_specs import Role

DOMAIN = "brief"
TALLIED_AT_MOST = 8
MANY = 2
"""A number for which a heading has the plural."""


@dataclass(frozen=True, eq=False)
class Wording:
    """How a collection is spoken of in a language.

    Templates never bend a noun of the collection, since nobody knows its gender or case: a count
    stands with its noun as the collection writes it, after a colon or between commas.
    """

    collection: Collection
    language: str

    def __post_init__(self) -> None:
        """Refuse a language in which there are no words."""
        Language(self.language, DOMAIN)

    @cached_property
    def _words(self) -> Language:
        return Language(self.language, DOMAIN)

    def text(self, msgid: str, **fields: object) -> str:
        """Say a fixed sentence."""
        return self._words.text(msgid, **fields)

    def number(self, value: float) -> str:
        """Write a number as the language does."""
        return self._words.number(value)

    def count(self, one: str, many: str, n: int) -> str:
        """Say a fixed phrase about a number."""
        return self._words.count(one, many, n)

    def counted(self, layer: str, n: int) -> str:
        """Write a number with the collection's noun for a layer: `1 reported site`."""
        return self.text("{n} {noun}", n=self.number(n), noun=self.noun(layer, n))

    def in_units(self, rows: pd.DataFrame) -> str:
        """Count agreements by their units: `1 deal and 6 rounds`.

        Unlike things added up would say nothing. Without units they are one number.
        """
        said = []
        for layer, own in rows.groupby("layer", sort=False):
            counts = read_units(self.collection.about, str(layer)).count(own)
            said += [self.in_unit(str(layer), unit, counts, n) for unit, n in counts.items()]
        return self.listed(said)

    def in_unit(self, layer: str, unit: str, beside: Iterable[str], n: int) -> str:
        """Write a number of records of one unit; see `unit_noun`."""
        noun = self.unit_noun(layer, unit, beside, n)
        return self.text("{n} {noun}", n=self.number(n), noun=noun)

    def unit_noun(self, layer: str, unit: str, beside: Iterable[str], n: int) -> str:
        """What so many records of a unit are called.

        Args:
            layer: Whose unit it is.
            unit: As in `layers.units`.
            beside: All units that are counted in the same place.
            n: The number.
        """
        units = read_units(self.collection.about, layer)
        return str(units.forms(unit, beside, self.language).get(self._form(n), unit))

    def unit_title(self, layer: str, unit: str, beside: Iterable[str]) -> str:
        """A heading for the records of one unit; see `unit_noun`."""
        units = read_units(self.collection.about, layer)
        return str(units.forms(unit, beside, self.language).get("title", unit))

    def rows(self, layer: str, rows: pd.DataFrame) -> str:
        """Count the records of a layer, sites by how many they stand for."""
        if layer in self.collection.about.of_role("agreement"):
            return self.in_units(rows)
        return self.counted(layer, size(rows))

    def noun(self, layer: str, n: int) -> str:
        """The collection's noun for a layer, in the form that a number takes."""
        return str(self._layer(layer).get(self._form(n), layer))

    def sites(self, n: int) -> str:
        """Write a number with the collection's noun for its sites."""
        return self.text("{n} {noun}", n=self.number(n), noun=self.role_noun("site", n))

    def role_noun(self, role: Role, n: int) -> str:
        """The collection's noun for what all layers of a role hold, in the form of a number."""
        layers = self.collection.about.of_role(role)
        return self.listed(self.noun(layer, n) for layer in layers) or role

    def role_title(self, role: Role) -> str:
        """The collection's heading for all layers of a role."""
        return self.listed(map(self.layer_title, self.collection.about.of_role(role))) or role

    def layer_title(self, layer: str) -> str:
        """The collection's heading for a layer."""
        return str(self._layer(layer).get("title", layer))

    def counted_countries(self, n: int) -> str:
        """Write a number with the collection's noun for host countries."""
        return self.text("{n} {countries}", n=self.number(n), countries=self._term("country", n))

    def _term(self, name: str, n: int) -> str:
        terms = self.collection.about.words(self.language).get("terms", {})
        return str(terms.get(name, {}).get(self._form(n), name))

    def _form(self, n: int) -> Literal["one", "many"]:
        return "one" if self._words.plural_index(n) == 0 else "many"

    def own(self, name: str) -> str:
        """A sentence that the collection says of itself; empty if it has none."""
        return str(self.collection.about.words(self.language).get(name, ""))

    def language_of_the_record(self) -> str:
        """A sentence on the language of the record, for readers of another one; else empty."""
        spoken = next(iter(self.collection.about.languages), MAIN_LANGUAGE)
        if spoken == self.language:
            return ""
        name = Locale.parse(spoken).get_display_name(self.language)
        return self.text("Texts of the record are in this language: {name}.", name=name)

    def label(self, table: str, column: str, value: str) -> str:
        """What a reader sees for a value of a column."""
        return self.collection.about.label(table, column, value, self.language)

    def value(self, row: Mapping[str, Any], meaning: str) -> str:
        """What a reader sees for the value of a record in the column that has a meaning."""
        about = self.collection.about
        return about.layer_label(row["layer"], meaning, row[meaning], self.language)

    def date(self, edtf: str) -> str:
        """Write a date or an interval; empty stays empty."""
        return spell_date(edtf, self.language)

    def country(self, code: str) -> str:
        """Name a country, or repeat a code that is none."""
        return country_name(code, self.language) if code in known_codes() else code

    def countries(self, codes: Iterable[str]) -> str:
        """Name some countries, as a list in words."""
        return self.listed([self.country(code) for code in codes])

    def listed(self, items: Iterable[str]) -> str:
        """Join items as the language does: `a, b and c`."""
        return str(format_list(list(items), style="standard", locale=_listing(self.language)))

    def tally(self, pairs: Iterable[tuple[str, int]]) -> str:
        """Write counts behind their names, the first ones only where there are very many.

        A name that stands for a single thing, and alone, needs no count.
        """
        listed = list(pairs)
        if len(listed) == 1 and listed[0][1] == 1:
            return listed[0][0]
        texts = [self.aside(name, self.number(n)) for name, n in listed]
        shown = texts[:TALLIED_AT_MOST]
        more = len(texts) - len(shown)
        if more:
            shown.append(self.count("{n} more", "{n} more", more))
        return self.text("; ").join(shown)

    def aside(self, text: str, more: str) -> str:
        """Put more about something in brackets behind it."""
        return self.text("{text} ({more})", text=text, more=more)

    def jurisdiction(self, key: str, *, with_local_name: bool = False) -> str:
        """Name a jurisdiction, in its own script in a language that is written in it.

        The id that stands for no jurisdiction is said to be not known.
        """
        if key == self.collection.about.unknown_jurisdiction:
            return self.text("not known")
        row = self.collection.jurisdictions.loc[key]
        name, local = str(row["name"]), str(row["local_name"])
        if is_in_script_of(self.language, local):
            return local
        return self.aside(name, local) if with_local_name and local else name

    def quoted(self, text: str) -> str:
        """Put a title in the quotation marks of the language; never what the record summarises."""
        opening, closing = _quotation_marks(self.language)
        return f"{opening}{text}{closing}"

    def _layer(self, layer: str) -> Mapping[str, str]:
        layers = self.collection.about.words(self.language).get("layers", {})
        return dict(layers.get(layer, {}))


@lru_cache(maxsize=16)
def _listing(language: str) -> Locale:
    """The locale whose lists are used: English without the comma before `and`."""
    return Locale.parse("en_GB" if language == "en" else language)


def _quotation_marks(language: str) -> tuple[str, str]:
    """The marks that printers of the language use (CLDR, delimiters)."""
    marks = {"fr": ("«\u00a0", "\u00a0»"), "es": ("«", "»"), "it": ("«", "»"), "de": ("„", "“")}
    return marks.get(language, ("“", "”"))

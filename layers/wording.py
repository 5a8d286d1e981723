"""How marks are named: the collection's own words, the countries' names, and one grammar for all.

Every label reads `head: body`, so that a tooltip can set the head apart and a screen reader says
where before what.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from geodata.countries import country_name
from geodata.dates import write_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geodata.description import Description


def untranslated(text: str) -> str:
    """Leave English as it is: the translation where none is given."""
    return text


@dataclass(frozen=True)
class Wording:
    """The words of one collection in one language.

    `translate` takes an English phrase of this package, and gives it in `language`.
    """

    about: Description
    language: str = "en"
    translate: Callable[[str], str] = untranslated

    def counted(self, layer: str, count: int) -> str:
        """A number of records of a layer, as `1 site` or `2 sites`."""
        return f"{count} {self.noun(layer, count)}"

    def noun(self, layer: str, count: int) -> str:
        """What so many records of a layer are called; the layer's own name if nothing is said."""
        words: Mapping[str, str] = self._layers.get(layer, {})
        return words.get("one" if count == 1 else "many", layer)

    def title(self, layer: str) -> str:
        """The heading of a layer."""
        words: Mapping[str, str] = self._layers.get(layer, {})
        return words.get("title", layer)

    def country(self, code: str) -> str:
        """The name of a country."""
        return country_name(code, self.language)

    def value(self, layer: str, meaning: str, value: str) -> str:
        """What a reader sees for a value of the column that has a meaning in a layer."""
        return self.about.layer_label(layer, meaning, value, self.language)

    def town(self, code: str, name: str, admin1: str = "") -> str:
        """A town with its country, and with its region where namesakes make that needed."""
        return ", ".join(part for part in (name, admin1, self.country(code)) if part)

    def date(self, moment: str) -> str:
        """A day, month or year of ISO 8601 as the language writes it; of anything else the year."""
        return write_moment(moment, self.language)

    def label(self, head: str, *body: str) -> str:
        """A name for a mark: where, then what."""
        return f"{head}: {', '.join(part for part in body if part)}"

    @cached_property
    def _layers(self) -> Mapping[str, Any]:
        return dict(self.about.words(self.language).get("layers", {}))

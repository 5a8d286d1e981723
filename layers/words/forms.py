"""The forms of what is counted: which one a number takes, by the plural rules of Unicode CLDR.

Forms go by the categories of CLDR (`zero`, `one`, `two`, `few`, `many`, `other`). A collection may
leave out those that its language has no use for, and call what stands for several `many` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.locales import locale_of

if TYPE_CHECKING:
    from collections.abc import Mapping

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
ANY_OTHER = "other"


@dataclass(frozen=True)
class Forms:
    """A noun or a sentence in the forms of its language.

    Attributes:
        by_category: The forms that there are; `other` is one of them, and stands for the rest.
        language: Whose plural rules they follow, which need not be the reader's language.
    """

    by_category: Mapping[str, str]
    language: str

    def of(self, number: int) -> str:
        """The form that a number takes."""
        category = category_of(number, self.language)
        return self.by_category.get(category, self.by_category[ANY_OTHER])


@lru_cache(maxsize=4096)
def category_of(number: int, language: str) -> str:
    """The category of the plural rules of a language that a number belongs to."""
    return str(locale_of(language).plural_form(number))


def read_forms(written: Mapping[str, str], language: str, otherwise: str) -> Forms:
    """Read the forms of a noun as a collection has them.

    Args:
        written: By category; other entries are left alone.
        language: In which they are written.
        otherwise: What is said for several where the collection has nothing for them.
    """
    several = written.get(ANY_OTHER) or written.get("many") or otherwise
    found = {name: written[name] for name in CATEGORIES if written.get(name, several) != several}
    return Forms({**found, ANY_OTHER: several}, language)

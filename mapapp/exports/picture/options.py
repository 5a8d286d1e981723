"""What an editor chooses about a picture: size, form, focus, language, theme, title, colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from geodata.errors import GeodataError
from layers.style import ThemeName
from layers.words import MAIN_LANGUAGE
from mapapp.exports.focus import FIT, find_extent

Form: TypeAlias = Literal["svg", "png", "pdf"]
SizeName: TypeAlias = Literal["article", "social", "a4"]

FORMS: tuple[Form, ...] = get_args(Form)
SIZE_NAMES: tuple[SizeName, ...] = get_args(SizeName)
THEME_NAMES: tuple[ThemeName, ...] = get_args(ThemeName)
SCALES = (1, 2, 3)
"""How many pixels of a PNG stand for one unit of the page. A4 is always drawn at 300 dpi."""


class BadPictureOptionError(GeodataError, ValueError):
    """A choice is not one that a picture has."""

    def __init__(self, option: str, value: object, allowed: tuple[object, ...]) -> None:
        self.option = option
        self.value = value
        self.allowed = allowed
        super().__init__(
            f"Unknown {option} {value!r} of a picture: use one of {', '.join(map(str, allowed))}."
        )


@dataclass(frozen=True)
class PictureOptions:
    """The editor's choices. An empty title is taken from the collection.

    `focus` is what the map shows: `fit` (the records), `world`, a region by its name in any of
    the interface's languages (`Europe`), countries by code or name (`IT`, `FR,DE`), or a box
    `west,south,east,north` in degrees. `colour` is the word of one of the collection's ways to
    colour sites, by default the first; `borders` is `de-facto` or `un`, by default those that the
    collection names.
    """

    size: SizeName = "article"
    form: Form = "svg"
    focus: str = FIT
    language: str = MAIN_LANGUAGE
    theme: ThemeName = "light"
    title: str = ""
    scale: int = 1
    colour: str = ""
    borders: str = ""

    def __post_init__(self) -> None:
        """Refuse what a picture cannot be.

        Raises:
            BadPictureOptionError: A choice is not among those allowed.
            BadFocusError: The focus is neither a word, nor countries, nor a box.
        """
        choices: tuple[tuple[str, object, tuple[object, ...]], ...] = (
            ("size", self.size, SIZE_NAMES),
            ("form", self.form, FORMS),
            ("theme", self.theme, THEME_NAMES),
            ("scale", self.scale, SCALES),
        )
        for option, value, allowed in choices:
            if value not in allowed:
                raise BadPictureOptionError(option, value, allowed)
        find_extent(self.focus)

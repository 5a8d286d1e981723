"""What an editor chooses about an article: words, language, looks, what readers may filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from geodata.countries import known_codes
from geodata.errors import GeodataError
from geodata.outlines import OutlineNotFoundError, bounds_of
from mapapp.language import MAIN_LANGUAGE

ThemeChoice: TypeAlias = Literal["auto", "light", "dark"]
ReaderFilter: TypeAlias = Literal["jurisdiction", "year", "country", "status"]

THEME_CHOICES: tuple[ThemeChoice, ...] = get_args(ThemeChoice)
READER_FILTERS: tuple[ReaderFilter, ...] = get_args(ReaderFilter)
FIT = "fit"
WORLD = "world"
WORLD_BOUNDS = (-169.0, -56.0, 180.0, 76.0)
NEAR_KM = 2500.0
"""Parts of a country farther than this from its mainland do not widen the view to an ocean."""

_SIDES = 4  # of a box


class BadOptionError(GeodataError, ValueError):
    """An editor's choice is none that an article has."""

    def __init__(self, option: str, value: str, remedy: str) -> None:
        self.option = option
        self.value = value
        super().__init__(f"{value!r} is no {option} of an article: {remedy}.")


@dataclass(frozen=True)
class ArticleOptions:
    """The editor's choices. Empty texts are taken from the collection.

    `focus` is what the map shows first: `fit` (the records), `world`, codes of countries such as
    `FR` or `FR,DE`, or a box `west,south,east,north` in degrees. `url` is where the page will
    stand, if that is known: it becomes the canonical address. `pin` prints the fingerprint of the
    data, so that anyone can check what the page was made from.
    """

    title: str = ""
    introduction: str = ""
    credit: str = ""
    language: str = MAIN_LANGUAGE
    theme: ThemeChoice = "auto"
    filters: tuple[ReaderFilter, ...] = READER_FILTERS
    focus: str = FIT
    url: str = ""
    pin: bool = False

    def __post_init__(self) -> None:
        """Refuse what an article cannot be.

        Raises:
            BadOptionError: A choice is none of those there are.
        """
        if self.theme not in THEME_CHOICES:
            raise BadOptionError("theme", self.theme, f"choose {' or '.join(THEME_CHOICES)}")
        for name in self.filters:
            if name not in READER_FILTERS:
                raise BadOptionError("filter", name, f"choose among {', '.join(READER_FILTERS)}")
        if self.url and not self.url.startswith(("https://", "http://")):
            raise BadOptionError("address", self.url, "begin it with https://")
        focus_bounds(self.focus)


def focus_bounds(focus: str) -> tuple[float, float, float, float] | None:
    """Read the choice of a focus.

    Returns:
        (west, south, east, north) in degrees, west > east across the antimeridian; None to fit
        the records.

    Raises:
        BadOptionError: It is neither a word, nor codes of countries, nor a box.
    """
    if focus == FIT:
        return None
    if focus == WORLD:
        return WORLD_BOUNDS
    parts = [part.strip() for part in focus.split(",")]
    codes = [part.upper() for part in parts]
    if all(code in known_codes() for code in codes):
        return _countries_bounds(codes, focus)
    return _box(parts, focus)


def _countries_bounds(codes: list[str], focus: str) -> tuple[float, float, float, float]:
    try:
        return bounds_of(codes, near_km=NEAR_KM)
    except OutlineNotFoundError as error:
        raise BadOptionError("focus", focus, "choose countries that have an outline") from error


def _box(parts: list[str], focus: str) -> tuple[float, float, float, float]:
    remedy = (
        "write fit, world, codes of countries such as FR,DE, or west,south,east,north in degrees"
    )
    try:
        sides = tuple(float(part) for part in parts)
    except ValueError as error:
        raise BadOptionError("focus", focus, remedy) from error
    if len(sides) != _SIDES:
        raise BadOptionError("focus", focus, remedy)
    west, south, east, north = sides
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south < north <= 90):  # noqa: PLR2004 - the world
        raise BadOptionError("focus", focus, remedy)
    return west, south, east, north

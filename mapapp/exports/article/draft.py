"""What all parts of a page are written from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from layers.borders import read_borders
from layers.facets import first_choice
from layers.overview import build_overview
from layers.scene import build_scene
from layers.style import DARK, LIGHT
from layers.tally import state_selection
from layers.words import Words
from mapapp.exports.article.frame import frame_bounds
from mapapp.exports.article.grouping import ALWAYS, choose_grouping
from mapapp.exports.article.rows import rows_of_groups, rows_of_records
from mapapp.exports.article.views import page_views

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.border_views import Borders
    from geodata.description import Description
    from layers.overview import Overview
    from layers.scene_types import Scene
    from layers.selection import Selected
    from layers.style import Theme
    from layers.tally import Statement
    from mapapp.exports.article.frame import Bounds
    from mapapp.exports.article.grouping import Grouping
    from mapapp.exports.article.options import ArticleOptions
    from mapapp.exports.article.rows import PageRows
    from mapapp.exports.article.views import PageView

APART = "; "


@dataclass(frozen=True, eq=False)
class Draft:
    """A selection, the editor's choices, and the words of the page's language."""

    shown: Selected
    options: ArticleOptions
    words: Words

    @cached_property
    def grouping(self) -> Grouping | None:
        """By what records are counted together; None where the page holds each of them."""
        return choose_grouping(self.shown, self.options.filters, self.options.colour)

    @cached_property
    def rows(self) -> PageRows:
        """What the page chooses, counts and draws by."""
        if self.grouping:
            return rows_of_groups(self.shown, self.grouping)
        return rows_of_records(self.shown)

    @property
    def filters(self) -> Sequence[str]:
        """The words of the filters that the page offers: of groups, those that they are made by."""
        if self.grouping is None:
            return self.options.filters
        offered = self.grouping.details | ALWAYS
        return [word for word in self.options.filters if word in offered]

    @property
    def about(self) -> Description:
        """What the collection says of itself."""
        return self.shown.collection.about

    @cached_property
    def own(self) -> Mapping[str, Any]:
        """The collection's words in the page's language."""
        return self.about.words(self.options.language)

    @property
    def main_language(self) -> str:
        """The language of the records' prose."""
        return next(iter(self.about.languages), "en")

    @cached_property
    def title(self) -> str:
        """What the page is called."""
        return article_title(self.shown, self.options)

    @property
    def headline(self) -> str:
        """What is at its top: the editor's title, else what the selection holds."""
        return self.options.title or self.overview.headline

    @property
    def introduction(self) -> str:
        """What is below the headline: the editor's, else who reports it."""
        return self.options.introduction or self.overview.deck

    @cached_property
    def overview(self) -> Overview:
        """What the head of the page says of the selection."""
        return build_overview(self.shown, self.words, colour_by=self.options.colour)

    @cached_property
    def statement(self) -> Statement:
        """The selection in words."""
        return state_selection(self.shown, self.words)

    @cached_property
    def scene(self) -> Scene:
        """What is drawn."""
        return build_scene(
            self.shown,
            language=self.options.language,
            colour_by=self.options.colour,
            has_labels=False,
        )

    @property
    def borders(self) -> Borders:
        """Whose borders the maps draw."""
        return read_borders(self.shown.collection, self.options.borders)

    @property
    def theme(self) -> Theme:
        """The colours written into the picture; where styles are allowed, theirs replace them."""
        return DARK if self.options.theme == DARK.name else LIGHT

    @cached_property
    def bounds(self) -> Bounds:
        """The part of the world that is shown first."""
        return frame_bounds(self.scene, self.options.focus)

    @cached_property
    def views(self) -> tuple[PageView, ...]:
        """The frames of the page."""
        return page_views(self)


def article_title(shown: Selected, options: ArticleOptions) -> str:
    """The title: the editor's, or what the collection calls the selection."""
    return options.title or title_of(shown, options.language)


def title_of(shown: Selected, language: str) -> str:
    """The title for a selection, in the collection's words.

    It is that of the collection where all layers that are shown at first have records.
    Otherwise the headings of the layers that do: a title names nothing that is not there.
    """
    words = Words(shown.collection, language)
    title = words.own("title")
    layers = [layer for layer in shown.layers if shown.number(layer)]
    first = first_choice(shown.collection, "layer")
    if not layers or first.issubset(layers):
        return title
    headings = [words.heading(layer) for layer in layers]
    if all(headings):
        return APART.join(headings)
    if first.intersection(layers):
        return title
    return words.aside(APART.join(map(words.title, layers)), title)

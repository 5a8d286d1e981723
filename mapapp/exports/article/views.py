"""The frames of an article: the world or what the editor chose, and where sites are close."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.colouring import count_categories
from layers.frames import dense_frame, home_frame
from mapapp.exports.article.sketch import Inset, draw_sketch
from mapapp.exports.focus import FIT, WORLD

if TYPE_CHECKING:
    from layers.frames import Frame
    from layers.world_regions import Box
    from mapapp.exports.article.draft import Draft
    from mapapp.exports.article.sketch import Sketch

HALF_WORLD = 180.0  # degrees


@dataclass(frozen=True)
class PageView:
    """A frame of the page.

    `name` and `number` are above it where there are several; `inset` is the part that another
    frame shows; `suffix` distinguishes its buttons from those of the other.
    """

    id: str
    name: str
    number: str
    bounds: Box
    sketch: Sketch
    inset: Box | None = None
    suffix: str = ""


def page_views(draft: Draft) -> tuple[PageView, ...]:
    """The frames in the order of the page: the dense region first, if there is one."""
    stamps: set[str] = set()
    dense = _dense(draft)
    if dense is None:
        bounds = _world(draft) if _shows_world(draft) else draft.bounds
        sketch = draw_sketch(draft.scene, bounds, draft.theme, stamps)
        return (PageView("map", "", "", bounds, sketch),)
    say, world = draft.words, _world(draft)
    elsewhere = sum(count_categories(draft.shown).values()) - dense.number
    inset = Inset(dense.box, say.number(dense.number))
    return (
        PageView(
            "dense",
            dense.name,
            say.text("{n} in this frame", n=say.number(dense.number)),
            dense.box,
            draw_sketch(draft.scene, dense.box, draft.theme, stamps),
            suffix=f" ({dense.name})",
        ),
        PageView(
            "map",
            say.text("World"),
            say.text("{n} elsewhere", n=say.number(elsewhere)),
            world,
            draw_sketch(draft.scene, world, draft.theme, stamps, inset),
            inset=dense.box,
        ),
    )


def _dense(draft: Draft) -> Frame | None:
    """The dense region; none where the page shows less than the world."""
    if not _shows_world(draft):
        return None
    return dense_frame(draft.shown, draft.options.language)


def _shows_world(draft: Draft) -> bool:
    west, _, east, _ = draft.bounds
    return draft.options.focus in {FIT, WORLD} and east - west > HALF_WORLD


def _world(draft: Draft) -> Box:
    """The world as far as the collection reaches, unless that is a part of it alone."""
    home = home_frame(draft.shown.collection)
    return home if home[2] - home[0] > HALF_WORLD else draft.bounds

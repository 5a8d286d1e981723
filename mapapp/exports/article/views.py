"""The frames of an article: the world or what the editor chose, and where sites stand close."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapapp.exports.article.sketch import draw_sketch

if TYPE_CHECKING:
    from mapapp.exports.article.draft import Draft
    from mapapp.exports.article.frame import Bounds
    from mapapp.exports.article.sketch import Sketch


@dataclass(frozen=True)
class PageView:
    """A frame of the page. `name` and `number` stand above it where there are several."""

    id: str
    name: str
    number: str
    bounds: Bounds
    sketch: Sketch
    suffix: str = ""


def page_views(draft: Draft) -> tuple[PageView, ...]:
    """The frames in the order of the page: the dense region first, if there is one."""
    stamps: set[str] = set()
    sketch = draw_sketch(draft.scene, draft.bounds, draft.theme, stamps)
    return (PageView("map", draft.words.text("World"), "", draft.bounds, sketch),)

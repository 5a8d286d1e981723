"""A picture of the selection, in the reader's colours and borders."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from layers.selection import StoredSelected
from mapapp.exports.picture.options import PictureOptions
from mapapp.exports.picture.picture_files import draw_picture
from mapapp.exports.review import find_refusals
from mapapp.panels.downloads import Download

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.selection import Selected
    from mapapp.view import View

MAX_READ = 2_000
"""Records of a selection that are read to offer a picture, where they are not in memory."""


def offer(shown: Selected, view: View) -> Iterator[Download]:
    """A picture, where the records may be published and can be looked through."""
    records = sum(map(shown.number, shown.layers))
    if isinstance(shown, StoredSelected) and records > MAX_READ:
        return
    if find_refusals(shown):
        return
    options = PictureOptions(form="png", scale=2, colour=view.colour, borders=view.borders)
    yield Download(
        "Picture: PNG", "picture", ".png", "image/png", partial(draw_picture, shown, options)
    )

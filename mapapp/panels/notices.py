"""What went wrong, in a sentence, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.panels.markup import button, element, text

if TYPE_CHECKING:
    from collections.abc import Iterable

EMPTY = "Nothing in the record answers this selection."


def notice_html(sentences: Iterable[str], *, way_back: tuple[str, str] | None = None) -> str:
    """Write sentences as a notice.

    Args:
        sentences: Escaped here.
        way_back: The label and the action of a button that leads out of it.
    """
    paragraphs = "".join(element("p", text(each)) for each in sentences)
    leaving = button(*way_back) if way_back else ""
    said = element("div", paragraphs)
    return element("div", said + leaving, class_="notice", role="alert")

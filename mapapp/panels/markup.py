"""The one border where text of a record becomes part of a page.

Panels write HTML with the functions below, which escape all that they are given; `draw` shows it.
A button with `data-action` reports its action instead of loading a page.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from geodata.web_addresses import is_web_address

if TYPE_CHECKING:
    from collections.abc import Iterable


def text(value: object) -> str:
    """Escape a value for use between tags and in quoted attributes."""
    return escape(str(value), quote=True)


def element(tag: str, content: str, **attributes: object) -> str:
    """Write an element.

    Args:
        tag: Its name.
        content: HTML, escaped by whoever wrote it.
        attributes: Escaped here. `class_` is `class`, `data_action` is `data-action`; one that is
            None or False is left out, one that is True has no value.
    """
    written = "".join(
        _attribute(name.rstrip("_").replace("_", "-"), value)
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    return f"<{tag}{written}>{content}</{tag}>"


def button(label: str, action: str, **attributes: object) -> str:
    """Write a button that reports an action; the label is escaped here."""
    return element("button", text(label), type="button", data_action=action, **attributes)


def link(url: str, label: str) -> str:
    """Write a link to another site, or the label alone where the address is not one of the web."""
    if not is_web_address(url):
        return text(label)
    return element("a", text(label), href=url, target="_blank", rel="noopener noreferrer")


def definitions(pairs: Iterable[tuple[str, str]]) -> str:
    """Write terms and what they mean; the terms are escaped here, the meanings are HTML."""
    rows = "".join(f"<div><dt>{text(term)}</dt><dd>{meaning}</dd></div>" for term, meaning in pairs)
    return f"<dl>{rows}</dl>"


def _attribute(name: str, value: object) -> str:
    return f" {name}" if value is True else f' {name}="{text(value)}"'

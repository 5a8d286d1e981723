"""The one border where text of a record becomes part of a page.

Panels write HTML with the functions below. What they return is `Markup`; whatever else they are
given is text, and is escaped. Two pieces are joined by `+` or `fragment`: an f-string or `str.join`
makes text of them again, which is escaped like any other.

A button with `data-action` reports its action instead of loading a page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from geodata.web_addresses import is_web_address

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=@])")

BREAK = Markup("<br>")


def element(tag: str, content: str, **attributes: object) -> Markup:
    """Write an element.

    Args:
        tag: Its name.
        content: Markup, or text, which is escaped.
        attributes: Escaped. `class_` is `class`, `data_action` is `data-action`; one that is None
            or False is left out, one that is True has no value.
    """
    written = "".join(
        _attribute(name.rstrip("_").replace("_", "-"), value)
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    return Markup(f"<{tag}{written}>{escape(content)}</{tag}>")  # noqa: S704 - parts are escaped


def fragment(parts: Iterable[str]) -> Markup:
    """Join pieces of markup; a text among them is escaped."""
    return Markup().join(parts)


def button(label: str, action: str, **attributes: object) -> Markup:
    """Write a button that reports an action."""
    return element("button", label, type="button", data_action=action, **attributes)


def link(url: str, label: str) -> Markup:
    """Write a link to another site, or the label alone where the address is not one of the web."""
    if not is_web_address(url):
        return escape(label)
    return element("a", label, href=url, target="_blank", rel="noopener noreferrer")


def definitions(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Write terms and what they mean; each is text or markup."""
    rows = (element("div", element("dt", term) + element("dd", meaning)) for term, meaning in pairs)
    return element("dl", fragment(rows))


def _attribute(name: str, value: object) -> str:
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def light_dark(colour: str, colour_dark: str) -> str:
    """A colour by day and by night, as CSS."""
    return f"light-dark({colour}, {colour_dark})"


def plain_markdown(text: str) -> str:
    """Escape every sign that Markdown, or Streamlit's own extension of it, gives a meaning."""
    return _SIGNS.sub(r"\\\1", text)

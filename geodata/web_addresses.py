"""Addresses of web pages: what may become a link.

The one rule for every page, file and document: `http` or `https`, a host, and no character that a
reader cannot see. Anything else, such as `javascript:`, stays text.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from geodata.characters import without_unseen

SCHEMES = frozenset({"http", "https"})
WRITTEN = re.compile(r"(?:https?://|www\.)[^\s<>\"|]+", re.IGNORECASE)
"""An address as people write it in a text; that of a sentence may end in its punctuation."""

_BREAKS = re.compile(r"[\t\r\n]")  # browsers leave them out: `java\nscript:` would run


def web_address(url: str) -> str:
    """The address without spaces around it if a reader can open it, else nothing."""
    stripped = url.strip()
    return stripped if is_web_address(stripped) else ""


def is_web_address(url: str) -> bool:
    """Whether it is an address that a reader can open and that cannot run as code."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in SCHEMES and bool(parts.hostname)
    except ValueError:
        return False
    return is_web and not _BREAKS.search(url) and without_unseen(url) == url


def host_of(url: str) -> str:
    """The host of an address without `www.`; empty if the address has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")

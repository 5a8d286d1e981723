"""The Content-Security-Policy of an article: it runs its own scripts and loads nothing else.

The policy names every script and style by its hash. Whatever a record may hold, the browser runs
nothing else and fetches nothing at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.errors import GeodataError
from mapapp.script_hashes import hash_source

if TYPE_CHECKING:
    from collections.abc import Iterable


class UnsafeAssetError(GeodataError, ValueError):
    """A script or style of our own holds what would end its element in the page."""

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(
            f"A script or style of the page holds {found!r}, which would end its element: "
            "write it in two parts."
        )


def content_security_policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Write the policy for a page that holds exactly these inline scripts and styles.

    Args:
        scripts: Text of each script element, to the letter.
        styles: Text of each style element, to the letter.

    Raises:
        UnsafeAssetError: A text cannot be in a page as it is.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_source, scripts))}",
            f"style-src {' '.join(map(_source, styles))}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types default",
        )
    )


def _source(text: str) -> str:
    for ending in ("</script", "</style", "<!--", "\r"):
        if ending in text.lower():
            raise UnsafeAssetError(ending)
    return hash_source(text)

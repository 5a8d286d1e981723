"""Extras: packages that not every user needs, and what is said where they are missing."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from geodata.errors import GeodataError

if TYPE_CHECKING:
    from collections.abc import Iterable


class MissingExtraError(GeodataError, ImportError):
    """The packages of an extra are not installed."""

    def __init__(self, extra: str, what: str) -> None:
        """Say what needs an extra, such as `mapapp[postgis]`."""
        self.extra = extra
        super().__init__(
            f"{what} needs the extra {extra}: install it, as in `pip install '{extra}'`."
        )


def are_installed(packages: Iterable[str]) -> bool:
    """Whether packages are there; none of them is loaded."""
    return all(map(find_spec, packages))

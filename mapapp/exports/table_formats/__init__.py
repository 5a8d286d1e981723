"""The formats of tables: each is a module, called as its files end, with its `FORMAT`.

A new format is a new module here: the command line, the app and the documents list what there is.
Every writer is a pure function to bytes, and the same record gives the same bytes on any day.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from layers.selection import Layer, Selected


@dataclass(frozen=True)
class TableFormat:
    """How a selection is written as a table.

    Attributes:
        title: What readers call it.
        mime: Its media type.
        write: Makes the file of a selection; of one layer of it if `holds_one_layer`.
        holds_one_layer: Whether a file holds one layer, and not all that the selection asks for.
        is_marked: Whether a file begins with the mark that spreadsheets know UTF-8 by.
        is_in_app: Whether the app offers it.
        most: How many records a file can hold; the app offers none for more. None is any number.
        remarks: What the user who writes a file must know of it.
    """

    title: str
    mime: str
    write: Callable[..., bytes]
    holds_one_layer: bool = False
    is_marked: bool = False
    is_in_app: bool = True
    most: int | None = None
    remarks: Callable[[Selected], Iterable[str]] = lambda _shown: ()

    def write_layer(self, shown: Selected, layer: Layer) -> bytes:
        """The file of a layer, or of all layers where it holds them all."""
        return self.write(shown, layer) if self.holds_one_layer else self.write(shown)


def list_endings() -> tuple[str, ...]:
    """The endings of all formats, such as `.csv`, in alphabetical order; no format is loaded."""
    return tuple(sorted(f".{module.name}" for module in iter_modules(__path__)))


def load_format(ending: str) -> TableFormat:
    """The format of files that end so, one of `list_endings`."""
    loaded: TableFormat = import_module(f"{__name__}.{ending.removeprefix('.')}").FORMAT
    return loaded

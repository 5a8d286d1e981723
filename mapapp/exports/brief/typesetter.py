"""The typesetter: one for the whole process, which serves one caller after the other."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

import typst

from mapapp.exports.typefaces import font_folders

if TYPE_CHECKING:
    from collections.abc import Mapping

_ONE_AT_A_TIME = Lock()


def typeset(template: bytes, words: Mapping[str, str], **output: Any) -> bytes:
    """Set a document; other threads of Python go on meanwhile.

    Args:
        template: Markup of our own.
        words: What it reads as `sys.inputs`: data, never markup.
        output: What `typst.Compiler.compile` takes on the form of the output, such as `format`.

    Raises:
        TypstError: The document cannot be set.
    """
    with _ONE_AT_A_TIME:
        return cast("bytes", _compiler().compile(input=template, sys_inputs=dict(words), **output))


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """It keeps the typefaces, and what it has laid out, for the next document."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in font_folders()],
    )
    return typst.Compiler(b"", font_paths=fonts)

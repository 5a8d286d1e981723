"""The text that a command is given and prints, whatever the encoding of the terminal or log."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

UTF8 = "utf-8"


def restart_if_arguments_are_garbled() -> None:
    """Start Python again in UTF-8 mode where it takes arguments and file names for ASCII.

    That is so in the locale C with the UTF-8 mode switched off. POSIX alone has such locales.
    """
    if os.name == "posix" and sys.getfilesystemencoding() == "ascii":
        given = sys.orig_argv[1:]
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *given])  # noqa: S606 - ourselves


def print_any_character() -> None:
    """Let standard output and standard error print every character.

    A file or pipe is written in UTF-8, unless PYTHONIOENCODING asks for another encoding; a
    terminal keeps its own. A character that the encoding lacks is printed as an escape.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            _print_any_character(stream)


def _print_any_character(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:  # a stand-in of a caller, such as a notebook
        return
    keeps_encoding = stream.isatty() or "PYTHONIOENCODING" in os.environ
    reconfigure(encoding=stream.encoding if keeps_encoding else UTF8, errors="backslashreplace")

"""The kinds of file that a brief can be, by the ending of the name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from mapapp.exports.brief.paper_sizes import PAPERS, Paper, UnknownPaperError
from mapapp.files import ending_of

if TYPE_CHECKING:
    from mapapp.exports.brief.model import Brief

Format: TypeAlias = Literal["pdf", "docx", "html", "md"]
FORMATS: dict[Format, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "md": "text/markdown",
}
"""Endings of file names, and what they are to a browser."""


def format_of(path: str) -> Format:
    """The kind of a file, by the ending of its name; standard output (`-`) is Markdown.

    Raises:
        UnknownEndingError: It has no ending, or another one.
    """
    by_ending = {f".{each}": each for each in FORMATS}
    return by_ending[ending_of(path, by_ending, streamed=".md")]


def write_brief(brief: Brief, kind: Format, *, paper: str = "a4") -> bytes:
    """Write a brief as a file of a kind.

    Args:
        brief: What to write.
        kind: The ending of the file's name.
        paper: `a4` or `letter`; pages without a size ignore it.

    Raises:
        UnknownPaperError: There is no such paper.
    """
    size = _paper(paper)
    if kind == "pdf":
        from mapapp.exports.brief.pdf import to_pdf  # noqa: PLC0415 - loads the typesetter

        return to_pdf(brief, paper=size)
    if kind == "docx":
        from mapapp.exports.brief.docx import to_docx  # noqa: PLC0415 - slow to import

        return to_docx(brief, paper=size)
    if kind == "html":
        from mapapp.exports.brief.html import to_html  # noqa: PLC0415 - the same

        return to_html(brief)
    from mapapp.exports.brief.markdown import to_markdown  # noqa: PLC0415 - the same

    return to_markdown(brief)


def _paper(name: str) -> Paper:
    for each in PAPERS:
        if name.lower() == each:
            return each
    raise UnknownPaperError(name)

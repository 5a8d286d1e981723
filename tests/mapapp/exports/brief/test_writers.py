from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from layers.words import UnknownLanguageError
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.paper_sizes import UnknownPaperError
from mapapp.exports.brief.writers import FORMATS, format_of, write_brief
from mapapp.files import UnknownEndingError

if TYPE_CHECKING:
    from geodata.collection import Collection

BEGINNINGS = {"pdf": b"%PDF-", "docx": b"PK", "html": b"<!doctype html>", "md": b"# Kenya"}


@pytest.mark.parametrize(
    ("path", "kind"), [("a.pdf", "pdf"), ("b.DOCX", "docx"), ("c/d.html", "html"), ("-", "md")]
)
def test_the_ending_of_a_name_decides_the_kind(path: str, kind: str):
    assert format_of(path) == kind


@pytest.mark.parametrize("path", ["a", "a.txt", "pdf"])
def test_another_ending_is_refused_with_those_that_will_do(path: str):
    with pytest.raises(UnknownEndingError, match=r"\.pdf, \.docx, \.html, \.md"):
        format_of(path)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_kind_is_written(seeds: Collection, kind: str):
    brief = build_brief(seeds, ["KE"])
    assert write_brief(brief, kind).startswith(BEGINNINGS[kind])  # type: ignore[arg-type]


def test_a_paper_that_there_is_not_is_refused(seeds: Collection):
    with pytest.raises(UnknownPaperError, match="a4 or letter"):
        write_brief(build_brief(seeds, ["KE"]), "pdf", paper="a5")


def test_a_language_without_words_is_refused(seeds: Collection):
    with pytest.raises(UnknownLanguageError):
        build_brief(seeds, ["KE"], "xx")

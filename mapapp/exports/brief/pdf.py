"""A brief as PDF, set by typst: tagged, with bookmarks, to PDF/UA-1 and PDF/A-2a.

The words go to the typesetter as data, apart from its markup: nothing in a record can be a command.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from layers.cartography.glyphs import in_reading_order, with_glyphs
from layers.cartography.typefaces import FAMILIES, SERIF
from mapapp.exports.brief.draw import draw
from mapapp.exports.brief.model import Comparison, Dots, Entries, Figure, Paragraph, Points, Shares
from mapapp.exports.brief.paper_sizes import PAPERS
from mapapp.exports.rendering import for_paper, typeset

if TYPE_CHECKING:
    from layers.cited_sources import Citation
    from mapapp.exports.brief.model import (
        Block,
        Brief,
        Cell,
        Chapter,
        DotRow,
        Entry,
        Section,
        Sentence,
        Share,
        Table,
        TableRow,
    )
    from mapapp.exports.brief.paper_sizes import Paper

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]


def to_pdf(brief: Brief, *, paper: Paper = "a4") -> bytes:
    """Set a brief as PDF.

    Args:
        brief: What to set.
        paper: `a4` or `letter`.

    Returns:
        The file; the same brief gives the same bytes, for it is dated by its data.
    """
    content = json.dumps(_printed(_content(brief)), ensure_ascii=False)
    return typeset(
        _template(),
        {"brief": content, "paper": PAPERS[paper].name},
        format="pdf",
        pdf_standards=list(STANDARDS),
        timestamp=_moment(brief),
    )


def _printed(value: Any, key: str = "") -> Any:
    """Content whose texts the typefaces can set, in their reading order; links stay as they are."""
    if isinstance(value, dict):
        return {name: _printed(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_printed(each, key) for each in value]
    if not isinstance(value, str) or key == "url":
        return value
    return for_paper(value) if key == "svg" else with_glyphs(in_reading_order(value))


@lru_cache(maxsize=1)
def _template() -> bytes:
    return (files("mapapp.exports.brief") / "brief.typ").read_bytes()


def _moment(brief: Brief) -> datetime:
    return datetime.fromisoformat(brief.created).replace(tzinfo=UTC)


def _content(brief: Brief) -> dict[str, Any]:
    """The brief as the template reads it."""
    day = _moment(brief)
    return {
        "title": brief.title,
        "heading": brief.names,
        "subtitle": brief.subtitle,
        "dateline": brief.dateline,
        "notice": brief.notice,
        "footer": brief.notice,
        "publisher": brief.publisher,
        "keywords": list(brief.keywords),
        "language": brief.language,
        "typefaces": list(FAMILIES),
        "date": [day.year, day.month, day.day],
        "labels": {"sources": brief.labels.sources, "briefing": brief.labels.briefing},
        "serif": SERIF.family,
        "comparison": [_block(brief, each) for each in brief.comparison.blocks]
        if brief.comparison
        else [],
        "chapters": [_chapter(brief, each) for each in brief.chapters],
        "references": [
            {"number": number, **_reference(brief, each)}
            for number, each in enumerate(brief.references, start=1)
        ],
        "about": _section(brief, brief.about),
    }


def _chapter(brief: Brief, chapter: Chapter) -> dict[str, Any]:
    opening = chapter.opening
    return {
        "title": chapter.title,
        "head": [_block(brief, each) for each in opening.head],
        "map": _block(brief, opening.map) if opening.map else None,
        "said": [_section(brief, each) for each in opening.said],
        "sections": [_section(brief, each) for each in opening.sections],
        "details": [_section(brief, each) for each in chapter.details],
    }


def _section(brief: Brief, section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "blocks": [_block(brief, each) for each in section.blocks],
    }


def _block(brief: Brief, block: Block) -> dict[str, Any]:
    """A block as data: its kind, and its parts with the numbers of their sources."""
    if isinstance(block, Figure):
        return {
            "kind": "figure",
            "caption": block.caption,
            "alt": block.alt,
            "svg": draw(block.drawing),
            "cite": brief.numbers(block.sources),
        }
    if isinstance(block, Shares):
        return {
            "kind": "shares",
            "counted": block.counted,
            "shares": [_share(each) for each in block.shares],
        }
    if isinstance(block, Paragraph | Points):
        is_lead = isinstance(block, Paragraph) and block.is_lead
        return {
            "kind": "points" if isinstance(block, Points) else "lead" if is_lead else "paragraph",
            "sentences": [_cited(brief, each, text=each.text) for each in block.sentences],
        }
    if isinstance(block, Dots):
        return _dots(brief, block)
    if isinstance(block, Comparison) and not block.is_wide:
        return _comparison(brief, block)
    return _lines(brief, block.as_table() if isinstance(block, Comparison) else block)


def _lines(brief: Brief, block: Entries | Table) -> dict[str, Any]:
    if isinstance(block, Entries):
        entries = (
            _cited(brief, each, when=each.when, text=each.text, remark=each.remark)
            for each in block.entries
        )
        return {"kind": "entries", "entries": list(entries)}
    rows = (_cited(brief, row, cells=list(row.cells)) for row in block.rows)
    return {
        "kind": "table",
        "caption": block.caption,
        "columns": list(block.columns),
        "rows": list(rows),
    }


def _cited(
    brief: Brief, part: Sentence | Entry | TableRow | DotRow | Cell, **content: Any
) -> dict[str, Any]:
    return {**content, "cite": brief.numbers(part.sources)}


def _share(share: Share) -> dict[str, Any]:
    return {
        "name": share.name,
        "colour": share.colour,
        "hollow": share.is_hollow,
        "number": share.number,
    }


def _comparison(brief: Brief, block: Comparison) -> dict[str, Any]:
    return {
        "kind": "comparison",
        "columns": list(block.columns),
        "key": [_share(each) for each in block.key],
        "rows": [
            {
                "heading": row.heading,
                "cells": [
                    _cited(brief, cell, text=cell.text, shares=[_share(s) for s in cell.shares])
                    for cell in row.cells
                ],
            }
            for row in block.rows
        ],
    }


def _dots(brief: Brief, block: Dots) -> dict[str, Any]:
    return {
        "kind": "dots",
        "columns": list(block.columns),
        "key": [_share(each) for each in block.key],
        "rows": [
            _cited(brief, row, name=row.name, number=row.number, dots=list(row.dots), text=row.text)
            for row in block.rows
        ],
    }


def _reference(brief: Brief, reference: Citation) -> dict[str, Any]:
    """A source; its title is a link, since few addresses can be typed from paper."""
    return {
        "before": reference.before,
        "title": reference.name,
        "after": reference.after,
        "url": reference.url,
        "archived": {"url": reference.archived_url, "label": brief.labels.archived}
        if reference.archived_url
        else None,
    }

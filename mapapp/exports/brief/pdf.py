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
from layers.cartography.typefaces import FAMILIES
from mapapp.exports.brief.draw import draw
from mapapp.exports.brief.drawings import Timeline
from mapapp.exports.brief.model import Figure, Paragraph, Points, Table
from mapapp.exports.brief.papers import PAPERS
from mapapp.exports.rendering import for_paper, typeset

if TYPE_CHECKING:
    from mapapp.exports.brief.drawings import Interval
    from mapapp.exports.brief.model import Block, Brief, Reference, Section, Sentence
    from mapapp.exports.brief.papers import Paper

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
        "subtitle": brief.subtitle,
        "dateline": brief.dateline,
        "notice": brief.notice,
        "footer": f"{brief.title} · {brief.dateline}",
        "publisher": brief.publisher,
        "keywords": list(brief.keywords),
        "language": brief.language,
        "typefaces": list(FAMILIES),
        "date": [day.year, day.month, day.day],
        "labels": {"sources": brief.labels.sources},
        "chapters": [
            {
                "title": chapter.title,
                "sections": [_section(brief, each) for each in chapter.sections],
            }
            for chapter in brief.chapters
        ],
        "references": [
            {"number": number, **_reference(brief, each)}
            for number, each in enumerate(brief.references, start=1)
        ],
        "about": _section(brief, brief.about),
    }


def _section(brief: Brief, section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "annex": section.is_annex,
        "blocks": _joined([_block(brief, each) for each in section.blocks]),
    }


def _joined(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tables of the same columns that follow on one another become one, with a line between."""
    joined: list[dict[str, Any]] = []
    for block in blocks:
        last = joined[-1] if joined else {}
        if last.get("columns", "") == block.get("columns") and not last["bars"]:
            block["rows"][0]["group"] = block["caption"]
            last["rows"] += block["rows"]
        else:
            joined.append(block)
    return joined


def _block(brief: Brief, block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        return _table(brief, block)
    if isinstance(block, Figure):
        return {
            "kind": "figure",
            "caption": block.caption,
            "alt": block.alt,
            "svg": draw(block.drawing),
            "share": block.drawing.line_share,
            "cite": brief.cite(block.sources),
        }
    kind = "points" if isinstance(block, Points) else "paragraph"
    return {
        "kind": kind,
        "lead": isinstance(block, Paragraph) and block.is_lead,
        "sentences": [_sentence(brief, each) for each in block.sentences],
    }


def _table(brief: Brief, table: Table) -> dict[str, Any]:
    """A table; the periods of its rows, if any, are drawn below their dates."""
    drawing = table.chart.drawing if table.chart else None
    timeline = drawing if isinstance(drawing, Timeline) else None
    bars = [_bar(each, timeline) for each in timeline.intervals] if timeline else []
    return {
        "kind": "table",
        "caption": table.caption,
        "columns": [*table.columns, brief.labels.sources],
        "widths": list(table.widths),
        "rows": [
            {"cells": list(row.cells), "cite": brief.cite(row.sources), "group": None}
            for row in table.rows
        ],
        "bars": bars,
        "years": [timeline.years[0], timeline.years[1] - 1] if timeline else [],
    }


def _bar(interval: Interval | None, timeline: Timeline) -> dict[str, Any] | None:
    """Where a period begins and, as far as is known, ends: in shares of the axis."""
    if interval is None:
        return None
    first = timeline.years[0] if interval.first is None else interval.first
    last = interval.last if interval.last is not None else first
    return {
        "from": timeline.share(first),
        "to": 1.0 if interval.is_open else timeline.share(last + 1),
        "open": interval.is_open,
        "unknown": interval.last is None and not interval.is_open,
    }


def _sentence(brief: Brief, sentence: Sentence) -> dict[str, str]:
    return {"text": sentence.text, "cite": brief.cite(sentence.sources)}


def _reference(brief: Brief, reference: Reference) -> dict[str, Any]:
    parts = (reference.publisher, reference.title, reference.published, reference.kind)
    addresses = []
    if reference.url:
        printed = reference.url.removeprefix("https://")
        addresses.append({"url": reference.url, "label": printed})
    if reference.archived_url:
        addresses.append({"url": reference.archived_url, "label": brief.labels.archived})
    text = ". ".join(in_reading_order(part.rstrip(".")) for part in parts if part)
    return {"text": f"{text}.", "addresses": addresses}

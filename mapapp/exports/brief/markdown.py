"""A brief as Markdown that also reads as plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapapp.exports.brief.model import (
    Comparison,
    Dots,
    Entries,
    Figure,
    Paragraph,
    Points,
    Shares,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.cited_sources import Citation
    from mapapp.exports.brief.model import Block, Brief, Entry, Section

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$@!^=])|(?<![\w.])(https?:|www\.)|(&)(?=#?\w+;)")
_ITEM = re.compile(r"^(\d*)([-+.)])(?=\s)")


def to_markdown(brief: Brief) -> bytes:
    """Write a brief as UTF-8 Markdown (CommonMark with the tables of GitHub)."""
    return "\n".join([*_lines(brief), ""]).encode()


def plain(text: str) -> str:
    """Escape a text so that it means itself: no emphasis, link, markup or table rule."""
    line = " ".join(text.split())
    line = _MARKS.sub(lambda found: _neutral(found.group(0)), line)
    return _ITEM.sub(r"\1\\\2", line)


def _neutral(mark: str) -> str:
    if mark == "&":
        return "&amp;"
    return mark.replace(":", "\\:").replace("www.", "www\\.") if len(mark) > 1 else f"\\{mark}"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {plain(brief.names)}"
    head = f"{plain(brief.labels.briefing)} · {plain(brief.subtitle)}"
    yield from ("", head, "", f"{plain(brief.dateline)}. {plain(brief.notice)}")
    if brief.comparison:
        yield from _section(brief, brief.comparison, level=False)
    for chapter in brief.chapters:
        if len(brief.chapters) > 1:
            yield from ("", f"## {plain(chapter.title)}")
        for section in chapter.sections:
            yield from _section(brief, section, level=len(brief.chapters) > 1)
    yield from _section(brief, brief.about, level=False)
    yield from ("", f"## {plain(brief.labels.sources)}", "")
    for number, reference in enumerate(brief.references, start=1):
        yield f"{number}. {_reference(reference, brief)}"


def _section(brief: Brief, section: Section, *, level: bool) -> Iterator[str]:
    if section.heading:
        yield from ("", f"{'###' if level else '##'} {plain(section.heading)}")
    for block in section.blocks:
        yield ""
        yield from _block(brief, block)


def _block(brief: Brief, block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield " ".join(f"{plain(each.text)} {brief.cite(each.sources)}" for each in block.sentences)
    elif isinstance(block, Points):
        yield from (f"- {plain(each.text)} {brief.cite(each.sources)}" for each in block.sentences)
    elif isinstance(block, Table | Comparison):
        yield from _table(brief, block if isinstance(block, Table) else block.as_table())
    elif isinstance(block, Entries):
        yield from (_entry(brief, each) for each in block.entries)
    elif isinstance(block, Shares):
        parts = (f"{each.number} {plain(each.name)}" for each in block.shares)
        yield f"**{plain(block.counted)}**: {'; '.join(parts)} {brief.cite(block.sources)}"
    elif isinstance(block, Dots):
        yield from _dots(brief, block)
    elif isinstance(block, Figure):
        yield from (f"{plain(block.caption)} {brief.cite(block.sources)}", "", plain(block.alt))


def _entry(brief: Brief, entry: Entry) -> str:
    remark = f" *{plain(entry.remark)}*" if entry.remark else ""
    return f"- {plain(entry.when)}: {plain(entry.text)}{remark} {brief.cite(entry.sources)}"


def _dots(brief: Brief, block: Dots) -> Iterator[str]:
    columns = (*block.columns, brief.labels.sources)
    yield f"| {' | '.join(map(plain, columns))} |"
    yield f"|{' --- |' * len(columns)}"
    for row in block.rows:
        cells = (*map(plain, (row.name, row.number, row.text)), brief.cite(row.sources))
        yield f"| {' | '.join(cells)} |"


def _table(brief: Brief, table: Table) -> Iterator[str]:
    if table.caption:
        yield from (plain(table.caption), "")
    columns = (*table.columns, brief.labels.sources)
    yield f"| {' | '.join(map(plain, columns))} |"
    yield f"|{' --- |' * len(columns)}"
    for row in table.rows:
        cells = (*map(plain, row.cells), brief.cite(row.sources))
        yield f"| {' | '.join(cells)} |"


def _reference(reference: Citation, brief: Brief) -> str:
    links = [f"<{_address(reference.url)}>"] if reference.url else []
    if reference.archived_url:
        links.append(f"{plain(brief.labels.archived)}: <{_address(reference.archived_url)}>")
    return " ".join([plain(reference.text), *links])


def _address(url: str) -> str:
    """An address that cannot leave its angle brackets."""
    return re.sub(r"[<>\s\\]", lambda found: f"%{ord(found.group(0)):02X}", url)

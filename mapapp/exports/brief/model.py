"""A brief as data: what it says, on which sources, and nothing of how it looks.

Four writers (`pdf`, `docx`, `html`, `markdown`) set the same brief. A sentence or a row carries
the ids of its sources; the brief numbers them in the order in which they are first cited.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from layers.cited_sources import Citation
    from mapapp.exports.brief.drawings import Drawing

RECORD = "@record"
"""The id under which the collection itself is cited: no source of a table can bear it."""

MAX_COLUMNS = 4
"""Countries that are shown side by side; of more, each has a row."""

RUN_MARK = "–"
"""Between the first and the last number of a run of sources."""


@dataclass(frozen=True)
class Sentence:
    """A statement and the ids of the sources that it rests on; there is at least one."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Paragraph:
    """Sentences that are read one after the other; those of a lead are set large."""

    sentences: tuple[Sentence, ...]
    is_lead: bool = False


@dataclass(frozen=True)
class Points:
    """Sentences as a list."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class TableRow:
    """A row of a table: as many cells as the table has columns, and its sources."""

    cells: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """A drawing, what it shows in words, and its sources."""

    caption: str
    alt: str
    drawing: Drawing
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows under headings. `widths` are shares of the line, the last one that of the sources.

    `chart` draws the periods of the rows; a writer sets it before them, or into them.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    widths: tuple[float, ...]
    chart: Figure | None = None


def without_empty_columns(table: Table) -> Table:
    """The table without columns in which no row says anything; the others share their width."""
    is_used = [any(row.cells[at] for row in table.rows) for at in range(len(table.columns))]

    def kept(values: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(value for value, is_filled in zip(values, is_used, strict=True) if is_filled)

    *widths, of_sources = table.widths
    return replace(
        table,
        columns=kept(table.columns),
        rows=tuple(replace(row, cells=kept(row.cells)) for row in table.rows),
        widths=(*kept(widths), of_sources),
    )


@dataclass(frozen=True)
class Entry:
    """What was said on a day; `remark` is what a reader must know of its sources, often empty."""

    when: str
    text: str
    remark: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Entries:
    """What was said, a line for each day."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Share:
    """A category with its number: a piece of a bar and a line of its key."""

    name: str
    colour: str
    colour_dark: str
    is_hollow: bool
    number: int


@dataclass(frozen=True)
class Shares:
    """A bar of a whole in its parts, with the key; `counted` is the whole in words."""

    counted: str
    shares: tuple[Share, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class DotRow:
    """A place with a dot for each site: `dots` are places in the key of the page's bar."""

    name: str
    number: str
    dots: tuple[int, ...]
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Dots:
    """Places in rows, under headings for name, number and text; dots in the colours of a key."""

    caption: str
    columns: tuple[str, str, str]
    key: tuple[Share, ...]
    rows: tuple[DotRow, ...]


@dataclass(frozen=True)
class Cell:
    """What is said of one country under one heading; `shares` are drawn as a bar."""

    text: str
    sources: tuple[str, ...]
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True)
class ComparisonRow:
    """The same of every country."""

    heading: str
    cells: tuple[Cell, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids that all cells cite."""
        return tuple(dict.fromkeys(each for cell in self.cells for each in cell.sources))


@dataclass(frozen=True)
class Comparison:
    """Countries side by side, with the key of their bars; `country` heads their names in a list."""

    columns: tuple[str, ...]
    key: tuple[Share, ...]
    rows: tuple[ComparisonRow, ...]
    country: str

    @property
    def is_wide(self) -> bool:
        """Whether there are too many countries for a column each."""
        return len(self.columns) > MAX_COLUMNS

    def as_table(self) -> Table:
        """The same in words: with a column for each country, or a row for each of many."""
        if not self.is_wide:
            rows = (
                TableRow((row.heading, *(cell.text for cell in row.cells)), row.sources)
                for row in self.rows
            )
            return Table("", ("", *self.columns), tuple(rows), (1.0,) * (len(self.columns) + 2))
        rows_by_country = (
            TableRow(
                (name, *(row.cells[at].text or "–" for row in self.rows)),
                tuple(dict.fromkeys(each for row in self.rows for each in row.cells[at].sources)),
            )
            for at, name in enumerate(self.columns)
        )
        columns = (self.country, *(row.heading for row in self.rows))
        return Table("", columns, tuple(rows_by_country), (1.0,) * (len(columns) + 1))


Block: TypeAlias = Paragraph | Points | Table | Figure | Entries | Shares | Dots | Comparison


@dataclass(frozen=True)
class Section:
    """Blocks under a heading; a section without blocks is left out of a brief.

    An annex is for those who check: writers may set it in smaller type.
    """

    heading: str
    blocks: tuple[Block, ...]
    is_annex: bool = False


@dataclass(frozen=True)
class Opening:
    """The first page on a country, which can be read alone.

    `said` is beside the map, where there is one.
    """

    head: tuple[Paragraph | Shares, ...]
    map: Figure | None
    said: tuple[Section, ...]
    sections: tuple[Section, ...]

    @property
    def in_order(self) -> tuple[Section, ...]:
        """The same as sections in reading order; what has no heading of its own has none here."""
        figures = (self.map,) if self.map else ()
        return (Section("", (*self.head, *figures)), *self.said, *self.sections)


@dataclass(frozen=True)
class Chapter:
    """What a brief says of one country: a page to read, then sections to look things up in."""

    code: str
    title: str
    opening: Opening
    details: tuple[Section, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """All of it in reading order."""
        return (*self.opening.in_order, *self.details)


@dataclass(frozen=True)
class Labels:
    """The few words that the writers need themselves, in the brief's language."""

    briefing: str
    sources: str
    archived: str
    contents: str


@dataclass(frozen=True)
class Brief:
    """A brief on one or more countries, whose `names` are its heading.

    `created` is the ISO date of the data, never today's, so that the same data give the same
    bytes. `references` are the sources in the order of their numbers, the first being 1.
    """

    title: str
    names: str
    subtitle: str
    dateline: str
    notice: str
    language: str
    created: str
    publisher: str
    keywords: tuple[str, ...]
    comparison: Section | None
    chapters: tuple[Chapter, ...]
    about: Section
    references: tuple[Citation, ...]
    labels: Labels
    _numbers: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        numbers = {each.id: number for number, each in enumerate(self.references, start=1)}
        object.__setattr__(self, "_numbers", numbers)

    def cite(self, sources: Iterable[str]) -> str:
        """Write the numbers of some sources, in brackets, runs of three and more drawn together.

        Example: `[1–4, 7]`.
        """
        return f"[{self.numbers(sources)}]"

    def numbers(self, sources: Iterable[str]) -> str:
        """The same without brackets, where the numbers are raised."""
        return ", ".join(map(_run_in_words, self.runs(sources)))

    def runs(self, sources: Iterable[str]) -> tuple[tuple[int, ...], ...]:
        """The numbers of some sources: each by itself, or the first and the last of a run."""
        return tuple(_runs(sorted({self._numbers[each] for each in sources})))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections of all chapters and the last one, in reading order."""
        first = (self.comparison,) if self.comparison else ()
        return (
            *first,
            *(each for chapter in self.chapters for each in chapter.sections),
            self.about,
        )


def cited(sections: Iterable[Section]) -> Iterator[str]:
    """Every id that the sections cite, in reading order, as often as it is cited."""
    for section in sections:
        for block in section.blocks:
            for item in parts_of(block):
                yield from item.sources


def parts_of(
    block: Block,
) -> Sequence[Sentence | TableRow | DotRow | Entry | Figure | Shares | ComparisonRow]:
    """What a block consists of: each part has its own sources."""
    if isinstance(block, Figure | Shares):
        return (block,)
    if isinstance(block, Entries):
        return block.entries
    return block.sentences if isinstance(block, Paragraph | Points) else block.rows


def _run_in_words(run: tuple[int, ...]) -> str:
    return RUN_MARK.join(map(str, run))


def _runs(numbers: list[int]) -> Iterator[tuple[int, ...]]:
    shown_apart = 2
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        if len(members) > shown_apart:
            yield members[0], members[-1]
        else:
            yield from ((number,) for number in members)

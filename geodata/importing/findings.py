"""What needs review: each point once, with the rows it concerns and any answer to it.

The list is a CSV that a person opens beside the sheet. What is written into its column `answer`
is taken by the next import; the page asks for the same answers on a map.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from geodata.csv_files import with_mark, write_csv
from geodata.errors import GeodataError
from geodata.formulas import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geodata.matches import Candidate

Level = Literal["left out", "open", "check"]
"""`left out`: the rows are in no record until answered; `open`: a record lacks something;
`check`: something was decided that a person should see."""

ONLY_COUNTRY = "country"
"""The answer that a place is known only to its country."""

NO_COUNTRY = "is empty, and no place identifies it"
"""What is wrong with rows that name no country."""

ROWS_LISTED = 20
POSITIONS = frozenset({"latitude", "longitude", "coordinates", "easting", "northing"})
MERGED = frozenset({"opened", "closed", "date", "month", "count", "status"}) | POSITIONS
"""Fields whose cells are not names: what is wrong with many of them is wrong with the column."""

_NAMED = frozenset({"country", "place", "region", "source"})
"""Fields that are spoken of though no column has them."""

MAX_ALIKE, SAMPLES = 5, 3
_COLUMNS = (
    "level", "rows", "column", "field", "value", "context", "problem", "what_to_do", "candidates",
    "answer",
)  # fmt: skip


class Subject(NamedTuple):
    """What a finding is about, and an answer is for: the same in every version of a sheet.

    `context` tells equal values apart: the country and region of a place, the place of a country.
    """

    field: str
    value: str
    context: str = ""


WITHOUT_COUNTRY = Subject("country", "", "cells")
"""The rows that name no country and no place that shows one, where there are many kinds of them:
one answer is for all."""


@dataclass(frozen=True)
class Finding:
    """One point for a person to look at.

    Attributes:
        level: How much hangs on it.
        subject: What it is about.
        column: The header of the column, empty if it concerns several.
        rows: Numbers of the rows, as the spreadsheet counts them; none if it is about a column.
        problem: What is wrong, without a full stop.
        remedy: What to do about it, likewise.
        candidates: Places that may be meant.
        country: ISO code that the candidates were looked for in, empty if none is known.
    """

    level: Level
    subject: Subject
    column: str
    rows: tuple[int, ...]
    problem: str
    remedy: str
    candidates: tuple[Candidate, ...] = ()
    country: str = ""

    def __str__(self) -> str:
        """One sentence: where, what, and what to do."""
        column = f"column {self.column}" if self.column else ""
        where = ", ".join(filter(None, (listed_rows(self.rows), column)))
        subject = repr(self.subject.value) if self.subject.value else ""
        if not (subject or column) and self.subject.field in _NAMED:
            subject = f"the {self.subject.field}"
        found = "; ".join(distinct_names(self.candidates))
        meant = f" (may be: {found})" if found else ""
        return f"{where}: {f'{subject} ' if subject else ''}{self.problem}{meant}; {self.remedy}."


def distinct_names(candidates: Sequence[Candidate]) -> list[str]:
    """What places are called, with their position where two are called the same."""
    names = list(map(str, candidates))
    return [
        f"{name} ({each.lat:.2f}, {each.lon:.2f})" if names.count(name) > 1 else name
        for name, each in zip(names, candidates, strict=True)
    ]


class BadAnswersError(GeodataError, ValueError):
    """A file of answers is not one that was written by an import."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The answers cannot be read ({reason}): take the questions.csv that an import wrote, "
            "fill in its column `answer`, and save it as CSV in UTF-8."
        )


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What hangs most on first: then what concerns most rows, and then by the first row."""
    return tuple(
        sorted(
            findings,
            key=lambda each: (_harmlessness(each), -len(each.rows), each.rows[:1], each.subject),
        )
    )


def _harmlessness(finding: Finding) -> int:
    """The place of a finding in the list, by what goes wrong if no one looks at it.

    A wrong column of countries is wrong for every row. A position in another country is a plain
    error of the sheet, and there are few such points, so that they go before rows left out. That a
    row cites nothing but the table is known to its author.
    """
    field, _, context = finding.subject
    is_of_column = context in OF_COLUMNS
    ranks = (
        field == "country" and is_of_column,
        field in POSITIONS and context not in REMARKS,
        finding.level == "left out",
        finding.level == "open" and is_of_column,
        context in OF_SHEETS,
        finding.level == "open" and field != "source",
        is_of_column,
        finding.level != "open",
    )
    return ranks.index(True) if any(ranks) else len(ranks)


OF_COLUMNS = frozenset({"columns"})
OF_SHEETS = frozenset({"sum", "one value", "far apart"})
REMARKS = frozenset({"system", "order", "at sea"})
"""What a finding is about, by the context of its subject: what a column says, what shows in all
rows together, and how positions were read, which is reported and not asked."""


def merge_alike(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One point instead of many where cells of a column have the same fault: an answer for all."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for each in findings:
        groups.setdefault((each.level, each.subject.field, _kind_of(each)), []).append(each)
    return tuple(
        found
        for (_, field, _), alike in groups.items()
        for found in ([_merged(alike)] if _is_one(field, alike) else alike)
    )


def _kind_of(finding: Finding) -> str:
    """What is wrong, without the samples: alike for rows that lack the same."""
    return NO_COUNTRY if finding.problem.startswith(NO_COUNTRY) else finding.problem


def _is_one(field: str, alike: Sequence[Finding]) -> bool:
    most = 1 if field in POSITIONS else MAX_ALIKE
    is_lost = field == "country" and alike[0].problem.startswith(NO_COUNTRY)
    return (field in MERGED or is_lost) and len(alike) > most


def _merged(alike: list[Finding]) -> Finding:
    first = alike[0]
    samples = ", ".join(repr(each.subject.value) for each in alike[:SAMPLES])
    if first.problem.startswith(NO_COUNTRY):
        places = "; ".join(each.subject.context for each in alike[:SAMPLES])
        rows = tuple(sorted({row for each in alike for row in each.rows}))
        problem = f"{NO_COUNTRY}, such as {places}"
        return replace(first, subject=WITHOUT_COUNTRY, rows=rows, problem=problem)
    return replace(
        first,
        subject=Subject(first.subject.field, "", "cells"),
        rows=tuple(sorted({row for each in alike for row in each.rows})),
        problem=f"has {len(alike):,} cells such as {samples}, each of which {first.problem}",
    )


def listed_rows(rows: tuple[int, ...]) -> str:
    """`row 5`, or `rows 5, 8, 9`; of many, the first twenty and how many more; of none, nothing."""
    if not rows:
        return ""
    if len(rows) == 1:
        return f"row {rows[0]}"
    shown = ", ".join(map(str, rows[:ROWS_LISTED]))
    more = f" and {len(rows) - ROWS_LISTED:,} more" if len(rows) > ROWS_LISTED else ""
    return f"rows {shown}{more}"


def write_questions(findings: Iterable[Finding], answers: Mapping[Subject, str]) -> bytes:
    """The list as CSV, marked as UTF-8 for spreadsheets.

    Texts that a spreadsheet would run as formulas are shown as texts.
    """
    rows = []
    for finding in findings:
        candidates = "; ".join(
            f"{name} = {each.gazetteer_id}"
            for name, each in zip(
                distinct_names(finding.candidates), finding.candidates, strict=True
            )
        )
        row = (
            finding.level,
            listed_rows(finding.rows),
            finding.column,
            finding.subject.field,
            finding.subject.value,
            finding.subject.context,
            finding.problem,
            finding.remedy,
            candidates,
            answers.get(finding.subject, ""),
        )
        rows.append(row)
    return with_mark(write_csv(_COLUMNS, rows, for_spreadsheets=True))


def read_answers(data: bytes) -> dict[Subject, str]:
    """The answers that a person wrote into the list.

    Raises:
        BadAnswersError: It is not such a list.
    """
    try:
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (UnicodeError, csv.Error) as error:
        raise BadAnswersError("it is not a CSV file in UTF-8") from error
    needed = {"field", "value", "context", "answer"}
    if rows and not needed <= set(rows[0]):
        raise BadAnswersError(f"it lacks the columns {', '.join(sorted(needed))}")
    return {
        Subject(*(plain_text(row[name] or "") for name in ("field", "value", "context"))): answer
        for row in rows
        if (answer := plain_text((row["answer"] or "").strip()))
    }


@dataclass
class FindingLog:
    """Findings so far. `columns` are the headers by field."""

    columns: Mapping[str, str]
    _found: dict[tuple[Subject, str], tuple[Finding, list[int], list[str]]] = field(
        default_factory=dict
    )

    def add(  # noqa: PLR0913 - the parts of a finding
        self,
        level: Level,
        subject: Subject,
        row: int,
        problem: str,
        remedy: str,
        *,
        candidates: Sequence[Candidate] = (),
        country: str = "",
        sample: str = "",
    ) -> None:
        """Add a finding about a row; of the samples of a finding the first few are listed."""
        key = subject, problem
        if key not in self._found:
            column = self.columns.get(subject.field, "")
            finding = Finding(
                level, subject, column, (), problem, remedy, tuple(candidates), country
            )
            self._found[key] = finding, [], []
        _, rows, samples = self._found[key]
        rows.append(row)
        if sample and sample not in samples and len(samples) < SAMPLES:
            samples.append(sample)

    def findings(self) -> list[Finding]:
        """All findings, each with its rows."""
        return [
            Finding(
                each.level, each.subject, each.column, tuple(dict.fromkeys(rows)),
                _with_samples(each.problem, samples), each.remedy, each.candidates, each.country,
            )
            for each, rows, samples in self._found.values()
        ]  # fmt: skip


def _with_samples(problem: str, samples: Sequence[str]) -> str:
    return f"{problem}, such as {'; '.join(samples)}" if samples else problem

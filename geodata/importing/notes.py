"""Collects findings while rows are read: what is said of several rows is said once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geodata.importing.findings import Finding, Level, Subject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.matches import Candidate


@dataclass
class Notes:
    """Findings so far. `columns` are the headers by field."""

    columns: Mapping[str, str]
    _found: dict[tuple[Subject, str], tuple[Finding, list[int]]] = field(default_factory=dict)

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
    ) -> None:
        """Say something of a row."""
        key = subject, problem
        if key not in self._found:
            column = self.columns.get(subject.field, "")
            finding = Finding(
                level, subject, column, (), problem, remedy, tuple(candidates), country
            )
            self._found[key] = finding, []
        self._found[key][1].append(row)

    def findings(self) -> list[Finding]:
        """All findings, each with its rows."""
        return [
            Finding(
                each.level, each.subject, each.column, tuple(dict.fromkeys(rows)), each.problem,
                each.remedy, each.candidates, each.country,
            )
            for each, rows in self._found.values()
        ]  # fmt: skip

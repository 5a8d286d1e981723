"""Collects findings while rows are read: what is said of several rows is said once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geodata.importing.findings import Finding, Level, Subject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.matches import Candidate

SAMPLES = 3


@dataclass
class Notes:
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
        """Say something of a row; of samples, what a row has of its own, the first few are told."""
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

"""What a person has said so far while bringing records of their own: kept for the session."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geodata.importing.drafting import Choices, Draft, make_draft
from geodata.importing.naming import changed_parts, read_naming
from geodata.importing.reading import LIMITS as LIMITS_OF_A_FILE
from geodata.importing.reading import read_apart
from geodata.online import OnlineGeocoder
from mapapp import view as views
from mapapp.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.importing.findings import Finding, Subject
    from geodata.importing.grid import RawTable
    from geodata.importing.previous_import import PreviousImport

LIMITS = replace(LIMITS_OF_A_FILE, rows=100_000, cells=2_000_000)
"""The most that the page takes: the server does for all readers what a command does for one."""

_WORK, _TABLE, _DRAFT = "importing.work", "importing.table", "importing.draft"


@dataclass(frozen=True)
class Version:
    """The collection that an earlier version of the sheet became.

    Attributes:
        kind: Whether it is `open` in the app, or came as a `zip`.
        token: A short mark of what is in it.
        earlier: Its tables, and what was said of the sheet.
        files: Everything that lies in its folder, by name.
    """

    kind: str
    token: str
    earlier: PreviousImport = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True)
class Work:
    """An import in progress.

    Attributes:
        name: Of the file.
        data: The file.
        sheet: The sheet that was chosen; empty for the first.
        encoding: The encoding that was named; empty to find it out.
        mend_letters: Whether garbled letters are put right.
        choices: What a person said of it.
        order: Subjects of answers, the last one last, so that it can be taken back.
        service: The online service that was asked; empty for none.
        version: The earlier collection that this one is to replace; None if it is new.
        given: A short mark of the file of answers that was given back; empty if none was.
    """

    name: str
    data: bytes = field(repr=False)
    sheet: str = ""
    encoding: str = ""
    mend_letters: bool = False
    choices: Choices = field(default_factory=Choices)
    order: tuple[Subject, ...] = ()
    service: str = ""
    version: Version | None = None
    given: str = ""

    @property
    def source(self) -> tuple[str, str, str, bool]:
        """What the table is read from, as something that can be compared."""
        digest = hashlib.sha256(self.data).hexdigest()
        return digest, self.sheet, self.encoding, self.mend_letters

    @property
    def token(self) -> str:
        """A short mark of the file and of what came with it, to name what is drawn for them."""
        return self.source[0][:8] + (self.version.token if self.version else "") + self.given

    def answered(self, subject: Subject, answer: str) -> Work:
        """The same with one more answer."""
        answers = {**self.choices.answers, subject: answer}
        order = (*(each for each in self.order if each != subject), subject)
        return replace(self, choices=replace(self.choices, answers=answers), order=order)

    def taken_back(self) -> Work:
        """The same without the last answer."""
        *before, last = self.order
        answers = {each: text for each, text in self.choices.answers.items() if each != last}
        return replace(self, choices=replace(self.choices, answers=answers), order=tuple(before))


def current_work() -> Work | None:
    """The import in progress in this session; None if there is none."""
    found: Work | None = views.kept(_WORK)
    return found


def change_work(work: Work | None) -> None:
    """Make this the import in progress; None begins again."""
    views.keep(_WORK, work)


def read_table(work: Work) -> RawTable:
    """The table of the file; read once for the same file, sheet and encoding.

    Raises:
        ImportFileError: The file is not a table.
    """
    kept = views.kept(_TABLE)
    if kept and kept[0] == work.source:
        table: RawTable = kept[1]
        return table
    table = read_apart(
        work.data,
        work.name,
        sheet=work.sheet,
        encoding=work.encoding,
        mend_letters=work.mend_letters,
        limits=LIMITS,
    )
    views.keep(_TABLE, (work.source, table))
    return table


def draft_of(work: Work, table: RawTable) -> Draft:
    """The collection as it would be; worked out once for the same file and choices.

    An online service that a person has asked is asked again, and answers what it was asked before
    from its cache.

    Raises:
        ServiceUnavailableError: The service does not answer.
        BadMappingError: A field is given to two columns.
    """
    state = (work.token, *work.source, work.service), work.choices
    kept = views.kept(_DRAFT)
    if kept and kept[0] == state:
        known: Draft = kept[1]
        return known
    today = dt.datetime.now(tz=dt.UTC).date()
    agent = read_settings().user_agent
    online = OnlineGeocoder(work.service, user_agent=agent) if work.service else None
    earlier = work.version.earlier if work.version else None
    choices = _said_anew(work.choices, earlier) if earlier else work.choices
    draft = make_draft(table, choices, today=today, earlier=earlier, online=online)
    views.keep(_DRAFT, (state, draft))
    return draft


def files_of(work: Work, draft: Draft) -> dict[str, bytes]:
    """Everything that the collection consists of; what lay beside an earlier one stays."""
    return {**(work.version.files if work.version else {}), **draft.built.files}


def _said_anew(choices: Choices, earlier: PreviousImport) -> Choices:
    before = read_naming(earlier.about.descriptor)
    return replace(choices, naming=changed_parts(choices.naming, before))


def questions_of(draft: Draft) -> list[Finding]:
    """The findings that an answer on the page can settle, what hangs most on first."""
    asked = {"place", "country", "region", "opened", "closed", "date"}
    return [
        each
        for each in draft.understood.findings
        if each.level != "check" and each.subject.field in asked and _is_answerable(each)
    ]


def _is_answerable(finding: Finding) -> bool:
    """Whether it is about one value: what concerns a column is chosen beside the column."""
    subject = finding.subject
    if subject.context == "columns":
        return False
    return bool(subject.value) or subject.field == "country"

"""`import`: a sheet as people keep it becomes a collection."""

from __future__ import annotations

import datetime as dt
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from geodata.errors import GeodataError
from mapapp.commands.import_options import (
    AnswersFile,
    AssignedFields,
    Colours,
    CountryOption,
    DateOrderOption,
    DiffFlag,
    ExplainFlag,
    LicenseOption,
    LicenseUrlOption,
    ManyOption,
    OneOption,
    OutputFolder,
    PublisherOption,
    ReplaceFlag,
    SystemOption,
    TitleOption,
)
from mapapp.commands.online_option import OnlineOption, open_service
from mapapp.commands.scheduler_option import SchedulerOption, choose_workers_offline
from mapapp.commands.sheet import EncodingOption, MendOption, SheetFile, SheetOption, read_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from geodata.importing.drafting import Draft
    from geodata.importing.findings import Subject
    from geodata.importing.previous_import import PreviousImport

LISTED = 20
KEEP = "keep"


class BadPairError(GeodataError, ValueError):
    """An option that takes NAME=VALUE got something else."""

    def __init__(self, option: str, text: str, form: str) -> None:
        self.option = option
        self.text = text
        super().__init__(f"{option} {text!r} has no equals sign: write {form}.")


class UnknownSystemError(GeodataError, ValueError):
    """A coordinate system is not known."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(
            f"--crs {text!r} is not a known coordinate system: write its EPSG code, such as "
            "EPSG:25832."
        )


class CollectionExistsError(GeodataError, FileExistsError):
    """The folder holds something that an import would replace."""

    def __init__(self, folder: Path, *, is_collection: bool) -> None:
        self.folder = folder
        remedy = (
            "see with --diff what would change, and write it with --replace"
            if is_collection
            else "it is not a collection, so choose another folder"
        )
        super().__init__(f"{folder} is not empty: {remedy}.")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_sheet)


def import_sheet(  # noqa: PLR0913, PLR0917 - the options of the command
    file: SheetFile,
    output: OutputFolder,
    assigned: AssignedFields = None,
    date_order: DateOrderOption = None,
    country: CountryOption = "",
    crs: SystemOption = "",
    answers: AnswersFile = None,
    diff: DiffFlag = False,
    explain: ExplainFlag = False,
    replace: ReplaceFlag = False,
    title: TitleOption = "",
    one: OneOption = "",
    many: ManyOption = "",
    publisher: PublisherOption = "",
    license_title: LicenseOption = "",
    license_url: LicenseUrlOption = "",
    colour: Colours = None,
    sheet: SheetOption = "",
    encoding: EncodingOption = "",
    mend_letters: MendOption = False,
    online: OnlineOption = None,
    scheduler: SchedulerOption = "",
) -> None:
    """Make a collection of a sheet, and a list of what needs your review.

    The guessed columns are printed first. Nothing is guessed in silence: what is ambiguous or
    cannot be read stays open, in questions.csv. Its column `answer` takes answers for the next
    time: an id such as geonames:3173435, another spelling, or `country` for a place that is known
    only to its country. A newer version of a sheet keeps ids, answers and decisions.
    """
    from geodata.countries import country_code
    from geodata.importing.building import write_collection
    from geodata.importing.drafting import Choices, make_draft
    from geodata.importing.naming import Naming
    from geodata.importing.previous_import import read_previous_import

    workers = choose_workers_offline(scheduler, online)
    earlier = read_previous_import(output)
    if not (diff or explain):
        _check_folder(output, earlier, replace=replace)
    choices = Choices(
        fields=_fields(assigned or ()),
        order=date_order,
        country=country_code(country) if country else "",
        system=_system(crs),
        answers=_read_answers(answers),
        naming=Naming(
            title, one, many, publisher, license_title, license_url, _colours(colour or ())
        ),
    )
    with _progress() as progress:
        progress("Reading the file")
        table = read_sheet(file, sheet, encoding, mend_letters=mend_letters)
        draft = make_draft(
            table,
            choices,
            today=dt.datetime.now(tz=dt.UTC).date(),
            earlier=earlier,
            online=open_service(online),
            workers=workers,
            progress=progress,
        )
        _list_columns(draft)
        if not (explain or diff):
            _check(draft)
            draft = draft.to_write()
            progress("Writing")
            write_collection(draft.built, output)
            _report_findings(draft, output)
    if diff and not explain:
        _list_changes(draft)


def _check(draft: Draft) -> None:
    """Refuse a draft without records, and say why it has none.

    Raises:
        NoRecordsError: It has no records.
    """
    from geodata.importing.outcome import check_outcome

    if not draft.count:
        _list_findings(draft)
    check_outcome(draft)


def _check_folder(folder: Path, earlier: PreviousImport | None, *, replace: bool) -> None:
    is_used = folder.is_dir() and any(folder.iterdir())
    if is_used and not (replace and earlier):
        raise CollectionExistsError(folder, is_collection=earlier is not None)


def _fields(pairs: list[str] | tuple[str, ...]) -> dict[str, str]:
    """Field by column, from FIELD=COLUMN."""
    fields = {}
    for field, column in (_pair("--map", text, "FIELD=COLUMN") for text in pairs):
        fields[column] = "" if field == KEEP else field
    return fields


def _system(crs: str) -> str:
    """The coordinate system that an option names.

    Raises:
        UnknownSystemError: It names none that is known.
    """
    from geodata.importing.coordinate_systems import read_system

    if not crs:
        return ""
    code = read_system(crs)
    if code is None:
        raise UnknownSystemError(crs)
    return str(code)


def _colours(pairs: list[str] | tuple[str, ...]) -> Mapping[str, str]:
    return dict(_pair("--colour", text, "ORIGINATOR=#RRGGBB") for text in pairs)


def _pair(option: str, text: str, form: str) -> tuple[str, str]:
    name, sign, value = text.rpartition("=") if option == "--colour" else text.partition("=")
    if not (sign and name.strip() and value.strip()):
        raise BadPairError(option, text, form)
    return name.strip(), value.strip()


def _read_answers(file: Path | None) -> Mapping[Subject, str]:
    from geodata.importing.findings import read_answers

    return {} if file is None else read_answers(file.read_bytes())


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Show on standard error what is being done, if it is a terminal."""
    from rich.console import Console

    console = Console(stderr=True)
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with console.status("") as status:
        yield lambda text: status.update(f"{text} …")


def _list_columns(draft: Draft) -> None:
    from geodata.importing.mapping import FIELDS
    from geodata.plurals import count_of

    for remark in draft.table.remarks:
        typer.echo(remark)
    if draft.own:
        taken = count_of(draft.own.count, "record", "records")
        typer.echo(f"{draft.table.name} was exported from a collection: {taken} taken as written.")
    typer.echo(f"Columns of {draft.table.name}, {count_of(len(draft.table.cells), 'row')}:")
    for guess in draft.guesses:
        field = draft.plan.fields.get(guess.column, "")
        said = FIELDS[field].title if field else "kept as it is"
        reason = guess.reason if field == guess.field else "as you say"
        samples = " | ".join(sample[:30].replace("\n", " ") for sample in guess.samples)
        typer.echo(f"  {guess.column} -> {said} ({reason}): {samples}")
    if draft.noun:
        typer.echo(
            f"A record is called “{draft.noun.one}”, several “{draft.noun.many}” "
            f"({draft.noun.reason}); say otherwise with --one and --many."
        )
    for column, decision in draft.understood.orders.items():
        typer.echo(f"  Dates in {column}: {decision.reason}")


def _list_changes(draft: Draft) -> None:
    from geodata.importing.differences import count_changes

    _list_findings(draft)
    for change in draft.changes:
        typer.echo(change)
    typer.echo(f"{count_changes(draft.changes)}. Nothing was written.", err=True)


def _list_findings(draft: Draft) -> None:
    findings = draft.understood.findings
    for finding in findings[:LISTED]:
        typer.echo(f"[{finding.level}] {finding}")
    if len(findings) > LISTED:
        typer.echo(f"… and {len(findings) - LISTED:,} more.")


def _report_findings(draft: Draft, folder: Path) -> None:
    from geodata.importing.previous_import import QUESTIONS
    from geodata.plurals import count_of

    understood = draft.understood
    _list_findings(draft)
    unplaced = [row for row in draft.built.tables["places"] if row["method"] == "none"]
    if draft.own and unplaced:
        places = count_of(len(unplaced), "place has", "places have")
        typer.echo(f"{places} no position: run `python -m mapapp locate {folder}`.")
    left = f", {understood.left_out:,} left out until answered" if understood.left_out else ""
    typer.echo(
        f"{count_of(draft.count, 'record')} in {folder}{left}. "
        f"{count_of(len(understood.findings), 'point needs', 'points need')} your review: see "
        f"{folder / QUESTIONS}.",
        err=True,
    )

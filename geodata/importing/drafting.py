"""One import from end to end, as the command and the page both run it; nothing is written here.

earlier = read_previous_import(folder)
draft = make_draft(read_raw(path), Choices(), today=date.today(), earlier=earlier)
draft.guesses, draft.understood.findings, draft.changes
write_collection(draft.built, folder)
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.importing.building import BuiltCollection, build
from geodata.importing.differences import PLACES, Change, find_differences
from geodata.importing.findings import Finding, Subject, sort_findings
from geodata.importing.interpreting import Understood, interpret
from geodata.importing.mapping import FIELDS, find_contests, guess_mapping, read_mapping
from geodata.importing.naming import Naming
from geodata.importing.own_exports import OwnExport, read_own_export
from geodata.importing.projected import system_of_table
from geodata.importing.record_nouns import Noun, find_noun
from geodata.importing.sheet_records import Plan
from geodata.workers import HERE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from geodata.geocoding import OnlineResolver
    from geodata.importing.date_orders import DateOrder
    from geodata.importing.grid import RawTable
    from geodata.importing.guesses import Guess
    from geodata.importing.previous_import import PreviousImport
    from geodata.workers import Workers


@dataclass(frozen=True)
class Choices:
    """What a person says of a sheet; the rest is guessed, or was said of an earlier version.

    Attributes:
        fields: Field by column, as in `mapping.read_mapping`.
        orders: Whether days or months come first, by column.
        order: The same for every column that `orders` does not name.
        country: ISO code for rows that name no country.
        system: Coordinate system of x and y, such as `EPSG:25832`.
        answers: To findings.
        naming: What the collection is called.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    orders: Mapping[str, DateOrder] = field(default_factory=dict)
    order: DateOrder | None = None
    country: str = ""
    system: str = ""
    answers: Mapping[Subject, str] = field(default_factory=dict)
    naming: Naming = field(default_factory=Naming)


@dataclass(frozen=True)
class Draft:
    """A collection that could be written, and how it came about.

    Attributes:
        table: As it was read.
        guesses: What its columns seem to say.
        plan: How it is understood.
        understood: What it says.
        own: What it says besides, if it was exported from a collection.
        earlier: The collection that is there.
        built: The one that it makes.
        count: How many records there are.
        noun: What a record was found to be, where no one said; None if nothing shows it.
    """

    table: RawTable
    guesses: tuple[Guess, ...]
    plan: Plan
    understood: Understood
    own: OwnExport | None
    earlier: PreviousImport | None
    built: BuiltCollection
    count: int
    noun: Noun | None = None

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """How the collection differs from the one that is there."""
        return find_differences(self.earlier, self.built)

    def to_write(self) -> Draft:
        """What is needed to write and to describe it: its records and rows need most memory."""
        return replace(
            self,
            understood=replace(self.understood, records=()),
            built=replace(self.built, tables={PLACES: self.built.tables[PLACES]}),
        )


def make_draft(  # noqa: PLR0913 - what goes into an import
    table: RawTable,
    choices: Choices,
    *,
    today: dt.date,
    earlier: PreviousImport | None = None,
    online: OnlineResolver | None = None,
    workers: Workers = HERE,
    progress: Callable[[str], None] = lambda _: None,
) -> Draft:
    """Understand a table and make a collection of it.

    Args:
        table: As it was read.
        choices: What a person says; it goes before what was said of an earlier version.
        today: The day of the import.
        earlier: The collection that would be replaced.
        online: A service to ask for places that the gazetteer leaves open.
        workers: Where names of places are looked up.
        progress: Called with what is being done.

    Raises:
        BadMappingError: The choices name a column or field that does not exist.
        ClusterError: A cluster cannot look names up.
    """
    guesses = guess_mapping(table)
    own = read_own_export(table, earlier, _answers(choices, earlier), workers)
    sheet_before = replace(earlier, fields={}) if own and earlier else earlier
    plan = _plan(table, guesses, choices, today, sheet_before)
    known = earlier.known_places() if earlier else {}
    rest = own.rest if own else table
    understood = interpret(
        rest, plan, known=known, online=online, workers=workers, progress=progress
    )
    said_before = earlier.fields if earlier else {}
    of_columns = own.findings if own else _contests(guesses, plan, said_before)
    understood = replace(
        understood,
        findings=sort_findings((*_garbled(table), *of_columns, *understood.findings)),
        left_out=understood.left_out + (own.left_out if own else 0),
    )
    is_named = bool(choices.naming.one or choices.naming.many or earlier or own)
    noun = None if is_named else noun_of(table, plan.fields)
    built = build(understood, plan, choices.naming, table.name, earlier, own, noun)
    count = len(understood.records) + (own.count if own else 0)
    return Draft(table, guesses, plan, understood, own, earlier, built, count, noun)


def noun_of(table: RawTable, fields: Mapping[str, str]) -> Noun | None:
    """What a record of a table is, as its headers or its own name say."""
    headers = {field: column for column, field in fields.items()}
    return find_noun(headers, table.sheet, Path(table.name).stem)


def _garbled(table: RawTable) -> tuple[Finding, ...]:
    """A question if letters look wrong."""
    if table.garbled is None:
        return ()
    column = table.garbled.columns[0] if len(table.garbled.columns) == 1 else ""
    return (
        Finding(
            "open", Subject("letters", ""), column, table.garbled.rows, str(table.garbled),
            "mend them (--mend-letters, or “Mend garbled letters” on the page), or save the sheet "
            "again in UTF-8",
        ),
    )  # fmt: skip


def _contests(
    guesses: Sequence[Guess], plan: Plan, said_before: Mapping[str, str]
) -> tuple[Finding, ...]:
    """A question for each field that several columns seem to say, and that no one settled."""
    found = find_contests(guesses, plan.fields)
    if "opened" in plan.fields.values():
        found.pop("date", None)  # no other date is read then
    contests = tuple(
        _contest(field, columns, plan)
        for field, columns in found.items()
        if any(said_before.get(column) != plan.fields.get(column) for column in columns)
    )
    return contests if said_before else (*contests, *_doubts(guesses, plan))


def _doubts(guesses: Sequence[Guess], plan: Plan) -> tuple[Finding, ...]:
    """A question for each field that columns may be meant to have, and that none says plainly."""
    doubted: dict[str, list[Guess]] = {}
    settled = set(plan.fields.values())
    if "opened" in settled:
        settled.add("date")
    for guess in guesses:
        is_settled = guess.column in plan.fields or guess.perhaps in settled
        if guess.perhaps and not is_settled:
            doubted.setdefault(guess.perhaps, []).append(guess)
    return tuple(_doubt(field, columns) for field, columns in doubted.items())


def _doubt(field: str, guesses: Sequence[Guess]) -> Finding:
    first = guesses[0]
    others = ", ".join(f"“{guess.column}”" for guess in guesses[1:])
    samples = ", ".join(f"“{sample}”" for sample in first.samples[:3])
    also = f" (as may {others})" if others else ""
    return Finding(
        "check", Subject(field, "", "columns"), first.column, (),
        f"{_DOUBTS[field]}{also}; it was kept as it is. It holds {samples}",
        f"if it does, say so (--map {field}=COLUMN, or under “What each column says”)",
    )  # fmt: skip


_CALLED: Mapping[str, str] = {"opened": "date of opening", "closed": "date of closing"}
"""What is asked for, where the title of the field is not a noun."""

_DOUBTS: Mapping[str, str] = {
    "count": "may be a number of sites, but its header or its numbers do not say so plainly",
    "country": "holds countries, but says from where something comes and not where it is",
    "date": "holds dates, but does not say of what",
    "originator": "may name who is behind each record, but does not say so plainly",
}


def _contest(field: str, columns: Sequence[str], plan: Plan) -> Finding:
    read = [column for column in columns if plan.fields.get(column) == field]
    kept = [column for column in columns if column not in read]
    others = ", ".join(f"“{column}”" for column in (*read[1:], *kept))
    outcome = "was kept as it is" if kept else "was read too"
    if field == "country":
        return Finding(
            "open", Subject(field, "", "columns"), read[0], (),
            f"was read as the countries in which the places are; {others} holds countries too",
            "say which is the host, and what the other one is",
        )  # fmt: skip
    return Finding(
        "check", Subject(field, "", "columns"), read[0], (),
        f"seems to say the same as {others}, which {outcome}",
        f"say which of them is the {_CALLED.get(field) or FIELDS[field].title.lower()}",
    )  # fmt: skip


def _plan(
    table: RawTable,
    guesses: tuple[Guess, ...],
    choices: Choices,
    today: dt.date,
    earlier: PreviousImport | None,
) -> Plan:
    columns = set(map(str, table.cells))
    remembered = dict(earlier.fields) if earlier else {}
    if remembered:
        known = {column: field for column, field in remembered.items() if column in columns}
        taken = {field for field in choices.fields.values() if field}
        assigned = {
            **{column: field for column, field in known.items() if field not in taken},
            **choices.fields,
        }
    else:
        assigned = dict(choices.fields)
    fields = read_mapping(guesses, assigned)
    every = dict.fromkeys(fields, choices.order) if choices.order else {}
    orders = {
        **(dict(earlier.orders) if earlier else {}),
        **{column: order for column, order in every.items() if order},
        **choices.orders,
    }
    return Plan(
        fields=fields,
        today=today,
        orders={column: order for column, order in orders.items() if column in fields},
        country=choices.country or (earlier.country if earlier else ""),
        system=choices.system
        or (earlier.system if earlier else "")
        or system_of_table(table, fields),
        answers=_answers(choices, earlier),
    )


def _answers(choices: Choices, earlier: PreviousImport | None) -> dict[Subject, str]:
    """What a person has answered, now or of an earlier version."""
    return {**(earlier.answers if earlier else {}), **choices.answers}

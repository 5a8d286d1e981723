"""The options of a selection, the same for every command that shows or writes records.

@with_selection
def export_table(shown: Selected, output: OutPath) -> None: ...

The words are those of the page's address: what a link opens, a command can write.
"""

from __future__ import annotations

import functools
import inspect
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from geodata.errors import GeodataError
from mapapp.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geodata.collection import Collection
    from layers.selection import Selected, Selection
    from mapapp.choices import Labels

CollectionOption = Annotated[
    Path | None,
    typer.Option("--collection", metavar="DIR", help="The collection; the seeds if left out."),
]
LayerOption = Annotated[
    list[str] | None, typer.Option("--layer", help="A layer, such as stations. Repeatable.")
]
JurisdictionOption = Annotated[
    list[str] | None,
    typer.Option("--jurisdiction", help="A jurisdiction, by id or name. Repeatable."),
]
CountryOption = Annotated[
    list[str] | None,
    typer.Option("--country", help="A host country, in any language or as code. Repeatable."),
]
StatusOption = Annotated[
    list[str] | None, typer.Option("--status", help="A status, by value or label. Repeatable.")
]
YearOption = Annotated[
    str, typer.Option("--year", metavar="FIRST:LAST", help="A year, or a range such as 2016:2019.")
]
EditionOption = Annotated[
    list[str] | None, typer.Option("--edition", help="A report, by id or title. Repeatable.")
]
UndatedOption = Annotated[
    bool, typer.Option("--undated/--no-undated", help="Whether to keep records without a date.")
]
SearchOption = Annotated[str, typer.Option("--search", metavar="TEXT", help="Words to look for.")]


class UnknownChoiceError(GeodataError, LookupError):
    """A value is none of those that the collection has."""

    def __init__(self, option: str, value: str, allowed: Iterable[str]) -> None:
        self.option = option
        self.value = value
        self.allowed = tuple(allowed)
        super().__init__(f"{value!r} is no {option}: use one of {', '.join(self.allowed)}.")


class BadYearsError(GeodataError, ValueError):
    """A text is no range of years."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(
            f"{text!r} is no range of years: write 2016:2019, 2016: or :2019, or one year."
        )


def with_selection(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a selection.

    Args:
        command: Takes `shown`, the records selected, and its own options by name.
    """

    @functools.wraps(command)
    def selecting(**options: Any) -> None:
        chosen = {name: options.pop(name) for name in _OPTIONS}
        command(shown=_select(**chosen), **options)

    parameters = [
        each
        for function in (command, _select)
        for each in _evaluated_parameters(function)
        if each.name != "shown"
    ]
    selecting.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # how a wrapper says what it takes
    selecting.__annotations__ = {each.name: each.annotation for each in parameters}
    return selecting


def _evaluated_parameters(function: Callable[..., Any]) -> Iterator[inspect.Parameter]:
    """The parameters with their annotations as objects; what `shown` is, only a checker knows."""
    names = {**function.__globals__, "Selected": object}
    hints = get_type_hints(function, globalns=names, include_extras=True)
    for each in inspect.signature(function).parameters.values():
        yield each.replace(annotation=hints[each.name])


def _select(  # noqa: PLR0913 - the options of a selection
    *,
    collection: CollectionOption = None,
    layer: LayerOption = None,
    jurisdiction: JurisdictionOption = None,
    country: CountryOption = None,
    status: StatusOption = None,
    year: YearOption = "",
    edition: EditionOption = None,
    undated: UndatedOption = True,
    search: SearchOption = "",
) -> Selected:
    from geodata.collection import read_collection
    from layers.selection import select

    record = read_collection(collection or read_settings().collection)
    selection = read_selection(
        record,
        layers=layer,
        jurisdictions=jurisdiction,
        countries=country,
        statuses=status,
        years=year,
        editions=edition,
        undated=undated,
        search=search,
    )
    shown = select(record, selection)
    if shown.is_empty or selection.search:
        _tell_missing(shown)
    return shown


def _tell_missing(shown: Selected) -> None:
    """Say if nothing matches; and where defaults hide what does, which options select it."""
    from layers.hidden import find_hidden
    from mapapp.panels.notices import say_hidden

    hidden = find_hidden(shown.collection, shown.selection)
    if hidden is None:
        if shown.is_empty:
            typer.echo("Nothing in the record matches this selection.", err=True)
        return
    options = [
        f"--{option} {shlex.quote(value)}"
        for option, values in (
            ("layer", hidden.layers),
            ("edition", hidden.editions),
            ("status", hidden.statuses),
        )
        for value in sorted(values)
    ]
    counted = say_hidden(shown.collection, hidden)
    found = "Nothing that is shown by default matches this selection. " if shown.is_empty else ""
    said = f"Hidden by default: {counted}; add {' '.join(options)} to select by what hides them."
    typer.echo(found + said, err=True)


_OPTIONS = tuple(inspect.signature(_select).parameters)


def read_selection(  # noqa: PLR0913 - the parts of a selection
    collection: Collection,
    *,
    layers: Iterable[str] | None = None,
    jurisdictions: Iterable[str] | None = None,
    countries: Iterable[str] | None = None,
    statuses: Iterable[str] | None = None,
    years: str = "",
    editions: Iterable[str] | None = None,
    undated: bool = True,
    search: str = "",
) -> Selection:
    """Read the words of a selection; what is left out is not asked.

    Raises:
        UnknownChoiceError: A value is none of the collection's.
        UnknownCountryError: A name is that of no country.
        BadYearsError: The years are no range.
    """
    from geodata.countries import country_code
    from layers.selection import Selection
    from mapapp.choices import choice_labels

    labels = choice_labels(collection)
    return Selection(
        layers=_chosen("layer", "layers", layers, labels),
        jurisdictions=_chosen("jurisdiction", "jurisdictions", jurisdictions, labels),
        countries=frozenset(map(country_code, countries)) if countries else None,
        statuses=_chosen("status", "statuses", statuses, labels),
        editions=_chosen("edition", "editions", editions, labels),
        years=_years(years, collection.years) if years else None,
        undated=undated,
        search=search,
    )


def _chosen(
    option: str, field: str, values: Iterable[str] | None, labels: Labels
) -> frozenset[str] | None:
    """The ids that the values mean: each is an id or what a reader sees for it."""
    from mapapp.choices import find_choice

    if not values:
        return None
    found = {value: find_choice(labels, field, value) for value in values}
    for value, meant in found.items():
        if meant is None:
            raise UnknownChoiceError(option, value, labels[field])
    return frozenset(filter(None, found.values()))


def _years(text: str, known: tuple[int, int]) -> tuple[int, int]:
    """Read `2016:2019`, `2016`, `2016:` or `:2019`; an open side reaches to the known years."""
    first, colon, last = (part.strip() for part in text.partition(":"))
    sides = [first or str(known[0]), last or (str(known[1]) if colon else first)]
    if not (first or last) or not all(side.isascii() and side.isdigit() for side in sides):
        raise BadYearsError(text)
    begin, end = map(int, sides)
    if begin > end:
        raise BadYearsError(text)
    return begin, end

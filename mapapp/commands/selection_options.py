"""The options of a selection, the same for every command that shows or writes records.

@with_selection
def export_table(shown: Selected, output: OutPath) -> None: ...

The words are those of the page's address: what a link opens, a command can write.
"""

from __future__ import annotations

import functools
import inspect
import shlex
from typing import TYPE_CHECKING, Annotated, Any, assert_never, get_type_hints

import typer

from geodata.errors import GeodataError
from layers.facets import FACETS
from mapapp.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from geodata.collection import Collection
    from layers.facets import Facet
    from layers.selection import Selected, Selection

CollectionOption = Annotated[
    str | None,
    typer.Option(
        "--collection",
        metavar="PLACE",
        help="The collection, a folder or a database (postgresql://...); the seeds if left out.",
    ),
]
ColourOption = Annotated[
    str,
    typer.Option(
        "--colour", metavar="WORD", help="What dots are coloured by; the first choice if left out."
    ),
]
BordersOption = Annotated[
    str,
    typer.Option(
        "--borders", metavar="WORD", help="de-facto or un; what the collection names if left out."
    ),
]


class BadYearsError(GeodataError, ValueError):
    """A text is not a range of years."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(
            f"{text!r} is not a range of years: write 2016:2019, 2016: or :2019, or one year."
        )


def with_selection(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a selection.

    Args:
        command: Takes `shown`, the records selected, and its own options by name.
    """

    @functools.wraps(command)
    def selecting(collection: str | None, **options: Any) -> None:
        asked = {facet.word: options.pop(facet.word) for facet in FACETS}
        command(shown=_select(collection, asked), **options)

    parameters = [
        *(each for each in _evaluated_parameters(command) if each.name != "shown"),
        _option("collection", CollectionOption, None),
        *map(_option_of, FACETS),
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


def _option_of(facet: Facet) -> inspect.Parameter:
    """The option of a filter, as typer reads it."""
    name, help_text = f"--{facet.word}", facet.help
    match facet.kind:
        case "choice":
            several = Annotated[list[str] | None, typer.Option(name, help=help_text)]
            return _option(facet.word, several, None)
        case "years":
            years = Annotated[str, typer.Option(name, metavar="FIRST:LAST", help=help_text)]
            return _option(facet.word, years, "")
        case "switch":
            switch = Annotated[bool, typer.Option(f"{name}/--no-{facet.word}", help=help_text)]
            return _option(facet.word, switch, default=True)
        case "text":
            text = Annotated[str, typer.Option(name, metavar="TEXT", help=help_text)]
            return _option(facet.word, text, "")
        case _:
            assert_never(facet.kind)


def _option(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


def read_asked(place: str | None) -> Collection:
    """Read the collection that `CollectionOption` names, or the one that is set outside."""
    from layers.stores.opening import read_for_documents
    from layers.stores.sources import read_source

    return read_for_documents(read_source(place) if place else read_settings().collection)


def _select(place: str | None, asked: Mapping[str, Any]) -> Selected:
    from layers.selection import select

    collection = read_asked(place)
    shown = select(collection, read_selection(collection, **asked))
    if shown.is_empty or shown.selection.search:
        _report_missing(shown)
    return shown


def _report_missing(shown: Selected) -> None:
    """Say if nothing matches; and where defaults hide what does, which options select it."""
    from layers.hidden import find_hidden
    from mapapp.panels.notices import say_hidden

    hidden = find_hidden(shown.collection, shown.selection)
    if hidden is None:
        if shown.is_empty:
            typer.echo("Nothing in the record matches this selection.", err=True)
        return
    options = [
        f"--{word} {shlex.quote(value)}"
        for word, values in hidden.values.items()
        for value in sorted(values)
    ]
    counted = say_hidden(shown.collection, hidden)
    found = "Nothing that is shown by default matches this selection. " if shown.is_empty else ""
    said = f"Hidden by default: {counted}; add {' '.join(options)} to select by what hides them."
    typer.echo(found + said, err=True)


def read_selection(collection: Collection, **asked: Any) -> Selection:
    """Read what is asked of each filter, by its word; what is left out is not asked.

    Args:
        collection: Whose values are meant.
        **asked: Of a choice a text or several, as a reader writes them; of the years a text such
            as `2016:2019`; of a switch whether it is on; of a search its words.

    Raises:
        UnknownChoiceError: A value is not one of the collection's.
        UnknownCountryError: A name is that of no country.
        BadYearsError: The years are not a range.
        TypeError: There is no such filter.
    """
    from layers.selection import Selection

    read = {
        facet.word: _read_asked(facet, collection, asked[facet.word])
        for facet in FACETS
        if facet.word in asked
    }
    return Selection(**{**asked, **read})


def _read_asked(facet: Facet, collection: Collection, asked: Any) -> Any:
    if facet.kind == "years":
        return _years(str(asked), collection.years) if asked else None
    if facet.kind != "choice":
        return asked
    if not asked:
        return None
    texts = [asked] if isinstance(asked, str) else asked
    return frozenset(facet.read(facet, collection, each) for each in texts)


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

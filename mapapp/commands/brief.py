"""`brief`: write a briefing on a country, on several, on a region, or on every one apart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geodata.errors import GeodataError
from mapapp.commands.scheduler_option import SchedulerOption
from mapapp.commands.selection_options import BordersOption, CollectionOption, read_asked

if TYPE_CHECKING:
    from geodata.collection import Collection
    from geodata.workers import Workers

Countries = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="COUNTRY...",
        help="Countries or regions, in any language or as code; several make one document.",
        show_default=False,
    ),
]
Output = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="A file that ends in .pdf, .docx, .html or .md; - is standard output, as Markdown. "
        "With --all, a folder.",
    ),
]
All = Annotated[
    bool, typer.Option("--all", help="A PDF for every country of the record, and an index.")
]
LanguageOption = Annotated[
    str, typer.Option("--language", metavar="CODE", help="Such as en, fr, es, it, de, pt or zh.")
]
PaperOption = Annotated[str, typer.Option("--paper", metavar="SIZE", help="a4 or letter.")]


class WhichCountriesError(GeodataError, ValueError):
    """Either countries have to be named, or all asked for."""

    def __init__(self) -> None:
        super().__init__("Name one or more countries, or ask for each of them with --all.")


class FileForAFolderError(GeodataError, ValueError):
    """A folder is asked for under the name of a file."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"With --all, -o names a folder for a PDF of every country, and {name!r} is a file: "
            "name a folder, such as briefs."
        )


class SchedulerForOneError(GeodataError, ValueError):
    """A cluster is asked for one document, which cannot be divided."""

    def __init__(self) -> None:
        super().__init__(
            "One document is written in one piece: use --scheduler with --all, or leave it out."
        )


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("brief")(brief)


def brief(  # noqa: PLR0913 - the options of a command
    output: Output,
    *,
    countries: Countries = None,
    each: All = False,
    collection: CollectionOption = None,
    language: LanguageOption = "en",
    paper: PaperOption = "a4",
    borders: BordersOption = "",
    scheduler: SchedulerOption = "",
) -> None:
    """Write a briefing: what is reported, by whom, and what is not known, each with its sources."""
    from geodata.workers import choose_workers
    from mapapp.exports.brief.build import build_brief
    from mapapp.exports.brief.country_arguments import countries_asked
    from mapapp.exports.brief.writers import FORMATS, format_of, write_brief
    from mapapp.files import write_bytes

    if bool(countries) is each:
        raise WhichCountriesError
    if each and (output == "-" or Path(output).suffix.lower().lstrip(".") in FORMATS):
        raise FileForAFolderError(output)
    if scheduler and not each:
        raise SchedulerForOneError
    workers = choose_workers(scheduler)
    read = read_asked(collection)
    if each:
        choices = {"language": language, "paper": paper, "borders": borders}
        _write_each(read, Path(output), workers, **choices)
    else:
        codes = countries_asked(read, countries or [])
        document = build_brief(read, codes, language, borders=borders)
        write_bytes(output, write_brief(document, format_of(output), paper=paper))


def _write_each(collection: Collection, folder: Path, workers: Workers, **choices: str) -> None:
    from rich.console import Console
    from rich.progress import Progress

    from mapapp.exports.brief.folder import INDEX, write_all

    console = Console(stderr=True)
    count = 0
    with Progress(console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("Briefs", total=None)
        for _, count in write_all(collection, folder, workers=workers, **choices):
            progress.update(task, advance=1, total=count)
    typer.echo(f"{count} briefs in {folder}; begin with {folder / INDEX}.", err=True)

"""The command line. A new command is a new module of `mapapp.commands`, and nothing else.

Data goes to standard output, remarks to standard error. What a user can mend is reported in one
sentence and ends with exit code 1; only a mistake in the program itself shows a traceback.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from typer._click.exceptions import ClickException, NoArgsIsHelpError  # typer hands out only leaves
from typer.core import TyperGroup

import mapapp.commands
from geodata.errors import GeodataError
from mapapp.commands.registering import register_commands
from mapapp.messages import explain
from mapapp.terminal import print_any_character

if TYPE_CHECKING:
    from collections.abc import Iterator

FAILED = 1


class OneSentenceGroup(TyperGroup):
    """Commands whose failures are a sentence on standard error, not a traceback."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Begin: from here on, whatever is printed."""
        print_any_character()
        return super().main(*args, **kwargs)

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        """Read the options that are before the command."""
        with _reported_in_one_sentence():
            return super().make_context(*args, **kwargs)

    def invoke(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command."""
        with _reported_in_one_sentence():
            return super().invoke(*args, **kwargs)


@contextmanager
def _reported_in_one_sentence() -> Iterator[None]:
    try:
        yield
    except NoArgsIsHelpError as help_page:
        typer.echo(help_page.format_message())
        raise typer.Exit from help_page
    except BrokenPipeError:
        raise  # the reader of our output has left: the runner of commands ends quietly
    except (GeodataError, OSError, UnicodeError) as error:
        typer.echo(explain(error), err=True)
        raise typer.Exit(FAILED) from error
    except ClickException as error:
        typer.echo(_on_one_line(error.format_message()), err=True)
        raise typer.Exit(FAILED) from error


def _on_one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if line.endswith((".", "?", "!")) else f"{line}."


app = typer.Typer(
    cls=OneSentenceGroup,
    name="mapapp",
    help="Explore, publish and brief from a map of reported sites and agreements, offline.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback()
def _commands() -> None:
    """Keep the name of the command in the call, however many commands there are."""


register_commands(mapapp.commands, app)

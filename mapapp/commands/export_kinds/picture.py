"""`export picture`: a map as SVG, PNG or PDF, or a folder with all of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.errors import GeodataError
from mapapp.commands.export_kinds.legal_desk import ReviewOption, print_review, warn_if_empty
from mapapp.commands.selection_options import BordersOption, ColourOption, with_selection
from mapapp.files import STREAM, write_bytes

if TYPE_CHECKING:
    from layers.selection import Selected

OutputOption = Annotated[
    str,
    typer.Option(
        "--output", "-o", metavar="FILE", help="A .svg, .png or .pdf; - is standard output (SVG)."
    ),
]
PackOption = Annotated[
    Path | None,
    typer.Option(
        "--pack", metavar="DIR", help="Write every size and form, alt text, credit and citations."
    ),
]
SizeOption = Annotated[str, typer.Option("--size", help="article, social or a4.")]
FocusOption = Annotated[
    str,
    typer.Option(
        "--focus", help="fit, world, a region, countries such as FR,DE, or west,south,east,north."
    ),
]
LanguageOption = Annotated[str, typer.Option("--language", help="Of the words: en, fr, es, …")]
ThemeOption = Annotated[str, typer.Option("--theme", help="light or dark.")]
TitleOption = Annotated[
    str, typer.Option("--title", help="A sentence on what is shown if left out.")
]
ScaleOption = Annotated[
    int, typer.Option("--scale", help="Pixels of a PNG to a unit: 1, 2 or 3; A4 has 300 dpi.")
]


class NoPictureNamedError(GeodataError, ValueError):
    """Neither a file nor a folder says where the picture goes."""

    def __init__(self) -> None:
        super().__init__("Where to? Name a file with -o map.svg, or a folder with --pack DIR.")


def register(app: typer.Typer) -> None:
    """Add the kind."""
    app.command("picture")(export_picture)


@with_selection
def export_picture(  # noqa: PLR0913, PLR0917 - the choices of a picture
    shown: Selected,
    output: OutputOption = "",
    pack: PackOption = None,
    size: SizeOption = "article",
    focus: FocusOption = "fit",
    language: LanguageOption = "en",
    theme: ThemeOption = "light",
    title: TitleOption = "",
    scale: ScaleOption = 1,
    colour: ColourOption = "",
    borders: BordersOption = "",
    *,
    review: ReviewOption = False,
) -> None:
    """Draw a map for an article, a social card or print, without a browser or a network."""
    from layers.colouring import read_colouring
    from mapapp.exports.picture.options import PictureOptions
    from mapapp.exports.picture.pack import write_pack
    from mapapp.exports.picture.picture_files import draw_picture

    if not (output or pack):
        raise NoPictureNamedError
    form = "svg" if output in {"", STREAM} else Path(output).suffix.lower().lstrip(".")
    choices: dict[str, Any] = {"size": size, "form": form, "theme": theme}  # checked by the options
    options = PictureOptions(
        **choices, focus=focus, language=language, title=title, scale=scale,
        colour=read_colouring(shown.collection, colour), borders=borders,
    )  # fmt: skip
    if output:
        write_bytes(output, draw_picture(shown, options))
    if pack:
        write_pack(pack, shown, options)
    warn_if_empty(shown)
    if review:
        print_review(shown, (title,))

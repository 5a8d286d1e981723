"""`export article`: a selection as one HTML file that works for ever, from any disk or server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.errors import GeodataError
from mapapp.commands.export_kinds.legal_desk import ReviewOption, print_review, warn_if_empty
from mapapp.commands.selection_options import BordersOption, ColourOption, with_selection
from mapapp.files import STREAM, OutPath, ending_of, write_bytes

if TYPE_CHECKING:
    from layers.selection import Selected
    from mapapp.exports.article import ArticleOptions

KILOBYTE = 1000

TitleOption = Annotated[
    str, typer.Option("--title", help="The headline; a sentence about the selection if left out.")
]
IntroductionOption = Annotated[
    str,
    typer.Option(
        "--introduction", help="The text below the title; by default, who reports the selection."
    ),
]
CreditOption = Annotated[
    str, typer.Option("--credit", help="Who made the page, such as a newsroom.")
]
LanguageOption = Annotated[
    str,
    typer.Option("--language", help="Of words and country names: en, fr, es, it, de, pt or zh."),
]
ThemeOption = Annotated[str, typer.Option("--theme", help="auto, light or dark.")]
FilterOption = Annotated[
    list[str] | None,
    typer.Option(
        "--filter",
        help="What readers may choose, by the name of an option below such as country, or none. "
        "Repeatable; all if left out.",
    ),
]
FocusOption = Annotated[
    str,
    typer.Option(
        "--focus",
        help="What the map shows first: fit, world, a region, countries such as FR,DE, "
        "or west,south,east,north.",
    ),
]
UrlOption = Annotated[
    str, typer.Option("--url", help="The address at which the page will be published.")
]
PinOption = Annotated[
    bool, typer.Option("--pin", help="Print the fingerprint of the data at the end of the page.")
]
EmbedOption = Annotated[
    bool,
    typer.Option(
        "--embed",
        help="Print the snippet that shows the page inside another. Where the article's host "
        "forbids inline script or style, it shows a still map and no filters.",
    ),
]
NO_FILTER = "none"
ENDINGS = (".html", ".htm")


class ContraryFiltersError(GeodataError, ValueError):
    """No filter is asked for, and one by name."""

    def __init__(self, named: list[str]) -> None:
        self.named = named
        super().__init__(
            f"--filter {NO_FILTER} leaves out every filter, and {', '.join(named)} is asked for "
            "too: leave out one of the two."
        )


def register(app: typer.Typer) -> None:
    """Add the kind."""
    app.command("article")(export_article)


@with_selection
def export_article(  # noqa: PLR0913 - the editor's choices
    shown: Selected,
    output: OutPath,
    *,
    title: TitleOption = "",
    introduction: IntroductionOption = "",
    credit: CreditOption = "",
    language: LanguageOption = "en",
    theme: ThemeOption = "auto",
    filters: FilterOption = None,
    focus: FocusOption = "fit",
    colour: ColourOption = "",
    borders: BordersOption = "",
    url: UrlOption = "",
    pin: PinOption = False,
    review: ReviewOption = False,
    embed: EmbedOption = False,
) -> None:
    """Write one .html file with map, list, data and filters, which makes no requests."""
    from mapapp.exports.article import article_html, article_title, embed_snippet

    ending_of(output, ENDINGS, streamed=ENDINGS[0])
    options = _options(
        title=title,
        introduction=introduction,
        credit=credit,
        language=language,
        theme=theme,
        filters=_filters(filters),
        focus=focus,
        colour=colour,
        borders=borders,
        url=url,
        pin=pin,
    )
    page = article_html(shown, options)
    write_bytes(output, page)
    typer.echo(f"{len(page) / KILOBYTE:.0f} kB, no requests.", err=True)
    warn_if_empty(shown)
    if review:
        print_review(shown, (title, introduction))
    if embed:
        address = url or ("map.html" if output == STREAM else Path(output).name)
        typer.echo(embed_snippet(address, article_title(shown, options)), err=output == STREAM)


def _options(**choices: Any) -> ArticleOptions:
    from mapapp.exports.article import ArticleOptions

    return ArticleOptions(**choices)


def _filters(chosen: list[str] | None) -> tuple[str, ...]:
    from mapapp.exports.article.options import OFFERED

    if not chosen:
        return OFFERED
    named = [name for name in chosen if name != NO_FILTER]
    if named and NO_FILTER in chosen:
        raise ContraryFiltersError(named)
    return tuple(named)

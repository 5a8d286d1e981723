"""A brief as one HTML file: no request, no script, printable, by day and by night."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from layers.page_files import theme_variables
from layers.style import DARK, LIGHT
from mapapp.exports.brief.draw import draw
from mapapp.exports.brief.draw_charts import draw_shares
from mapapp.exports.brief.model import RUN_MARK, Comparison, Shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapapp.exports.brief.model import Block, Brief, Figure, Share

POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
"""What the page lets a browser do: paint itself, with its own style, and nothing else."""


def to_html(brief: Brief) -> bytes:
    """Write a brief as a page that needs nothing but itself.

    Every text is escaped by the template; the drawings escape theirs in `svg`. The page's own
    policy forbids scripts and requests.
    """
    return render_page(
        "brief.html",
        shares=[share for block in _blocks(brief) for share in _shares_of(block)],
        brief=brief,
        cite=lambda sources: _cite(brief, sources),
        drawing=_drawing,
        dot=_dot,
        bar=_bar,
        kind=lambda block: type(block).__name__,
    )


def render_page(template: str, *, shares: Iterable[Share] = (), **content: object) -> bytes:
    """Fill one of the package's templates, with the style and a policy that allows just that."""
    style = _style(tuple(dict.fromkeys(shares)))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = _environment().get_template(template)
    filled = page.render(
        style=Markup(style),  # noqa: S704 - our own file, and colours
        policy=POLICY.format(digest=digest),
        **content,
    )
    return filled.encode()


def _style(shares: Iterable[Share]) -> str:
    """The style sheet with the colours of both themes; marks change theirs by night too.

    A drawing states the colours of the day: by night each is replaced by its counterpart.
    """
    night = {share.colour: share.colour_dark for share in shares}
    marks = "".join(
        f'[fill="{day}"]{{fill:{dark}}}[stroke="{day}"]{{stroke:{dark}}}'
        for day, dark in night.items()
    )
    dark = f":root{{{theme_variables(DARK)}}}.bar,.dot-mark,figure{{{marks}}}"
    return (
        f":root{{color-scheme:light dark;{theme_variables(LIGHT)}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{{dark}}}\n" + _read("brief.css")
    )


def _blocks(brief: Brief) -> Iterator[Block]:
    return (block for section in brief.sections for block in section.blocks)


def _shares_of(block: Block) -> tuple[Share, ...]:
    if isinstance(block, Comparison):
        return block.key
    return block.shares if isinstance(block, Shares) else ()


def _cite(brief: Brief, sources: Iterable[str]) -> Markup:
    """The numbers of the sources as links to the list; the text is that of `Brief.cite`."""
    runs = (RUN_MARK.join(map(_link, run)) for run in brief.runs(sources))
    return Markup(f' <span class="cite">[{", ".join(runs)}]</span>')  # noqa: S704 - numbers only


def _link(number: int) -> str:
    return f'<a href="#source-{number}">{number}</a>'


def _drawing(figure: Figure) -> Markup:
    """A drawing in the page, named by its text; its parts are not read out one by one."""
    named = f'<svg role="img" aria-label="{escape(figure.alt)}" '
    return Markup(draw(figure.drawing).replace("<svg ", named, 1))  # noqa: S704 - escaped where it was drawn


def _dot(share: Share) -> Markup:
    """A dot in the colour of a category, a ring where that is hollow."""
    fill, ring = ("none", share.colour) if share.is_hollow else (share.colour, "none")
    radius = 4.1 if share.is_hollow else 5
    return Markup(  # noqa: S704 - colours and numbers only
        '<svg class="dot-mark" viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" '
        f'r="{radius}" fill="{fill}" stroke="{ring}" stroke-width="1.8"/></svg>'
    )


def _bar(shares: tuple[Share, ...]) -> Markup:
    """The bar of a whole in its parts; the words beside it say the same."""
    drawn = draw_shares(shares, LIGHT)
    hidden = drawn.replace("<svg ", '<svg class="bar" aria-hidden="true" ', 1)
    return Markup(hidden)  # noqa: S704 - colours and numbers only


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=4)
def _read(name: str) -> str:
    return (files("mapapp.exports.brief") / name).read_text(encoding="utf-8")

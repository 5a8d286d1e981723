"""A brief as one HTML file: no request, no script, printable, by day and by night."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from mapapp.exports.brief.draw import draw
from mapapp.exports.brief.model import RUN_MARK, Figure, Paragraph, Points, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapapp.exports.brief.model import Block, Brief

POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
"""What the page lets a browser do: paint itself, with its own style, and nothing else."""


def to_html(brief: Brief) -> bytes:
    """Write a brief as a page that needs nothing but itself.

    Every text is escaped by the template; the drawings escape theirs in `svg`. The page's own
    policy forbids scripts and requests.
    """
    return render_page(
        "brief.html",
        brief=brief,
        cite=lambda sources: _cite(brief, sources),
        drawing=_drawing,
        kind=_kind,
    )


def render_page(template: str, **content: object) -> bytes:
    """Fill one of the package's templates, with the style and a policy that allows just that."""
    style = _read("brief.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = _environment().get_template(template)
    filled = page.render(
        style=Markup(style),  # noqa: S704 - our own file
        policy=POLICY.format(digest=digest),
        **content,
    )
    return filled.encode()


def _cite(brief: Brief, sources: Iterable[str]) -> Markup:
    """The numbers of the sources as links to the list; the text is that of `Brief.cite`."""
    runs = (RUN_MARK.join(map(_link, run)) for run in brief.runs(sources))
    return Markup(f'<span class="cite">[{", ".join(runs)}]</span>')  # noqa: S704 - numbers only


def _link(number: int) -> str:
    return f'<a href="#source-{number}">{number}</a>'


def _drawing(figure: Figure) -> Markup:
    """A drawing in the page, named by its text; its parts are not read out one by one."""
    small = ' class="small"' if figure.drawing.line_share < 1 else ""
    named = f'<svg{small} role="img" aria-label="{escape(figure.alt)}" '
    return Markup(draw(figure.drawing).replace("<svg ", named, 1))  # noqa: S704 - escaped where it was drawn


def _kind(block: Block) -> str:
    kinds = {Paragraph: "paragraph", Points: "points", Table: "table", Figure: "figure"}
    return kinds[type(block)]


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

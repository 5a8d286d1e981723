"""A selection as a file: SVG, PNG or PDF, the same bytes for the same input.

    draw_picture(select(collection, Selection()), PictureOptions(size="a4", form="pdf"))

Texts of an SVG stay texts. A PNG of A4 has 300 dots to the inch. Nothing is fetched: the page
holds no address and no image, and the converter is given none that it may ask.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import vl_convert

from mapapp.exports.picture.alternative import describe
from mapapp.exports.picture.drawing import draw_page, plan_page
from mapapp.exports.picture.letters import with_own_letters
from mapapp.exports.picture.pdf import settle_pdf
from mapapp.exports.picture.sizes import PAGE_SIZES, PRINT_DPI

if TYPE_CHECKING:
    from layers.selection import Selected
    from mapapp.exports.picture.drawing import Plan
    from mapapp.exports.picture.options import PictureOptions

POINTS_PER_INCH = 72
POINTS_PER_PIXEL = 0.75
MM_PER_INCH = 25.4
_VIEWBOX = re.compile(r'viewBox="([^"]*)"')
_MEASURE = re.compile(r' (?:width|height)="[^"]*"')


def draw_picture(shown: Selected, options: PictureOptions) -> bytes:
    """Draw a selection as one file.

    Args:
        shown: The selection; an empty one gives a map that says so.
        options: Size, form, focus, language, theme, title.

    Raises:
        RefusedExportError: A record breaks an editorial rule.
    """
    plan = plan_page(shown, options)
    return convert(draw_svg(plan), plan, options)


def convert(svg: str, plan: Plan, options: PictureOptions) -> bytes:
    """Bring a drawn page into the form that the options ask for.

    Args:
        svg: As `draw_svg` gives it for the plan.
        plan: Of the page.
        options: Those of the plan, but for the form and scale to take.
    """
    if options.form == "png":
        return _to_png(with_own_letters(svg), options)
    title = plan.words.title
    if options.form == "pdf":
        return _to_pdf(with_own_letters(svg), title, options)
    return _introduced(svg, title, describe(plan), options).encode()


def draw_svg(plan: Plan) -> str:
    """Draw a page as SVG, as the converter writes it."""
    page = draw_page(plan).specification(plan.look.theme.surface)
    specification = json.dumps(page, ensure_ascii=False)
    return str(vl_convert.vegalite_to_svg(specification, allowed_base_urls=[]))


def _introduced(svg: str, title: str, description: str, options: PictureOptions) -> str:
    """Say in the SVG itself what it shows, in which language, and how large its paper is."""
    paper = PAGE_SIZES[options.size].mm
    if paper:
        svg = _resized(svg, f"{paper[0]}mm", f"{paper[1]}mm")
    opening, _, drawing = svg.partition(">")
    return (
        f'{opening} role="img" xml:lang={quoteattr(options.language)}'
        f">\n<title>{escape(title)}</title>\n<desc>{escape(description)}</desc>\n{drawing}\n"
    )


def _to_png(svg: str, options: PictureOptions) -> bytes:
    """Draw the dots; of the converter's scale, those to an inch are already a part."""
    dots = PAGE_SIZES[options.size].print_scale
    if dots is None:
        return bytes(vl_convert.svg_to_png(svg, scale=options.scale, ppi=POINTS_PER_INCH))
    scale = dots * POINTS_PER_INCH / PRINT_DPI
    return bytes(vl_convert.svg_to_png(svg, scale=scale, ppi=PRINT_DPI))


def _to_pdf(svg: str, title: str, options: PictureOptions) -> bytes:
    """Print on paper, whose points are the pixels of an SVG to the converter."""
    paper = PAGE_SIZES[options.size].mm
    factor = POINTS_PER_INCH / MM_PER_INCH if paper else POINTS_PER_PIXEL
    width, height = paper or _measures(svg)
    page = _resized(svg, f"{width * factor:.2f}", f"{height * factor:.2f}")
    return settle_pdf(vl_convert.svg_to_pdf(page), title=title, language=options.language)


def _measures(svg: str) -> tuple[float, float]:
    """Width and height of the page as it was drawn."""
    _, _, width, height = _VIEWBOX.findall(svg)[0].split()
    return float(width), float(height)


def _resized(svg: str, width: str, height: str) -> str:
    """The same drawing on a page of another size."""
    opening, _, drawing = svg.partition(">")
    opening = _MEASURE.sub("", opening, count=2)
    return f'{opening} width="{width}" height="{height}">{drawing}'

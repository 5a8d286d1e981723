"""A selection as a file: SVG, PNG or PDF, the same bytes for the same input.

    draw_picture(select(collection, Selection()), PictureOptions(size="a4", form="pdf"))

Texts of an SVG and a PDF stay texts. A PNG of A4 has 300 dots to the inch. Nothing is fetched: the
page holds no address and no image.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.cartography import svg
from mapapp.exports.picture.alternative import describe
from mapapp.exports.picture.drawing import draw_page, plan_page
from mapapp.exports.picture.page_sizes import PAGE_SIZES, PRINT_DPI
from mapapp.exports.rendering import POINTS_PER_INCH, dot_by_dot, to_pdf, to_png

if TYPE_CHECKING:
    from layers.cartography.canvas import Canvas
    from layers.selection import Selected
    from mapapp.exports.picture.drawing import Plan
    from mapapp.exports.picture.options import PictureOptions

POINTS_PER_PIXEL = 0.75
MM_PER_INCH = 25.4


def draw_picture(shown: Selected, options: PictureOptions) -> bytes:
    """Draw a selection as one file.

    Args:
        shown: The selection; an empty one gives a map that says so.
        options: Size, form, focus, language, theme, title.

    Raises:
        RefusedExportError: A record breaks an editorial rule.
    """
    plan = plan_page(shown, options)
    return convert(draw_page(plan), plan, options)


def convert(page: Canvas, plan: Plan, options: PictureOptions) -> bytes:
    """Bring a drawn page into the form that the options ask for.

    Args:
        page: As `draw_page` gives it for the plan.
        plan: Of the page.
        options: Those of the plan, but for the form and scale to take.
    """
    if options.form == "svg":
        return _svg(page, plan, options).encode()
    size = PAGE_SIZES[options.size]
    dots = dot_by_dot(page.width, page.height)
    drawing = svg.document(page.width, page.height, *page.parts, preserveAspectRatio="none", **dots)
    if options.form == "png" and size.print_scale:
        return to_png(drawing, POINTS_PER_INCH * size.print_scale, stated=PRINT_DPI)
    if options.form == "png":
        return to_png(drawing, POINTS_PER_INCH * options.scale)
    factor = POINTS_PER_INCH / MM_PER_INCH if size.mm else POINTS_PER_PIXEL
    width, height = size.mm or (page.width, page.height)
    return to_pdf(
        drawing,
        (width * factor, height * factor),
        title=plan.words.title,
        language=options.language,
        alternative=describe(plan),
    )


def _svg(page: Canvas, plan: Plan, options: PictureOptions) -> str:
    """Say in the SVG itself what it shows, in which language, and how large its paper is."""
    paper = PAGE_SIZES[options.size].mm
    on_paper = {"width": f"{paper[0]}mm", "height": f"{paper[1]}mm"} if paper else {}
    words = (
        svg.element("title", svg.escaped(plan.words.title)),
        svg.element("desc", svg.escaped(describe(plan))),
    )
    about = {"role": "img", "xml:lang": options.language, **on_paper}
    return svg.document(page.width, page.height, *words, *page.parts, **about) + "\n"

"""The land under a map, served in files: coarse from afar, finer from near by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from layers.compose import Camera, base_map, compose, drawn_group
from layers.page_files import FINER, finer_outlines_script, page_files
from layers.selection import Selection, select

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geodata.collection import Collection

pytestmark = pytest.mark.browser

MAP = "map_Ground"
CORNERS = (
    f"() => Object.values({MAP}.mapapp.shapes).flat(2).reduce((sum, ring) => sum + ring.length, 0)"
)
SHADED = "() => document.querySelector('path.mapapp-area-agreement').getAttribute('d').length"
FROM_AFAR = f"void {MAP}.setView([42, 12], 2, {{animate: false}})"
FROM_NEAR = f"void {MAP}.setView([42, 12], 5, {{animate: false}})"


@pytest.fixture
def open_map(
    visit: Callable[..., Any], seeds: Collection, tmp_path: Path
) -> Callable[[float], Any]:
    """Open a map of Italy whose files lie beside it, with the camera at a zoom."""

    def start(zoom: float) -> Any:
        for name, text in {**page_files(), FINER: finer_outlines_script()}.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        ground = base_map(assets_url=".", camera=Camera(lon=12, lat=42, zoom=zoom))
        drawn_group(select(seeds, Selection(country=frozenset({"IT"})))).add_to(ground)
        page = tmp_path / "map.html"
        page.write_text(ground.get_root().render(), encoding="utf-8")
        opened = visit(page.as_uri())
        opened.asked = []
        opened.page.on("request", lambda request: opened.asked.append(request.url))
        opened.page.wait_for_function(f"() => window.{MAP} && {MAP}.mapapp")
        return opened

    return start


def test_who_never_looks_from_near_by_never_asks_for_finer_outlines(open_map: Any) -> None:
    opened = open_map(2)
    opened.page.evaluate(f"void {MAP}.setView([42, 12], 3, {{animate: false}})")
    opened.page.wait_for_timeout(300)
    assert opened.asked == []
    assert opened.errors == []


def test_outlines_are_finer_from_near_by_and_coarse_again_from_afar(open_map: Any) -> None:
    opened = open_map(2)
    page = opened.page
    coarse, shaded = page.evaluate(CORNERS), page.evaluate(SHADED)

    page.evaluate(FROM_NEAR)
    page.wait_for_function(f"() => ({CORNERS})() > 3 * {coarse}")
    assert page.evaluate(SHADED) > 3 * shaded

    page.evaluate(FROM_AFAR)
    assert page.evaluate(CORNERS) == coarse
    page.evaluate(FROM_NEAR)
    assert page.evaluate(CORNERS) > 3 * coarse
    assert [url.rpartition("/")[2] for url in opened.asked] == [FINER]
    assert opened.errors == []


def test_a_link_that_looks_from_near_by_shows_the_finer_ones_at_once(open_map: Any) -> None:
    opened = open_map(6)
    opened.page.wait_for_function(f"() => ({CORNERS})() > 30000")
    assert opened.errors == []


def test_the_ground_is_drawn_with_the_borders_that_are_asked_for(
    visit: Callable[..., Any], seeds: Collection, tmp_path: Path
) -> None:
    south, dashes = {}, {}
    for borders in ("de-facto", "un"):
        page = tmp_path / f"{borders}.html"
        drawn = compose(select(seeds, Selection()), borders=borders)
        page.write_text(drawn.get_root().render(), encoding="utf-8")
        opened = visit(page.as_uri())
        opened.page.wait_for_function(f"() => window.{MAP} && {MAP}.mapapp")
        south[borders] = opened.page.evaluate(
            f"() => Math.min(...{MAP}.mapapp.shapes.UA.flat(2).map(([lat]) => lat))"
        )
        dashes[borders] = opened.page.locator("path.mapapp-differing").get_attribute("d")
        assert opened.errors == []
    assert south["un"] < 45 < south["de-facto"]
    assert dashes["un"] == dashes["de-facto"]
    assert "M" in dashes["un"]

"""The frames of the app's map: what they show, where they go, and that nothing covers anything."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageChops

from tests.browser.test_app import choose_italy

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

LAYOUT = "document.querySelector('.mapapp-frames').dataset.layout"
REACH_OF_ITALY = """() => {
  const { map } = window.mapapp;
  const [north, south] = [[47.09, 12], [36.62, 12]].map(at => map.latLngToContainerPoint(at).y);
  return [north, south, map.getSize().y];
}"""
DRAWN = """() => {
  const drawn = [];
  for (const box of document.querySelectorAll(".mapapp-box")) {
    if (!box.getClientRects().length) continue;
    const part = box.parentElement.classList.contains("is-main") ? "main" : "dense";
    const layer = document.querySelector(".mapapp-frames").map[part].drawing;
    const origin = layer._map.getPixelOrigin().add(layer._bounds.min);
    const scale = 2 ** layer._map.getZoom();
    const dots = layer._painting.flatMap(mark => {
      if (!layer._sitesOf(mark)) return [];
      const [x, y] = [layer._x[mark] * scale - origin.x, layer._y[mark] * scale - origin.y];
      return layer._boxesOf(mark, x + layer._dx[mark], y + layer._dy[mark]);
    });
    drawn.push({ dots, labels: layer._names.map(({ box, text }) => [text, box]) });
  }
  return drawn;
}"""
FAR = 0.5
"""Of their width: dots that overlap by no more cover less than a quarter of each other."""


def see(visited: Visit) -> Image.Image:
    """The map once nothing moves any more."""
    visited.page.mouse.move(5, 5)
    before, now = b"", visited.map.screenshot()
    while before != now:
        visited.rest()
        before, now = now, visited.map.screenshot()
    return Image.open(io.BytesIO(now)).convert("RGB")


def overlap(one: list[float], other: list[float]) -> tuple[float, float]:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across, down


def test_italy_ticked_is_italy_by_link_and_fills_the_frame(app_url: str, visit: Any):
    ticked = visit(app_url, width=1280, height=720, reduced_motion="no-preference")
    ticked.settle()
    assert ticked.page.evaluate(LAYOUT) == "pair"
    choose_italy(ticked.page)
    ticked.rest()
    linked = visit(f"{app_url}/?country=IT", width=1280, height=720)
    linked.settle()
    one, other = see(ticked), see(linked)
    assert one.size == other.size
    differences = ImageChops.difference(one, other).getextrema()
    assert max(most for _, most in differences) <= 2  # the edges of round buttons
    north, south, height = linked.page.evaluate(REACH_OF_ITALY)
    assert 0 <= north < south <= height
    assert south - north >= 0.7 * height


def test_the_way_back_is_the_first_view_and_a_moved_map_stays(app_url: str, visit: Any):
    visited = visit(f"{app_url}/?country=IT", width=1280, height=720)
    visited.settle()
    visited.page.get_by_role("button", name="← World").click()
    visited.page.wait_for_function(f"() => {LAYOUT} === 'pair'", timeout=20_000)
    visited.rest()
    assert "country=" not in visited.page.url
    visited.page.get_by_role("button", name="Asia", exact=True).click()
    visited.page.wait_for_function(f"() => {LAYOUT} === 'single'")
    visited.page.wait_for_url("**map=**")
    visited.rest()
    asia = visited.page.url
    visited.page.locator(".is-main .mapapp-stop").focus()
    visited.page.keyboard.press("+")
    visited.page.wait_for_url(lambda url: url != asia)
    visited.rest()
    before = visited.page.url.partition("map=")[2]
    choose_italy(visited.page)
    visited.rest()
    offer = visited.page.get_by_role("button", name="Show Italy")
    offer.wait_for()
    assert visited.page.url.endswith(before.rpartition(",")[2])  # the zoom
    offer.click()
    visited.page.wait_for_url(lambda url: "map=" not in url)
    visited.rest()
    north, south, height = visited.page.evaluate(REACH_OF_ITALY)
    assert south - north >= 0.7 * height
    visited.page.keyboard.press("Escape")
    visited.page.wait_for_function(f"() => {LAYOUT} === 'pair'", timeout=20_000)


@pytest.mark.parametrize(
    ("path", "width", "height"),
    [("", 1280, 720), ("", 1440, 900), ("?country=IT", 1280, 720), ("", 390, 844)],
)
def test_dots_stand_apart_and_names_cover_nothing(
    app_url: str, visit: Any, path: str, width: int, height: int
):
    visited = visit(f"{app_url}/{path}", width=width, height=height)
    visited.settle()
    frames = visited.page.evaluate(DRAWN)
    assert len(frames) == (2 if not path and width > 640 else 1)
    for frame in frames:
        dots, labels = frame["dots"], frame["labels"]
        assert len(dots) > 9
        assert len(labels) > 4
        for at, dot in enumerate(dots):
            for other in dots[at + 1 :]:
                across, down = overlap(dot, other)
                assert min(across, down) <= FAR * (dot[2] - dot[0])
        boxes = [box for _, box in labels]
        for at, box in enumerate(boxes):
            for other in [*boxes[at + 1 :], *dots]:
                assert min(overlap(box, other)) <= 0, labels[at][0]


def test_a_swipe_over_the_map_scrolls_the_page(app_url: str, visit: Any):
    visited = visit(app_url, width=390, height=844, has_touch=True, is_mobile=True)
    visited.settle()
    box = visited.map.bounding_box()
    centre = visited.page.evaluate("() => window.mapapp.map.getCenter()")
    x, y = box["x"] + box["width"] / 2, box["y"] + 200
    session = visited.page.context.new_cdp_session(visited.page)

    def touch(kind: str, *points: dict[str, float]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})
        visited.page.wait_for_timeout(16)

    touch("touchStart", {"x": x, "y": y})
    for step in range(1, 16):
        touch("touchMove", {"x": x, "y": y - 10 * step})
    assert visited.map.get_by_text("Two fingers move the map").is_visible()
    touch("touchEnd")
    visited.page.wait_for_function(
        "top => document.querySelector('.is-main .mapapp-box').getBoundingClientRect().y < top",
        arg=box["y"] - 100,
    )
    assert visited.page.evaluate("() => window.mapapp.map.getCenter()") == centre
    sizes = visited.page.locator(".mapapp-nav button").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 44

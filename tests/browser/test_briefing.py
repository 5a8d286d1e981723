"""The briefing in a real Chromium: from the map with one click, read, taken away; and from disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.folder import _index
from mapapp.exports.brief.html import to_html

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from geodata.collection import Collection

pytestmark = pytest.mark.browser

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", event =>
  window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""


def violations(page: Page) -> list[Any]:
    found = Axe().run(page).response["violations"]
    return [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found]


@pytest.fixture
def from_disk(browser: Browser, tmp_path: Path) -> Callable[..., tuple[Page, list[str]]]:
    """Open a brief as a file, and note what it asks for."""

    def start(data: bytes, **options: Any) -> tuple[Page, list[str]]:
        path = tmp_path / "brief.html"
        path.write_bytes(data)
        page = browser.new_context(**options).new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: asked.append(message.text))
        page.add_init_script(WATCH)
        page.goto(path.as_uri())
        return page, asked[1:]

    return start


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 390])
def test_from_disk_it_asks_for_nothing_and_is_accessible(
    seeds: Collection, from_disk: Any, scheme: str, width: int
):
    data = to_html(build_brief(seeds, ["IT", "HR", "KE"]))
    viewport = {"width": width, "height": 900}
    page, asked = from_disk(data, color_scheme=scheme, viewport=viewport)
    assert asked == []
    assert page.evaluate("window.violations") == []
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cells = page.evaluate(
        "[...document.querySelectorAll('td')].map(cell => cell.getBoundingClientRect())"
        ".map(box => [box.left, box.right])"
    )
    assert all(0 <= left < right <= width for left, right in cells)


def test_the_index_of_all_briefs_fits_a_phone(seeds: Collection, from_disk: Any):
    page, asked = from_disk(
        _index(seeds, ["IT", "SB"], "en"), viewport={"width": 390, "height": 844}
    )
    assert asked == []
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    row = page.get_by_role("row", name="Italy")
    assert row.get_by_role("cell").all_inner_texts() == ["11", "2", "4", "3"]
    before = "getComputedStyle(document.querySelector('td'), '::before').content"
    assert page.evaluate(before) == '"Reported stations: "'


def test_it_prints_black_on_white_by_night_too(seeds: Collection, from_disk: Any):
    page, _ = from_disk(to_html(build_brief(seeds, ["KE"])), color_scheme="dark")
    page.emulate_media(media="print")
    style = "getComputedStyle(document.body)"
    assert page.evaluate(f"{style}.color") == "rgb(0, 0, 0)"
    assert page.evaluate(f"{style}.backgroundColor") == "rgb(255, 255, 255)"


def test_what_a_record_says_runs_nothing(make_collection: Any, from_disk: Any):
    probes = ("<img src=x onerror=alert(1)>", "</style><script>alert(2)</script>", "<b>bold</b>")
    collection = make_collection(
        sources=[{"title": probes[0], "publisher": probes[1]}],
        stations=[{"status_note": probe, "note": probe} for probe in probes],
        agreements=[{"title": probe, "period": "2016/.."} for probe in probes],
    )
    page, asked = from_disk(to_html(build_brief(collection, ["IT"])))
    page.wait_for_timeout(300)
    assert asked == []
    assert page.evaluate("window.violations") == []
    assert page.evaluate("document.querySelectorAll('script, img, b').length") == 0


def test_from_the_map_a_briefing_is_one_click_away(app_url: str, visit: Callable[..., Any]):
    visited = visit(f"{app_url}/?record=HR")
    visited.settle()
    visited.page.get_by_role("button", name="Briefing: Croatia").click()
    frame = visited.page.frame_locator("iframe")
    frame.get_by_role("heading", name="Croatia", exact=True).wait_for(timeout=30_000)
    visited.rest()
    assert "/briefing" in visited.page.url
    assert "country=HR" in visited.page.url
    assert violations(visited.page) == []
    with visited.page.expect_download() as waiting:
        visited.page.get_by_role("button", name="Download", exact=True).click()
        visited.page.get_by_role("button", name="Download as PDF").click()
    assert waiting.value.suggested_filename == "briefing-hr.pdf"
    assert waiting.value.path().read_bytes().startswith(b"%PDF-")
    assert visited.refused == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_address_follows_the_choice_and_a_reload_keeps_it(
    app_url: str, visit: Callable[..., Any], scheme: str
):
    visited = visit(f"{app_url}/briefing?country=HR")
    page = visited.page
    page.emulate_media(color_scheme=scheme)
    title = page.frame_locator("iframe").get_by_role("heading", level=1)
    title.get_by_text("Croatia", exact=True).wait_for(timeout=30_000)
    page.get_by_role("combobox", name="Countries").fill("Kenya")
    page.get_by_role("option", name="Kenya").click()
    title.get_by_text("Croatia and Kenya").wait_for(timeout=30_000)
    page.wait_for_url("**/briefing?country=HR&country=KE")
    page.keyboard.press("Escape")
    page.get_by_role("listbox").wait_for(state="hidden")
    assert violations(page) == []
    page.reload()
    title.get_by_text("Croatia and Kenya").wait_for(timeout=30_000)
    assert page.url.endswith("/briefing?country=HR&country=KE")
    page.get_by_role("button", name="Clear all").click()
    page.get_by_text("Pick a country to read its briefing.").wait_for()
    assert visited.refused == []

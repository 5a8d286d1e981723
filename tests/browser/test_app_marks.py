"""Filters, list, panel and map of the app stay in step; the map makes no requests unless asked."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

ACTIVE = """() => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active ? active.textContent.trim() || active.tagName : "";
}"""
RINGED = """() => {
  let found = "";
  window.mapapp.map.eachLayer((layer) => {
    if (!layer._scene) return;
    const ring = document.querySelector(".is-main .mapapp-ring");
    if (!ring.hidden) found = layer._keyOf(layer._ringed);
  });
  return found;
}"""
TILE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def open_menu(visited: Visit, name: str) -> None:
    visited.page.locator(".open").get_by_text(name, exact=True).click()


def test_boxes_of_layers_statuses_and_editions_follow_each_choice_and_each_link(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    chosen = (("Outcome", "proposed"), ("More", "responses"), ("More", "other"))
    for menu, value in chosen:
        if not visited.page.locator(f"input[value={value}]").is_visible():
            open_menu(visited, menu)
        visited.page.locator(f"input[value={value}]").check()
        visited.rest()
    for part in ("layer=responses", "status=proposed", "edition=other"):
        assert part in visited.page.url
    assert "layer=stations" not in visited.page.url

    again = visit(visited.page.url)
    again.settle()
    for _, value in chosen:
        assert again.page.locator(f"input[value={value}]").is_checked()


def test_nothing_ticked_means_all_and_only_leaves_one(app_url, visit):
    visited = visit(f"{app_url}/?jurisdiction=nantong&jurisdiction=fuzhou")
    visited.settle()
    open_menu(visited, "Fuzhou +1")
    visited.page.get_by_role("button", name="Only Nantong").click()
    visited.page.wait_for_url("**/?jurisdiction=nantong")
    visited.rest()
    visited.page.locator("input[value=nantong]").uncheck()
    visited.page.wait_for_function("() => !location.search.includes('jurisdiction')")
    assert visited.errors == []


def test_a_row_that_is_opened_has_its_ring_on_the_map_until_it_is_closed(app_url, visit):
    visited = visit(f"{app_url}/?map=9.2,45.5,6")
    visited.settle()
    visited.page.goto(f"{app_url}/?map=9.2,45.5,6&record=CA/Ontario/Toronto")
    visited.settle()
    visited.until(RINGED, "CA/Ontario/Toronto")

    visited.page.locator(".entry", has_text="Fuzhou").click()
    visited.rest()
    assert visited.map.evaluate(RINGED) == "CA/Ontario/Toronto"

    visited.page.get_by_role("button", name="Close", exact=True).click()
    visited.until(RINGED, "")
    assert visited.errors == []


def test_the_keyboard_is_led_to_the_record_and_back_to_the_row(app_url, visit):
    visited = visit(f"{app_url}/list")
    row = visited.page.get_by_role("button", name="Athens", exact=True)
    row.wait_for(timeout=60_000)
    row.focus()
    visited.page.keyboard.press("Enter")
    visited.page.locator("section.panel").wait_for()
    visited.until(ACTIVE, "Athens, Greece")
    visited.rest()
    visited.page.keyboard.press("Tab")
    assert visited.page.evaluate(ACTIVE) == "Close"
    visited.page.keyboard.press("Enter")
    visited.until(ACTIVE, "Athens")
    visited.rest()
    assert row.evaluate("each => each.matches(':focus')")


def test_the_keyboard_is_led_back_to_the_map_from_a_mark_opened_there(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    visited.map.locator(".mapapp-stop").focus()
    for key in ("Home", "PageDown", "Enter"):
        visited.page.keyboard.press(key)
    visited.page.locator("section.panel h2").wait_for()
    visited.rest()
    visited.page.get_by_role("button", name="Close", exact=True).focus()
    visited.page.keyboard.press("Enter")
    visited.until("() => document.activeElement.className", "mapapp-stop")


def test_a_record_opened_far_down_the_list_is_in_sight_and_closing_leads_back(app_url, visit):
    visited = visit(f"{app_url}/list")
    row = visited.page.locator("tbody button").nth(45)
    row.wait_for(timeout=60_000)
    row.scroll_into_view_if_needed()
    row.click()
    visited.page.locator("section.panel h2").wait_for()
    visited.rest()
    heading = visited.page.locator("section.panel h2").bounding_box()
    assert 0 < heading["y"] < 850
    visited.page.get_by_role("button", name="Close", exact=True).click()
    visited.page.locator("section.panel h2").wait_for(state="detached")
    visited.rest()
    assert 0 < row.bounding_box()["y"] < 850


def test_a_filter_leaves_the_keyboard_where_it_is_while_a_place_is_open(app_url, visit):
    visited = visit(f"{app_url}/?record=IT")
    visited.settle()
    box = visited.page.locator(".entry", has_text="Qingtian")
    box.focus()
    visited.page.keyboard.press("Space")
    visited.page.wait_for_url("**jurisdiction=qingtian**")
    visited.rest()
    assert box.evaluate("each => each.matches(':focus')")


def test_each_mark_of_the_record_has_a_name_of_its_own(app_url, visit):
    layers = "layer=stations&layer=agreements&layer=responses"
    visited = visit(f"{app_url}/?map=10,30,2&{layers}")
    visited.settle()
    visited.map.locator(".mapapp-stop").focus()
    visited.page.keyboard.press("Home")
    said = visited.map.locator(".mapapp-live")
    total = int(said.inner_text().rpartition("/")[2].rstrip(")"))
    heard = set()
    for _ in range(total):
        heard.add(said.inner_text().rpartition(" (")[0])
        visited.page.keyboard.press("PageDown")
    assert len(heard) == total > 80


def test_tiles_are_asked_for_only_while_the_reader_wants_them(app_url, visit):
    visited = visit(f"{app_url}/?country=IT")
    asked: list[str] = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(body=TILE, content_type="image/png")

    visited.page.route("**/tile.openstreetmap.org/**", answer)
    visited.settle()
    frame = visited.map
    frame.locator(".mapapp-background summary").click()
    assert "learns your internet address" in frame.locator(".mapapp-background p").inner_text()
    assert asked == visited.refused == []

    frame.get_by_label("OpenStreetMap").check()
    frame.locator(".leaflet-tile-loaded").first.wait_for()
    assert asked
    assert "OpenStreetMap" in frame.locator(".leaflet-control-attribution").inner_text()
    assert "openstreetmap" not in visited.page.url.lower()
    where = frame.evaluate("() => window.mapapp.map.getZoom()")
    visited.page.locator(".entry", has_text="Qingtian").click()
    visited.rest()
    assert frame.locator(".leaflet-tile").count() > 0
    assert frame.evaluate("() => window.mapapp.map.getZoom()") == where

    frame.get_by_label("Plain outlines").check()
    until_now = len(asked)
    frame.evaluate("() => void window.mapapp.map.setView([45, 9], 5, {animate: false})")
    visited.rest()
    assert len(asked) == until_now
    assert visited.refused == asked


def test_a_host_of_tiles_that_does_not_answer_is_reported_and_the_outlines_stay(app_url, visit):
    visited = visit(f"{app_url}/?country=IT")
    visited.settle()
    frame = visited.map
    frame.locator(".mapapp-background summary").click()
    frame.get_by_label("Carto, light").check()
    frame.locator(".mapapp-background p", has_text="did not answer").wait_for()
    assert {urlsplit(url).scheme for url in visited.refused} == {"https"}
    assert frame.locator("path.mapapp-land").count() == 1

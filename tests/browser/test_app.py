"""The app in a real Chromium, with every request to another host refused."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.hostile import PROBES
from tests.record import sites

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SCENE = """() => {
  let scene = null;
  window.mapapp.map.eachLayer((layer) => { scene = layer._scene || scene; });
  return scene;
}"""
WHERE = """() => {
  const { map } = window.mapapp;
  return [map.getCenter().lng, map.getCenter().lat, map.getZoom()];
}"""

NOT_OURS: dict[str, str] = {}
"""Rules of axe that Streamlit's own frame breaks, with the element and the reason."""


def rows_of(table: str) -> list[dict[str, str]]:
    with (ROOT / "seeds" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected(keep: Callable[[dict[str, str]], bool], *, dated: bool = False) -> dict[str, int]:
    """What the tables hold within the two reports, counted here without the project's code.

    Beside years, the head of the page states what is dated alone.
    """
    rows = [
        row
        for row in rows_of("stations")
        if row["edition"] in {"2022-09", "2022-12"}
        and row["status"] != "investigation closed, no charges"
        and keep(row)
    ]
    return {
        "stations": sum(int(row["count"]) for row in rows),
        "stated": sum(int(row["count"]) for row in rows if row["established"] or not dated),
        "countries": len({row["country"] for row in rows}),
        "records": len(rows),
        "in cities": sum(int(row["count"]) for row in rows if row["precision"] == "city"),
    }


def seen(visit: Visit) -> dict[str, int]:
    """What the page shows: on the map, at its head and in the list."""
    scene = visit.map.evaluate(SCENE)
    in_cities = sum(scene["sites"]["count"])
    unlocated = sum(each["count"] for each in scene["areas"] if each["kind"] == "unlocated")
    numbers = visit.page.locator(".figures dd").all_inner_texts()
    stated, countries = (int(re.sub(r"\D.*", "", text)) for text in numbers[:2])
    stations = stated + sum(map(int, re.findall(r"(\d+) more", numbers[0])))
    countries = int((re.findall(r"of (\d+) shown", numbers[1]) or [countries])[0])
    assert in_cities + unlocated == stations
    caption = visit.page.locator("table caption").inner_text()
    return {
        "stations": stations,
        "stated": stated,
        "countries": countries,
        "records": int(caption.split()[0]),
        "in cities": in_cities,
    }


def zoom(page: Page, by: int) -> None:
    """Turn the wheel with Ctrl held."""
    page.keyboard.down("Control")
    page.mouse.wheel(0, by)
    page.keyboard.up("Control")


def choose_nantong(page: Page) -> None:
    page.get_by_label("Nantong").check()


def choose_years(page: Page) -> None:
    for label, year in (("First year", 2016), ("Last year", 2018)):
        page.get_by_label(label).evaluate(
            "(slider, year) => { slider.value = year; "
            "for (const name of ['input', 'change']) slider.dispatchEvent(new Event(name)); }",
            year,
        )


def choose_italy(page: Page) -> None:
    page.get_by_label("Find in this list").fill("ital")
    page.get_by_label("Italy").check()


def is_in_years(row: dict[str, str]) -> bool:
    return not row["established"] or 2016 <= int(row["established"][:4]) <= 2018


@pytest.mark.parametrize(
    ("choose", "keep", "address"),
    [
        pytest.param(lambda _: None, lambda _: True, "", id="everything"),
        pytest.param(
            choose_nantong,
            lambda row: row["jurisdiction"] == "nantong",
            "jurisdiction=nantong",
            id="Nantong",
        ),
        pytest.param(choose_years, is_in_years, "year=2016%3A2018", id="2016 to 2018"),
        pytest.param(choose_italy, lambda row: row["country"] == "IT", "country=IT", id="Italy"),
    ],
)
def test_map_figures_and_list_agree_with_the_tables(app_url, visit, choose, keep, address):
    visited = visit(app_url)
    visited.settle()
    choose(visited.page)
    visited.rest()
    there = expected(keep, dated=keep is is_in_years)
    assert seen(visited) == there
    assert address in visited.page.url

    again = visit(visited.page.url)
    again.settle()
    assert seen(again) == there
    for each in (visited, again):
        assert each.refused == []
        assert each.errors == []


def test_a_filter_keeps_position_and_zoom(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    visited.map.evaluate("() => window.mapapp.map.setView([45, 9], 5, {animate: false})")
    before = visited.map.evaluate(WHERE)
    choose_nantong(visited.page)
    visited.rest()
    assert visited.map.evaluate(WHERE) == pytest.approx(before, abs=0.02)


def test_panning_and_zooming_run_nothing_and_stand_in_the_address(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    sent = len(visited.sent)
    box = visited.map.bounding_box()
    visited.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    zoom(visited.page, -400)
    visited.page.wait_for_timeout(800)
    visited.page.mouse.down()
    visited.page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 3, steps=4)
    visited.page.mouse.up()
    visited.page.wait_for_timeout(1200)
    assert len(visited.sent) == sent
    assert "map=" in visited.page.url

    again = visit(visited.page.url)
    again.settle()
    assert again.map.evaluate(WHERE) == pytest.approx(visited.map.evaluate(WHERE), abs=0.02)


def test_the_wheel_scrolls_the_page_over_the_map_and_zooms_it_with_ctrl(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    box = visited.map.bounding_box()
    visited.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    before, address = visited.map.evaluate(WHERE), visited.page.url
    scrolled = "() => document.querySelector('[data-testid=stMain]').scrollTop"
    visited.page.mouse.wheel(0, 200)
    visited.page.wait_for_timeout(800)
    assert visited.map.evaluate(WHERE) == before
    assert visited.page.url == address
    assert visited.page.evaluate(scrolled) == 200
    assert visited.map.locator(".mapapp-hint").inner_text().startswith("Hold ")
    zoom(visited.page, -400)
    visited.page.wait_for_timeout(800)
    assert visited.map.evaluate(WHERE)[2] > before[2]
    assert visited.page.evaluate(scrolled) == 200
    assert not visited.map.locator(".mapapp-hint").is_visible()


def test_going_back_goes_back_one_selection(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    choose_nantong(visited.page)
    visited.rest()
    visited.page.go_back()
    visited.page.wait_for_timeout(800)
    visited.rest()
    assert seen(visited)["stations"] == sites()
    assert not visited.page.get_by_label("Nantong").is_checked()


def test_another_page_and_back_keeps_selection_position_and_address(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    choose_italy(visited.page)
    visited.rest()
    box = visited.map.bounding_box()
    visited.page.mouse.move(box["x"] + 400, box["y"] + 150)
    zoom(visited.page, -600)
    visited.page.wait_for_timeout(800)
    before, address = visited.map.evaluate(WHERE), visited.page.url
    for _ in range(2):
        visited.page.get_by_role("link", name="Methods").click()
        visited.page.wait_for_selector(".methods")
        visited.rest()
        assert "country=IT" in visited.page.url
        visited.page.get_by_role("link", name="Map").click()
        visited.page.wait_for_timeout(500)
        visited.settle()
    assert visited.map.evaluate(WHERE) == pytest.approx(before, abs=0.02)
    assert visited.page.url == address
    assert seen(visited)["stations"] == 11
    choose_nantong(visited.page)
    visited.rest()
    assert "country=IT" in visited.page.url


def test_a_briefing_is_one_press_away_and_back_is_the_same_map(app_url, visit):
    visited = visit(f"{app_url}/?country=IT&country=FR&record=IT&map=11.2,44.5,6")
    visited.settle()
    visited.page.get_by_role("button", name="Briefing on Italy").click()
    visited.page.wait_for_url("**/briefing?*", timeout=20_000)
    visited.page.get_by_role("button", name="Download as PDF").wait_for(timeout=30_000)
    visited.rest()
    visited.page.get_by_role("link", name="Map").click()
    visited.page.wait_for_timeout(500)
    visited.settle()
    assert "record=IT" in visited.page.url
    assert visited.map.evaluate(WHERE) == pytest.approx([11.2, 44.5, 6], abs=0.02)


def test_quick_choices_are_all_kept(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    for name in ("Nantong", "Fuzhou", "Wenzhou"):
        visited.page.get_by_label(name).click(no_wait_after=True)
    visited.page.wait_for_timeout(1500)
    visited.rest()
    wanted = {"nantong", "fuzhou", "wenzhou"}
    assert seen(visited) == expected(lambda row: row["jurisdiction"] in wanted)


def test_the_keyboard_opens_a_mark_and_closes_it(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    visited.map.locator(".mapapp-stop").focus()
    visited.page.keyboard.press("Home")
    visited.page.keyboard.press("Enter")
    visited.page.wait_for_timeout(800)
    visited.rest()
    assert "record=" in visited.page.url
    visited.page.get_by_role("button", name="Close").click()
    visited.page.wait_for_timeout(500)
    visited.rest()
    assert "record=" not in visited.page.url


def test_a_row_opens_the_record_with_its_sources(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    visited.page.get_by_role("button", name="Vienna, Austria").click()
    visited.page.wait_for_timeout(800)
    visited.rest()
    panel = visited.page.locator("section.panel")
    assert "What Austria answered" in panel.inner_text()
    links = panel.locator("a").evaluate_all("all => all.map((each) => each.href)")
    assert links
    assert all(link.startswith(("http://", "https://")) for link in links)


def test_a_phone_shows_the_map_without_scrolling_sideways(app_url, visit):
    visited = visit(app_url, width=390, height=844)
    visited.settle()
    wide = visited.page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
    assert not wide
    box = visited.map.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] + box["height"] <= 844
    assert visited.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("path", "width"),
    [
        ("", 1440),
        ("", 390),
        ("?record=ST-001", 1440),
        ("?record=IT&layer=responses&layer=stations", 390),
        ("?search=nothing-at-all", 1440),
        ("methods", 1440),
        ("methods", 390),
        ("article", 1440),
        ("article", 390),
    ],
)
def test_axe_finds_no_fault_of_ours(app_url, visit, path, width, scheme):
    visited = visit(f"{app_url}/{path}", width=width, color_scheme=scheme)
    visited.page.wait_for_selector("h1, h2", timeout=30_000)
    has_map = path not in {"methods", "article"}
    if has_map:
        visited.settle()
    if path == "article":
        visited.page.wait_for_selector("[data-testid=stCode]", timeout=30_000)
    visited.rest()
    axe = Axe()
    found = axe.run(visited.page).response["violations"]
    ours = [
        f"{fault['id']}: {node['target']} {node['html'][:200]}"
        for fault in found
        for node in fault["nodes"]
        if NOT_OURS.get(fault["id"], "\0") not in str(node["target"])
    ]
    assert ours == []


def test_text_of_a_record_never_runs(serve, visit, write_collection):
    probes = [probe for probe in PROBES if probe.isprintable()]
    folder = write_collection(
        jurisdictions=[{"id": "alpha", "name": probes[0]}, {"id": "unknown", "name": probes[1]}],
        sources=[
            {
                "title": probe,
                "publisher": probe,
                "url": "https://example.org/",
                "reliability": probe,
            }
            for probe in probes
        ],
        stations=[
            {
                "city": probe,
                "precision": "city",
                "as_reported": probe,
                "note": probe,
                "status_note": probe,
                "sources": f"s{at}",
            }
            for at, probe in enumerate(probes, start=1)
        ],
        places=[
            {"country": "IT", "name": probe, "lon": 2 + 2 * at, "lat": 45}
            for at, probe in enumerate(probes)
        ],
        responses=[{"summary": probe} for probe in probes],
    )
    visited = visit(f"{serve(folder)}/?record=st1&layer=stations&layer=responses")
    visited.settle()
    buttons = visited.page.locator("tbody button")
    assert buttons.all_inner_texts() == [f"{probe}, Italy" for probe in probes]
    for row in range(len(probes)):
        buttons.nth(row).click()
        visited.rest()
        heading = visited.page.locator("section.panel h2")
        assert heading.inner_text() == f"{probes[row]}, Italy"
        assert visited.page.locator("section.panel").inner_text().count(probes[row]) > 4
    visited.map.locator(".mapapp-stop").focus()
    visited.page.keyboard.press("Home")
    tips = []
    for _ in range(len(probes) + 1):
        tips.append(visited.map.locator(".mapapp-tip").inner_text())
        visited.page.keyboard.press("PageDown")
    assert [probe for probe in probes if not any(tip.startswith(probe) for tip in tips)] == []
    visited.page.goto(visited.page.url.replace("/?", "/methods?"))
    visited.page.wait_for_selector(".methods")
    for frame in visited.page.frames:
        assert frame.evaluate("() => window.ran === undefined")
    assert visited.refused == []


def test_a_collapsed_sidebar_is_no_stop_of_the_keyboard(app_url, visit):
    visited = visit(app_url, width=720)
    visited.settle()
    places = []
    for _ in range(4):
        visited.page.keyboard.press("Tab")
        places.append(
            visited.page.evaluate(
                """() => {
                  let at = document.activeElement;
                  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                  return at.getBoundingClientRect().right;
                }"""
            )
        )
    assert min(places) > 0
    visited.page.get_by_test_id("stExpandSidebarButton").click()
    visited.page.get_by_role("link", name="Methods").click()
    visited.page.wait_for_selector(".methods")


def test_forced_colours_keep_the_colours_that_mean_something(app_url, visit):
    visited = visit(f"{app_url}/?record=-", forced_colors="active")
    visited.settle()
    painted = "all => new Set(all.map((each) => getComputedStyle(each).backgroundColor)).size"
    assert visited.page.locator(".filters .swatch").evaluate_all(painted) > 4


@pytest.mark.parametrize("path", ["", "article", "briefing"])
def test_on_paper_a_page_has_no_controls_and_cuts_no_table_in_silence(app_url, visit, path):
    visited = visit(f"{app_url}/{path}?country=IT", width=720)
    page = visited.page
    if path:
        page.wait_for_selector(".st-key-choices", timeout=60_000)
        page.wait_for_selector(".print-only", state="attached", timeout=60_000)
    else:
        visited.settle()
    visited.rest()
    page.emulate_media(media="print")
    assert not page.locator(".stSidebar").is_visible()
    if path:
        assert not page.locator(".st-key-choices").is_visible()
        assert "is cut off: print the file" in page.locator(".print-only").inner_text()
    else:
        cut = "one => one.scrollWidth - one.clientWidth"
        assert page.locator("div.scroll").evaluate(cut) <= 1
        assert not page.get_by_role("button", name="Excel").is_visible()

"""The app in a real Chromium, with every request to another host refused."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.hostile import PROBES

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SCENE = """() => {
  let scene = null;
  window.map.eachLayer((layer) => { scene = layer._scene || scene; });
  return scene;
}"""
WHERE = "() => [window.map.getCenter().lng, window.map.getCenter().lat, window.map.getZoom()]"

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
    visited.map.evaluate("() => window.map.setView([45, 9], 5, {animate: false})")
    before = visited.map.evaluate(WHERE)
    choose_nantong(visited.page)
    visited.rest()
    assert visited.map.evaluate(WHERE) == before


def test_panning_and_zooming_run_nothing_and_stand_in_the_address(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    sent = len(visited.sent)
    box = visited.page.locator("iframe").first.bounding_box()
    visited.page.mouse.move(box["x"] + 300, box["y"] + 200)
    visited.page.mouse.wheel(0, -400)
    visited.page.wait_for_timeout(800)
    visited.page.mouse.down()
    visited.page.mouse.move(box["x"] + 200, box["y"] + 150, steps=4)
    visited.page.mouse.up()
    visited.page.wait_for_timeout(1200)
    assert len(visited.sent) == sent
    assert "map=" in visited.page.url

    again = visit(visited.page.url)
    again.settle()
    assert again.map.evaluate(WHERE) == pytest.approx(visited.map.evaluate(WHERE), abs=0.02)


def test_going_back_goes_back_one_selection(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    choose_nantong(visited.page)
    visited.rest()
    visited.page.go_back()
    visited.page.wait_for_timeout(800)
    visited.rest()
    assert seen(visited)["stations"] == 88
    assert not visited.page.get_by_label("Nantong").is_checked()


def test_another_page_and_back_keeps_selection_position_and_address(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    choose_italy(visited.page)
    visited.rest()
    box = visited.page.locator("iframe").first.bounding_box()
    visited.page.mouse.move(box["x"] + 400, box["y"] + 150)
    visited.page.mouse.wheel(0, -600)
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
    box = visited.page.locator("iframe").first.bounding_box()
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
    ],
)
def test_axe_finds_no_fault_of_ours(app_url, visit, path, width, scheme):
    visited = visit(f"{app_url}/{path}", width=width, color_scheme=scheme)
    visited.page.wait_for_selector("h1, h2", timeout=30_000)
    if path != "methods":
        visited.settle()
    visited.rest()
    axe = Axe()
    if path != "methods":
        visited.map.locator(".mapapp-background summary").click()
        visited.map.evaluate(axe.axe_script)  # so that the page's run reaches into the frame
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

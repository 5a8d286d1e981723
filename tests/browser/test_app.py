"""The app in a real Chromium, with every request to another host refused."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from layers.stores.pushing import push_collection
from layers.stores.sources import DatabaseAddress
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
ZOOM = "() => window.mapapp.map.getZoom()"
SCROLLED = "() => document.querySelector('[data-testid=stMain]').scrollTop"

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
        "in cities": sum(int(row["count"]) for row in rows if row["precision"] == "city"),
    }


def seen(visit: Visit) -> dict[str, int]:
    """What the page shows: on the map, and in its key."""
    scene = visit.map.evaluate(SCENE)
    in_cities = sum(scene["sites"]["count"])
    unlocated = sum(each["count"] for each in scene["areas"] if each["kind"] == "unlocated")
    key = visit.page.locator(".entry strong").all_inner_texts()
    return {
        "stations": in_cities + unlocated,
        "stated": sum(map(int, key)),
        "in cities": in_cities,
    }


def zoom(page: Page, by: int) -> None:
    """Turn the wheel with Ctrl held."""
    page.keyboard.down("Control")
    page.mouse.wheel(0, by)
    page.keyboard.up("Control")


def open_menu(page: Page, name: str) -> None:
    page.locator(".open").get_by_text(name, exact=True).click()


def choose_nantong(page: Page) -> None:
    page.locator(".entry", has_text="Nantong").click()


def choose_years(page: Page) -> None:
    open_menu(page, "Year")
    for label, year in (("First year", "2016"), ("Last year", "2018")):
        page.get_by_label(label, exact=True).select_option(year)
    page.keyboard.press("Escape")


def choose_italy(page: Page) -> None:
    open_menu(page, "Country")
    page.get_by_label("Find in this list").fill("ital")
    assert page.locator("[popover]:popover-open legend:visible").count() == 1  # of what is found
    page.get_by_label("Italy", exact=True).check()
    page.keyboard.press("Escape")


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
def test_map_and_key_agree_with_the_tables(app_url, visit, choose, keep, address):
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
    visited.map.evaluate("() => void window.mapapp.map.setView([45, 9], 5, {animate: false})")
    before = visited.map.evaluate(WHERE)
    choose_nantong(visited.page)
    visited.rest()
    assert visited.map.evaluate(WHERE) == pytest.approx(before, abs=0.02)


def test_panning_and_zooming_run_nothing_and_stand_in_the_address(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    asked = visited.runs.asked
    box = visited.map.bounding_box()
    visited.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    zoom(visited.page, -400)
    visited.page.wait_for_url("**map=**")
    zoomed = visited.page.url
    visited.page.mouse.down()
    visited.page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 3, steps=4)
    visited.page.mouse.up()
    visited.page.wait_for_url(lambda url: url != zoomed)
    visited.rest()
    assert visited.runs.asked == asked
    assert "map=" in visited.page.url

    again = visit(visited.page.url)
    again.settle()
    assert again.map.evaluate(WHERE) == pytest.approx(visited.map.evaluate(WHERE), abs=0.1)


def test_the_wheel_scrolls_the_page_over_the_map_and_zooms_it_with_ctrl(app_url, visit):
    visited = visit(app_url, height=640)
    visited.settle()
    box = visited.map.bounding_box()
    visited.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    before, address = visited.map.evaluate(WHERE), visited.page.url
    visited.page.mouse.wheel(0, 200)
    visited.until(SCROLLED, 200)
    visited.rest()
    assert visited.map.evaluate(WHERE) == before
    assert visited.page.url == address
    assert visited.map.locator(".mapapp-hint").first.inner_text().startswith("Hold ")
    box = visited.map.bounding_box()
    visited.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    zoom(visited.page, -400)
    visited.page.wait_for_function(f"before => ({ZOOM})() > before", arg=before[2])
    visited.rest()
    assert visited.page.evaluate(SCROLLED) == 200
    assert not visited.map.locator(".mapapp-hint").first.is_visible()


def test_going_back_goes_back_one_selection(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    choose_nantong(visited.page)
    visited.rest()
    visited.page.go_back()
    visited.page.locator(".entry[aria-pressed=true]").wait_for(state="detached")
    visited.rest()
    assert seen(visited)["stations"] == sites()
    assert visited.page.locator(".entry[aria-pressed=true]").count() == 0


def test_another_page_and_back_keeps_selection_position_and_address(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    choose_italy(visited.page)
    visited.rest()
    box = visited.map.bounding_box()
    visited.page.mouse.move(box["x"] + 400, box["y"] + 150)
    zoom(visited.page, -300)
    visited.page.wait_for_url("**map=**")
    visited.rest()
    before, address = visited.map.evaluate(WHERE), visited.page.url
    for _ in range(2):
        visited.page.get_by_role("link", name="Methods").click()
        visited.page.wait_for_selector(".methods")
        visited.rest()
        assert "country=IT" in visited.page.url
        visited.page.get_by_role("link", name="Map").click()
        visited.map.wait_for()
        visited.settle()
    assert visited.map.evaluate(WHERE) == pytest.approx(before, abs=0.02)
    assert visited.page.url == address
    assert seen(visited)["stations"] == 11
    visited.page.locator(".entry", has_text="Qingtian").click()
    visited.rest()
    assert "country=IT" in visited.page.url


def test_a_briefing_is_one_press_away_and_back_is_the_same_map(app_url, visit):
    visited = visit(f"{app_url}/?country=IT&country=FR&record=IT&map=11.2,44.5,6")
    visited.settle()
    visited.page.get_by_role("button", name="Briefing: Italy").click()
    visited.page.wait_for_url("**/briefing?*", timeout=20_000)
    visited.page.get_by_role("button", name="Download").click(timeout=30_000)
    visited.page.get_by_role("button", name="Download as PDF").wait_for(timeout=30_000)
    visited.page.keyboard.press("Escape")
    visited.rest()
    visited.page.get_by_role("link", name="Map").click()
    visited.map.wait_for()
    visited.settle()
    assert "record=IT" in visited.page.url
    assert visited.map.evaluate(WHERE) == pytest.approx([11.2, 44.5, 6], abs=0.02)


def test_quick_choices_are_all_kept(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    open_menu(visited.page, "Originating jurisdiction")
    for name in ("Nantong", "Fuzhou", "Wenzhou"):
        visited.page.locator(f"input[value={name.lower()}]").click(no_wait_after=True)
    visited.page.wait_for_url("**wenzhou**")
    visited.rest()
    wanted = {"nantong", "fuzhou", "wenzhou"}
    assert seen(visited) == expected(lambda row: row["jurisdiction"] in wanted)


def test_the_keyboard_opens_a_mark_and_closes_it(app_url, visit):
    visited = visit(app_url)
    visited.settle()
    visited.map.locator(".mapapp-stop").focus()
    visited.page.keyboard.press("Home")
    visited.page.keyboard.press("Enter")
    visited.page.wait_for_url("**record=**")
    visited.rest()
    visited.page.locator("section.panel h2").focus()
    visited.page.keyboard.press("Escape")
    visited.page.wait_for_url(lambda url: "record=" not in url)


def test_a_row_opens_the_record_with_its_sources(app_url, visit):
    visited = visit(f"{app_url}/list")
    visited.page.get_by_role("button", name="Vienna", exact=True).click(timeout=60_000)
    panel = visited.page.locator("section.panel")
    panel.wait_for()
    visited.rest()
    assert "Austria: statements" in panel.inner_text()
    links = panel.locator("a").evaluate_all("all => all.map((each) => each.href)")
    assert links
    assert all(link.startswith(("http://", "https://")) for link in links)


def test_the_list_keeps_its_part_and_its_order_in_the_address(app_url, visit):
    visited = visit(f"{app_url}/list?country=IT")
    page = visited.page
    page.get_by_role("button", name="Agreements and patrols (").wait_for(timeout=60_000)
    visited.rest()
    page.get_by_role("button", name="Agreements and patrols (").click()
    page.wait_for_url("**/list?*tab=agreements*")
    visited.rest()
    page.get_by_role("button", name="Period").click()
    page.wait_for_url("**/list?*sort=period*")
    visited.rest()
    page.get_by_role("button", name="Period").click()
    page.wait_for_url("**/list?*sort=-period*")
    visited.rest()
    listed = page.locator("tbody th").all_inner_texts()
    again = visit(page.url)
    again.page.locator("tbody th").first.wait_for(timeout=60_000)
    assert again.page.locator("tbody th").all_inner_texts() == listed
    assert again.page.locator("th[aria-sort=descending]").inner_text().startswith("Period")
    assert again.page.title().startswith("List: Italy")


def test_a_chosen_country_is_a_chip_that_takes_itself_back(app_url, visit):
    visited = visit(f"{app_url}/?country=IT")
    visited.settle()
    page = visited.page
    assert "Italy: statements" in page.locator("section.panel h2").inner_text()
    assert page.locator("button.main").count() == 1
    page.get_by_role("button", name="Remove Italy").click()
    page.locator(".ranking").wait_for()
    visited.rest()
    assert "country" not in page.url
    assert page.locator("h1").count() == 1


TOO_SMALL = """all => all.filter(each => each.checkVisibility({ visibilityProperty: true }))
  .map(each => [each.textContent.trim() || each.ariaLabel, each.getBoundingClientRect()])
  .filter(([, box]) => box.height > 0 && box.height < 44).map(([name]) => name)"""


def test_a_phone_has_words_for_its_menus_and_shows_what_a_choice_leaves(app_url, visit):
    visited = visit(app_url, width=390, height=844, has_touch=True)
    visited.settle()
    page = visited.page
    for word in ("Country", "Filters", "Menu"):
        assert page.get_by_role("button", name=word, exact=True).is_visible()
    assert page.locator(".slot, .entry, .topbar .menu, .rank").evaluate_all(TOO_SMALL) == []
    sheet = page.locator(".sheet").bounding_box()
    assert 700 < sheet["y"] < 800
    open_menu(page, "Country")
    page.get_by_label("Italy", exact=True).check()
    page.get_by_role("button", name="Show 11 reported stations").click()
    visited.rest()
    assert "country=IT" in page.url
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert visited.errors == []


@pytest.mark.parametrize("path", ["", "list", "list?tab=countries", "?country=IT"])
def test_nothing_is_wider_than_a_phone(app_url, visit, path):
    visited = visit(f"{app_url}/{path}", width=390, height=844)
    visited.page.locator(".entry").first.wait_for(timeout=60_000)
    visited.rest()
    wide = """() => [document.documentElement, ...document.querySelectorAll(".stMain")]
      .some(each => each.scrollWidth > innerWidth)"""
    assert not visited.page.evaluate(wide)
    assert visited.page.locator("table").evaluate_all(
        "all => all.every(each => each.offsetWidth <= 390)"
    )


@pytest.mark.parametrize(
    ("path", "width"),
    [
        ("", 1440),
        ("", 390),
        ("?record=ST-001", 1440),
        ("?record=IT&layer=responses&layer=stations", 390),
        ("?search=nothing-at-all", 1440),
        ("?country=IT&country=GB", 390),
        ("list", 1440),
        ("list?tab=countries", 390),
        ("methods", 1440),
        ("methods", 390),
        ("article", 1440),
        ("article", 390),
    ],
)
def test_axe_finds_no_fault_of_ours(app_url, visit, path, width):
    visited = visit(f"{app_url}/{path}", width=width, color_scheme="light")
    visited.page.wait_for_selector("h1, h2", timeout=30_000)
    has_map = path.partition("?")[0] not in {"methods", "article", "list"}
    if has_map:
        visited.settle()
    if path == "article":
        visited.page.wait_for_selector("[data-testid=stCode]", timeout=30_000)
    visited.rest()
    axe = Axe()
    assert faults_of_ours(axe, visited.page) == []
    by_day = visited.page.evaluate(PAPER)
    visited.page.emulate_media(color_scheme="dark")
    visited.page.wait_for_function(f"day => ({PAPER})() !== day", arg=by_day)
    visited.rest()
    assert faults_of_ours(axe, visited.page) == []


PAPER = "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"


def faults_of_ours(axe: Axe, page: Page) -> list[str]:
    return [
        f"{fault['id']}: {node['target']} {node['html'][:200]}"
        for fault in axe.run(page).response["violations"]
        for node in fault["nodes"]
        if NOT_OURS.get(fault["id"], "\0") not in str(node["target"])
    ]


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
    url = serve(folder)
    visited = visit(f"{url}/list?record=st1&layer=stations&layer=responses")
    buttons = visited.page.locator("tbody button")
    buttons.first.wait_for(timeout=60_000)
    visited.rest()
    assert buttons.all_inner_texts() == probes
    for row in range(len(probes)):
        buttons.nth(row).click()
        visited.rest()
        heading = visited.page.locator("section.panel h2")
        assert heading.inner_text() == f"{probes[row]}, Italy"
        assert visited.page.locator("section.panel").inner_text().count(probes[row]) > 4
    visited.page.goto(f"{url}/?record=st1&layer=stations&layer=responses")
    visited.settle()
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


@pytest.mark.parametrize("width", [720, 390])
def test_no_stop_of_the_keyboard_is_out_of_sight(app_url, visit, width):
    visited = visit(app_url, width=width)
    visited.settle()
    stops = []
    for _ in range(12):
        visited.page.keyboard.press("Tab")
        stops.append(
            visited.page.evaluate(
                """() => {
                  let at = document.activeElement;
                  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                  const box = at.getBoundingClientRect();
                  return [at.textContent.trim(), box.width, box.height, box.right];
                }"""
            )
        )
    assert [stop for stop in stops if min(stop[1:]) <= 1] == []


def test_forced_colours_keep_the_colours_that_mean_something(app_url, visit):
    visited = visit(app_url, forced_colors="active")
    visited.settle()
    painted = "all => new Set(all.map((each) => getComputedStyle(each).color)).size"
    assert visited.page.locator(".key .dot").evaluate_all(painted) > 4


@pytest.mark.parametrize("path", ["list", "article", "briefing"])
def test_on_paper_a_page_has_no_controls_and_cuts_no_table_in_silence(app_url, visit, path):
    visited = visit(f"{app_url}/{path}?country=IT", width=720)
    page = visited.page
    if path != "list":
        page.wait_for_selector(".st-key-choices", timeout=60_000)
        page.wait_for_selector(".print-only", state="attached", timeout=60_000)
    else:
        page.locator("table").wait_for(timeout=60_000)
    visited.rest()
    page.emulate_media(media="print")
    assert not page.locator(".topbar").is_visible()
    if path != "list":
        assert not page.locator(".st-key-choices").is_visible()
        assert "is cut off: print the file" in page.locator(".print-only").inner_text()
    else:
        cut = "one => one.scrollWidth - one.clientWidth"
        assert page.locator("div.scroll").evaluate(cut) <= 1
        assert not page.get_by_role("button", name="Excel").is_visible()


def test_an_open_page_shows_what_is_pushed_meanwhile(serve, visit, make_database, write_collection):
    address = DatabaseAddress(make_database())
    push_collection(write_collection(stations=[{"country": "IT"}]), address)
    page = visit(serve(address.url)).page
    page.locator("h1", has_text="1 ").wait_for(timeout=60_000)
    push_collection(write_collection(stations=[{"country": "FR"}] * 4), address)
    page.locator("h1", has_text="4 ").wait_for(timeout=20_000)

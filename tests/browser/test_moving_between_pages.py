"""What the address keeps: Back, a reload, a second tab, and a server that was restarted."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import ROOT, _wait_for
from tests.loopback import free_port

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser

CONNECTED = "[data-test-connection-state=CONNECTED]"
SHEET = "Place,Country,Opened\nLodz,Poland,2016\nBelgrade,Serbia,2017\n"


def test_back_from_every_page_is_one_step_and_keeps_the_selection(app_url, visit):
    visited = visit(f"{app_url}/?country=IT&year=2004:2020")
    visited.settle()
    page = visited.page
    steps = page.evaluate("() => history.length")
    for name in ("List", "Article", "Briefing", "Methods", "Import"):
        page.get_by_role("link", name=name, exact=True).click()
        page.wait_for_url(f"**/{name.lower()}?*country=IT*", timeout=30_000)
        page.wait_for_function("name => document.title.startsWith(name)", arg=name)
        visited.rest()
        face = page.locator("h1").first.evaluate(
            "h1 => [getComputedStyle(h1).fontSize, getComputedStyle(h1).fontFamily]"
        )
        assert face[0] == "30px", name
        assert "Serif" in face[1], name
    assert page.evaluate("() => history.length") == steps + 5
    for name in ("methods", "briefing", "article"):
        page.go_back()
        page.wait_for_url(f"**/{name}?country=IT*", timeout=30_000)
        visited.rest()
    page.get_by_role("button", name="Download the article").wait_for(timeout=30_000)
    page.go_back()
    page.wait_for_url("**/list?country=IT*", timeout=30_000)
    visited.rest()
    page.go_back()
    page.wait_for_url(re.compile(r"/\?.*country=IT"))
    page.wait_for_selector(".st-key-world", timeout=30_000)
    visited.settle()
    assert page.get_by_role("button", name="Remove Italy").is_visible()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The app on a port of its own, which can be restarted."""

    class Server:
        port = free_port()
        url = f"http://localhost:{port}"
        process: subprocess.Popen[bytes] | None = None

        def start(self) -> None:
            log = tmp_path_factory.mktemp("server") / "log.txt"
            command = [sys.executable, "-m", "mapapp", "serve", "--no-browser"]
            with log.open("ab") as file:
                self.process = subprocess.Popen(  # noqa: S603 - our own command
                    [*command, "--port", str(self.port)], cwd=ROOT, stdout=file, stderr=file
                )
            _wait_for(f"{self.url}/_stcore/health", log)

        def stop(self) -> None:
            self.process.terminate()
            self.process.wait()

    running = Server()
    running.start()
    yield running
    running.stop()


def bring(visited, sheet: Path) -> None:
    """Import a sheet, up to the last step."""
    visited.page.wait_for_selector("input[type=file]", state="attached", timeout=60_000)
    visited.page.set_input_files("input[type=file]", str(sheet))
    visited.page.get_by_text("4. Your map").wait_for(timeout=120_000)
    visited.rest()


def start_anew(server, visited) -> None:
    server.stop()
    visited.page.wait_for_selector(f"[data-test-connection-state]:not({CONNECTED})")
    server.start()
    visited.page.wait_for_selector(CONNECTED, timeout=60_000)


def test_a_map_of_ones_own_is_itself_or_said_to_be_gone(server, visit, tmp_path):
    sheet = tmp_path / "mine.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    visited = visit(f"{server.url}/import")
    page = visited.page
    bring(visited, sheet)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download the collection").click()
    downloading.value.save_as(tmp_path / "mine.zip")
    page.get_by_role("button", name="Open it on the map").click()
    page.locator(".topbar .name", has_text="mine").wait_for(timeout=60_000)
    visited.settle()
    assert "collection=mine-" in page.url

    page.reload()
    page.locator(".topbar .name", has_text="mine").wait_for(timeout=60_000)
    second = visit(f"{page.url}&country=PL&status=nonsense")
    second.page.locator(".topbar .name", has_text="mine").wait_for(timeout=60_000)
    second.settle()
    second.page.get_by_role("link", name="Article", exact=True).click()
    second.page.get_by_text("Phone", exact=True).click(timeout=60_000)
    second.rest()
    assert second.page.title() == "Article: Poland – mine"
    second.page.get_by_role("link", name="Map", exact=True).click()
    second.page.locator(".topbar .name", has_text="mine").wait_for(timeout=60_000)
    second.settle()
    with second.page.expect_download() as downloading:
        second.page.get_by_role("button", name="CSV").first.click()
    assert downloading.value.suggested_filename == "sites-poland-1.csv"

    start_anew(server, second)
    second.page.get_by_role("button", name="Country").first.click()
    second.page.locator("label", has_text="Poland").first.click()
    second.page.get_by_role("heading", name="This map is no longer open").wait_for(timeout=60_000)
    assert second.page.locator("iframe").count() == 0
    second.page.get_by_role("button", name="Import the sheet again").click()
    second.page.get_by_text("a map that is no longer open").wait_for(timeout=60_000)
    bring(second, sheet)
    second.page.get_by_role("link", name="Map", exact=True).click()
    second.page.get_by_role("heading", name="This map is no longer open").wait_for(timeout=60_000)
    assert "collection=mine-" in second.page.url
    second.page.set_input_files("input[type=file]", str(tmp_path / "mine.zip"))
    second.page.locator(".topbar .name", has_text="mine").wait_for(timeout=60_000)
    second.settle()
    assert "collection=mine-" in second.page.url


def test_an_import_whose_file_is_gone_asks_for_it_again(server, visit, tmp_path):
    sheet = tmp_path / "mine.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    visited = visit(f"{server.url}/import")
    bring(visited, sheet)
    start_anew(server, visited)
    visited.page.get_by_role("button", name="Open it on the map").click()
    visited.page.get_by_text("no longer holds your file").wait_for(timeout=60_000)
    bring(visited, sheet)
    assert visited.page.get_by_text("no longer holds your file").count() == 0

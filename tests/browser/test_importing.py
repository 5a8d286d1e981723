"""A messy sheet of 600 rows, in a real browser: dropped, understood, answered on a map, opened."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import urllib.request
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from benchmarks.messy_sheet import make_messy_sheet
from geodata.collection import read_collection
from tests.hostile_files import make_endless_files
from tests.loopback import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
LUMERIA = Path(__file__).parents[1] / "collections" / "lumeria"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def messy_sheet():
    return make_messy_sheet()[0]


@pytest.fixture
def importing(visit, app_url, tmp_path, messy_sheet):
    """The import page with the messy sheet dropped on it."""
    sheet = tmp_path / "messy.csv"
    sheet.write_bytes(messy_sheet)
    visited = visit(app_url, height=1400)
    visited.settle()
    visited.page.get_by_role("link", name="Import").click()
    drop(visited, sheet)
    return visited


def drop(visited, path: Path) -> None:
    visited.page.wait_for_selector("input[type=file]", state="attached", timeout=60_000)
    visited.page.set_input_files("input[type=file]", str(path))
    visited.page.get_by_text("4. Your map").wait_for(timeout=120_000)
    visited.rest()


def question(visited) -> str:
    return visited.page.get_by_text("Until it is answered").first.inner_text()


def test_a_candidate_is_chosen_on_the_small_map_and_the_map_opens_on_the_sheet(
    importing, tmp_path, serve
):
    page = importing.page
    asked = question(importing)
    page.get_by_text("Which is meant?").scroll_into_view_if_needed()
    frame = page.query_selector("iframe").content_frame()
    frame.wait_for_selector(".leaflet-container canvas", timeout=30_000)
    frame.focus("[role=application], [role=listbox], .leaflet-container [tabindex='0']")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    importing.rest()
    page.get_by_role("button", name="Take this answer").click()
    page.get_by_text("1 answered.").wait_for(timeout=60_000)
    importing.rest()
    assert question(importing) != asked

    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download the collection").click()
    zipped = tmp_path / "messy.zip"
    downloading.value.save_as(zipped)
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert len(read_collection(tmp_path / "unpacked" / "messy").of_role("site")) >= 593

    page.get_by_role("button", name="Open it on the map").click()
    page.locator(".topbar .name", has_text="messy").wait_for(timeout=60_000)
    importing.settle()
    assert not importing.refused
    assert not importing.errors

    assert serve(zipped).startswith("http://localhost")


def test_a_newer_sheet_is_compared_with_the_zip_of_the_earlier_before_it_lands(importing, tmp_path):
    page = importing.page
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download the collection").click()
    downloading.value.save_as(tmp_path / "earlier.zip")
    sheet = tmp_path / "messy.csv"
    *rows, last = sheet.read_bytes().rstrip().split(b"\r\n")
    newer = tmp_path / "newer.csv"
    newer.write_bytes(b"\r\n".join([*rows, b"900;New;Milano;Italy" + b";" * 10]))

    page.reload()
    drop(importing, newer)
    page.get_by_text("Is this a newer version").click()
    importing.rest()  # what opens moves
    page.get_by_text("I have the collection as a zip").click()
    page.get_by_text("The zip of the earlier collection").wait_for(timeout=30_000)
    page.locator("input[type=file]").nth(1).set_input_files(tmp_path / "earlier.zip")

    page.get_by_text("1 added, 0 changed, 1 removed").wait_for(timeout=60_000)
    assert page.get_by_label("Title of the map").input_value() == "messy"
    removed = page.get_by_text("Removed: 1 record")
    assert removed.count() == 1
    assert last.split(b";")[0].decode() in removed.locator("xpath=ancestor::details").inner_text()


def test_the_page_is_free_of_faults_that_axe_knows(importing):
    # Streamlit gives its own drop zone a role and a tab stop that do not go together.
    theirs = [["iframe"], ["[data-testid=stFileUploaderDropzone]"]]
    found = Axe().run(importing.page, context={"exclude": theirs})
    assert [each["id"] for each in found.response["violations"]] == []


def test_a_pdf_that_is_called_a_table_is_reported_in_a_sentence(visit, app_url, tmp_path):
    path = tmp_path / "sites.csv"
    path.write_bytes(b"%PDF-1.7 nothing")
    visited = visit(app_url)
    visited.settle()
    visited.page.get_by_role("link", name="Import").click()
    visited.page.wait_for_selector("input[type=file]", state="attached", timeout=60_000)
    visited.page.set_input_files("input[type=file]", str(path))
    visited.page.get_by_role("alert").filter(has_text="is a PDF, not a table").wait_for()


def test_a_link_to_the_page_opens_it_even_as_the_first_that_the_server_gets(visit, serve):
    visited = visit(f"{serve(LUMERIA)}/import")
    visited.page.get_by_text("Bring your own records").wait_for(timeout=30_000)


def test_a_file_that_is_made_to_cost_much_stops_neither_the_server_nor_others(visit, tmp_path):
    path = tmp_path / "deep.xlsx"
    path.write_bytes(dict(make_endless_files())["deep elements"])
    port = free_port()
    with running(port) as server:
        visited = visit(f"http://localhost:{port}/import")
        visited.page.wait_for_selector("input[type=file]", state="attached", timeout=60_000)
        visited.rest()
        visited.page.set_input_files("input[type=file]", str(path))
        refused = visited.page.get_by_text("takes more time or memory to read")
        slowest = 0.0
        until = time.monotonic() + 60
        while not refused.count() and time.monotonic() < until:
            slowest = max(slowest, seconds_of_health(port))
        assert refused.count()
        assert slowest < 1

        visited.page.set_input_files("input[type=file]", str(path))
        visited.page.wait_for_timeout(500)
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=5) is not None


@contextmanager
def running(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server of its own, which may be ended."""
    command = [sys.executable, "-m", "mapapp", "serve", "--no-browser", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as server:  # noqa: S603 - our own command
        try:
            until = time.monotonic() + 60
            while time.monotonic() < until:
                try:
                    seconds_of_health(port)
                except OSError:
                    time.sleep(0.2)
                else:
                    break
            yield server
        finally:
            server.kill()


def seconds_of_health(port: int) -> float:
    """How long the server takes to say that it is well."""
    started = time.monotonic()
    with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=10) as answer:
        assert answer.read() == b"ok"
    return time.monotonic() - started

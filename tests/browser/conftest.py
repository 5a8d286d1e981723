"""A real Chromium, an app to visit, and a record of everything that goes wrong on the way."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.loopback import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route

ROOT = Path(__file__).parents[2]
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
             "google-chrome-stable", "chrome")  # fmt: skip
OWN_HOSTS = {"localhost", "127.0.0.1", ""}
START_SECONDS = 60
ANSWER_MS = 60_000
"""How long a page may take where other tests run beside it."""
IS_DRAWN = "() => window.mapapp?.drawn > 0"


@dataclass
class Visit:
    """A page with what it asked other hosts for, refused, and what it complained of."""

    page: Page
    refused: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    sent: list[Any] = field(default_factory=list)
    """Messages to Python: one for each run of the script that the page asks for."""

    @property
    def map(self) -> Locator:
        """The map that is always there: of the world, or of what is chosen."""
        return self.page.locator(".is-main .mapapp-box")

    def settle(self) -> None:
        """Wait until the map is drawn and the script has run to its end."""
        self.page.wait_for_function(IS_DRAWN, timeout=START_SECONDS * 1000)
        self.rest()

    def rest(self) -> None:
        """Wait until the script has run to its end."""
        self.page.wait_for_timeout(250)
        self.page.wait_for_selector(
            "[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000
        )
        self.page.wait_for_timeout(250)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """A Chromium of the system where there is one, else Playwright's own."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    own = {"executable_path": found} if found else {}
    return {
        **browser_type_launch_args,
        **own,
        "args": ["--no-sandbox", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Start the app on a collection, by its own command, and give its address."""
    servers: list[subprocess.Popen[bytes]] = []
    log = tmp_path_factory.mktemp("servers") / "log.txt"

    def start(folder: Path | str, *options: str, port: int = 0) -> str:
        port = port or free_port()
        command = [
            *(sys.executable, "-m", "mapapp", "serve", "--no-browser"),
            *("--port", str(port), "--collection", str(folder), *options),
        ]
        with log.open("ab") as file:
            servers.append(subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=file))  # noqa: S603 - our own command
        url = f"http://localhost:{port}"
        _wait_for(f"{url}/_stcore/health", log)
        return url

    yield start
    for server in servers:
        server.terminate()
        server.wait()


@pytest.fixture(scope="session")
def app_url(serve: Callable[..., str]) -> str:
    """The address of the app on the collection that the project ships."""
    return serve(ROOT / "seeds")


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open an address in a page of its own; every request to another host is refused."""
    contexts: list[BrowserContext] = []

    def open_page(url: str, width: int = 1440, height: int = 900, **options: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(ANSWER_MS)
        contexts.append(context)
        visited = Visit(context.new_page())
        _listen(visited)
        visited.page.goto(url)
        return visited

    yield open_page
    for context in contexts:
        context.close()


def _listen(visited: Visit) -> None:
    page = visited.page

    def guard(route: Route) -> None:
        if urlsplit(route.request.url).hostname in OWN_HOSTS | {None}:
            route.continue_()
        else:
            visited.refused.append(route.request.url)
            route.abort()

    page.context.route("**/*", guard)
    page.on(
        "console",
        lambda message: visited.errors.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: visited.errors.append(str(error)))

    def hear(frame: object) -> None:
        visited.sent.append(frame)

    page.on("websocket", lambda channel: channel.on("framesent", hear))


def _wait_for(url: str, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"The app did not start: {log.read_text(encoding='utf-8')[-2000:]}")

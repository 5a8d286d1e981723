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
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.loopback import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, WebSocket

ROOT = Path(__file__).parents[2]
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
             "google-chrome-stable", "chrome")  # fmt: skip
OWN_HOSTS = {"localhost", "127.0.0.1", ""}
START_SECONDS = 60
ANSWER_MS = 60_000
"""How long a page may take where other tests run beside it."""
ANSWER_SECONDS = 30
IS_DRAWN = "() => window.mapapp?.drawn > 0"
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1"
OF_THE_PAGE = {"color_scheme", "forced_colors"}
"""Options that a page takes by itself; any other needs a context."""
HAS_SENT = """() => new Promise(done =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))))"""
"""Time for an act to reach Python: components send what is chosen in the turn after it."""
STANDS_STILL = """() => new Promise(done => {
  const [quiet, longest] = [80, 3000];
  const began = performance.now();
  let changed = began;
  const watch = new MutationObserver(() => (changed = performance.now()));
  watch.observe(document,
    { subtree: true, childList: true, attributes: true, characterData: true });
  const look = () => {
    const now = performance.now();
    if (now - changed < quiet && now - began < longest) return setTimeout(look, 16);
    watch.disconnect();
    done();
  };
  setTimeout(look, 16);
})"""


@dataclass
class Runs:
    """Whether Python has answered all that a page asked of it, by the messages between them."""

    is_awaited: bool = True
    has_begun: bool = False
    asked: int = 0

    def hear_page(self, frame: Any) -> None:
        """A page asks for a run of the script."""
        if BackMsg.FromString(frame).WhichOneof("type") == "rerun_script":
            self.is_awaited, self.has_begun = True, False
            self.asked += 1

    def hear_python(self, frame: Any) -> None:
        """A run begins, or ends; one that is cut short is followed by another."""
        message = ForwardMsg.FromString(frame)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.has_begun = True
        elif kind == "script_finished" and self.has_begun:
            self.is_awaited = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN


@dataclass
class Visit:
    """A page with what it asked for of other hosts, in vain, and what it complained of."""

    page: Page
    refused: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    runs: Runs = field(default_factory=Runs)

    @property
    def map(self) -> Locator:
        """The map that is always there: of the world, or of what is chosen."""
        return self.page.locator(".is-main .mapapp-box")

    def settle(self) -> None:
        """Wait until the map is drawn and the script has run to its end."""
        self.page.wait_for_function(IS_DRAWN, timeout=START_SECONDS * 1000)
        self.rest()

    def rest(self) -> None:
        """Wait until the script has answered the last act, and the page shows its answer."""
        self.page.evaluate(HAS_SENT)
        until = time.monotonic() + ANSWER_SECONDS
        while self.runs.is_awaited:
            assert time.monotonic() < until, "Python has not answered."
            self.page.wait_for_timeout(20)
        self.page.wait_for_selector(
            "[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000
        )
        self.page.evaluate(STANDS_STILL)

    def until(self, script: str, value: Any) -> None:
        """Wait until a function of the page gives a value."""
        asked = f"value => JSON.stringify(({script})()) === JSON.stringify(value)"
        self.page.wait_for_function(asked, arg=value, timeout=20_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """A Chromium of the system where there is one, else Playwright's own."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    own = {"executable_path": found} if found else {}
    return {
        **browser_type_launch_args,
        **own,
        "args": ["--no-sandbox", "--disable-background-networking", NO_OTHER_HOST],
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


@pytest.fixture(scope="session")
def shared_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """What pages with the same options share: files of the app that were fetched once."""
    contexts: dict[str, BrowserContext] = {}

    def find_context(**options: Any) -> BrowserContext:
        kind = repr(sorted(options.items()))
        if kind not in contexts:
            contexts[kind] = browser.new_context(**options)
            contexts[kind].set_default_timeout(ANSWER_MS)
        return contexts[kind]

    yield find_context
    for context in contexts.values():
        context.close()


@pytest.fixture
def visit(shared_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Visit]]:
    """Open an address in a page of its own, from which no other host is reached.

    Nothing moves on its way, unless a test asks for it with `reduced_motion`.
    """
    pages: list[Page] = []

    def open_page(url: str, width: int = 1440, height: int = 900, **options: Any) -> Visit:
        media = {name: options.pop(name) for name in OF_THE_PAGE & {*options}}
        page = shared_context(**{"reduced_motion": "reduce", **options}).new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(**media)
        visited = Visit(page)
        _listen(visited)
        page.goto(url)
        return visited

    yield open_page
    for page in pages:
        page.context.clear_cookies()
        if page.url.startswith("http"):
            page.evaluate("() => localStorage.clear()")
        page.close()


def _listen(visited: Visit) -> None:
    page = visited.page

    def note(request: Request) -> None:
        if urlsplit(request.url).hostname not in OWN_HOSTS | {None}:
            visited.refused.append(request.url)

    def hear(channel: WebSocket) -> None:
        visited.runs.is_awaited, visited.runs.has_begun = True, False
        channel.on("framesent", visited.runs.hear_page)
        channel.on("framereceived", visited.runs.hear_python)

    page.on("request", note)
    page.on(
        "console",
        lambda message: visited.errors.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: visited.errors.append(str(error)))
    page.on("websocket", hear)


def _wait_for(url: str, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    pytest.fail(f"The app did not start: {log.read_text(encoding='utf-8')[-2000:]}")

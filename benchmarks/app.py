"""Filter to repainted map, first map, and runs while panning: the app beside a plain page.

    python benchmarks/app.py [--places 102 5000] [--rounds 12]

The peer is `_plain_page.py`. Both are opened in one Chromium in turn, and each round presses the
same boxes in both, so that a busy machine slows both alike. Times are from the press of a box to
the second frame after the new marks were handed to Leaflet, as the page's own clock says.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks._servers import PORTS, serve_both  # noqa: E402 - after the path
from benchmarks.synthetic import JURISDICTIONS, write_synthetic  # noqa: E402 - the same

COLD_STARTS = 3

PRESS = """(label) => {
  const roots = [document];
  for (const each of document.querySelectorAll('*')) {
    if (each.shadowRoot) roots.push(each.shadowRoot);
  }
  const boxes = roots.flatMap((root) => [...root.querySelectorAll('input[type=checkbox]')]);
  const named = (each) => [each.value, each.getAttribute('aria-label')].includes(label);
  const box = boxes.find(named);
  box.click();
  return performance.timeOrigin + performance.now();
}"""

DRAWN = "(window.mapapp?.drawn ?? window.__GLOBAL_DATA__?.last_feature_group)"
"""What changes with each drawing: ours counts them, streamlit-folium keeps the last group."""

REPAINTED = f"""() => {{
  const before = {DRAWN};
  window.repainted = new Promise((done) => {{
    const look = () => {{
      if ({DRAWN} === before) return requestAnimationFrame(look);
      requestAnimationFrame(() => requestAnimationFrame(
        () => done(performance.timeOrigin + performance.now())));
    }};
    look();
  }});
}}"""

FIRST_MAP = f"() => Boolean({DRAWN})"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--places", type=int, nargs="+", default=[102, 5000])
    parser.add_argument("--rounds", type=int, default=12)
    options = parser.parse_args()
    for places in options.places:
        measure(places, options.rounds)


def measure(places: int, rounds: int) -> None:
    """Measure both pages on a collection with so many places."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        collection = write_synthetic(Path(folder, "collection"), places=places)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        with serve_both(Path(folder), collection):
            first = first_maps(browser)
            pages = {name: open_page(browser, name) for name in PORTS}
            filters = {name: [] for name in PORTS}
            for turn in range(rounds):
                for name, page in pages.items():
                    label = JURISDICTIONS[turn // 2 % len(JURISDICTIONS)]
                    filters[name].append(filter_ms(page, label))
            runs = runs_while_moving(pages["mapapp"])
        browser.close()
    filters = {name: _pairs(times) for name, times in filters.items()}
    report(f"{places} places: filter to repainted map", filters)
    report(f"{places} places: first map from a cold page", first)
    print(f"{places} places: reruns while panning and zooming: {runs}")


def report(what: str, times: dict[str, list[float]]) -> None:
    """Print medians and their ratio."""
    ours, plain = (statistics.median(times[name]) for name in PORTS)
    print(
        f"{what}: {ours:,.0f} ms, plain page {plain:,.0f} ms, ratio {ours / plain:.2f}", flush=True
    )


def _pairs(times: list[float]) -> list[float]:
    """The mean of each two presses of a box: to few marks, and back to all, which takes longer."""
    return [(one + other) / 2 for one, other in zip(times[::2], times[1::2], strict=True)]


def first_maps(browser: Browser) -> dict[str, list[float]]:
    """Time from asking for the page to its first marks; the first visit of each is not counted."""
    times: dict[str, list[float]] = {name: [] for name in PORTS}
    for turn in range(COLD_STARTS + 1):
        for name in PORTS:
            start = time.perf_counter()
            page = open_page(browser, name, settle_ms=0)
            if turn:
                times[name].append((time.perf_counter() - start) * 1000)
            page.context.close()
    return times


def open_page(browser: Browser, name: str, settle_ms: int = 3000) -> Page:
    """Open a page of its own until its first marks are drawn."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"http://localhost:{PORTS[name]}", wait_until="commit")
    wait_for_map(page)
    page.wait_for_timeout(settle_ms)
    return page


def wait_for_map(page: Page, seconds: float = 60) -> None:
    """Wait until the first marks are drawn."""
    until = time.monotonic() + seconds
    while not any(frame.evaluate(FIRST_MAP) for frame in page.frames):
        if time.monotonic() > until:
            raise TimeoutError(page.url)
        page.wait_for_timeout(10)


def map_frame(page: Page) -> Frame:
    """The frame that the map is in: of ours, the page itself."""
    return next(frame for frame in page.frames if frame.evaluate(FIRST_MAP))


def filter_ms(page: Page, label: str) -> float:
    """Press a box and wait for the map."""
    frame = map_frame(page)
    frame.evaluate(REPAINTED)
    pressed = page.evaluate(PRESS, label)
    painted = frame.evaluate("() => window.repainted")
    page.wait_for_timeout(700)
    return float(painted - pressed)


def runs_while_moving(page: Page) -> int:
    """How many messages the page sends to Python while a reader pans and zooms."""
    sent: list[object] = []

    def hear(frame: object) -> None:
        sent.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", hear))
    page.reload()
    wait_for_map(page)
    page.wait_for_timeout(3000)
    before = len(sent)
    box = page.locator(".is-main .mapapp-box").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.keyboard.down("Control")
    for step in (-300, -300, 300):
        page.mouse.wheel(0, step)
        page.wait_for_timeout(700)
    page.keyboard.up("Control")
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 3, steps=5)
    page.mouse.up()
    page.wait_for_timeout(1500)
    return len(sent) - before


if __name__ == "__main__":
    main()

"""Take screenshots of the first screens of an app that runs, and measure them.

    python -m mapapp serve --no-browser --port 8633
    python scripts/take_screenshots.py http://localhost:8633 /tmp/shots

For each view, size and colour scheme it writes a PNG, and prints how many words the first screen
has, which sizes of text, how much of it the map takes, whether the page is wider than the screen,
and how many buttons have the primary colour. `--only italy` takes the views of that name alone;
`--full` takes the whole page, not the first screen.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = ((1440, 900), (1280, 720), (390, 844))
VIEWS = {
    "first": "/",
    "outcome": "/?colour=outcome",
    "italy": "/?country=IT",
    "two": "/?country=IT&country=GB",
    "place": "/?record=IT/Prato",
    "empty": "/?search=zzzz&country=IT",
    "years": "/?year=2016:2018",
    "agreements": "/?layer=agreements",
    "list": "/list",
    "list-italy": "/list?country=IT&tab=agreements&sort=-period",
    "countries": "/list?tab=countries",
}
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
SETTLE_MS = 2500

MEASURE = """() => {
  const seen = { words: 0, sizes: {}, primary: 0 };
  const inSight = box => box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
    && box.right > 0 && box.left < innerWidth;
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.textContent.trim();
      const parent = node.parentElement;
      if (!text || !parent || !parent.checkVisibility({ visibilityProperty: true })) return;
      if (["STYLE", "SCRIPT", "OPTION"].includes(parent.tagName)) return;
      const style = getComputedStyle(parent);
      if (style.clipPath === "inset(50%)") return;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter(inSight);
      if (!boxes.length) return;
      seen.words += text.split(/\\s+/u).length;
      seen.sizes[style.fontSize] = (seen.sizes[style.fontSize] ?? 0) + 1;
      return;
    }
    if (node.matches?.("button")) {
      const style = getComputedStyle(node);
      const primary = getComputedStyle(document.documentElement).getPropertyValue("--primary");
      if (style.backgroundColor === "rgb(10, 79, 196)" && inSight(node.getBoundingClientRect())) {
        seen.primary += 1;
      }
    }
    for (const child of node.shadowRoot?.childNodes ?? []) walk(child);
    for (const child of node.childNodes) walk(child);
  };
  walk(document.body);
  const map = document.querySelector(".st-key-world")?.getBoundingClientRect();
  const height = map ? Math.max(0, Math.min(map.bottom, innerHeight) - map.top) : 0;
  seen.map = map ? Math.round((100 * map.width * height) / (innerWidth * innerHeight)) : 0;
  seen.top = map ? Math.round(map.top) : 0;
  seen.wide = document.documentElement.scrollWidth > innerWidth;
  return seen;
}"""


def main() -> None:
    """Take them."""
    read = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    read.add_argument("url")
    read.add_argument("folder", type=Path)
    read.add_argument("--only", nargs="*", default=list(VIEWS), choices=list(VIEWS))
    read.add_argument("--widths", nargs="*", type=int, default=[width for width, _ in SIZES])
    read.add_argument("--schemes", nargs="*", default=["light", "dark"])
    read.add_argument("--full", action="store_true")
    asked = read.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-background-networking"]
        )
        for name in asked.only:
            for width, height in SIZES:
                for scheme in asked.schemes if width in asked.widths else ():
                    _take(browser, asked, name, (width, height), scheme)
        browser.close()


def _take(
    browser: Browser, asked: argparse.Namespace, name: str, size: tuple[int, int], scheme: Any
) -> None:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        has_touch=width < 640,  # noqa: PLR2004 - a phone
    )
    page = context.new_page()
    page.goto(asked.url.rstrip("/") + VIEWS[name])
    _settle(page)
    file = asked.folder / f"{name}_{width}x{height}_{scheme}.png"
    page.screenshot(path=file, full_page=asked.full)
    measured = page.evaluate(MEASURE)
    measured["words"] += sum(_words_of(page))
    print(f"{file.name}: {json.dumps(measured)}")
    context.close()


def _settle(page: Page) -> None:
    """Wait until the script has run and the map is drawn."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_timeout(SETTLE_MS)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)


def _words_of(page: Page) -> list[int]:
    """The words in frames, such as that of the map."""
    return [
        frame.evaluate(MEASURE)["words"] for frame in page.frames if frame is not page.main_frame
    ]


if __name__ == "__main__":
    main()

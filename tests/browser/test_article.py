"""The article in a real Chromium: from disk with the network cut, and in a frame elsewhere."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageColor

from geodata.countries import country_name
from geodata.description import Description
from layers.colouring import count_categories
from layers.facets import CHOICES
from layers.legend import build_legend
from layers.scene import build_scene
from layers.selection import Selection, select
from layers.style import LIGHT
from layers.tally import state_selection
from layers.words import LANGUAGES, Words
from mapapp.address import View, write_view
from mapapp.exports import bounds
from mapapp.exports.article import ArticleOptions, article_html, embed_snippet, entries, listing
from mapapp.exports.article.entries import list_groups
from mapapp.exports.table_formats.csv import to_csv
from tests.hostile import FORMULA_STARTS, PROBES, fill
from tests.loopback import serving
from tests.record import LAYERS
from tests.statements import CASES, ROWS, WHOLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, Route

    from geodata.collection import Collection
    from layers.selection import Selected

pytestmark = pytest.mark.browser

COLLECTIONS = Path(__file__).parents[1] / "collections"
HARMLESS = ("file:", "blob:", "data:", "about:")
FOLLOWED = """fragment => new Promise(done => {
  const before = location.href;
  location.hash = fragment;
  if (location.href === before) return done();
  const follow = () => requestAnimationFrame(() => setTimeout(done));
  addEventListener("hashchange", follow, { once: true });
})"""
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", event =>
  window.violations.push(event.violatedDirective + " " + event.blockedURI + " " + event.sample));
"""


@dataclass
class Opened:
    """A page, with what it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def statement(self) -> str:
        return self.page.inner_text("#statement")

    @property
    def listed(self) -> list[str]:
        """Which records the list shows, as layer and row."""
        script = "records => records.filter(r => !r.hidden).map(r => r.dataset.of)"
        visible = ".country:not([hidden]) .record"
        return sorted(set(self.page.eval_on_selector_all(visible, script)))

    @property
    def shown_countries(self) -> list[str]:
        """The countries in the list that are on the screen."""
        visible = self.page.locator(".country:visible")
        return list(visible.evaluate_all("all => all.map(each => each.dataset.country)"))

    @property
    def cited(self) -> list[str]:
        """The titles in the list of sources."""
        script = "all => all.map(each => (each.querySelector('a') || each).textContent)"
        return list(self.page.eval_on_selector_all(".sources li:not([hidden])", script))

    @property
    def table(self) -> list[dict[str, str]]:
        """The table that a reader would save."""
        text = self.page.evaluate("mapapp.reader.table")
        return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))

    @property
    def selected(self) -> list[str]:
        return sorted(
            self.page.evaluate(
                "layers => layers.flatMap(layer =>"
                " mapapp.reader.shown[layer].rows.map(row => layer + ' ' + row))",
                list(LAYERS),
            )
        )

    def go(self, fragment: str) -> None:
        """Change the address, and wait until the page has followed it."""
        self.page.evaluate(FOLLOWED, fragment)

    def assert_silent(self) -> None:
        assert self.requests == []
        assert self.complaints == []
        assert self.page.evaluate("window.violations") == []
        assert self.page.evaluate("window.ran") is None


Opener: TypeAlias = Callable[..., Opened]


Writer: TypeAlias = Callable[["Selected", ArticleOptions], bytes]


@pytest.fixture(scope="module")
def write_article() -> Writer:
    """Write an article, once for all tests that open the same."""
    written: dict[object, bytes] = {}

    def write(shown: Selected, options: ArticleOptions) -> bytes:
        bounded = entries.MAX_LISTED, listing.MAX_LISTED, bounds.can_list_each  # tests replace them
        same = (shown.collection, shown.selection, options, bounded)
        if same not in written:
            written[same] = article_html(shown, options)
        return written[same]

    return write


@pytest.fixture
def open_article(browser: Browser, tmp_path: Path, write_article: Writer) -> Iterator[Opener]:
    """Write a selection as an article and open it from disk; all that it asks for is refused."""
    contexts = []

    def open_(
        shown: Selected,
        *,
        fragment: str = "",
        options: ArticleOptions | None = None,
        **context_options: Any,
    ) -> Opened:
        path = tmp_path / f"map-{len(contexts)}.html"
        path.write_bytes(write_article(shown, options or ArticleOptions()))
        context = browser.new_context(
            **{
                "viewport": {"width": 1280, "height": 900},
                "accept_downloads": True,
                **context_options,
            }
        )
        contexts.append(context)
        opened = Opened(context.new_page())
        context.add_init_script(WATCH)
        context.route("**/*", partial(_refuse, opened, path.as_uri()))
        opened.page.on("console", lambda said: opened.complaints.append(said.text))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.goto(path.as_uri() + fragment)
        if context_options.get("java_script_enabled", True):
            opened.page.wait_for_selector("html.is-ready")
        return opened

    yield open_
    for context in contexts:
        context.close()


def _refuse(opened: Opened, own: str, route: Route, request: Request) -> None:
    if request.url.startswith(own) or not request.url.startswith(("http", "file", "ws")):
        route.continue_()
        return
    opened.requests.append(request.url)
    route.abort()


@pytest.fixture(scope="module")
def whole(seeds: Collection) -> Selected:
    return select(seeds, Selection(layer=frozenset(LAYERS)))


# --- it opens ---


def test_it_paints_from_disk_without_asking_anybody(open_article: Opener, seeds: Collection):
    opened = open_article(select(seeds, Selection()))
    page = opened.page
    assert _inked(page) > 500
    assert page.locator(".mapapp-land").count() == 2  # the dense region, and the world
    assert opened.statement == state_selection(select(seeds, Selection()), Words(seeds)).sentences
    opened.assert_silent()


def test_without_javascript_list_picture_and_sources_show(open_article: Opener, seeds: Collection):
    opened = open_article(select(seeds, Selection()), java_script_enabled=False)
    page = opened.page
    assert page.locator(".sketch").first.is_visible()
    assert not page.locator("#map").is_visible()
    assert not page.locator(".controls").is_visible()
    page.click('.country[data-country="IT"] summary')
    assert page.locator('.country[data-country="IT"] .record a').first.is_visible()
    page.click(".sources summary")
    assert page.locator(".sources li a").first.is_visible()
    assert opened.requests == []


def test_a_browser_that_lacks_what_draws_the_map_shows_the_page_as_without_javascript(
    browser: Browser, tmp_path: Path, seeds: Collection
):
    path = tmp_path / "map.html"
    path.write_bytes(article_html(select(seeds, Selection()), ArticleOptions()))
    page = browser.new_page()
    page.add_init_script("delete CanvasRenderingContext2D.prototype.roundRect")
    page.goto(path.as_uri())
    assert page.locator(".sketch").first.is_visible()
    assert not page.locator("#map").is_visible()
    assert page.locator(".country").first.is_visible()
    page.close()


def test_on_paper_every_record_and_every_source_is_printed(open_article: Opener, seeds: Collection):
    opened = open_article(select(seeds, Selection()), fragment="#country=IT")
    page = opened.page
    _put_on_paper(page)
    assert page.locator(".record:visible").count() == len(opened.listed)
    assert page.locator(".sources li:visible").count() == len(opened.cited)
    assert page.locator("#map").is_visible()
    assert _inked(page) > 300
    opened.assert_silent()


def test_on_paper_a_choice_is_framed_and_cites_its_own_sources(
    open_article: Opener, seeds: Collection
):
    opened = open_article(select(seeds, Selection()), fragment="#country=ES")
    page = opened.page
    _put_on_paper(page)
    looked = "(() => { const b = mapapp.reader.views.at(-1).map.getBounds();"
    west, east = page.evaluate(f"{looked} return [b.getWest(), b.getEast()]; }})()")
    spain = select(seeds, Selection(country=frozenset({"ES"})))
    assert all(west < point.x < east for point in spain.of_role("site").geometry if point)
    assert east - west < 40
    assert {*opened.cited} & _cited_titles(select(seeds, Selection())) == _cited_titles(spain)
    assert page.locator(".sources li:visible").count() == len(opened.cited) < 50
    assert page.inner_text(".sources h2") == f"{len(opened.cited)} sources"
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    opened.go("")
    _put_on_paper(page)
    west, east = page.evaluate(f"{looked} return [b.getWest(), b.getEast()]; }})()")
    assert east - west > 200
    assert page.locator(".sources li:visible").count() > 200


@pytest.mark.parametrize("theme", ["auto", "dark"])
def test_paper_is_light(open_article: Opener, seeds: Collection, theme: Any):
    options = ArticleOptions(theme=theme)
    opened = open_article(select(seeds, Selection()), options=options, color_scheme="dark")
    _put_on_paper(opened.page)
    for selector in ("h1", ".record h4", ".sources li"):
        colour = opened.page.eval_on_selector(selector, "each => getComputedStyle(each).color")
        assert colour in {_rgb(LIGHT.text), _rgb(LIGHT.muted)}
    land = opened.page.eval_on_selector(".mapapp-land", "each => getComputedStyle(each).fill")
    assert land == _rgb(LIGHT.land)
    opacity = opened.page.eval_on_selector(
        ".mapapp-canvas", "each => getComputedStyle(each).opacity"
    )
    assert float(opacity) < 1  # a clear canvas would be printed as white


def _inked(page: Page) -> int:
    """How many pixels of the last map's canvas hold something."""
    return int(
        page.evaluate(
            "(() => { const canvas = [...document.querySelectorAll('.mapapp-canvas')].at(-1);"
            " const pen = canvas.getContext('2d');"
            " const dots = pen.getImageData(0, 0, canvas.width, canvas.height).data;"
            " return dots.filter((value, at) => at % 4 === 3 && value > 0).length; })()"
        )
    )


def _put_on_paper(page: Page) -> None:
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")


def _rgb(colour: str) -> str:
    return f"rgb{ImageColor.getrgb(colour)}"


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_nothing_is_wider_than_the_screen(open_article: Opener, seeds: Collection, width: int):
    opened = open_article(select(seeds, Selection()), viewport={"width": width, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


# --- what a host or a device forbids ---


POLICIES = {
    "neither script nor style": "default-src 'self'",
    "no style": "default-src 'self'; script-src 'self' 'unsafe-inline'",
    "no script": "default-src 'self'; style-src 'self' 'unsafe-inline'",
}


@pytest.mark.parametrize("policy", POLICIES.values(), ids=list(POLICIES))
def test_under_a_policy_of_the_host_the_picture_is_right_and_no_dead_control_shows(
    browser: Browser, tmp_path: Path, seeds: Collection, policy: str
):
    shown = select(seeds, Selection())
    (tmp_path / "map.html").write_bytes(article_html(shown, ArticleOptions()))

    class Strict(_Quiet):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

    with serving(partial(Strict, directory=str(tmp_path))) as port:
        page = browser.new_page()
        failures: list[str] = []
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(f"http://127.0.0.1:{port}/map.html")
        page.wait_for_timeout(200)
        assert page.locator("button:visible, input:visible, select:visible").count() == 0
        assert page.locator(".sketch").first.is_visible()
        assert not page.locator("#map").is_visible()
        for part, colour in _colours(shown).items():
            painted = page.eval_on_selector(part, "each => getComputedStyle(each).fill")
            assert painted == colour, part
        assert page.locator(".legend .label:visible").all_inner_texts() == [
            each["label"]
            for each in build_legend(shown, build_scene(shown))
            if each["swatch"] not in {"circle", "ring", "line", "dashed", "badge"}
        ]
        page.click('.country[data-country="IT"] summary')
        assert page.locator('.country[data-country="IT"] .record').first.is_visible()
        assert failures == []
        page.close()


def _colours(shown: Selected) -> dict[str, str]:
    first = build_scene(shown)["jurisdictions"][0]["colour"]
    of_parts = {
        ".sketch .sea": LIGHT.sea,
        ".sketch .land path:not(.is-shaded)": LIGHT.land,
        ".sketch .is-shaded": LIGHT.shade,
        ".sketch .dot.j0": first,
        ".key .entry .j0 .dot": first,
        ".sketch .count": LIGHT.surface,
    }
    return {part: _rgb(colour) for part, colour in of_parts.items()}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_each_swatch_keeps_the_colour_of_its_marks(
    open_article: Opener, seeds: Collection, scheme: str
):
    opened = open_article(select(seeds, Selection()), forced_colors="active", color_scheme=scheme)
    opened.go("country=IT")
    page = opened.page
    named = "colour" if scheme == "light" else "colour_dark"
    for at, each in enumerate(page.evaluate("mapapp.reader.data.jurisdictions")[:4]):
        colour = ImageColor.getrgb(each[named])
        assert colour in _seen(page, f".key .entry >> nth={at}")
        if page.locator(f".behind.j{at}:visible").count():
            assert colour in _seen(page, f".behind.j{at}:visible")
    for mark in ("hatch", "shade", "diamond", "line"):
        assert len(_seen(page, f'.legend [data-mark="{mark}"] .swatch')) > 1, mark
    page.click(".key .entry >> nth=0")
    pressed, other = (_seen(page, f".key .entry >> nth={at}") for at in (0, 2))
    assert pressed - other


def _seen(page: Page, selector: str) -> set[tuple[int, ...]]:
    """The colours of an element on the screen."""
    picture = Image.open(io.BytesIO(page.locator(selector).first.screenshot())).convert("RGB")
    return {colour for _, colour in picture.getcolors(1 << 24)}


# --- the reader's choices are those of the program ---


def test_what_a_reader_selects_is_what_the_program_selects(open_article: Opener, whole: Selected):
    """Statement, scene and list, for many selections: one logic, written twice."""
    opened = open_article(whole)
    chance = random.Random(7)  # noqa: S311 - a fixed choice of cases
    for _ in range(60):
        asked = _some_selection(chance, whole)
        opened.go(_fragment(asked))
        expected = select(whole.collection, asked)
        _assert_same(opened, whole, expected)
    opened.assert_silent()


def test_a_page_of_groups_counts_what_the_program_counts(
    open_article: Opener, whole: Selected, monkeypatch: pytest.MonkeyPatch
):
    """Sentence, scene and key for many selections, and of each country what is not listed."""
    monkeypatch.setattr("mapapp.exports.bounds.can_list_each", lambda _: False)
    monkeypatch.setattr("mapapp.exports.article.listing.MAX_LISTED", 60)
    opened = open_article(whole)
    page, chance = opened.page, random.Random(11)  # noqa: S311 - a fixed choice of cases
    for _ in range(25):
        asked = _some_selection(chance, whole)
        opened.go(_fragment(asked))
        expected = select(whole.collection, asked)
        said = state_selection(expected, Words(expected.collection))
        assert opened.statement == said.sentences
        assert page.inner_text("#remarks") == said.remarks
        scene = json.loads(json.dumps(build_scene(expected)))
        _assert_scenes_agree(page.evaluate("mapapp.reader.scene"), scene)
        _assert_key_counts(opened, expected)
    opened.go("status=closed")
    closed = select(whole.collection, whole.selection.asking(status=frozenset({"closed"})))
    page.evaluate("mapapp.reader.list.openAll()")
    for country in page.locator(".country:not([hidden])").all():
        country.locator(".of-groups").wait_for()
        code = country.get_attribute("data-country")
        named = [hosts or ("",) for layer in LAYERS for hosts in closed.table(layer)["hosts"]]
        number = sum(code in hosts for hosts in named)
        listed = country.locator("li.record:not([hidden])").count()
        rest = "Listed here: {} of {} records; not listed: {}."
        assert rest.format(listed, number, number - listed) in country.inner_text()
    opened.assert_silent()


def test_a_place_that_is_pressed_says_what_a_page_of_groups_knows_of_it(
    open_article: Opener, make_collection: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("mapapp.exports.bounds.can_list_each", lambda _: False)
    monkeypatch.setattr("mapapp.exports.article.listing.MAX_LISTED", 1)
    rome = {"country": "IT", "city": "Rome", "precision": "city"}
    collection = make_collection(
        places=[{"country": "IT", "name": "Rome", "lon": "12.5", "lat": "41.9"}],
        stations=[
            {**rome, "jurisdiction": "alpha", "established": "2016"},
            {**rome, "jurisdiction": "alpha", "established": "2018", "count": 3},
            {**rome, "jurisdiction": "beta", "established": ""},
            {"country": "IT", "jurisdiction": "beta"},
        ],
    )
    opened = open_article(select(collection, Selection()))
    opened.page.evaluate("mapapp.reader.list.open('IT', 'IT/Rome')")
    block = opened.page.locator(".of-groups.is-marked")
    assert block.locator("h4").inner_text() == "Rome: 5 reported stations"
    lines = block.locator("p").all_inner_texts()
    assert "Originating jurisdiction: Alpha 4, Beta 1" in lines
    assert "Years: 2016 to 2018, undated: 1 reported station" in lines
    assert (
        "Listed here: 1 of 4 records; not listed: 3."
        in opened.page.locator(".country").first.inner_text()
    )
    opened.assert_silent()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_the_program_says(
    open_article: Opener, make_collection: Any, language: str
):
    collection = make_collection(**ROWS)
    opened = open_article(select(collection, WHOLE), options=ArticleOptions(language=language))
    words = Words(collection, language)
    for case in CASES:
        opened.go(case.fragment)
        shown = select(collection, case.selection)
        said = state_selection(shown, words)
        assert opened.page.text_content("#statement") == said.sentences, case.name
        assert opened.page.text_content("#remarks") == said.remarks, case.name
        headings = opened.page.eval_on_selector_all(
            ".country:not([hidden]) .counts", "all => all.map(each => each.textContent)"
        )
        asked = case.countries
        groups = list_groups(shown, words)
        assert headings == [each.counts for each in groups if not asked or each.code in asked]
    opened.assert_silent()


POLISH = {"one": "instytut", "few": "instytuty", "many": "instytutów", "other": "instytutu"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_counts_as_the_program_does(
    open_article: Opener, make_collection: Any, language: str
):
    """Nouns in the language of the page, in another one with more forms, and thousands."""
    collection = make_collection(**ROWS)
    settings = collection.about.descriptor["collection"]
    english = settings["languages"]["en"]
    own = {name: nouns for name, nouns in english["layers"].items() if name != "responses"}
    spoken = {"pl": {**english, "layers": {"responses": POLISH}}, language: {"layers": own}}
    settings = {**settings, "languages": spoken}
    about = Description({**collection.about.descriptor, "collection": settings})
    collection = replace(collection, about=about)
    opened = open_article(select(collection, WHOLE), options=ArticleOptions(language=language))
    words = Words(collection, language)
    numbers = [*range(130), 1000, 1_234_567]
    for layer in LAYERS:
        said = opened.page.evaluate(
            "([layer, all]) => all.map(n => mapapp.reader.words.counted(layer, n))",
            [layer, numbers],
        )
        assert said == [words.counted(layer, n) for n in numbers]
    said = opened.page.evaluate(
        "all => all.map(n => mapapp.reader.words.count('{n} source', n))", numbers
    )
    assert said == [words.count("{n} source", "{n} sources", n) for n in numbers]
    opened.assert_silent()


def _some_selection(chance: random.Random, whole: Selected) -> Selection:
    collection = whole.collection
    known = sorted(collection.jurisdictions["id"])
    tables = (collection.of_role("site"), collection.of_role("agreement"))
    statuses = sorted({each for table in tables for each in table["status"]} - {
        "proposed", "investigation closed, no charges"})  # fmt: skip
    first = chance.randint(2004, 2025)
    return whole.selection.asking(
        jurisdiction=frozenset(chance.sample(known, 2)) if chance.random() < 0.4 else None,
        country=frozenset(chance.sample(sorted(set(whole.of_role("site")["country"])), 3))
        if chance.random() < 0.4
        else None,
        status=frozenset(chance.sample(statuses, 2)) if chance.random() < 0.3 else None,
        year=(first, min(2025, first + chance.randint(0, 6))) if chance.random() < 0.7 else None,
        undated=chance.random() < 0.6,
    )


def _fragment(asked: Selection) -> str:
    params = write_view(View(asked.without("layer")))
    return "&".join(f"{word}={each}" for word, values in params.items() for each in values).replace(
        " ", "%20"
    )


def _assert_same(opened: Opened, whole: Selected, expected: Selected) -> None:
    rows = [
        f"{layer} {whole.table(layer).index.get_loc(record)}"
        for layer in LAYERS
        for record in expected.table(layer)["id"]
    ]
    assert opened.selected == sorted(rows)
    said = state_selection(expected, Words(expected.collection))
    assert opened.statement == said.sentences
    assert opened.page.inner_text("#remarks") == said.remarks
    drawn, scene = opened.page.evaluate("mapapp.reader.scene"), build_scene(expected)
    _assert_scenes_agree(drawn, json.loads(json.dumps(scene)))
    explained = opened.page.locator(
        ".legend li:not([hidden]):not([data-mark^=j]) .label"
    ).all_text_contents()
    assert {*explained} == {
        each["label"]
        for each in build_legend(expected, scene)
        if each["swatch"] not in {"circle", "ring"} and not each["jurisdiction"]
    }
    _assert_key_counts(opened, expected)
    of_records = _cited_titles(whole)
    assert {*opened.cited} & of_records == _cited_titles(expected)
    assert (
        opened.page.locator(".sources h2").text_content().startswith(f"{len(opened.cited)} source")
    )


def _assert_key_counts(opened: Opened, expected: Selected) -> None:
    """The numbers of the key, and the bar beside them, within all choices but its own."""
    without = expected.selection.without("jurisdiction")
    counts = count_categories(select(expected.collection, without).stated)
    names = [each["name"] for each in build_scene(expected)["categories"]]
    said = opened.page.eval_on_selector_all(
        ".key:not([hidden]) .entry", "all => all.map(each => each.textContent.trim())"
    )
    assert [each for each in said if not each.startswith("0 ")] == [
        f"{number} {names[at]}" for at, number in counts.items() if number
    ]


def _cited_titles(shown: Selected) -> set[str]:
    """The titles of the sources that the records of a selection cite."""
    cited = {each for layer in LAYERS for ids in shown.table(layer)["sources"] for each in ids}
    return set(shown.collection.sources.loc[sorted(cited), "title"])


def _assert_scenes_agree(drawn: dict[str, Any], expected: dict[str, Any]) -> None:
    assert drawn["jurisdictions"] == expected["jurisdictions"]
    assert drawn["sites"] == expected["sites"]
    assert drawn["areas"] == expected["areas"]
    assert drawn["towns"] == expected["towns"]
    assert len(drawn["arcs"]) == len(expected["arcs"])
    for one, other in zip(drawn["arcs"], expected["arcs"], strict=True):
        assert {**one, "lines": None} == {**other, "lines": None}
        flat = [
            [number for line in arc["lines"] for point in line for number in point]
            for arc in (one, other)
        ]
        assert flat[0] == pytest.approx(flat[1], abs=0.026)


def test_list_and_map_hold_the_same_records(open_article: Opener, seeds: Collection):
    shown = select(seeds, Selection())
    opened, towns = open_article(shown), shown.sites["towns"]
    for fragment in ("", "country=IT", "jurisdiction=fuzhou", "year=2018", "status=closed"):
        opened.go(fragment)
        assert opened.listed == opened.selected
        keys = set(opened.page.evaluate("mapapp.reader.scene.sites.key"))
        on_list = opened.page.eval_on_selector_all(
            ".country:not([hidden]) .record[data-of^=stations]:has(.locate)",
            "records => records.filter(r => !r.hidden).map(r => +r.dataset.of.split(' ')[1])",
        )
        assert {towns.iloc[row][0].key for row in on_list} == keys


@pytest.mark.parametrize("width", [390, 720, 1280])
def test_statement_list_and_table_agree_at_every_width(
    open_article: Opener, seeds: Collection, width: int
):
    opened = open_article(select(seeds, Selection()), viewport={"width": width, "height": 900})
    page = opened.page
    for fragment in (
        "", "country=IT", "country=GB", "country=ZM", "country=AT", "jurisdiction=nantong",
        "status=closed", "country=IT&country=ZM&year=2018", "country=AO&year=2004:2005&undated=no",
    ):  # fmt: skip
        opened.go(fragment)
        table = opened.table
        codes = {code for row in table for code in row["country"].split("; ")}
        answering = page.eval_on_selector_all(
            ".country:not([hidden])", "all => all.map(each => each.dataset.country)"
        )
        assert {*answering} == codes
        is_cut = len(answering) > 12
        assert opened.shown_countries == (answering[:10] if is_cut else answering)
        assert page.locator("#all-countries").is_visible() is is_cut
        if is_cut:
            assert page.inner_text("#all-countries") == f"{len(answering) - 10} more"
        assert opened.listed == opened.selected
        assert len(table) == len(opened.selected)
        sites = sum(
            int(row["count"])
            for row in table
            if row["layer"] == "stations"
            and ("year" not in fragment or row["certainty"] == "certain")
        )
        assert opened.statement.count(f"{sites} reported station") == bool(sites)
        assert page.inner_text("#save") == f"Save as CSV ({len(table)} row{'s'[len(table) == 1 :]})"
    opened.go("")
    page.click("#all-countries")
    assert len(opened.shown_countries) == len(list_groups(select(seeds, Selection()), Words(seeds)))
    opened.go("country=AO&country=BR")
    assert opened.shown_countries == ["BR", "AO"]


def test_an_entry_of_the_key_counts_sites_within_the_other_choices_and_asks_for_them(
    open_article: Opener, seeds: Collection
):
    opened = open_article(select(seeds, Selection()))
    page = opened.page
    entry = page.locator(".key:not([hidden]) .entry", has_text="Nantong")
    for fragment, asked in (
        ("jurisdiction=fuzhou", Selection()),
        ("country=IT", Selection(country=frozenset({"IT"}))),
        ("year=2018&undated=no", Selection(year=(2018, 2018), undated=False)),
    ):
        opened.go(fragment)
        stations = select(seeds, asked).stated.of_role("site")
        counts = stations.groupby("jurisdiction")["count"].sum()
        assert entry.locator(".tally").inner_text() == str(counts.get("nantong", 0))
    opened.go("colour=outcome")
    closed = page.locator(".key:not([hidden]) .entry", has_text="Reported closed")
    closed.click()
    assert closed.get_attribute("aria-pressed") == "true"
    asked = Selection(status=frozenset({"closed", "ordered closed", "operators prosecuted"}))
    sites = int(select(seeds, asked).of_role("site")["count"].sum())
    assert f"{sites} reported stations" in opened.statement
    assert page.input_value("#colour") == "outcome"
    closed.click()
    assert page.evaluate("location.hash") == "#colour=outcome"
    assert {
        *page.evaluate("mapapp.reader.scene.sites.parts.flat().filter((_, at) => !(at % 2))")
    } <= {*range(4)}
    opened.assert_silent()


@pytest.mark.parametrize(
    ("asked", "filters"),
    [
        (Selection(), ("country",)),
        (Selection(), ()),
        (Selection(jurisdiction=frozenset({"nantong"})), None),
    ],
    ids=["another filter", "no filter", "one value"],
)
def test_the_key_says_what_colours_stand_for_where_it_is_no_filter(
    open_article: Opener, seeds: Collection, asked: Selection, filters: tuple[str, ...] | None
):
    options = ArticleOptions() if filters is None else ArticleOptions(filters=filters)
    opened = open_article(select(seeds, asked), options=options)
    key = " ".join(opened.page.inner_text(".key:not([hidden])").split())
    assert "13 Nantong" in key
    assert opened.page.locator(".key:not([hidden]) button").count() == 0
    opened.assert_silent()


def test_the_bars_of_the_years_have_a_name_that_says_where_most_are(
    open_article: Opener, seeds: Collection
):
    opened = open_article(select(seeds, Selection()), fragment="#country=IT")
    italy = select(seeds, Selection(country=frozenset({"IT"})))
    begun = Counter(italy.of_role("agreement")["first_to"]) + Counter(
        dict(italy.of_role("site").groupby("first_to")["count"].sum())
    )
    most = begun[2018]
    assert most == max(number for year, number in begun.items() if 2004 <= year <= 2025)
    opened.page.click(".menu summary >> nth=0")
    name = f"How many begin in each year: most in 2018 ({most})"
    assert opened.page.get_attribute("#histogram", "aria-label") == name
    assert opened.page.get_by_role("img", name=name).count() == 1


def test_an_entry_written_from_data_is_the_one_that_the_page_brings(
    open_article: Opener, make_collection: Any, monkeypatch: pytest.MonkeyPatch
):
    shown = select(make_collection(**_RICH), Selection(layer=frozenset(LAYERS)))
    words = ArticleOptions(language="fr")
    brought = _entries(open_article(shown, options=words))
    monkeypatch.setattr("mapapp.exports.article.entries.MAX_LISTED", 0)
    opened = open_article(shown, options=words)
    opened.page.eval_on_selector_all(
        ".country", "all => all.forEach(each => { each.open = true; })"
    )
    opened.page.wait_for_timeout(100)
    assert _entries(opened) == brought
    assert len(brought) >= 6
    assert sum("denied" in each for each in brought) == 2
    opened.assert_silent()


def test_a_saved_response_says_who_speaks_for_which_country(
    open_article: Opener, make_collection: Any
):
    shown = select(make_collection(**_RICH), Selection(layer=frozenset(LAYERS)))
    table = open_article(shown).page.evaluate("mapapp.reader.table")
    rows = csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))
    (said,) = [row for row in rows if row["layer"] == "responses"]
    assert (said["speaker"], said["speaker_country"]) == ("government", "CN")
    assert said["speaker_country_name"] == "China"


def _entries(opened: Opened) -> list[str]:
    return list(
        opened.page.eval_on_selector_all(
            ".record",
            "all => all.map(each => each.outerHTML.replace(/\\s+/g, ' ')"
            ".replace(/> </g, '><').replace(/ (hidden|tabindex)=\"[^\"]*\"/g, '')"
            ".split(' ').sort().join(' '))",
        )
    )


# --- choosing ---


def test_controls_change_sentence_list_and_address(open_article: Opener, seeds: Collection):
    opened = open_article(select(seeds, Selection()))
    page = opened.page
    page.click(".key .entry >> text=Fuzhou")
    assert page.get_attribute(".key .entry >> text=Fuzhou", "aria-pressed") == "true"
    page.select_option("#country", "IT")
    assert opened.statement.startswith("Italy: ")
    assert page.evaluate("location.hash") == "#jurisdiction=fuzhou&country=IT"
    page.click(".menu summary >> nth=0")
    page.locator("#first-year").focus()
    page.keyboard.press("End")
    assert "year=2025:2025" in page.evaluate("location.hash")
    page.keyboard.press("Escape")
    page.click("#reset")
    assert page.evaluate("location.hash") == ""
    assert opened.statement == state_selection(select(seeds, Selection()), Words(seeds)).sentences
    assert page.evaluate("document.activeElement.tagName") == "H1"
    opened.assert_silent()


def test_the_only_country_that_answers_is_opened(open_article: Opener, seeds: Collection):
    opened = open_article(select(seeds, Selection()))
    assert opened.page.locator(".country[open]").count() == 0
    opened.page.select_option("#country", "IT")
    assert opened.page.locator('.country[data-country="IT"] .record').first.is_visible()


def test_a_link_opens_a_view_and_what_it_cannot_mean_is_left_out(
    open_article: Opener, seeds: Collection
):
    opened = open_article(
        select(seeds, Selection()),
        fragment="#country=IT&year=2016:2018&undated=no&status=nonsense&x=%3Cimg%3E",
    )
    assert opened.page.input_value("#country") == "IT"
    assert opened.page.inner_text("#years") == "2016 to 2018"
    assert not opened.page.is_checked("#undated")
    assert opened.page.input_value("#status") == ""
    opened.assert_silent()


def test_the_sentence_is_announced_and_says_when_nothing_answers(
    open_article: Opener, seeds: Collection
):
    opened = open_article(select(seeds, Selection()))
    opened.go("country=AO&year=2004:2005&undated=no")
    assert opened.statement == "No records match."
    assert opened.page.get_attribute("#statement", "aria-live") == "polite"
    assert opened.page.is_disabled("#save")


def test_what_the_editor_left_out_cannot_be_asked_for(open_article: Opener, seeds: Collection):
    options = ArticleOptions(filters=("country",))
    opened = open_article(select(seeds, Selection()), options=options)
    opened.go("jurisdiction=fuzhou&year=2018&country=IT")
    assert opened.page.evaluate("mapapp.reader.asked") == {
        **{facet.word: [] for facet in CHOICES},
        "country": ["IT"],
        "year": None,
        "undated": True,
        "search": "",
        "colour": "",
    }


def test_a_search_narrows_the_page(open_article: Opener, seeds: Collection):
    opened = open_article(select(seeds, Selection()))
    everything = opened.statement
    said = []
    for word in ("Zürich Straße", "fuzhou", "FÚZHOU", "zzzz"):
        opened.go(f"search={quote(word)}")
        said.append(opened.statement)
    assert said[1] == said[2] != everything
    assert said[3] == "No records match."
    opened.assert_silent()


@pytest.mark.parametrize(
    "words",
    ["Prato", "Safeguard Defenders", "Kasachstan", "意大利", "青田", "Patrol and Persuade"],
    ids=["a-town", "a-publisher", "german", "chinese", "a-local-name", "a-report"],
)
def test_a_search_of_the_page_finds_what_the_program_finds(
    open_article: Opener, seeds: Collection, words: str
):
    opened = open_article(select(seeds, Selection()), fragment=f"#search={quote(words)}")
    found = select(seeds, Selection(search=words))
    assert opened.statement == state_selection(found, Words(seeds)).sentences


def test_the_numbers_beside_the_choices_follow_the_other_filters(
    open_article: Opener, seeds: Collection
):
    opened = open_article(select(seeds, Selection()), fragment="#country=IT&jurisdiction=fuzhou")
    others = select(seeds, Selection(jurisdiction=frozenset({"fuzhou"})))
    counts = others.tally("country", ("stations",))
    texts = opened.page.locator("#country option").all_inner_texts()
    assert counts
    for code, number in counts.items():
        assert f"{country_name(code)} ({number})" in texts


# --- keyboard ---


def test_the_keyboard_reaches_a_mark_and_opens_its_records(open_article: Opener, seeds: Collection):
    opened = open_article(select(seeds, Selection()))
    page = opened.page
    page.focus("#colour")
    page.keyboard.press("Tab")
    for _ in range(6):
        if page.evaluate("document.activeElement.className") == "mapapp-stop":
            break
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "application"
    page.keyboard.press("ArrowRight")
    announced = page.inner_text(".mapapp-live")
    assert ": " in announced
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    inside = "document.activeElement.closest('details.country')"
    assert page.evaluate(f"{inside}.open")
    first = page.inner_text(".mapapp-live").split(":")[0].split(", ")[-1]
    assert page.evaluate(f"{inside}.querySelector('h3').textContent") == first
    opened.assert_silent()


def test_an_entry_shows_its_place_on_the_map(open_article: Opener, seeds: Collection):
    opened = open_article(select(seeds, Selection()))
    page = opened.page
    page.click("#all-countries")
    page.click('.country[data-country="AT"] summary')
    page.click('.country[data-country="AT"] .locate')
    page.wait_for_function(
        """() => {
          const { lng, lat } = mapapp.reader.views[0].map.getCenter();
          return Math.abs(lng - 16.37) < 0.3 && Math.abs(lat - 48.21) < 0.3;
        }"""
    )
    assert not page.evaluate("document.querySelector('.mapapp-ring').hidden")


# --- for everyone ---


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_axe_finds_nothing(open_article: Opener, whole: Selected, scheme: str, width: int):
    opened = open_article(
        whole, color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
    )
    opened.page.eval_on_selector_all(
        ".country, .sources", "all => all.slice(0, 8).forEach(each => { each.open = true; })"
    )
    result = Axe().run(opened.page)
    assert result.violations_count == 0, result.generate_report()


# --- data ---


def test_the_saved_table_holds_the_shown_records_and_runs_nothing(
    open_article: Opener, make_collection: Any
):
    rows = [
        {"note": probe, "sources": "s1"} for probe in ("=1+1", "+1", "-1", "@x", "\t=1", "plain; x")
    ]
    shown = select(make_collection(stations=rows), Selection())
    opened = open_article(shown)
    with opened.page.expect_download() as coming:
        opened.page.click("#save")
    name = coming.value.suggested_filename
    text = coming.value.path().read_text(encoding="utf-8-sig")
    about = shown.collection.about
    assert name == f"{about.name}-{about.version}.csv"
    table = list(csv.DictReader(io.StringIO(text)))
    assert [row["id"] for row in table] == list(shown.of_role("site")["id"])
    assert [row["note"] for row in table] == ["'=1+1", "'+1", "'-1", "'@x", "'=1", "plain; x"]
    assert {row["source_urls"] for row in table} == {"https://example.org/report"}
    assert about.version in table[0]["citation"]
    opened.assert_silent()


IN_ONE_COLUMN = {
    "countries": "country",
    "country_names": "country_name",
    "jurisdictions": "jurisdiction",
    "jurisdiction_names": "jurisdiction_name",
}
OF_THE_PAGE_ALONE = {"layer", "source_names"}


@pytest.fixture(params=["the record", "odd texts"])
def shown(request: pytest.FixtureRequest, whole: Selected, make_collection: Any) -> Selected:
    """All layers of the record, and of a collection with texts that a table may garble."""
    if request.param == "the record":
        return whole
    collection = make_collection(**_ODD)
    collection.sources.loc["s2", "url"] = ""  # as an import leaves it
    collection.of_role("site").loc["st7", "note"] = "a\r\nb\rc\nd"  # which a check would find
    return select(collection, Selection(layer=frozenset(LAYERS)))


@pytest.mark.parametrize("is_listed", [True, False], ids=["listed", "written from data"])
def test_the_table_of_a_page_says_what_an_export_of_the_same_records_says(
    open_article: Opener, shown: Selected, monkeypatch: pytest.MonkeyPatch, *, is_listed: bool
):
    """Column by column, in every layer, wherever both have the column."""
    if not is_listed:
        monkeypatch.setattr("mapapp.exports.article.entries.MAX_LISTED", 0)
    opened = open_article(shown)
    saved = opened.table
    compared = set()
    for layer in LAYERS:
        dated = shown.collection.about.specs[layer].columns["date"]
        columns = {**IN_ONE_COLUMN, dated: "date"}
        rows = csv.DictReader(io.StringIO(to_csv(shown, layer).decode(), newline=""))
        own = [row for row in saved if row["layer"] == layer]
        exported = [
            {columns.get(column, column): cell for column, cell in row.items()} for row in rows
        ]
        common = {*own[0]} & {*exported[0]}
        for one, other in zip(own, exported, strict=True):
            for column in sorted(common):
                assert _number(one[column]) == _number(other[column]), (layer, one["id"], column)
        compared |= common
    assert {*saved[0]} - compared == OF_THE_PAGE_ALONE


def _number(cell: str) -> float | str:
    """A number by its value: the page writes 12 where Python writes 12.0."""
    try:
        return float(cell)
    except ValueError:
        return cell


LISTED_STEP = 4
"""Of what Python wrote itself, every fourth is opened: test_article.py takes all of them apart."""


@pytest.mark.parametrize("is_listed", [True, False], ids=["listed", "written from data"])
def test_hostile_records_run_nowhere(
    open_article: Opener, make_collection: Any, monkeypatch: pytest.MonkeyPatch, *, is_listed: bool
):
    if not is_listed:
        monkeypatch.setattr("mapapp.exports.article.entries.MAX_LISTED", 0)
    for probe in PROBES[::LISTED_STEP] if is_listed else PROBES:
        collection = fill(make_collection(**_RICH), probe)
        asked = Selection(layer=frozenset(LAYERS), status=frozenset({probe}))
        hostile = select(collection, asked)
        options = ArticleOptions(title=probe, introduction=probe, credit=probe)
        opened = open_article(hostile, options=options)
        opened.page.eval_on_selector_all(
            "details", "all => all.forEach(each => { each.open = true; })"
        )
        opened.page.focus(".mapapp-stop")
        for key in ("Home", "PageDown", "PageDown", "Enter"):
            opened.page.keyboard.press(key)
        opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        table = opened.page.evaluate("mapapp.reader.table")
        opened.page.wait_for_timeout(50)
        cells = [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row]
        assert not [cell for cell in cells[1:] if cell.startswith(FORMULA_STARTS)]
        assert opened.page.title().split() == probe.split()
        assert opened.page.inner_text("h1").split() == probe.split()
        assert opened.page.locator("img, iframe, object").count() == 0
        opened.assert_silent()
        opened.page.context.close()  # else each page costs more than the one before


# --- in a frame ---


@pytest.fixture
def serve_folder(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Serve a folder on a port of its own: another port is another origin."""
    with ExitStack() as served:

        def start(name: str) -> str:
            folder = tmp_path / name
            folder.mkdir(exist_ok=True)
            port = served.enter_context(serving(partial(_Quiet, directory=str(folder))))
            return f"http://127.0.0.1:{port}"

        yield start


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library names it
        del format, args


def test_in_a_frame_on_another_origin_it_works_and_takes_its_height(
    browser: Browser, serve_folder: Callable[[str], str], tmp_path: Path, seeds: Collection
):
    theirs, ours = serve_folder("paper"), serve_folder("maps")
    shown = select(seeds, Selection())
    (tmp_path / "maps" / "map.html").write_bytes(article_html(shown, ArticleOptions()))
    snippet = embed_snippet(f"{ours}/map.html", "A map")
    (tmp_path / "paper" / "index.html").write_text(
        '<!doctype html><title>Paper</title><link rel="icon" href="data:,"><h1>Story</h1>'
        + snippet,
        encoding="utf-8",
    )
    context = browser.new_context(viewport={"width": 700, "height": 900})
    context.add_init_script(WATCH)
    complaints: list[str] = []
    requests: list[str] = []
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{theirs}/index.html")
    frame = page.frame_locator("iframe")
    frame.locator("html.is-ready").wait_for(state="attached")
    page.wait_for_timeout(300)
    inner = next(each for each in page.frames if each != page.main_frame)
    needed = inner.evaluate("document.documentElement.getBoundingClientRect().height")
    given = page.eval_on_selector("iframe", "each => each.getBoundingClientRect().height")
    assert given == pytest.approx(needed, abs=2)
    frame.locator("#country").select_option("IT")
    assert frame.locator("#statement").inner_text().startswith("Italy: ")
    assert inner.evaluate("window.violations") == []
    assert complaints == []
    assert {url for url in requests if not url.startswith("data:")} == {
        f"{theirs}/index.html",
        f"{ours}/map.html",
    }
    context.close()


_RICH = {
    "sources": [{"id": "s1"}, {"id": "s2", "publisher": "The Weekly", "published": "2019"}],
    "stations": [
        {"country": "IT", "city": "Milan", "precision": "city", "count": "2",
         "established": "2016/2018", "sources": "s1;s2", "note": "A note."},
        {"country": "IT", "city": "Rome", "precision": "city", "jurisdiction": "beta"},
        {"country": "FR", "jurisdiction": "unknown", "established": "2018-09", "status": "closed",
         "status_date": "2022-12", "status_note": "Said to be closed."},
    ],
    "agreements": [
        {"countries": "IT;HR", "period": "2015/2019", "signed": "2015-09-24", "status": "ended",
         "places": "Rome, IT"},
    ],
    "responses": [{"kind": "denial", "date": "2022-11", "speaker_country": "CN"}],
    "operations": [{"date": "2017"}],
    "places": [
        {"country": "IT", "name": "Milan", "lon": "9.19", "lat": "45.46"},
        {"country": "IT", "name": "Rome", "lon": "12.48", "lat": "41.89"},
    ],
}  # fmt: skip

_ODD = {
    **_RICH,
    "sources": [
        {"id": "s1", "url": "https://example.org", "archived_url": "https://archive.example/1"},
        {"id": "s2", "publisher": "A leaflet", "archived_url": "https://archive.example/2"},
        {"id": "s3", "publisher": 'A, "B"; C', "url": "https://example.org/ä b?x=1&y=<2>"},
    ],
    "stations": [
        {"note": note, "status_note": f"Said: {note}", "status": "closed",
         "status_date": "2022-12~", "sources": sources}
        for note, sources in (
            ("=1+1", "s1"), ("\uff1d1+1", "s2"), ("|x", "s1;s2"), ("%x", "s2;s3"), (" =1", "s3"),
            ('a "b", c; d', "s1"), ("a", "s1"), ("<b>&amp;</b>", "s1"), ("'x", "s1"),
            ("Like st1; =st2", "s1"),
        )
    ],
}  # fmt: skip


def test_the_wheel_zooms_the_map_only_with_ctrl(open_article: Opener, seeds: Collection):
    opened = open_article(select(seeds, Selection()), viewport={"width": 1280, "height": 500})
    page = opened.page
    page.locator("#map").scroll_into_view_if_needed()
    page.locator("#map").click(position={"x": 40, "y": 40})
    zoom = "() => mapapp.reader.views.at(-1).map.getZoom()"
    before, scrolled = page.evaluate(zoom), page.evaluate("() => scrollY")
    page.mouse.wheel(0, 120)
    page.wait_for_function("scrolled => scrollY > scrolled", arg=scrolled)
    page.wait_for_timeout(100)
    assert page.evaluate(zoom) == before
    assert page.locator(".mapapp-hint").first.inner_text().startswith("Hold ")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.wait_for_function(f"before => ({zoom})() > before", arg=before)

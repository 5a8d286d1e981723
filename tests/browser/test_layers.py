"""The composed map in a real Chromium: opened from disk, with every request refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from layers import looks
from layers.compose import compose
from layers.page_files import page_files
from layers.scene import build_scene
from layers.script_json import script_json
from layers.selection import Selection, select
from tests.record import LAYERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request, Route

    from geodata.collection import Collection

pytestmark = pytest.mark.browser

PROBES = [
    "<img src=x onerror=window.ran=1>",
    "</script><script>window.ran=1</script>",
    "${window.ran=1}",
    "{{ 7*7 }}",
    "<svg onload=window.ran=1>",
]
MAP = "map_Ground"
DRAWN = "feature_group_Drawn"


@dataclass
class Opened:
    """A page from disk, with what it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def tip(self) -> str:
        return str(
            self.page.eval_on_selector(".mapapp-tip", "tip => tip.hidden ? '' : tip.innerText")
        )

    @property
    def announced(self) -> str:
        return self.page.inner_text(".mapapp-live")

    def point_of(self, lon: float, lat: float) -> tuple[float, float]:
        point = self.page.evaluate(f"{MAP}.latLngToContainerPoint({[lat, lon]})")
        return point["x"], point["y"]

    def drawn_at(self, key: str) -> tuple[float, float]:
        """Where a mark is drawn: beside its place where others push it."""
        point = self.page.evaluate(
            f"""key => {{
              let point = null;
              {DRAWN}.eachLayer(layer => {{
                const mark = layer._painting.find(each => layer._keyOf(each) === key);
                point = layer._pointOf(mark);
              }});
              return point;
            }}""",
            key,
        )
        return point["x"], point["y"]

    def listen(self) -> None:
        """Keep what the map sends its group, as streamlit-folium would hear it."""
        self.page.evaluate(
            "window.opened = [];"
            f"void {DRAWN}.on('click', event => opened.push(event.layer.toGeoJSON().properties))"
        )

    @property
    def opened(self) -> list[dict[str, Any]]:
        return list(self.page.evaluate("window.opened"))


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    pages: list[Page] = []

    def open_page(html: str, **context: Any) -> Opened:
        path = tmp_path / "map.html"
        path.write_text(html, encoding="utf-8")
        page = browser.new_page(**{"viewport": {"width": 1000, "height": 600}, **context})
        pages.append(page)
        opened = Opened(page)

        def refuse(route: Route, request: Request) -> None:
            opened.requests.append(request.url)
            route.abort()

        page.route(lambda url: url != path.as_uri(), refuse)
        page.on("pageerror", lambda error: opened.errors.append(str(error)))
        page.on(
            "console",
            lambda said: opened.errors.append(said.text) if said.type == "error" else None,
        )
        page.goto(path.as_uri())
        page.wait_for_selector(".mapapp-canvas", state="attached")
        return opened

    yield open_page
    for page in pages:
        page.close()


def page_of(collection: Collection, **options: Any) -> str:
    shown = select(collection, Selection(layer=frozenset(LAYERS)))
    return str(compose(shown, **options).get_root().render())


@pytest.fixture
def hostile(make_collection: Any) -> Collection:
    """A collection whose every text tries to run."""
    names = {f"p{at}": probe for at, probe in enumerate(PROBES)}
    where = [{"country": "IT", "name": probe, "lon": 2 + 4 * at, "lat": 45}
             for at, probe in enumerate(PROBES)]  # fmt: skip
    return make_collection(
        jurisdictions=[{"id": key, "name": probe} for key, probe in names.items()],
        stations=[{"city": probe, "precision": "city", "jurisdiction": key, "as_reported": probe}
                  for key, probe in names.items()],
        agreements=[{"places": probe.replace(";", ","), "jurisdictions": "p0", "title": probe}
                    for probe in PROBES[:2]],
        places=where,
    )  # fmt: skip


def test_the_record_is_drawn_with_no_request_and_no_error(open_page: Any, seeds: Collection):
    opened = open_page(page_of(seeds))
    inked = opened.page.eval_on_selector(
        ".mapapp-canvas",
        """canvas => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height)
                           .data.filter((_, at) => at % 4 === 3).some(alpha => alpha > 0)""",
    )
    assert inked
    assert opened.page.locator("path.mapapp-land").count() == 1
    assert opened.page.locator("path.mapapp-area-agreement").count() > 10
    assert (opened.requests, opened.errors) == ([], [])


def test_hostile_text_is_shown_and_does_not_run(open_page: Any, hostile: Collection):
    opened = open_page(page_of(hostile))
    for at, probe in enumerate(PROBES):
        opened.page.mouse.move(*opened.point_of(2 + 4 * at, 45))
        opened.page.wait_for_timeout(30)
        assert opened.tip == f"{probe}, Italy\n1 reported station ({probe})"
    assert opened.page.evaluate("window.ran") is None
    assert (opened.requests, opened.errors) == ([], [])


def test_every_mark_is_reached_and_announced_by_keyboard(open_page: Any, hostile: Collection):
    opened = open_page(page_of(hostile))
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.className") == "mapapp-stop"
    opened.page.keyboard.press("Home")
    total = int(opened.announced.rpartition("/")[2].rstrip(")"))
    heard = []
    for _ in range(total):
        heard.append(opened.announced)
        opened.page.keyboard.press("PageDown")
    assert len(set(heard)) == total == len(PROBES) + 1  # places and one country
    assert opened.page.evaluate("window.ran") is None
    opened.page.keyboard.press("Tab")
    assert "zoom-in" in opened.page.evaluate("document.activeElement.className")


@pytest.mark.parametrize(
    ("key", "towards"), [("ArrowRight", "Rome"), ("ArrowLeft", "Lyon"), ("ArrowDown", "Tunis")]
)
def test_an_arrow_goes_to_the_nearest_mark_that_way(
    open_page: Any, make_collection: Any, key: str, towards: str
):
    towns = {"Milan": (9, 45), "Lyon": (5, 45.5), "Rome": (12.5, 44), "Tunis": (10, 37)}
    collection = make_collection(
        stations=[{"city": name, "precision": "city"} for name in towns],
        places=[{"country": "IT", "name": name, "lon": lon, "lat": lat}
                for name, (lon, lat) in towns.items()],
    )  # fmt: skip
    opened = open_page(page_of(collection))
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Home")
    while not opened.announced.startswith("Milan"):
        opened.page.keyboard.press("PageDown")
    opened.page.keyboard.press(key)
    assert opened.announced.startswith(towards)
    assert opened.page.is_visible(".mapapp-ring")


def test_an_opened_mark_is_reported_by_its_key_each_time(open_page: Any, seeds: Collection):
    opened = open_page(page_of(seeds))
    opened.listen()
    toronto, siberia = opened.point_of(-79.42, 43.7), opened.point_of(95, 68)
    for point in (toronto, toronto, siberia):
        opened.page.mouse.click(*point)
        opened.page.wait_for_timeout(50)
    opened.page.focus(".mapapp-stop")
    opened.page.keyboard.press("Home")
    opened.page.keyboard.press("Enter")
    reported = [(each["key"], each["kind"]) for each in opened.opened]
    assert reported[:3] == [("CA/Ontario/Toronto", "place")] * 2 + [("RU", "country")]
    assert reported[3][1] == "place"
    assert [each["turn"] for each in opened.opened] == [1, 2, 3, 4]


def test_a_small_place_is_found_beside_a_large_one(open_page: Any, make_collection: Any):
    collection = make_collection(
        stations=[
            {"city": "Large", "precision": "city", "count": "30"},
            {"city": "Small", "precision": "city"},
        ],
        places=[
            {"country": "IT", "name": "Large", "lon": 9, "lat": 45},
            {"country": "IT", "name": "Small", "lon": 9.05, "lat": 45.05},
        ],
    )
    opened = open_page(page_of(collection))
    opened.page.evaluate(f"void {MAP}.setView([45, 9], 5, {{animate: false}})")
    for name in ("Small", "Large"):
        opened.page.mouse.move(*opened.drawn_at(f"IT/{name}"))
        opened.page.wait_for_timeout(50)
        assert opened.tip.startswith(name)


def test_a_mark_of_several_places_is_approached_not_opened(open_page: Any, make_collection: Any):
    crowd = [(f"City {at}", -20 + at % 34, 10 + at // 34) for at in range(850)]
    places = [*crowd, *((f"Town {at}", -160 + 20 * at, -40) for at in range(15))]
    collection = make_collection(
        stations=[{"city": name, "precision": "city"} for name, _, _ in places],
        places=[{"country": "IT", "name": name, "lon": lon, "lat": lat}
                for name, lon, lat in places],
    )  # fmt: skip
    scene = build_scene(select(collection, Selection()), frames=())
    opened = open_page(page_of(collection))
    opened.listen()
    opened.page.evaluate(
        f"""scene => void {DRAWN}.eachLayer(drawing => {{
          const onapproach = place => (window.approached = [place.lng, place.lat]);
          drawing.update(scene, {{ onapproach }});
          drawing._open({{ mark: scene.sites.places.findIndex(places => places > 1) }});
          drawing._open({{ mark: scene.sites.places.indexOf(1) }});
          window.radii = scene.sites.count.map((_, mark) => drawing._radius[mark]);
        }})""",
        scene,
    )
    sites = scene["sites"]
    several, alone = (sites["places"].index(max(sites["places"])), sites["places"].index(1))
    first = next(at for at, places in enumerate(sites["places"]) if places > 1)
    approached = opened.page.evaluate("window.approached")
    assert approached == pytest.approx([sites["lon"][first], sites["lat"][first]])
    assert [each["key"] for each in opened.opened] == [sites["key"][alone]]
    radii = opened.page.evaluate("window.radii")
    assert max(radii) <= looks.MAX_RADIUS * 1.35
    assert radii[several] > radii[alone]
    assert opened.errors == []


def test_taking_the_drawing_away_leaves_the_ground_alone(open_page: Any, seeds: Collection):
    opened = open_page(page_of(seeds))
    opened.page.evaluate(f"void {MAP}.removeLayer({DRAWN})")
    left = (
        ".mapapp-canvas, .mapapp-tip, .mapapp-ring, .mapapp-stop, .mapapp-live, path[class*=area]"
    )
    assert opened.page.locator(left).count() == 0
    assert opened.page.locator("path.mapapp-land").count() == 1
    opened.page.evaluate(f"void {MAP}.addLayer({DRAWN})")
    assert opened.page.locator(".mapapp-canvas").count() == 1
    assert opened.errors == []


@pytest.mark.parametrize(
    ("theme", "system", "is_dark"),
    [
        ("auto", "dark", True),
        ("auto", "light", False),
        ("dark", "light", True),
        ("light", "dark", False),
    ],
)
def test_the_map_wears_the_theme(
    open_page: Any, seeds: Collection, theme: Any, system: str, *, is_dark: bool
):
    opened = open_page(page_of(seeds, theme=theme), color_scheme=system)
    sea = opened.page.eval_on_selector(".mapapp", "map => getComputedStyle(map).backgroundColor")
    assert (sum(map(int, sea[4:-1].split(","))) < 150) == is_dark


@pytest.mark.parametrize(("width", "height"), [(390, 480), (1440, 700)])
def test_the_world_fits(open_page: Any, seeds: Collection, width: int, height: int):
    opened = open_page(page_of(seeds), viewport={"width": width, "height": height})
    opened.page.evaluate(f"void {MAP}.setView([20, 5], {MAP}.getMinZoom(), {{animate: false}})")
    west, _ = opened.point_of(-170, 0)
    east, _ = opened.point_of(179, 0)
    assert 0 <= west < east <= width


@pytest.mark.slow
def test_50_000_places_are_drawn_and_found(open_page: Any):
    count = 50_000
    places = range(count)
    scene = {
        "jurisdictions": [{"id": "a", "name": "A", "colour": "#0072b2", "unknown": 0}],
        "sites": {
            "key": [f"XX/{at}" for at in places],
            "name": [str(at) for at in places],
            "country": ["XX"] * count,
            "lon": [-170 + 340 * (at % 250) / 250 for at in places],
            "lat": [-50 + 120 * (at // 250) / 200 for at in places],
            "count": [1 + at % 3 for at in places],
            "parts": [[0, 1 + at % 3] for at in places],
            "faded": [at % 2 for at in places],
            "label": [f"{at}: 1 site" for at in places],
        },
        "areas": [],
        "towns": {name: [] for name in ("key", "lon", "lat", "count", "proposed", "label")},
        "arcs": [],
    }
    files = page_files()
    opened = open_page(
        f"<!DOCTYPE html><title>Many</title><style>{files['leaflet.css']}{files['marks.css']}"
        "#map{position:absolute;inset:0}</style><div id=map></div>"
        + "".join(
            f"<script>{files[name]}</script>" for name in ("leaflet.js", "marks.js", "outlines.js")
        )
        + f"""<script>
            const {MAP} = L.map("map", {{center: [20, 0], zoom: 2, keyboard: false}});
            mapapp.ground({MAP}, mapapp.outlines, {{theme: "light"}});
            const began = performance.now();
            mapapp.draw({MAP}, L.featureGroup().addTo({MAP}), {script_json(scene)}, {{fit: true}});
            window.tookMs = performance.now() - began;
        </script>"""
    )
    assert opened.page.evaluate("window.tookMs") < 2000
    opened.page.evaluate(
        f"void {MAP}.setView([scene_lat, scene_lon], 6, {{animate: false}})".replace(
            "scene_lat", str(scene["sites"]["lat"][30_000])
        ).replace("scene_lon", str(scene["sites"]["lon"][30_000]))
    )
    opened.page.mouse.move(500, 300)
    opened.page.wait_for_timeout(50)
    assert opened.tip == "30000\n1 site"

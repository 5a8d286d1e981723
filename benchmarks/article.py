"""The article beside what else writes a map into one HTML file: size, requests, time to paint.

    python benchmarks/article.py [--places 5000 50000] [--rounds 3]

Every page is opened from disk in one Chromium, once with the network cut, which shows what it asks
for and whether it paints at all, and then with the network answered at once by this script: Leaflet
from its package, one grey tile for every tile, an empty world for plotly,
nothing for the rest. The time is from the start of
the navigation to the second frame after the marks are there, the best of the rounds. geopandas is
measured if matplotlib and mapclassify are installed, which its map asks for.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import importlib.util
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import altair as alt
import folium
import pandas as pd
import plotly.express as px
import pydeck
from playwright.sync_api import Browser, Page, Route, sync_playwright
from playwright.sync_api import TimeoutError as PatienceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import geopandas

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.synthetic import write_synthetic  # noqa: E402 - after the path
from geodata.collection import read_collection  # noqa: E402 - the same
from geodata.outlines import outlines_geojson  # noqa: E402 - the same
from layers.page_files import leaflet_script, leaflet_style  # noqa: E402 - the same
from layers.selection import Selected, Selection, select  # noqa: E402 - the same
from mapapp.exports.article import ArticleOptions, article_html  # noqa: E402 - the same

PATIENCE_MS = 120_000
PATIENCE_OFFLINE_MS = 4_000
GREY_TILE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mM8/x8AAp0BzdNtlUkAAAAASUVORK5CYII="
)
EMPTY_WORLD = {
    "type": "Topology",
    "arcs": [],
    "objects": {
        name: {"type": "GeometryCollection", "geometries": []}
        for name in ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
    },
}
PAINTED = """(isThere) => new Promise((done) => {
  const look = () => {
    let found = false;
    try { found = Boolean(eval(isThere)); } catch (error) { found = false; }
    if (!found) return requestAnimationFrame(look);
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
  };
  look();
})"""


@dataclass(frozen=True)
class Peer:
    """A way to write a map, and how to know that its marks are there."""

    name: str
    write: Callable[[Selected], str]
    is_there: str
    inside: str


@dataclass(frozen=True)
class Figures:
    """What was measured of one page; None where it never painted."""

    bytes: int
    gzipped: int
    requests: int
    offline_s: float | None
    online_s: float | None


def sites(shown: Selected) -> geopandas.GeoDataFrame:
    """The located records with what a tooltip says."""
    located = shown.of_role("site")[shown.of_role("site").geometry.notna()].reset_index(drop=True)
    return located[["city", "country", "count", "jurisdiction", "status", "geometry"]]


def columns(shown: Selected) -> pd.DataFrame:
    """The same as plain columns."""
    table = sites(shown)
    return pd.DataFrame(table.drop(columns="geometry")).assign(
        lon=table.geometry.x, lat=table.geometry.y
    )


def write_ours(shown: Selected) -> str:
    """The article."""
    return article_html(shown, ArticleOptions()).decode("utf-8")


def write_folium(shown: Selected) -> str:
    """A folium map with one GeoJson layer of circles."""
    page = folium.Map(location=(20, 10), zoom_start=2, prefer_canvas=True)
    folium.GeoJson(
        sites(shown),
        marker=folium.CircleMarker(radius=5),
        tooltip=folium.GeoJsonTooltip(["city", "country", "count", "jurisdiction", "status"]),
    ).add_to(page)
    return str(page.get_root().render())


def write_geopandas(shown: Selected) -> str:
    """`GeoDataFrame.explore` on canvas."""
    page = sites(shown).explore(prefer_canvas=True)
    return str(page.get_root().render())


def write_plotly(shown: Selected) -> str:
    """A plotly scatter map with its library inside."""
    figure = px.scatter_geo(
        columns(shown), lon="lon", lat="lat", color="jurisdiction", hover_name="city"
    )
    return str(figure.to_html(include_plotlyjs=True))


def write_pydeck(shown: Selected) -> str:
    """A pydeck scatter plot, its library inside."""
    layer = pydeck.Layer(
        "ScatterplotLayer", columns(shown), get_position=["lon", "lat"], get_radius=20_000
    )
    deck = pydeck.Deck(layers=[layer], map_provider=None)
    return str(deck.to_html(as_string=True, offline=True))


def write_altair(shown: Selected) -> str:
    """An altair map with outlines, its library inside."""
    outlines = alt.Data(values=outlines_geojson("110m", 1)["features"])
    land = alt.Chart(outlines).mark_geoshape(fill="#eee", stroke="#bbb")
    points = (
        alt.Chart(columns(shown))
        .mark_circle()
        .encode(longitude="lon:Q", latitude="lat:Q", color="jurisdiction:N", tooltip="city:N")
    )
    with alt.data_transformers.disable_max_rows():
        chart = alt.layer(land, points).project("equalEarth").properties(width=900, height=450)
        return str(chart.to_html(inline=True))


LEAFLET_MARKS = (
    "Object.keys(window).some(name =>"
    " /^geo_json_/.test(name) && window[name].getLayers && window[name].getLayers().length)"
    " && document.querySelector('.leaflet-overlay-pane canvas, .leaflet-overlay-pane path')"
)
PEERS = (
    Peer(
        "mapapp",
        write_ours,
        "document.documentElement.classList.contains('is-ready')",
        "filters, list, sources, keyboard, print, CSV",
    ),
    Peer(
        "altair inline", write_altair, "document.querySelector('#vis canvas, #vis svg')", "tooltip"
    ),
    Peer("folium GeoJson", write_folium, LEAFLET_MARKS, "pan, zoom, tooltip"),
    Peer("geopandas.explore", write_geopandas, LEAFLET_MARKS, "pan, zoom, tooltip"),
    Peer(
        "plotly",
        write_plotly,
        "document.querySelector('.scattergeo .point, .geo .point')",
        "pan, zoom, tooltip, legend",
    ),
    Peer(
        "pydeck offline",
        write_pydeck,
        "document.querySelector('canvas') && document.querySelector('canvas').width > 300",
        "pan, zoom",
    ),
)


def main() -> None:
    """Measure every peer at every size, in one run."""
    asked = _read_arguments()
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-background-networking"]
        )
        for title, shown in _selections(Path(folder), asked.places):
            measure(PEERS[0], shown, browser, Path(folder), 1)  # a browser's first page is slower
            print(f"\n{title}: {len(sites(shown))} located records")
            for peer in PEERS:
                _report(peer, shown, browser, Path(folder), asked.rounds)
        browser.close()


def _read_arguments() -> Any:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--places", type=int, nargs="*", default=[5_000, 50_000])
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _selections(folder: Path, sizes: list[int]) -> Iterator[tuple[str, Selected]]:
    yield "the record", select(read_collection(ROOT / "seeds"), Selection())
    for size in sizes:
        large = write_synthetic(folder / str(size), places=size)
        yield f"{size:,} places", select(read_collection(large), Selection())


def _report(peer: Peer, shown: Selected, browser: Browser, folder: Path, rounds: int) -> None:
    if peer.write is write_geopandas and not all(
        map(importlib.util.find_spec, ("matplotlib", "mapclassify"))
    ):
        print(f"  {peer.name:18} not measured: matplotlib and mapclassify are not installed")
        return
    measured = measure(peer, shown, browser, folder, rounds)
    print(
        f"  {peer.name:18} {measured.bytes / 1000:8,.0f} kB  {measured.gzipped / 1000:6,.0f} gz  "
        f"{measured.requests:3} requests  offline {_seconds(measured.offline_s)}  "
        f"network at once {_seconds(measured.online_s)}  {peer.inside}",
        flush=True,
    )


def _seconds(value: float | None) -> str:
    return "  blank" if value is None else f"{value:5.2f} s"


def measure(peer: Peer, shown: Selected, browser: Browser, folder: Path, rounds: int) -> Figures:
    """Write a page and open it, without and with a network."""
    text = peer.write(shown)
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    requests: list[str] = []
    offline = _open(browser, path, peer.is_there, _refuse(requests), PATIENCE_OFFLINE_MS)
    if offline is not None:
        again = [
            _open(browser, path, peer.is_there, _refuse([]), PATIENCE_MS) for _ in range(rounds - 1)
        ]
        offline = min([offline, *filter(None, again)])
    online = None
    if requests:
        times = [_open(browser, path, peer.is_there, _answer, PATIENCE_MS) for _ in range(rounds)]
        online = min(filter(None, times), default=None)
    data = text.encode("utf-8")
    return Figures(
        len(data), len(gzip.compress(data, 9)), len(requests), offline, online or offline
    )


def _open(
    browser: Browser, path: Path, is_there: str, route: Callable[[Route], None], patience: float
) -> float | None:
    """Seconds from the start of the navigation until the marks are painted; None if never."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    context.set_default_timeout(patience)
    context.route(lambda url: url.startswith("http"), route)
    page: Page = context.new_page()
    try:
        page.goto(path.as_uri(), wait_until="commit")
        handle = page.wait_for_function(
            f"() => ({PAINTED})({is_there!r})", timeout=patience, polling=50
        )
        return float(handle.json_value()) / 1000
    except PatienceError:
        return None
    finally:
        context.close()


def _refuse(requests: list[str]) -> Callable[[Route], None]:
    def refuse(route: Route) -> None:
        requests.append(route.request.url)
        route.abort()

    return refuse


def _answer(route: Route) -> None:
    url = route.request.url
    if "leaflet" in url and url.endswith("leaflet.js"):
        route.fulfill(body=leaflet_script(), content_type="text/javascript")
    elif "leaflet" in url and url.endswith("leaflet.css"):
        route.fulfill(body=leaflet_style(), content_type="text/css")
    elif "world_110m" in url:
        route.fulfill(body=json.dumps(EMPTY_WORLD), content_type="application/json")
    elif route.request.resource_type == "image":
        route.fulfill(body=GREY_TILE, content_type="image/png")
    else:
        route.fulfill(
            body="", content_type="text/css" if url.endswith(".css") else "text/javascript"
        )


if __name__ == "__main__":
    main()

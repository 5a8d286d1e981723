"""Layers into one `folium.Map`: the same for the app, the stand-alone page and the article.

    compose(select(collection, Selection())).get_root().render()   # a page that needs no network

The app draws the same scene with the same script, without a page of its own
(`mapapp/static/world_map.js`). A page of Streamlit may also keep a `base_map` mounted, and replace
only the `drawn_group`:

    st_folium(base_map(assets_url="app/static"), feature_group_to_add=drawn_group(shown),
              returned_objects=["last_active_drawing"])

What a reader opens comes back as `last_active_drawing["properties"]`: `key`, that of a place or
the code of a country; `kind`, "place" or "country"; and `turn`, which grows with each opening, so
that the same mark opened twice is two events. The same input gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import folium
from branca.element import Element, Figure
from folium.template import Template

from geodata.border_views import DE_FACTO
from layers.basemap import TILES, add_tiles, country_labels
from layers.borders import read_borders
from layers.frames import home_frame
from layers.page_files import FINER, SCRIPTS, STYLES, page_files
from layers.scene import build_scene
from layers.script_json import script_json

if TYPE_CHECKING:
    from geodata.border_views import Borders
    from layers.basemap import TileName
    from layers.scene_types import Scene
    from layers.selection import Selected
    from layers.world_regions import Box

ThemeChoice: TypeAlias = Literal["auto", "light", "dark"]

NO_TILES_MAX_ZOOM = 8  # our outlines show no more, and the record is no finer than a town
TILES_MAX_ZOOM = 12  # streets of a town would claim more than the record knows


@dataclass(frozen=True)
class Camera:
    """Where a map looks: degrees in WGS 84, and Leaflet's zoom.

    `by_hand` says whether a reader has moved it there, or a button that offers a region.
    """

    lon: float
    lat: float
    zoom: float
    by_hand: bool = field(default=True, compare=False)


WORLD = Camera(lon=5, lat=34, zoom=1.5)


class _Page(Figure):
    """A page with a language, a title and nothing from elsewhere."""

    _template = Template(
        '<!DOCTYPE html>\n<html lang="{{ this.language|e }}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>{{ this.title|e }}</title>\n"
        "{{ this.header.render(**kwargs) }}\n</head>\n<body>\n"
        "{{ this.html.render(**kwargs) }}\n"
        "<script>\n{{ this.script.render(**kwargs) }}\n</script>\n</body>\n</html>\n"
    )

    def __init__(self, title: str, language: str) -> None:
        super().__init__(title=title)
        self.language = language
        self._id = "Page"
        self.header._children.clear()  # noqa: SLF001 - the template states the encoding


class _AsIs(Element):
    """Text that goes into the page as it is, never read as a template."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class _Map(folium.Map):
    """A map on our own ground: no tiles, no jQuery, no Bootstrap, no address."""

    _template = Template(
        """
        {% macro header(this, kwargs) %}
            <style>
                #{{ this.get_name() }} { position: relative; width: 100%; height: 100%; }
                html, body { width: 100%; height: 100%; margin: 0; }
            </style>
        {% endmacro %}
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }} ></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {{ this.written }});
            {{ this.get_name() }}.attributionControl.setPrefix(false);
            mapapp.ground({{ this.get_name() }}, mapapp.outlines, {{ this.laid }});
        {% endmacro %}
        """
    )

    def __init__(  # noqa: PLR0913 - keywords but the camera
        self,
        camera: Camera,
        *,
        theme: ThemeChoice,
        max_zoom: int,
        finer: str | None,
        language: str,
        borders: Borders,
    ) -> None:
        super().__init__(location=(camera.lat, camera.lon), tiles=None)
        self._id = "Ground"
        self.default_js, self.default_css = [], []
        names = country_labels(language)
        laid = {"theme": theme, "finer": finer, "names": names, "borders": borders}
        self.laid = script_json(laid)
        self.written = script_json(leaflet_options(camera, max_zoom))


class _Drawing(folium.MacroElement):
    """A scene on its way to marks.js."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            mapapp.draw({{ this._parent._parent.get_name() }}, {{ this._parent.get_name() }},
                {{ this.scene }}, {{ this.options }});
        {% endmacro %}
        """
    )

    def __init__(self, scene: Scene, options: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca annotates nothing
        self._name, self._id = "Drawing", "Scene"
        self.scene = script_json(scene)
        self.options = script_json(options)


class _Group(folium.FeatureGroup):
    """The group that holds all that is drawn, under one name in every page."""

    def __init__(self) -> None:
        super().__init__(name="drawn", control=False)
        self._id = "Drawn"


def leaflet_options(camera: Camera = WORLD, max_zoom: int = NO_TILES_MAX_ZOOM) -> dict[str, Any]:
    """What Leaflet is passed for a map of ours, as a page that folium writes has it too."""
    return {
        "center": [camera.lat, camera.lon],
        "zoom": camera.zoom,
        "zoomSnap": 0,
        "zoomDelta": 0.75,
        "scrollWheelZoom": False,
        "wheelPxPerZoomLevel": 110,
        "maxZoom": max_zoom,
        "keyboard": False,
    }


def compose(  # noqa: PLR0913 - keywords alone
    shown: Selected,
    *,
    theme: ThemeChoice = "auto",
    language: str = "en",
    camera: Camera | None = None,
    tiles: TileName | None = None,
    borders: str = "",
) -> folium.Map:
    """Draw a selection on a map that holds all it needs.

    Args:
        shown: The selection.
        theme: "auto" follows the reader's system.
        language: Of the page and of all labels.
        camera: Where to look; None shows all that is drawn.
        tiles: Online tiles over our outlines: only ever on the reader's wish.
        borders: `de-facto` or `un`; those that the collection names if left out.

    Returns:
        A map; `map.get_root().render()` is the page.
    """
    title = str(shown.collection.about.words(language)["title"])
    drawn = base_map(
        theme=theme, camera=camera, tiles=tiles, title=title, language=language,
        borders=read_borders(shown.collection, borders),
    )  # fmt: skip
    group = drawn_group(shown, language=language, fit=camera is None)
    group.add_to(drawn)
    return drawn


def base_map(  # noqa: PLR0913 - keywords alone
    *,
    theme: ThemeChoice = "auto",
    camera: Camera | None = None,
    tiles: TileName | None = None,
    assets_url: str | None = None,
    title: str = "",
    language: str = "en",
    borders: Borders = DE_FACTO,
) -> folium.Map:
    """Lay the ground: land, borders and sea, and nothing drawn on it.

    Args:
        theme: "auto" follows the reader's system.
        camera: Where to look; None shows the world.
        tiles: Online tiles over our outlines: only ever on the reader's wish.
        assets_url: Where the files of `layers.page_files` are served from, `FINER` among them;
            None puts them into the page, without the finer outlines.
        title: Of the page.
        language: Of the page.
        borders: Which of them are drawn.
    """
    max_zoom = min(TILES[tiles].max_zoom, TILES_MAX_ZOOM) if tiles else NO_TILES_MAX_ZOOM
    finer = f"{assets_url}/{FINER}" if assets_url is not None else None
    drawn = _Map(
        camera or WORLD, theme=theme, max_zoom=max_zoom, finer=finer, language=language,
        borders=borders,
    )  # fmt: skip
    page = _Page(title, language)
    page.add_child(drawn)
    if assets_url is None:
        _inline_files(page)
    else:
        drawn.default_js = [(name, f"{assets_url}/{name}") for name in SCRIPTS]
        drawn.default_css = [(name, f"{assets_url}/{name}") for name in STYLES]
    if tiles:
        add_tiles(drawn, TILES[tiles])
    return drawn


def drawn_group(
    shown: Selected,
    *,
    language: str = "en",
    fit: bool = False,
) -> folium.FeatureGroup:
    """Draw a selection as one group, to be put on a `base_map`.

    Args:
        shown: The selection.
        language: Of the labels.
        fit: Show the chosen countries, else all that the collection can show, the first time that
            something is drawn on the map.
    """
    scene = build_scene(shown, language=language)
    return scene_group(scene, fit=fit, home=home_frame(shown.collection))


def scene_group(scene: Scene, *, fit: bool = False, home: Box | None = None) -> folium.FeatureGroup:
    """Draw a scene as one group, to be put on a `base_map`.

    Args:
        scene: As `build_scene` or `layers.candidates.build_candidates` make it.
        fit: As in `drawn_group`.
        home: Where to look if no country is chosen; None shows all marks.
    """
    group = _Group()
    group.add_child(_Drawing(scene, {"fit": fit, "home": home}))
    return group


def _inline_files(page: _Page) -> None:
    texts, header = page_files(), page.header
    for name in STYLES:
        header.add_child(_AsIs(f"<style>\n{texts[name]}</style>"), name=name)
    for name in SCRIPTS:
        header.add_child(_AsIs(f"<script>\n{texts[name]}</script>"), name=name)

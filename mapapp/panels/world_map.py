"""The map: two frames where sites are close, one once something is chosen or looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from geodata.countries import country_name
from layers.borders import read_borders
from layers.bundle import bundle
from layers.compose import leaflet_options
from layers.frames import continent_frames, dense_frame, home_frame, points_of
from mapapp import view as views
from mapapp.assets import asset_addresses, backgrounds_module, finer_address
from mapapp.panels.actions import act
from mapapp.panels.opened import countries_of, mark_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

    from layers.compose import ThemeChoice
    from layers.frames import Frame
    from layers.scene_types import Scene
    from layers.selection import Selected
    from mapapp.view import View

KEY = "map"
STATIC = Path(__file__).parents[1] / "static"
WORDS = {
    "world": "World",
    "back": "← World",
    "inside": "{n} in this frame",
    "outside": "{n} outside it",
    "regions": "Parts of the world",
    "show": "Show {name}",
    "map": "Map",
}

_map = st.components.v2.component(
    "mapapp_map",
    html='<div class="mapapp-frames"></div>',
    css=(STATIC / "world_map.css").read_text(encoding="utf-8"),
    js=bundle(STATIC / "world_map.js", {"backgrounds.js": backgrounds_module()}),
    isolate_styles=False,
)


def show_world_map(
    shown: Selected, scene: Scene, view: View, countries: Sequence[str]
) -> DeltaGenerator:
    """Draw a scene on the map. What a reader opens there becomes the view's record.

    It is as wide as its container, and as high as a window of usual height leaves room for under
    the filters: 420 px at 1280 × 720, 598 at 1440 × 900, 450 on a phone. Only what is opened is
    reported: panning and zooming run nothing here, unless places are drawn together that may then
    come apart. The map goes by itself to the countries that are chosen, or that of an opened
    record, unless a reader has moved it; no call is needed.

    Args:
        shown: The selection.
        scene: `build_scene` of the same.
        view: Of the reader: the record that is opened, and where the map looks.
        countries: `target_countries` of the same.

    Returns:
        The container of what is under the map: beneath the frame of the world while there are
        two frames, else below the map. It has the width of the one or the other, and where there
        are two frames the height that is left: about 220 px.
    """
    points = points_of(scene)
    dense = dense_frame(shown, points=points)
    regions = [each for each in continent_frames(points) if not dense or each.code != dense.code]
    with st.container(key="map-frames"):
        _map(
            key=KEY,
            data={
                "assets": asset_addresses(),
                "finer": finer_address(),
                "options": leaflet_options(),
                "theme": page_theme(),
                "borders": read_borders(shown.collection, view.borders),
                "scene": scene,
                "home": home_frame(shown.collection),
                "dense": dense and _framed(dense),
                "regions": [_framed(each) for each in regions],
                "outside": _number_of_sites(shown) - (dense.number if dense else 0),
                "target": {"countries": [*countries], "name": _name(countries)},
                "opened": view.record and mark_of(shown.collection, view.record),
                "camera": view.camera and [view.camera.lon, view.camera.lat, view.camera.zoom],
                "turn": views.camera_turn(),
                "words": WORDS,
            },
            on_asked_change=lambda: act(shown.collection)(views.reported(KEY, "asked")),
        )
        return st.container(key="under-map")


def page_theme() -> ThemeChoice:
    """The page's theme, which a reader may have set apart from the system's."""
    theme: Any = st.context.theme.type
    return cast("ThemeChoice", theme if theme in {"light", "dark"} else "auto")


def _number_of_sites(shown: Selected) -> int:
    return sum(map(shown.size, shown.collection.about.of_role("site")))


def target_countries(shown: Selected, view: View) -> Sequence[str]:
    """The countries that the map goes to: of what is opened, else those that are chosen."""
    opened = countries_of(shown.collection, view.record) if view.record else ()
    return sorted(opened or shown.selection.chosen("country") or ())


def _name(countries: Sequence[str]) -> str:
    return ", ".join(map(country_name, countries))


def _framed(frame: Frame) -> dict[str, Any]:
    return {"code": frame.code, "name": frame.name, "box": frame.box, "number": frame.number}

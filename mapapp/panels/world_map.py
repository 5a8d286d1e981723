"""The map: the ground stays mounted, what is drawn on it is replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import streamlit as st
from streamlit_folium import st_folium

from layers.compose import base_map, scene_group
from mapapp import view as views
from mapapp.assets import BRIDGE, STYLE_SCRIPT, assets_path
from mapapp.panels.actions import changed
from mapapp.server_paths import server_path

if TYPE_CHECKING:
    from geodata.collection import Collection
    from layers.compose import ThemeChoice
    from layers.scene import Scene

KEY = "map"
HEIGHT_PX = 560


def show_world_map(collection: Collection, scene: Scene) -> None:
    """Draw a scene on the map. What a reader opens there becomes the view's record.

    Only that is reported: panning and zooming run nothing here, and the reader's position stays
    because the ground is the same from run to run.
    """
    camera = views.first_camera()
    address = server_path(assets_path())
    ground = base_map(theme=page_theme(), camera=camera, assets_url=address)
    scripts = (STYLE_SCRIPT, BRIDGE)
    ground.default_js = [*ground.default_js, *((name, f"{address}/{name}") for name in scripts)]
    ground.default_css = []

    def hear() -> None:
        report = views.mapped(KEY)
        if report and views.is_new(report.get("turn")):
            now, _ = views.current_view(collection)
            seen = views.looking_at(now, report.get("camera"))
            views.change_view(changed(seen, f"open:{report.get('key', '')}"), collection)

    st_folium(
        ground,
        key=KEY,
        height=HEIGHT_PX,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=scene_group(scene, fit=camera is None),
        on_change=hear,
    )


def page_theme() -> ThemeChoice:
    """The page's theme, which a reader may have set apart from the system's."""
    theme: Any = st.context.theme.type
    return cast("ThemeChoice", theme if theme in {"light", "dark"} else "auto")

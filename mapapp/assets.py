"""The files that a page loads beside Streamlit's own: Leaflet, and the scripts that draw.

No library lies in the repository. Leaflet comes from its Python package; the server hands it out
from memory, with our own scripts, and writes nothing to disk.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from layers.basemap import TILES, country_labels
from layers.compose import TILES_MAX_ZOOM
from layers.page_files import FINER, SCRIPTS, STYLES, finer_outlines_script, page_files
from layers.script_json import script_json
from layers.words.catalogue import MAIN_LANGUAGE
from mapapp.server_paths import server_path

STATIC = Path(__file__).parent / "static"

NAMES = "names.js"
"""What countries are called on the map, as a script: it sets `mapapp.names`."""

STYLE_SCRIPT = "styles.js"
"""The style sheets of the map as a script."""


BACKGROUND_WORDS = {
    "title": "Background",
    "own": "Plain outlines",
    "warning": (
        "The others are fetched from the host named. It learns your internet address and where "
        "on the map you look."
    ),
    "failed": "The host did not answer: the plain outlines stay.",
}


@cache
def assets_path() -> str:
    """Where the server hands them out: another path for other files, so browsers may keep them."""
    digest = hashlib.sha256()
    for name, data in sorted(asset_files().items()):
        digest.update(f"{name} {len(data)} ".encode() + data)
    return f"/app/assets/{digest.hexdigest()[:16]}"


@cache
def asset_files() -> dict[str, bytes]:
    """Every file by name.

    The style sheets come as a script besides: marks read their colours from them, and a script
    is there before the next one runs, which a linked sheet is not.
    """
    texts = page_files()
    own = (STATIC / "background.css").read_text(encoding="utf-8")
    sheets = script_json("\n".join([*(texts[name] for name in STYLES), own]))
    texts[STYLE_SCRIPT] = (
        "(function () { var style = document.createElement('style'); "
        f"style.textContent = {sheets}; document.head.appendChild(style); }})();\n"
    )
    texts[FINER] = finer_outlines_script()
    names = script_json(country_labels(MAIN_LANGUAGE))
    texts[NAMES] = f"(window.mapapp=window.mapapp||{{}}).names={names};\n"
    return {name: text.encode() for name, text in texts.items()}


def asset_addresses() -> list[str]:
    """The scripts that a map in a page of the app needs, in the order in which they run."""
    folder = server_path(assets_path())
    return [f"{folder}/{name}" for name in (STYLE_SCRIPT, *SCRIPTS, NAMES)]


def finer_address() -> str:
    """The outlines that a map asks for when a reader looks from near by."""
    return f"{server_path(assets_path())}/{FINER}"


def backgrounds_module() -> str:
    """What a map can lie on, as a module for `bundle`."""
    sources = [
        {
            "name": name,
            "title": source.title,
            "url": source.url,
            "attribution": source.attribution,
            "maxZoom": min(source.max_zoom, TILES_MAX_ZOOM),
            "subdomains": source.subdomains,
        }
        for name, source in TILES.items()
    ]
    offered = script_json({"words": BACKGROUND_WORDS, "sources": sources})
    return f"export const backgrounds = {offered};\n"

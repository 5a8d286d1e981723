"""The files that a page loads beside Streamlit's own: Leaflet, and the scripts that draw.

No library lies in the repository. Leaflet comes from its Python package and is put beside our own
scripts at start, in a folder that the server hands out and git leaves alone.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from geodata.writing import write_atomically
from layers.page_files import FINER, STYLES, finer_outlines_script, page_files

STATIC = Path(__file__).parent / "static"
PUBLISHED = Path(__file__).parent / "entry" / "static" / "published"
URL = "app/static/published"
"""Where the server hands them out, from its root."""

BRIDGE = "bridge.js"
"""Our script that joins the map in its frame to the page around it."""

STYLE_SCRIPT = "styles.js"
"""The style sheets of the map as a script."""


def publish_assets(folder: Path = PUBLISHED) -> Path:
    """Put Leaflet and our scripts where the server finds them.

    Files that are there and the same are left alone; each other one is replaced in one step, so
    a page that is being loaded never gets half a file.

    Args:
        folder: Made if need be.

    Returns:
        The folder.

    Raises:
        OSError: The folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in _files().items():
        target = folder / name
        if not target.is_file() or target.read_bytes() != data:
            write_atomically(target, data)
    return folder


@cache
def _files() -> dict[str, bytes]:
    """Every file by name.

    The style sheets come as a script besides: marks read their colours from them, and a script
    is there before the next one runs, which a linked sheet is not.
    """
    texts = page_files()
    sheets = json.dumps("\n".join(texts[name] for name in STYLES))
    texts[STYLE_SCRIPT] = (
        "(function () { var style = document.createElement('style'); "
        f"style.textContent = {sheets}; document.head.appendChild(style); }})();\n"
    )
    texts[FINER] = finer_outlines_script()
    texts[BRIDGE] = (STATIC / BRIDGE).read_text(encoding="utf-8")
    return {name: text.encode() for name, text in texts.items()}

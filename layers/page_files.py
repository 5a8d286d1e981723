"""The files that a page with a map needs: Leaflet, the outlines, and the script that draws.

They are the same in the app, which serves them, and in a page that stands alone, which holds them.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.outlines import FINEST
from layers import looks
from layers.basemap import WORLD_BOUNDS, packed_outlines
from layers.bundle import bundle
from layers.script_json import script_json
from layers.style import DARK, GLYPHS, LIGHT

if TYPE_CHECKING:
    from layers.style import Theme

SCRIPTS = ("leaflet.js", "marks.js", "outlines.js")
"""In the order in which a page loads them."""

STYLES = ("leaflet.css", "marks.css")

FINER = "outlines-finer.js"
"""What a served page asks for when a reader looks from near by; too large to travel in a page."""

STATIC = Path(__file__).parent / "static"


def page_files() -> dict[str, str]:
    """Everything in `SCRIPTS` and `STYLES`: the text of each file by its name.

    A page that holds its files has these; what serves them serves `finer_outlines_script` too.
    """
    return {
        "leaflet.js": leaflet_script(),
        "leaflet.css": leaflet_style(),
        "marks.js": marks_script(),
        "marks.css": marks_style(),
        "outlines.js": outlines_script(),
    }


@cache
def marks_script() -> str:
    """Our own script: it defines `mapapp.ground`, `mapapp.draw` and `mapapp.frame`."""
    return bundle(STATIC / "map.js", map_modules())


def map_modules() -> dict[str, str]:
    """The modules of a map that Python writes, for `bundle`: what both languages draw by."""
    scripts = "".join(path.read_text(encoding="utf-8") for path in STATIC.glob("*.js"))
    style = {
        "glyphs": dict(GLYPHS),
        "looks": looks.for_script(scripts),
        "world": WORLD_BOUNDS,
    }
    return {"style.js": f"export const style = {script_json(style)};\n"}


@cache
def marks_style() -> str:
    """Our own style sheet, with the colours of both themes as variables."""
    dark = theme_variables(DARK)
    return (
        f".mapapp{{{theme_variables(LIGHT)}}}\n"
        f"@media (prefers-color-scheme:dark){{.mapapp[data-theme=auto]{{{dark}}}}}\n"
        f".mapapp[data-theme=dark]{{{dark}}}\n"
        + looks.in_style((STATIC / "marks.css").read_text(encoding="utf-8"))
    )


@cache
def outlines_script() -> str:
    """The outlines of all countries as a script: it sets `mapapp.outlines`."""
    return f"(window.mapapp=window.mapapp||{{}}).outlines={packed_outlines()};\n"


@cache
def finer_outlines_script() -> str:
    """The finest outlines, 540 kB, as a script under the name `FINER`: it sets `mapapp.finer`."""
    return f"(window.mapapp=window.mapapp||{{}}).finer={packed_outlines(FINEST)};\n"


@cache
def leaflet_script() -> str:
    """Leaflet, as its package ships it, without the pointer to its source map."""
    return re.sub(r"\n//# sourceMappingURL=.*", "\n", _leaflet("leaflet.js"))


@cache
def leaflet_style() -> str:
    """Leaflet's style sheet without its pictures, which none of our maps shows."""
    return re.sub(r"[\w-]+:\s*url\([^)]*\);", "", _leaflet("leaflet.css"))


def theme_variables(theme: Theme) -> str:
    """The colours of a theme as the declarations of a style sheet."""
    colours = {
        name: getattr(theme, name)
        for name in (
            *("sea", "land", "chosen", "border", "shade", "hatch"),
            *("surface", "rule", "outline", "text", "muted", "halo", "focus"),
        )
    }
    colours["scheme"] = theme.name
    colours |= {f"role-{role}": colour for role, colour in theme.roles.items()}
    return "".join(f"--mapapp-{name}:{value};" for name, value in colours.items())


def _leaflet(name: str) -> str:
    from xstatic.pkg import leaflet  # noqa: PLC0415 - a namespace package, found on first use

    return (Path(leaflet.BASE_DIR) / name).read_text(encoding="utf-8")

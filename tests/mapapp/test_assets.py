"""The files that pages load are put in place whole, once, and only where they differ."""

from __future__ import annotations

from layers.page_files import FINER, SCRIPTS, STYLES
from mapapp.assets import BACKGROUND, BRIDGE, STYLE_SCRIPT, publish_assets


def test_everything_that_a_map_loads_is_there(tmp_path):
    folder = publish_assets(tmp_path / "new" / "published")
    names = {path.name for path in folder.iterdir()}
    assert names == {*SCRIPTS, *STYLES, FINER, STYLE_SCRIPT, BACKGROUND, BRIDGE}


def test_what_is_there_is_left_alone_and_what_differs_is_mended(tmp_path):
    publish_assets(tmp_path)
    kept, broken = tmp_path / "leaflet.js", tmp_path / "marks.js"
    before = kept.stat().st_mtime_ns
    broken.write_text("half a fi", encoding="utf-8")
    publish_assets(tmp_path)
    assert kept.stat().st_mtime_ns == before
    assert broken.stat().st_size > 1000


def test_no_file_asks_another_host_for_anything(tmp_path):
    for path in publish_assets(tmp_path).iterdir():
        text = path.read_text(encoding="utf-8")
        for asking in ("fetch(", "XMLHttpRequest", "@import", "src=", "url(http"):
            assert asking not in text or path.name == "leaflet.js"

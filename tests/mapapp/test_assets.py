"""The files that pages load are handed out by the server, from memory."""

from __future__ import annotations

from layers.page_files import FINER, SCRIPTS, STYLES
from mapapp.assets import NAMES, STYLE_SCRIPT, asset_files, assets_path


def test_everything_that_a_map_loads_is_there():
    assert set(asset_files()) == {*SCRIPTS, *STYLES, FINER, STYLE_SCRIPT, NAMES}


def test_no_file_asks_another_host_for_anything():
    for name, data in asset_files().items():
        for asking in (b"fetch(", b"XMLHttpRequest", b"@import", b"src=", b"url(http"):
            assert asking not in data or name == "leaflet.js"


def test_other_files_lie_under_another_path(monkeypatch):
    before = assets_path()
    changed = {**asset_files(), NAMES: b"// another"}
    monkeypatch.setattr("mapapp.assets.asset_files", lambda: changed)

    assert assets_path.__wrapped__() != before

"""The same input gives the same bytes: on any day, in any surroundings, and as looked at before."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geodata.collection import read_collection
from layers.selection import Selection, select
from mapapp.exports.article import ArticleOptions, article_html
from mapapp.exports.picture.options import PictureOptions
from mapapp.exports.picture.picture_files import draw_picture
from mapapp.exports.table_formats.csv import to_csv
from mapapp.exports.table_formats.geojson import to_geojson

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from syrupy.assertion import SnapshotAssertion

    from layers.selection import Selected

ROOT = Path(__file__).parents[3]
COLLECTION = ROOT / "tests" / "collections" / "lumeria"

EXPORT = """
import os, sys
from typer.testing import CliRunner
from mapapp.cli import app
os.umask(int(sys.argv[2], 8))
for words in (
    "article -o map.html --language fr --pin",
    "table -o sites.csv", "table -o sites.geojson", "table -o sites.xlsx",
    "table -o sites.gpkg", "table -o sites.parquet",
    "picture --pack pack --focus world",
):
    done = CliRunner().invoke(app, ["export", *words.split(), "--collection", sys.argv[1]])
    assert done.exit_code == 0, (words, done.output)
"""
PLAIN = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LANG": "C", "LC_ALL": "C"}
OTHER = {
    "PYTHONHASHSEED": "4242",
    "TZ": "Asia/Kathmandu",
    "LANG": "de_DE.UTF-8",
    "LC_ALL": "tr_TR.UTF-8",
    "COLUMNS": "40",
}


def _export(folder: Path, surroundings: Mapping[str, str], umask: str) -> dict[str, str]:
    """The digest of every file that the command line writes, by name."""
    folder.mkdir()
    subprocess.run(  # noqa: S603 - our own program, run anew
        [sys.executable, "-c", EXPORT, str(COLLECTION), umask],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **surroundings},
        capture_output=True,
        check=True,
    )
    written = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): _digest(path.read_bytes()) for path in written}


def test_order_of_hashes_time_zone_language_and_umask_change_no_byte(tmp_path: Path):
    first = _export(tmp_path / "one", PLAIN, "022")
    second = _export(tmp_path / "another", OTHER, "077")
    assert len(first) >= 16
    assert second == first


# --- digests that are kept ---

KEPT: dict[str, Callable[[Selected], bytes]] = {
    "article": lambda shown: _without_programs(article_html(shown, ArticleOptions(pin=True))),
    "article in Chinese": lambda shown: _without_programs(
        article_html(shown, ArticleOptions(language="zh", focus="world", theme="dark"))
    ),
    "picture": lambda shown: draw_picture(shown, PictureOptions()),
    "picture for print in French": lambda shown: draw_picture(
        shown, PictureOptions(size="a4", language="fr", focus="world")
    ),
    "csv": lambda shown: to_csv(shown, "institutes"),
    "geojson": to_geojson,
}


@pytest.mark.parametrize("kind", KEPT)
def test_a_fixed_collection_gives_the_bytes_that_were_looked_at(
    kind: str, snapshot: SnapshotAssertion
):
    """Digests of what does not depend on the machine, for a collection that no one adds to.

    Left out are PNG and PDF, whose letters may come from the fonts of the system, and xlsx, GPKG
    and Parquet, which name the version of the library that wrote them: for those, two runs in
    different surroundings are compared above. Of an article, scripts and styles are left out:
    they are also the app's, and the policy of each page names them by hash.

    Look at the export, and then keep a change that was meant:

        pytest tests/mapapp/exports/test_repeatability.py --snapshot-update
    """
    collection = read_collection(COLLECTION)
    shown = select(collection, Selection(layer=frozenset(collection.about.layers)))
    assert _digest(KEPT[kind](shown)) == snapshot


def _without_programs(page: bytes) -> bytes:
    page = re.sub(rb"<(style|script)>.*?</\1>", b"", page, flags=re.DOTALL)
    return re.sub(rb"sha256-[\w+/=]+", b"", page)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

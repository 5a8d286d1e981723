from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mapapp.exports.brief.folder import file_name, write_all

if TYPE_CHECKING:
    from pathlib import Path


def test_every_country_of_the_record_gets_a_file_and_a_line_in_the_index(
    make_collection: Any, tmp_path: Path
):
    collection = make_collection(
        stations=[{"count": "2"}, {"country": "HR"}], agreements=[{"countries": "SB"}]
    )
    folder = tmp_path / "deep" / "briefs"
    assert list(write_all(collection, folder)) == [("HR", 3), ("IT", 3), ("SB", 3)]
    names = {"hr-croatia.pdf", "it-italy.pdf", "sb-solomon-islands.pdf", "index.html"}
    assert {path.name for path in folder.iterdir()} == names
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert set(re.findall(r'href="([^"]+)"', index)) == names - {"index.html"}
    assert re.search(r"Italy</a></th>\s*<td>2</td>\s*<td>0</td>", index)
    assert (folder / "it-italy.pdf").read_bytes().startswith(b"%PDF-")


def test_names_of_files_are_plain_letters():
    assert file_name("CI") == "ci-cote-divoire.pdf"
    assert file_name("XK") == "xk-kosovo.pdf"

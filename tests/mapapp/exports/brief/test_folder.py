from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from geodata.workers import Processes
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.folder import file_name, write_all
from mapapp.exports.brief.pdf import to_pdf

ROOT = Path(__file__).parents[4]


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
    line = index.partition("Italy</a></th>")[2].partition("</tr>")[0]
    cells = re.findall(r'<td data-label="(.*?)">(\d+)</td>', line)
    assert cells == [("Reported stations", "2"), ("Other entries", "0")], line
    assert (folder / "it-italy.pdf").read_bytes().startswith(b"%PDF-")


def test_it_works_in_a_program_that_cannot_be_started_anew(make_collection: Any, tmp_path: Path):
    """As in a notebook or a page: what runs there is no module that another process could load."""
    collection = make_collection(stations=[{"country": "HR"}])
    program = (
        "import sys; from pathlib import Path\n"
        "from geodata.collection import read_collection\n"
        "from mapapp.exports.brief.folder import write_all\n"
        "print(list(write_all(read_collection(Path(sys.argv[1])), Path(sys.argv[2]))))\n"
    )
    words = [sys.executable, "-", str(collection.folder), str(tmp_path / "briefs")]
    done = subprocess.run(  # noqa: S603 - our own program
        words, input=program, capture_output=True, text=True, check=False, timeout=120, cwd=ROOT
    )
    assert done.stderr == ""
    assert done.stdout == "[('HR', 1)]\n"


def test_several_processes_write_what_one_does(make_collection: Any, tmp_path: Path):
    collection = make_collection(stations=[{}, {"country": "HR"}])
    alone, several = tmp_path / "alone", tmp_path / "several"
    assert list(write_all(collection, alone)) == [("HR", 2), ("IT", 2)]
    assert list(write_all(collection, several, workers=Processes(2))) == [("HR", 2), ("IT", 2)]
    written = {path.name: path.read_bytes() for path in alone.iterdir()}
    assert {path.name: path.read_bytes() for path in several.iterdir()} == written


def test_two_readers_can_take_a_file_away_at_the_same_time(make_collection: Any):
    """The typesetter refuses a second caller while it serves the first."""
    briefs = [build_brief(make_collection(), [code]) for code in ("IT", "HR", "SB", "KE")]
    with ThreadPoolExecutor(len(briefs)) as readers:
        assert list(readers.map(to_pdf, briefs)) == [to_pdf(brief) for brief in briefs]


def test_names_of_files_are_plain_letters():
    assert file_name("CI") == "ci-cote-divoire.pdf"
    assert file_name("XK") == "xk-kosovo.pdf"

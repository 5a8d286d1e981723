"""What a maintainer adds or takes away, done to a copy of the project: `make recipes`.

Each recipe of CONTRIBUTING.md is a function that changes the copy, as little as the recipe says.
Then the tests of what it touches run there. Taking away deletes a part with its page and command;
whatever is left must import, answer on the command line, and pass its tests.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.recipes.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
LUMERIA = Path("tests/collections/lumeria")
EVERY_MODULE = """
import importlib, pkgutil
for package in ("geodata", "layers", "mapapp"):
    for each in pkgutil.walk_packages([package], package + "."):
        if ".build_" not in each.name and not each.name.endswith(("__main__", ".entry.app")):
            importlib.import_module(each.name)
"""


class Copy:
    """A copy of the project, in which recipes are tried."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def replace(self, path: str, old: str, new: str) -> None:
        """Put one text in the place of another that stands there once."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{path} holds {text.count(old)} times: {old}"
        (self.root / path).write_text(text.replace(old, new), encoding="utf-8")

    def python(self, *arguments: str) -> str:
        """What Python writes when it is run in the copy."""
        run = [sys.executable, *arguments]
        environment = {**os.environ, "PYTHONPATH": str(self.root), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(  # noqa: S603 - our own call
            run, cwd=self.root, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{' '.join(arguments)[:200]}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def mapapp(self, *words: str) -> str:
        """What a command writes of the tests' second collection."""
        return self.python("-m", "mapapp", *words, "--collection", str(LUMERIA), "-o", "-")

    def test(self, *files: str) -> None:
        """Run tests of the copy."""
        self.python("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", *files)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    left = shutil.ignore_patterns(".git", ".venv", "node_modules", "__pycache__", ".*_cache")
    return Copy(shutil.copytree(ROOT, tmp_path / "copy", ignore=left))


# --- add ---


def add_layer(copy: Copy) -> None:
    """A resource in the descriptor, and its rows."""
    path = copy.root / LUMERIA / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    needed = {"constraints": {"required": True}}
    listed = {"type": "list", "delimiter": ";", "itemType": "string"}
    text = {"type": "string"}
    fields = [
        {"name": "id", "title": "Identifier", **text, **needed},
        {"name": "sent_to", "title": "Sent to", **listed, "references": "countries"},
        {"name": "sender", "title": "Sender", **listed, "references": "jurisdictions", **needed},
        {"name": "when", "title": "When", **text, "rdfType": "http://id.loc.gov/datatypes/edtf"},
        {"name": "volumes", "title": "Volumes", "type": "integer"},
        {"name": "summary", "title": "Summary", **text, **needed},
        {"name": "sources", "title": "Sources", **listed, "references": "sources", **needed},
    ]
    meanings = {"hosts": "sent_to", "parties": "sender", "date": "when", "facts": ["volumes"]}
    descriptor["resources"].append(
        {
            "name": "gifts",
            "path": "gifts.csv",
            "title": "Gifts of books",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "layer": {"role": "event", **meanings},
            "schema": {"fields": fields, "missingValues": [""], "primaryKey": ["id"]},
        }
    )
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    with path.with_name("gifts.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(field["name"] for field in fields)
        summary = "Said to have sent a shelf of books."
        rows.writerow(["GI-1", "AT", "velm-university", "2013", 40, summary, "treaty-gazette"])


def shows_the_layer(copy: Copy) -> None:
    copy.python("-m", "mapapp", "check", str(LUMERIA))
    assert "GI-1" in copy.mapapp("export", "table", "--layer", "gifts")
    for written in (
        copy.mapapp("export", "article", "--layer", "gifts"),
        copy.mapapp("brief", "AT"),
    ):
        assert "Volumes: 40" in written
        assert "a shelf of books" in written


def add_filter(copy: Copy) -> None:
    """A row of the table of filters."""
    row = """    Facet(
        word="kind",
        kind="choice",
        title="Kinds",
        help="A kind, by value or label. Repeatable.",
        values=_meaning("kind"),
        labels=_labels_of("kind"),
        by_layer=True,
        counts_sites=False,
    ),
"""
    before = '    Facet(\n        word="layer",\n'
    copy.replace("layers/facets.py", before, row + before)


def asks_by_the_filter(copy: Copy) -> None:
    table = copy.mapapp("export", "table", "--layer", "treaties", "--kind", "exchange")
    assert ("TR-1" in table, "TR-2" in table) == (False, True)
    assert 'id="kind"' in copy.mapapp("export", "article", "--layer", "treaties")


def add_format(copy: Copy) -> None:
    """A module among the formats of tables."""
    (copy.root / "mapapp/exports/table_formats/tsv.py").write_text(
        '''"""A layer of a selection as tab-separated values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapapp.exports.flat_records import as_text_cells, flat_rows
from mapapp.exports.table_formats import TableFormat

if TYPE_CHECKING:
    from layers.selection import Layer, Selected


def to_tsv(shown: Selected, layer: Layer) -> bytes:
    """Write a layer as tab-separated values in UTF-8."""
    rows = as_text_cells(flat_rows(shown, layer))
    return bytes(rows.to_csv(sep="\\t", index=False, lineterminator="\\n"), "utf-8")


FORMAT = TableFormat("TSV", "text/tab-separated-values", to_tsv, holds_one_layer=True)
''',
        encoding="utf-8",
    )


def writes_the_format(copy: Copy) -> None:
    words = ("export", "table", "--collection", str(LUMERIA), "-o", "out.tsv")
    copy.python("-m", "mapapp", *words)
    written = (copy.root / "out.tsv").read_text(encoding="utf-8")
    assert written.startswith("id\t")
    assert ".tsv" in copy.python("-m", "mapapp", "export", "table", "--help")
    button = (
        "from layers.selection import Selection, select; import mapapp; "
        "from mapapp.panels.downloads import offered_files; from mapapp.view import View; "
        f"shown = select(mapapp.read('{LUMERIA}'), Selection()); "
        "print(*(file.label for file in offered_files(shown, View(selection=shown.selection))))"
    )
    assert "TSV: Friendship institutes" in copy.python("-c", button)


def add_language(copy: Copy) -> None:
    """Catalogues, the words of the record, and the language among those that there are."""
    german = copy.root / "layers/words/locale/de"
    for path in german.iterdir():
        text = path.read_text(encoding="utf-8").replace('"Language: de\\n"', '"Language: nl\\n"')
        dutch = german.with_name("nl") / path.name
        dutch.parent.mkdir(exist_ok=True)
        dutch.write_text(text, encoding="utf-8")
    record = copy.root / "seeds/datapackage.json"
    descriptor = json.loads(record.read_text(encoding="utf-8"), object_hook=_with_dutch)
    record.write_text(json.dumps(descriptor), encoding="utf-8")
    copy.replace("layers/words/catalogue.py", '"de", "pt"', '"de", "nl", "pt"')


def _with_dutch(entry: dict[str, Any]) -> dict[str, Any]:
    """What is said in German, said in Dutch too: its words alone tell the two apart."""
    return {**entry, "nl": entry["de"]} if "de" in entry else entry


def speaks_the_language(copy: Copy) -> None:
    assert "Oostenrijk" in copy.mapapp("brief", "AT", "--language", "nl")
    page = copy.mapapp("export", "article", "--language", "nl")
    assert 'lang="nl"' in page
    assert 'content="nl_NL"' in page


REFERENCES = {"document_commands.py": "commands.md", "document_collections.py": "collection.md"}
"""What `make docs` writes anew: documents by their scripts."""

ADDED: dict[str, tuple[Callable[[Copy], None], Callable[[Copy], None], tuple[str, ...]]] = {
    "a layer": (
        add_layer,
        shows_the_layer,
        ("tests/test_second_collection.py", "tests/geodata/test_layer_specs.py"),
    ),
    "a filter": (
        add_filter,
        asks_by_the_filter,
        (
            "tests/test_docs.py",
            "tests/mapapp/commands/test_selection_options.py",
            "tests/layers/test_hidden.py",
            "tests/mapapp/test_view.py",
        ),
    ),
    "a format of tables": (
        add_format,
        writes_the_format,
        ("tests/test_docs.py", "tests/mapapp/exports/test_tables.py", "tests/test_architecture.py"),
    ),
    "a language": (
        add_language,
        speaks_the_language,
        ("tests/layers/words/test_translations.py", "tests/layers/words/test_spelled_dates.py"),
    ),
}


@pytest.mark.parametrize(("add", "shows", "tests"), ADDED.values(), ids=ADDED)
def test_add(
    copy: Copy,
    add: Callable[[Copy], None],
    shows: Callable[[Copy], None],
    tests: tuple[str, ...],
) -> None:
    add(copy)
    shows(copy)
    for script, document in REFERENCES.items():
        written = copy.python(f"scripts/{script}")
        (copy.root / "docs" / document).write_text(written, encoding="utf-8")
    copy.test(*tests)


# --- take away ---

TABLES = "tests/mapapp/exports/test_tables.py"
ARTICLE = "tests/mapapp/exports/test_article_parts.py"
PICTURE = "tests/mapapp/exports/test_picture_labels.py"
BRIEF = "tests/mapapp/exports/brief/test_markdown.py"
LEFT = {
    "picture": (TABLES, ARTICLE, BRIEF),
    "brief": (TABLES, ARTICLE, PICTURE),
    "article": (TABLES, PICTURE, BRIEF),
    "importing": (TABLES, ARTICLE, PICTURE, BRIEF),
}


@pytest.mark.parametrize("part", PARTS)
def test_take_away(copy: Copy, part: str) -> None:
    for path in (path for pattern in PARTS[part] for path in copy.root.glob(pattern)):
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    copy.python("-c", EVERY_MODULE)
    assert "serve" in copy.python("-m", "mapapp", "--help")
    copy.test(*LEFT[part])

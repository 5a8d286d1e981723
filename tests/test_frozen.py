"""What every surface shows, kept as text: a change of structure alone leaves all of it as it is.

Look at the difference, and keep a change that was meant:

    pytest tests/test_frozen.py --snapshot-update

Short texts are kept whole. A line of a long one says what it is about and ends with a digest; to
see what the digest stands for, print the same text on both sides of a change:

    python -m tests.test_frozen lumeria tables > before.txt
"""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import random
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from typer.testing import CliRunner

from geodata.collection import read_collection
from layers.scene import build_scene
from layers.selection import select
from mapapp.address import read_view
from mapapp.cli import app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from syrupy.assertion import SnapshotAssertion

    from geodata.collection import Collection

ROOT = Path(__file__).parents[1]
SELECTIONS = 50
WHOLE_SCENES = 3
"""Scenes that are kept line by line; of the others, counts and a digest."""


@dataclass(frozen=True)
class Subject:
    """A collection, and what is written of it."""

    folder: Path
    layers: tuple[str, ...]
    countries: tuple[str, ...]

    def written(self, *words: str, ending: str) -> str:
        """What a command writes of the collection."""
        with tempfile.TemporaryDirectory() as folder:
            output = Path(folder, f"out{ending}")
            arguments = [*words, "--collection", str(self.folder), "-o", str(output)]
            done = CliRunner().invoke(app, arguments)
            assert done.exit_code == 0, (words, done.output)
            return output.read_text(encoding="utf-8-sig")


LAYERS = ("stations", "agreements", "responses", "operations")
SUBJECTS = {
    "seeds": Subject(ROOT / "seeds", LAYERS, ("Italy", "Croatia", "Kenya")),
    "lumeria": Subject(
        ROOT / "tests" / "collections" / "lumeria",
        ("institutes", "treaties", "scholarships"),
        ("Austria", "US", "Japan"),
    ),
}


# --- selections, as the parameters of an address ---


def _addresses(collection: Collection, layers: tuple[str, ...]) -> list[dict[str, list[str]]]:
    """One filter at a time, then several at once, always the same."""
    first, last = collection.years
    choices = {
        "layer": list(layers),
        "jurisdiction": list(collection.jurisdictions.index),
        "country": sorted(set(collection.of_role("site")["host"])),
        "status": [each.value for each in collection.about.terms(layers[0], "status")],
        "edition": list(collection.editions["id"]),
    }
    texts = {
        "year": [f"{first}:{last}", f"{last}:{last}", f"{first}:{first + 3}"],
        "undated": ["no"],
        "search": ["police", "Vienna", "zzzz"],
    }
    chance = random.Random(7)  # noqa: S311 - a fixed choice, nothing secret

    def draw(word: str) -> list[str]:
        if word in texts:
            return [chance.choice(texts[word])]
        values = choices[word]
        return sorted(chance.sample(values, min(len(values), chance.randint(1, 4))))

    words = sorted({**choices, **texts})
    single = [{word: [each]} for word in words for each in {**choices, **texts}[word][:3]]
    several = [
        {word: draw(word) for word in chance.sample(words, chance.randint(2, 4))}
        for _ in range(SELECTIONS)
    ]
    return [{}, *single, *several][:SELECTIONS]


# --- what is kept of each surface ---


def _scenes(subject: Subject) -> Iterator[str]:
    collection = read_collection(subject.folder)
    for at, params in enumerate(_addresses(collection, subject.layers)):
        view, _ = read_view(params)
        lines = list(_scene_lines(build_scene(select(collection, view.selection))))
        counts = Counter(line.partition(" ")[0] for line in lines)
        address = "&".join(f"{word}={','.join(values)}" for word, values in sorted(params.items()))
        yield f"?{address} {dict(sorted(counts.items()))} {_digest(lines)}"
        if at < WHOLE_SCENES:
            yield from (f"  {line}" for line in lines)


def _scene_lines(scene: Mapping[str, Any]) -> Iterator[str]:
    for part, content in sorted(scene.items()):
        if part == "chosen":
            yield f"{part} {' '.join(content)}".rstrip()
            continue
        for row in _by_row(content) if isinstance(content, dict) else content:
            ends = _digest([json.dumps(row["lines"])]) if "lines" in row else ""
            fields = {name: value for name, value in row.items() if name != "lines"}
            yield f"{part} {json.dumps(fields, ensure_ascii=False)} {ends}".rstrip()


def _by_row(columns: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


BLOCK = re.compile(
    r"</?(?:p|li|tr|h\d|div|section|option|button|dt|dd|summary|details|figcaption)\b[^>]*>"
)


def _article(subject: Subject, language: str) -> Iterator[str]:
    """All that a reader of the page can read, a line an element."""
    page = subject.written("export", "article", "--language", language, ending=".html")
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", "", page, flags=re.DOTALL)
    yield from filter(None, map(_plain, BLOCK.split(page)))


def _picture(subject: Subject) -> Iterator[str]:
    """The texts of a picture in their order, and how many shapes have each paint."""
    drawing = subject.written("export", "picture", ending=".svg")
    for text in re.findall(r"<text\b[^>]*>(.*?)</text>", drawing, flags=re.DOTALL):
        yield f"text {_plain(text)}"
    paints = Counter(
        " ".join([tag, *(f"{name}={_attribute(rest, name)}" for name in ("fill", "stroke"))])
        for tag, rest in re.findall(r"<(path|circle|rect|line)\b([^>]*)>", drawing)
    )
    yield from (f"{number} {paint}" for paint, number in sorted(paints.items()))


def _tables(subject: Subject) -> Iterator[str]:
    """The header of each layer, and of each row its id with a digest."""
    for layer in subject.layers:
        text = subject.written("export", "table", "--layer", layer, ending=".csv")
        header, *rows = csv.reader(io.StringIO(text))
        yield f"# {layer}: {', '.join(header)}"
        yield from (f"{row[0]} {_digest(row)}" for row in rows)


def _geojson(subject: Subject) -> Iterator[str]:
    asked = (word for layer in subject.layers for word in ("--layer", layer))
    members = json.loads(subject.written("export", "table", *asked, ending=".geojson"))
    features = members.pop("features")
    yield from (f"{name}: {value}" for name, value in members.items() if name != "fingerprint")
    for each in features:
        yield f"{each['id']} {json.dumps(each['geometry'])[:80]} {_digest([json.dumps(each)])}"


def _brief(subject: Subject, language: str) -> Iterator[str]:
    yield from subject.written(
        "brief", *subject.countries, "--language", language, ending=".md"
    ).splitlines()


def _plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def _attribute(text: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', text)
    return found[1] if found else "-"


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


SURFACES: Mapping[str, Callable[[Subject], Iterable[str]]] = {
    "scenes": _scenes,
    "article": lambda subject: _article(subject, "en"),
    "article-zh": lambda subject: _article(subject, "zh"),
    "picture": _picture,
    "tables": _tables,
    "geojson": _geojson,
    "brief": lambda subject: _brief(subject, "en"),
    "brief-fr": lambda subject: _brief(subject, "fr"),
}


class _Text(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_shows_what_it_showed(subject: str, surface: str, snapshot: SnapshotAssertion):
    lines = SURFACES[surface](SUBJECTS[subject])
    assert "\n".join([*lines, ""]) == snapshot.use_extension(_Text)


if __name__ == "__main__":
    for shown in sys.argv[2:] or SURFACES:
        lines = SURFACES[shown](SUBJECTS[sys.argv[1]])
        sys.stdout.writelines(f"{line}\n" for line in (f"# {shown}", *lines))

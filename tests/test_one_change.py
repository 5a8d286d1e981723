"""One change, every surface: a fact that is changed in one place changes wherever readers see it.

Each case changes one fact where it is stated, and compares what every surface holds before and
after, piece by piece. A surface that shows the fact must show the new value; and any piece that
differs must hold the fact, so that nothing else has moved.
"""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
import sys
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from openpyxl import load_workbook

from geodata.collection import read_collection
from layers import looks
from layers.cartography.canvas import Canvas
from layers.cartography.swatches import draw_swatch
from layers.facets import BY_WORD
from layers.legend import build_legend
from layers.overview import build_overview
from layers.page_files import map_modules, marks_style
from layers.scene import build_scene
from layers.selection import Selection, select
from layers.style import LIGHT
from layers.words import Words, spelled_dates
from mapapp.exports.article import ArticleOptions, article_html
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.draw_map import draw_locator
from mapapp.exports.brief.drawings import Locator
from mapapp.exports.brief.markdown import to_markdown
from mapapp.exports.brief.model import Figure
from mapapp.exports.picture.options import PictureOptions
from mapapp.exports.picture.picture_files import draw_picture
from mapapp.exports.table_formats.xlsx import to_xlsx
from mapapp.list_state import Listing
from mapapp.panels.components import read_style
from mapapp.panels.country_sheet import countries_html
from mapapp.panels.filter_choices import build_facets
from mapapp.panels.head import head_html, ranking_html
from mapapp.panels.map_notes import hidden_html, notes_html
from mapapp.panels.record import record_html
from mapapp.panels.record_list import records_html
from mapapp.panels.timeline import responses_html, timeline_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geodata.collection import Collection
    from layers.selection import Selected

ROOT = Path(__file__).parents[1]
LUMERIA = ROOT / "tests" / "collections" / "lumeria"
COUNTRIES = ("AT", "NZ", "KZ", "SN")
ALL = Selection(
    layer=frozenset({"institutes", "treaties", "scholarships"}),
    status=frozenset({"open", "closed", "under review", "planned", "active", "ended", "proposed"}),
)
CHOSEN = ALL.asking(country=frozenset(COUNTRIES))
"""Towns are drawn in countries that are chosen."""
IN_YEARS = ALL.asking(year=(2014, 2015))
"""What is undated is faded where years are asked for; a brief asks for none."""


# --- what readers see ---


def app(shown: Selected) -> Iterator[str]:
    """The panels around the map, each record that can be opened, and what the map is drawn from."""
    words, scene = Words(shown.collection), build_scene(shown)
    overview = build_overview(shown, words)
    yield head_html(shown, overview)
    yield ranking_html(overview, words)
    yield notes_html(shown, scene)
    yield hidden_html(shown)
    yield responses_html(shown)
    yield timeline_html(shown)
    yield countries_html(shown, overview, COUNTRIES, has_briefing=True)
    yield json.dumps(build_facets(shown.collection, shown.selection), default=sorted)
    for layer in shown.layers:
        yield records_html(shown, overview, Listing(layer))
        for record in shown.table(layer).index:
            yield record_html(shown, overview, str(record))
    yield json.dumps(scene)
    yield from map_modules().values()
    yield marks_style()
    yield read_style("markup.css")


def article(shown: Selected) -> Iterator[str]:
    """The whole page: text, legend, still, settings, data, and the modules linked into it."""
    yield from page_parts(shown)


@lru_cache(maxsize=1)
def page_parts(shown: Selected) -> tuple[str, str, str]:
    """What stands before the data of a page, the data, and what stands behind."""
    page = article_html(shown, ArticleOptions()).decode()
    before, data, after = re.split(r'(?<=id="data">)([^<]*)', page)
    return before, inflate(data), after


def inflate(data: str) -> str:
    """What the page reads its data from."""
    return zlib.decompress(base64.b64decode(data)).decode()


def article_without_script(shown: Selected) -> Iterator[str]:
    """What the page shows where no script runs."""
    yield re.sub(r"<script\b.*?</script>", "", "".join(page_parts(shown)), flags=re.DOTALL)


def picture(shown: Selected) -> Iterator[str]:
    yield draw_picture(shown, PictureOptions()).decode()


def brief(shown: Selected) -> Iterator[str]:
    """The text, and the maps in it."""
    written = build_brief(shown.collection, [*COUNTRIES])
    yield to_markdown(written).decode()
    for section in written.sections:
        for block in section.blocks:
            if isinstance(block, Figure) and isinstance(block.drawing, Locator):
                yield draw_locator(block.drawing)


def legend(shown: Selected) -> Iterator[str]:
    """The legend of paper, and how its swatches are drawn."""
    scene = build_scene(shown)
    for entry in build_legend(shown, scene):
        canvas = Canvas(100, 100)
        draw_swatch(canvas, entry, (0, 50), 15, LIGHT)
        yield f"{entry['label']} {''.join(canvas.parts)}"


def workbook(shown: Selected) -> Iterator[str]:
    book = load_workbook(io.BytesIO(to_xlsx(shown)))
    for sheet in book:
        yield f"<{sheet.title}>"
        for row in sheet.iter_rows(values_only=True):
            yield from (f"<{cell}>" for cell in row)


SURFACES = {
    each.__name__: each
    for each in (app, article, article_without_script, picture, brief, legend, workbook)
}
PIECES = re.compile(r"</?\w+>|[<>{}\n]|,\s*(?=\")")
FOLLOWS = re.compile(r"sha256-[\w+/=]+| textLength=\S+|(?<=ingerprint )\w{12}|\b[0-9a-f]{64}\b")
"""What follows from the rest: the digests of scripts and of the data, and how long a line is."""

Seen: TypeAlias = "dict[str, Counter[str]]"


def see(collection: Collection, selection: Selection = ALL) -> Seen:
    """The elements, rules and values of each surface, each as often as it is there."""
    shown = select(collection, selection)
    return {name: Counter(_pieces(surface(shown))) for name, surface in SURFACES.items()}


def _pieces(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from filter(str.strip, PIECES.split(FOLLOWS.sub("", text)))


# --- one fact in one place ---


@dataclass
class Place:
    """Where a fact can be stated: the files of a copied collection, or the code."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def describe(self, change: Callable[[dict[str, Any]], None]) -> None:
        """Change the descriptor."""
        path = self.folder / "datapackage.json"
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        change(descriptor)
        path.write_text(json.dumps(descriptor), encoding="utf-8")

    def resource(self, name: str, change: Callable[[dict[str, Any]], None]) -> None:
        """Change what the descriptor says of a table."""
        self.describe(lambda whole: change({r["name"]: r for r in whole["resources"]}[name]))

    def look(self, name: str, value: object) -> None:
        """Change a row of the table of looks."""
        self.monkeypatch.setattr(looks, name, value)


def _recolour(place: Place) -> None:
    path = place.folder / "jurisdictions.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("#a22f00", "#7b1fa2"), encoding="utf-8")


def _rename_several(place: Place) -> None:
    def change(descriptor: dict[str, Any]) -> None:
        said = descriptor["collection"]["languages"]["en"]["layers"]["institutes"]
        said["many"] = "institute friendships"

    place.describe(change)


def _relabel(place: Place) -> None:
    def change(resource: dict[str, Any]) -> None:
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        terms = {term["value"]: term for term in fields["status"]["categories"]}
        terms["proposed"]["label"] = "Only proposed"

    place.resource("treaties", change)


def _write_dates(place: Place) -> None:
    def write(moment: str, _language: str, *, is_short: bool = False) -> str:  # noqa: ARG001
        return f"@{moment}@"

    place.monkeypatch.setattr(spelled_dates, "write_moment", write)


def _declare_fact(place: Place) -> None:
    place.resource("institutes", lambda each: each["layer"].update(facts=["languages_taught"]))


@dataclass(frozen=True)
class Change:
    """A fact, what it reads as before and after, and the surfaces that show it in a selection.

    `before` and `after` are patterns that every piece that differs matches. `stale` is one that
    no piece matches after the change: there, the fact would be stated a second time.
    """

    change: Callable[[Place], None]
    before: str
    after: str
    stale: str
    surfaces: tuple[str, ...]
    selection: Selection = ALL


READ = ("app", "article", "article_without_script", "brief")
DRAWN = (*READ, "picture", "legend")
CORNERS = r'd="M[^"]*z"|"town":'
CHANGES = {
    "the opacity of what is undated": Change(
        lambda place: place.look("FADED", 0.77), r"0?\.38", r"0?\.77",
        r'(opacity[:="\s]+|"faded": ?)0?\.3[58]', tuple({*DRAWN} - {"brief"}), IN_YEARS,
    ),
    "the shape of a town": Change(
        lambda place: place.look("TOWN", ((-1.0, -1.0), (1.0, -1.0), (0.0, 1.0))),
        CORNERS, CORNERS, r"l([\d.]+) \1-\1 \1-\1-\1z", DRAWN, CHOSEN,
    ),
    "the colour of a party": Change(
        _recolour, "#a22f00|#c78266", "#7b1fa2|#b684cc",
        r'(own|colour\w*"|fill=|stroke=|light-dark)\W+a22f00|c78266', DRAWN,
    ),
    "the plural of a noun": Change(
        _rename_several, "(?i)friendship institutes", "(?i)institute friendships",
        r"\d friendship institutes", (*READ, "picture"),
    ),
    "the label of a status": Change(
        _relabel, "Proposed only", "Only proposed", "Proposed only", DRAWN
    ),
    "the format of a date": Change(
        _write_dates, r"\d{4}", "@", r"\d (May|November) 20\d\d", (*READ, "picture", "workbook")
    ),
    "a fact of a layer": Change(_declare_fact, "", "Languages taught|Lumerian", "$^", READ),
}  # fmt: skip


@pytest.fixture(scope="module")
def lumeria(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The collection, with a treaty in a country without sites: a brief draws towns of no other."""
    folder = tmp_path_factory.mktemp("whole") / "lumeria"
    shutil.copytree(LUMERIA, folder)
    path = folder / "treaties.csv"
    text = path.read_text(encoding="utf-8")
    for old, new in (("PT;KE", "NZ;KE"), ("Porto, PT", "Auckland, NZ")):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def before(lumeria: Path) -> Callable[[Selection], Seen]:
    """What every surface shows of the collection as it is."""
    return cache(partial(see, read_collection(lumeria)))


@pytest.fixture
def place(lumeria: Path, tmp_path: Path) -> Iterator[Place]:
    """A copy to change; what the program has worked out of the code is forgotten behind it."""
    shutil.copytree(lumeria, tmp_path / "lumeria")
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield Place(tmp_path / "lumeria", monkeypatch)
    forget()


def forget() -> None:
    """Let what is worked out once be worked out again."""
    for name, module in [*sys.modules.items()]:
        if name.partition(".")[0] in {"layers", "mapapp"}:
            for each in [*vars(module).values()]:
                getattr(each, "cache_clear", lambda: None)()


@pytest.mark.parametrize("case", CHANGES.values(), ids=CHANGES)
def test_one_change_is_on_every_surface_and_nothing_else_is(
    case: Change, before: Callable[[Selection], Seen], place: Place
) -> None:
    as_it_is = before(case.selection)
    case.change(place)
    forget()
    after = see(read_collection(place.folder), case.selection)
    gone = {name: as_it_is[name] - after[name] for name in SURFACES}
    come = {name: after[name] - as_it_is[name] for name in SURFACES}

    assert {name for name in SURFACES if come[name]} == {*case.surfaces}
    assert not _others(gone, case.before)
    assert not _others(come, case.after)
    assert not [piece for each in after.values() for piece in each if re.search(case.stale, piece)]


def _others(pieces: Seen, fact: str) -> dict[str, list[str]]:
    """The pieces that do not hold a fact, by surface."""
    found = {
        name: [piece for piece in each if not re.search(fact, piece)]
        for name, each in pieces.items()
    }
    return {name: others for name, others in found.items() if others}


def _hide_no_status(place: Place) -> None:
    def change(descriptor: dict[str, Any]) -> None:
        columns = [each for table in descriptor["resources"] for each in table["schema"]["fields"]]
        for term in (term for column in columns for term in column.get("categories", ())):
            term.pop("shown", None)

    place.describe(change)


def _hide_no_layer(place: Place) -> None:
    layers = sorted(ALL.chosen("layer") or ())
    place.describe(lambda whole: whole["collection"].update(shown_layers=layers))


FIRST = {
    "status": (_hide_no_status, {*SURFACES}),
    "layer": (_hide_no_layer, {*SURFACES} - {"brief", "legend", "picture"}),
}
"""A picture shows sites; what else it shows is named, not shown at first."""


@pytest.mark.parametrize("word", FIRST)
def test_the_first_choice_of_a_filter_is_that_of_every_surface(word: str, place: Place) -> None:
    """A filter that hides nothing shows what a collection shows that hides nothing, no more."""
    hide_nothing, surfaces = FIRST[word]
    at_first = see(read_collection(place.folder), Selection())
    facet = BY_WORD[word]
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setitem(vars(facet), "first", lambda whole, _layer: facet.every(whole))
        forget()
        changed = see(read_collection(place.folder), Selection())
    hide_nothing(place)
    forget()

    assert {name for name in SURFACES if changed[name] != at_first[name]} == surfaces
    assert changed == see(read_collection(place.folder), Selection())

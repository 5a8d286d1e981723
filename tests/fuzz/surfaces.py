"""The doors of the program, and random input for each: most of it nearly right.

Each surface makes an input from a random number generator and passes it in. What it may raise is
the program's own refusal, a `GeodataError` of one line; anything else is a fault.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from geodata.check import find_faults
from geodata.collection import read_collection
from geodata.countries import country_code
from geodata.dates import is_edtf, year_span
from geodata.errors import BadCollectionError
from geodata.importing.coordinates import read_degrees, read_pair
from geodata.importing.drafting import Choices, make_draft
from geodata.importing.reading import read_data
from geodata.importing.written_dates import read_date
from geodata.places import parse_place
from layers.selection import Selection, select
from layers.words import LANGUAGES
from layers.words.spelled_dates import spell_date
from mapapp.address import keep_known, read_view, write_view
from mapapp.exports.table_formats.xlsx import to_xlsx
from tests.every_export import export_everything
from tests.mutations import LUMERIA, mutate

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodata.collection import Collection

TODAY = dt.date(2026, 11, 26)
ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
ALPHABET = (
    *"abcXYZ019 ,;:.-/'\"()[]{}<>&=+*?!%#@$^|~_\\\t\n\r\0",
    *("é", "ß", "Ø", "中", "г", "ع", "א", "🏛", "\u202e", "\u200b", "\ufeff", "\ud800", "\x85"),
    *("<script>", "=HYPERLINK(", "{{7*7}}", "${x}", "%s", "../", "\r\n", "NaN", "1e999", "-0"),
)  # fmt: skip
WORDS = ("country", "jurisdiction", "layer", "status", "edition", "year", "undated", "search",
         "record", "map", "collection", "sort", "colour", "standing")  # fmt: skip
VALUES = ("IT", "Italy", "wenzhou", "stations", "2018", "2018:2019", "0", "no", "ST-001",
          "12.5,41.9,6", "outcome", "active")  # fmt: skip
DATES = ("2018", "2018-05", "2018-05-31", "2018?", "2018~", "2018/2019", "../2018", "2018/..",
         "201X", "2016-21", "3 May 2018", "31.12.2018", "12/31/18", "Frühjahr 2018", "2018年5月",
         "43466", "1er mai 2018", "c. 2018", "before 2018")  # fmt: skip
POSITIONS = ("12.5, 41.9", "41°54′N 12°30′E", "POINT (12.5 41.9)", "33TTG9045", "8FHJVFXW+X2",
             "https://maps.example/@41.9,12.5,15z", "N41 54 00 E12 30 00", "41,9;12,5")  # fmt: skip
PLACES = ("Rome, IT", "Springfield, Illinois, US", "Prato", "São Paulo", "北京", "Congo (DRC)")
HEADERS = ("country", "city", "date", "lat", "lon", "source", "url", "notes", "count", "status",
           "Land", "Ville", "国家", "name", "latitude", "opened", "", " ")  # fmt: skip


class Surface(NamedTuple):
    """A door: what makes an input, and what passes it in; `cost` is relative to a short text."""

    make: Callable[[Random], object]
    feed: Callable[[object], None]
    cost: int


def noise(random: Random, longest: int = 24) -> str:
    """A text of anything."""
    return "".join(random.choices(ALPHABET, k=random.randint(0, longest)))


def nearly(random: Random, texts: tuple[str, ...]) -> str:
    """One of some texts, as it is or with a few letters changed."""
    letters = list(random.choice(texts))
    for _ in range(random.choice((0, 0, 1, 2, 5))):
        at = random.randint(0, len(letters))
        letters[at : at + random.choice((0, 1, 1, 4))] = [random.choice(ALPHABET)]
    return "".join(letters)


def damaged(random: Random, data: bytes) -> bytes:
    """Bytes of a file, some of them changed, dropped, doubled or cut off."""
    found = bytearray(data)
    for _ in range(random.choice((0, 1, 1, 3, 10))):
        at = random.randrange(len(found) + 1)
        some = bytes(random.randrange(256) for _ in range(random.choice((0, 1, 2, 8))))
        found[at : at + random.choice((0, 1, 8, 64))] = some
    return bytes(found[: random.randrange(len(found) + 1)] if random.random() < 0.1 else found)


# --- addresses ---


def _address(random: Random) -> dict[str, list[str]]:
    return {
        nearly(random, WORDS): [
            nearly(random, VALUES) if random.random() < 0.8 else noise(random, 200)
            for _ in range(random.randint(0, 3))
        ]
        for _ in range(random.randint(0, 5))
    }


def _open(params: object) -> None:
    view, _ = read_view(params)  # type: ignore[arg-type]  # an address
    known, _ = keep_known(view, _seeds())
    again, problems = read_view(write_view(known))
    assert (again, problems) == (known, []), "written to an address, it is read back otherwise"


def _select(params: object) -> None:
    view, _ = keep_known(read_view(params)[0], _seeds())  # type: ignore[arg-type]  # an address
    select(_seeds(), view.selection)


# --- texts of cells ---


def _read_date(text: object) -> None:
    written = str(text)
    read_date(written)
    if is_edtf(written):
        year_span(written)
        for language in LANGUAGES:
            spell_date(written, language)


def _read_position(text: object) -> None:
    read_pair(str(text))
    read_degrees(str(text))


def _read_place(text: object) -> None:
    parse_place(str(text))
    country_code(str(text))


# --- files ---


def _csv(random: Random) -> bytes:
    delimiter = random.choice(",;\t|")
    pools = (DATES, POSITIONS, PLACES, VALUES)
    rows = [[nearly(random, HEADERS) for _ in range(random.randint(1, 7))]]
    rows += [
        [nearly(random, random.choice(pools)) for _ in range(random.randint(1, 7))]
        for _ in range(random.randint(0, 6))
    ]
    text = "\n".join(delimiter.join(row) for row in rows)
    encoding = random.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252", "gb18030"))
    return damaged(random, text.encode(encoding, errors="replace"))


def _geojson(random: Random) -> bytes:
    kinds = ("Point", "MultiPoint", "Polygon", "LineString", "GeometryCollection", "Circle", "")
    features = [
        {
            "type": "Feature",
            "properties": {nearly(random, HEADERS): nearly(random, PLACES) for _ in range(3)},
            "geometry": random.choice(
                (
                    None,
                    {"type": random.choice(kinds), "coordinates": _coordinates(random)},
                )
            ),
        }
        for _ in range(random.randint(0, 4))
    ]
    whole = {"type": "FeatureCollection", "features": features}
    return damaged(
        random, json.dumps(whole, ensure_ascii=random.random() < 0.5).encode(errors="replace")
    )


def _coordinates(random: Random) -> object:
    if random.random() < 0.6:
        return [random.choice((12.5, 41.9, 181, -91, 1e308, "x", None)) for _ in range(2)]
    return [_coordinates(random) for _ in range(random.randint(0, 3))]


def _workbook(random: Random) -> bytes:
    """A workbook with one member damaged: the zip itself stays sound, or it would be refused."""
    with zipfile.ZipFile(io.BytesIO(_sound_workbook())) as book:
        members = {name: book.read(name) for name in book.namelist()}
    for name in random.sample(sorted(members), k=random.choice((0, 1, 1, 2))):
        members[name] = damaged(random, members[name])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, data in members.items():
            book.writestr(name, data)
    return damaged(random, out.getvalue()) if random.random() < 0.2 else out.getvalue()


def _import(data: object) -> None:
    assert isinstance(data, bytes)
    make_draft(read_data(data, "sheet"), Choices(), today=TODAY)


# --- collections ---


def _mutated(random: Random) -> tuple[int, str]:
    return random.randrange(2**31), random.choice((LUMERIA, str(SEEDS)))


def _check(mutation: object) -> None:
    _if_sound(mutation, read_collection)


def _export(mutation: object) -> None:
    _if_sound(mutation, export_everything)


def _if_sound(mutation: object, use: Callable[[Path], object]) -> None:
    """Check a mutated collection, and use it if there is no fault to find."""
    seed, source = mutation  # type: ignore[misc]  # as `_mutated` makes it
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room) / "collection"
        mutate(ROOT / source, folder, Random(seed))  # noqa: S311 - the same every time
        try:
            faults = find_faults(folder)
        except BadCollectionError as error:
            faults = error.faults
        assert all("\n" not in str(fault) for fault in faults), "a fault of several lines"
        if not faults:
            use(folder)


@cache
def _seeds() -> Collection:
    return read_collection(SEEDS)


@cache
def _sound_workbook() -> bytes:
    return to_xlsx(select(read_collection(ROOT / LUMERIA), Selection()))


SURFACES: dict[str, Surface] = {
    "addresses": Surface(_address, _open, 2),
    "selections": Surface(_address, _select, 10),
    "dates": Surface(lambda random: nearly(random, DATES), _read_date, 1),
    "positions": Surface(lambda random: nearly(random, POSITIONS), _read_position, 1),
    "places": Surface(lambda random: nearly(random, PLACES), _read_place, 1),
    "csv": Surface(_csv, _import, 10),
    "geojson": Surface(_geojson, _import, 10),
    "workbooks": Surface(_workbook, _import, 15),
    "collections": Surface(_mutated, _check, 60),
    "exports": Surface(_mutated, _export, 1_000),
}

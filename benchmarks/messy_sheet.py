"""A sheet as a newsroom keeps it, made up: 600 rows, messy in every way, and what each row means.

The institutes, their founders and sources are invented; the towns are real, so that it is known
where each row should end up. The same seed gives the same sheet.
"""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass

import numpy as np
from babel import Locale

from geodata._index import load_index
from geodata.countries import known_codes

HEADER = [
    "No.", "Institute", "City / town", "Host country", "Region", "Date opened", "Closed?",
    "Current status", "Run by", "Sources", "How many", "Lat", "Long", "Contact person",
]  # fmt: skip
RUN_BY = ["Lumeria Foundation", "Ministry of Letters", "University of Ostrel", "lumeria foundation"]
STATUSES = ["Open", "open", "Closed", "closed ", "planned", "", "unknown"]
LANGUAGES = ["en", "fr", "es", "it", "de", "pt", "zh"]
LARGE = 150_000


@dataclass(frozen=True)
class Truth:
    """What a row means: where it is (lon, lat), in which country, and since which year."""

    lon: float
    lat: float
    country: str
    year: int | None
    is_blank: bool


def make_messy_sheet(rows: int = 600, seed: int = 2026) -> tuple[bytes, list[Truth]]:
    """Make the sheet as CSV in Windows-1252 with semicolons and a title above its header.

    Returns:
        The file, and the meaning of its rows in their order.
    """
    chance = random.Random(seed)  # noqa: S311 - no secrets, the same on every run
    index = load_index()
    large = np.flatnonzero(~index.is_region & (index.population > LARGE))
    chosen = [int(row) for row in chance.choices(list(large), k=rows)]
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Friendship institutes - working list, do not share"])
    writer.writerow([])
    writer.writerow(HEADER)
    truths = []
    for number, row in enumerate(chosen, start=1):
        cells, truth = _make_row(chance, row, number)
        writer.writerow(cells)
        truths.append(truth)
    return file.getvalue().encode("cp1252", "ignore"), truths


def _make_row(chance: random.Random, row: int, number: int) -> tuple[list[str], Truth]:
    index = load_index()
    code = index.countries[index.country[row]]
    lon, lat = float(index.lon[row]), float(index.lat[row])
    is_blank = chance.random() < 0.04
    city = "" if is_blank else _misspell(chance, str(index.name[row].as_py()))
    date, year = _date(chance)
    lat_cell, lon_cell = _coordinates(chance, lon, lat)
    cells = [
        str(number),
        f"Institute No. {number}" if chance.random() < 0.8 else "",
        city,
        _country(chance, code),
        (index.admin1_name(row) or "") if chance.random() < 0.2 else "",
        date,
        chance.choice(["", "", "", "2021", "c. 2022", "?"]),
        chance.choice(STATUSES),
        chance.choice(RUN_BY) if chance.random() < 0.85 else "",
        _sources(chance, number),
        chance.choice(["1", "1", "1", "", "2", "about 3"]),
        lat_cell,
        lon_cell,
        chance.choice(["", "see file", "<b>ask desk</b>", '=HYPERLINK("x")']),
    ]
    return cells, Truth(lon, lat, code, year, is_blank)


def _misspell(chance: random.Random, name: str) -> str:
    """The name as it is, in other case, without accents, in brackets, or with letters exchanged."""
    draw = chance.random()
    if draw < 0.7 or len(name) < 5:
        return name
    if draw < 0.78:
        return name.upper()
    if draw < 0.84:
        return f"near {name}"
    if draw < 0.9:
        return f"{name} (city)"
    return with_letters_exchanged(chance, name)


def with_letters_exchanged(chance: random.Random, name: str) -> str:
    """The name, of five letters or more, with two of its inner letters the wrong way round."""
    at = chance.randrange(1, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _country(chance: random.Random, code: str) -> str:
    draw = chance.random()
    if draw < 0.05:
        return ""
    if draw < 0.25 or code not in known_codes():
        return code
    language = chance.choice(LANGUAGES[:-1])
    return str(Locale.parse(language).territories.get(code, code))


def _date(chance: random.Random) -> tuple[str, int | None]:
    year, month, day = chance.randint(2004, 2024), chance.randint(1, 12), chance.randint(1, 28)
    forms = [
        f"{day}/{month}/{year % 100:02}", f"{day}/{month}/{year}", f"{year}", f"{year}-{month:02}",
        f"Spring {year}", f"c. {year}", f"before {year}", f"{year}?", f"{day}. Mai {year}",
        f"junio de {year}", f"{year}-{year + 2}", f"since {year}",
    ]  # fmt: skip
    draw = chance.random()
    if draw < 0.08:
        return chance.choice(["", "n/a", "unknown"]), None
    if draw < 0.1:
        return "some years ago", None
    return chance.choice(forms), year


def _coordinates(chance: random.Random, lon: float, lat: float) -> tuple[str, str]:
    draw = chance.random()
    if draw < 0.6:
        return "", ""
    if draw < 0.9:
        return f"{lat:.4f}", f"{lon:.4f}".replace(".", ",")
    if draw < 0.95:
        return f"{lon:.4f}", f"{lat:.4f}"
    return ("0", "0") if draw < 0.98 else (f"{-lat:.4f}", f"{lon:.4f}")


def _sources(chance: random.Random, number: int) -> str:
    links = [f"https://news.example/{number % 90}", f"https://www.daily.example/a/{number}"]
    return chance.choice(
        [
            links[0],
            f"{links[0]}; {links[1]}",
            f"{links[0]} {links[1]}",
            f"The Ostrel Post, {links[1]}",
            "Interview with the desk",
            "",
        ]
    )

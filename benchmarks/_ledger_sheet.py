"""A ledger as an office keeps it, made up: another language, other columns, another kind of mess.

A workbook in German with two rows of headers and merged cells, whose rows were written by people
from several countries: names in Cyrillic, Arabic and Greek letters, dates as numbers that Excel
counts days by, amounts of money, subtotals, a total at the end. The houses are invented; towns and
positions are written down in `ledger_towns.csv`, and not taken from the gazetteer that is tested.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

from benchmarks.messy_sheet import with_letters_exchanged

if TYPE_CHECKING:
    from collections.abc import Mapping

TOWNS = Path(__file__).with_name("ledger_towns.csv")
GROUPS = ("", "Standort", "", "", "Laufzeit", "", "", "Finanzen", "", "Belege", "")
HEADER = (
    "Lfd. Nr.", "Ort / Город", "Staat", "Koordinaten", "Eröffnet", "Ende", "Stand der Dinge",
    "Budget 2019 (EUR)", "Träger", "Quelle(n)", "Anm.",
)  # fmt: skip
FIRST_ROW = 5
CARRIERS = ("Stiftung Aurelia", "Фонд «Аврора»", "مؤسسة النور", "STIFTUNG AURELIA", "")
STATES = ("in Betrieb", "geschlossen", "geplant", "?", "", "In Betrieb")
BUDGETS = (None, "€ 12.500,00", "ca. 8 T€", 4300, "1,2 Mio. EUR")
EXCEL_EPOCH = dt.date(1899, 12, 30)


@dataclass(frozen=True)
class Meant:
    """What a row means: where it is, in which country, and the year that it began in.

    `lat` and `lon` are None where only the country is known; `year` is None where no year is.
    """

    lat: float | None
    lon: float | None
    country: str
    year: int | None


def make_ledger(rows: int = 600, seed: int = 5) -> tuple[bytes, dict[int, Meant]]:
    """Make the workbook, and the meaning of its rows by their numbers.

    Returns:
        The file; what is no record, such as a subtotal or a total, has no meaning.
    """
    chance = random.Random(seed)  # noqa: S311 - no secrets, the same on every run
    towns = list(csv.DictReader(TOWNS.read_text(encoding="utf-8").splitlines()))
    drawn = sorted(chance.choices(towns, k=rows), key=lambda town: town["country"])
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "Häuser"
    for line in (("Verzeichnis der Kulturhäuser (Arbeitsstand, nicht weitergeben!)",), (), GROUPS):
        page.append(line)
    page.append(HEADER)
    meant: dict[int, Meant] = {}
    country, since = "", FIRST_ROW
    for number, town in enumerate(drawn, start=1):
        if country and town["country"] != country:
            _close_group(page, since, chance)
            since = page.max_row + 1
        country = town["country"]
        cells, meaning = _row(chance, number, town, is_first=page.max_row + 1 == since)
        page.append(cells)
        meant[page.max_row] = meaning
    page.append(
        [None, "Summe", None, None, None, None, None, f"=SUM(H{FIRST_ROW}:H{page.max_row})"]
    )
    page.append([None, "Alle Angaben ohne Gewähr; Stand 03/2024"])
    for merged in ("A1:K1", "B3:D3", "E3:G3", "H3:I3", "J3:K3"):
        page.merge_cells(merged)
    book.create_sheet("Notizen").append(["nur intern"])
    hidden = book.create_sheet("alt")
    hidden.append(["Ort"])
    hidden.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue(), meant


def _close_group(
    page: openpyxl.worksheet.worksheet.Worksheet, since: int, chance: random.Random
) -> None:
    """Merge the cells of a country over its rows, as people do who like tidy ledgers."""
    if page.max_row > since and chance.random() < 0.5:
        for row in range(since + 1, page.max_row + 1):
            page.cell(row, 3).value = None
        page.merge_cells(start_row=since, end_row=page.max_row, start_column=3, end_column=3)


def _row(
    chance: random.Random, number: int, town: Mapping[str, str], *, is_first: bool
) -> tuple[list[object], Meant]:
    lat, lon = float(town["lat"]), float(town["lon"])
    name = chance.choice(town["names"].split(";"))
    country = chance.choice(town["countries"].split(";"))
    draw = chance.random()
    is_known = draw >= 0.04
    place = _written(chance, name, draw) if is_known else chance.choice(("", "k. A.", "unbekannt"))
    date, year = _date(chance)
    position = _position(chance, lat, lon) if is_known else ""
    cells: list[object] = [
        number, place, country if is_first or chance.random() > 0.03 else "", position, date,
        chance.choice((None, None, None, "2021", "31.12.20", "läuft", dt.date(2022, 6, 30))),
        chance.choice(STATES), chance.choice(BUDGETS),
        chance.choice(CARRIERS), _sources(chance, number),
        chance.choice(("", "", "s. Akte", "=1+1", "<i>Rückfrage bei Frau M.</i>")),
    ]  # fmt: skip
    return cells, Meant(lat if is_known else None, lon if is_known else None, town["country"], year)


def _written(chance: random.Random, name: str, draw: float) -> str:
    if draw < 0.72:
        return name
    if draw < 0.78:
        return name.upper()
    if draw < 0.84:
        return f"  {name} (Zentrum)"
    if draw < 0.9:
        return f"bei {name}" if name.isascii() else f"г. {name}" if "а" <= name[-1] <= "я" else name
    if draw < 0.95 and len(name) > 5:
        return with_letters_exchanged(chance, name)
    return f"{name}?"


def _date(chance: random.Random) -> tuple[object, int | None]:
    year, month, day = chance.randint(2005, 2023), chance.randint(1, 12), chance.randint(1, 28)
    exact = dt.date(year, month, day)
    forms: list[object] = [
        f"{day:02}.{month:02}.{year % 100:02}", f"{day}.{month}.{year}",
        exact, (exact - EXCEL_EPOCH).days, str((exact - EXCEL_EPOCH).days),
        f"ca. {year}", f"approx. {year}", f"ок. {year} г.", f"между {year} и {year + 2}",
        f"zwischen {year} und {year + 1}", f"Frühjahr {year}", f"весна {year}", f"Anfang {year}",
        f"с {year} г.", f"seit Herbst {year}", f"{month}/{year}", f"{year}", f"март {year}",
        f"مارس {year}", f"{year}/{(year + 1) % 100:02}", f"{year} (?)", f"II/{year}",
    ]  # fmt: skip
    draw = chance.random()
    if draw < 0.06:
        return chance.choice((None, "k.A.", "–", "offen")), None
    if draw < 0.08:
        return "vor dem Umbau", None
    return chance.choice(forms), year


def _position(chance: random.Random, lat: float, lon: float) -> str:
    draw = chance.random()
    if draw < 0.75:
        return ""
    north, east = ("N" if lat >= 0 else "S"), ("O" if lon >= 0 else "W")
    if draw < 0.85:
        return f"{abs(lat):.2f}° {north}, {abs(lon):.2f}° {east}".replace(".", ",")
    if draw < 0.93:
        return f"{_minutes(lat)}{north} {_minutes(lon)}{east}"
    return chance.choice((f"{lon}, {lat}", "0,0", "siehe Karte", f"{-lat}, {lon}"))


def _minutes(degrees: float) -> str:
    whole, part = divmod(abs(degrees), 1)
    return f"{whole:.0f}°{int(part * 60)}'"


def _sources(chance: random.Random, number: int) -> str:
    link = f"https://zeitung.example/{number % 70}"
    return chance.choice(
        (
            link,
            f"{link} ; Jahresbericht 2019, S. 14",
            f"Jahresbericht 2019\n{link}",
            "mdl. Auskunft",
            "",
        )
    )

"""Sheets in the shapes of public trackers, made up, with what each of their columns is.

The first half is for setting scores and thresholds of `geodata/importing/column_scores.py`, the
second for checking them. Places are real; all other names are invented.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geodata.importing.grid import RawTable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROWS = 40
PLACES = (
    ("Mombasa", "Kenya", "Mombasa", -4.05, 39.67), ("Kumasi", "Ghana", "Ashanti", 6.69, -1.62),
    ("Porto", "Portugal", "Porto", 41.15, -8.61), ("Graz", "Austria", "Styria", 47.07, 15.44),
    ("Lyon", "France", "Auvergne-Rhône-Alpes", 45.75, 4.85),
    ("Turin", "Italy", "Piedmont", 45.07, 7.69), ("Iquique", "Chile", "Tarapacá", -20.21, -70.15),
    ("Ghent", "Belgium", "Flanders", 51.05, 3.72), ("Varna", "Bulgaria", "Varna", 43.21, 27.91),
    ("Kaunas", "Lithuania", "Kaunas", 54.9, 23.91), ("Cebu City", "Philippines", "", 10.32, 123.9),
)  # fmt: skip
SENDERS = ("China", "Japan", "Germany", "Brazil")
WORLD = ("Sub-Saharan Africa", "Latin America", "Western Europe", "South-East Asia")
FIRMS = ("Alder Holding", "Birch & Sons", "Cedar Group", "Dogwood Ltd")
STATES = ("operating", "closed", "planned")

Chance = random.Random
CELLS: Mapping[str, Callable[[Chance, int], str]] = {
    "id": lambda _, at: f"R-{at:04}",
    "code": lambda chance, _: str(chance.choice((110, 120, 210, 310))),
    "name": lambda chance, at: f"{chance.choice(('Alder', 'Birch', 'Cedar'))} Works {at}",
    "unit": lambda chance, _: str(chance.randint(1, 4)),
    "firm": lambda chance, _: chance.choice(FIRMS),
    "status": lambda chance, _: chance.choice(STATES),
    "sender": lambda chance, _: chance.choice(SENDERS),
    "world": lambda chance, _: chance.choice(WORLD),
    "grade": lambda chance, _: chance.choice(("exact", "approximate")),
    "year": lambda chance, _: str(chance.randint(1950, 2012)),
    "late year": lambda chance, _: str(chance.randint(2013, 2024)) if chance.random() < 0.4 else "",
    "data year": lambda chance, _: str(chance.choice((2019, 2020, 2021))),
    "day": lambda chance, _: f"20{chance.randint(10, 24)}-0{chance.randint(1, 9)}-15",
    "amount": lambda chance, _: str(chance.randint(1000, 2400)),
    "large": lambda chance, _: str(chance.randint(100, 90_000)),
    "few": lambda chance, _: str(chance.randint(1, 6)),
    "link": lambda _, at: f"https://example.org/{at}",
    "person": lambda _, at: f"Sample Person {at}",
}


@dataclass(frozen=True)
class Shape:
    """A sheet: by header what its cells are and what the column should be taken for.

    A role that ends in `?` may as well be kept, if that is asked.
    """

    name: str
    columns: Mapping[str, tuple[str, str]]

    def make(self, seed: int = 13) -> RawTable:
        """The sheet; the same on every run."""
        chance = random.Random(f"{seed} {self.name}")  # noqa: S311 - no secrets
        rows = [self._row(chance, at) for at in range(ROWS)]
        index = pd.RangeIndex(2, ROWS + 2)
        return RawTable(f"{self.name}.csv", pd.DataFrame(rows, index=index, dtype="str"))

    def _row(self, chance: Chance, at: int) -> dict[str, str]:
        city, country, region, lat, lon = chance.choice(PLACES)
        here = {
            "city": city, "country": country, "region": region,
            "lat": f"{lat + chance.uniform(-0.02, 0.02):.4f}",
            "lon": f"{lon + chance.uniform(-0.02, 0.02):.4f}",
        }  # fmt: skip
        return {
            header: here[cells] if cells in here else CELLS[cells](chance, at)
            for header, (cells, _) in self.columns.items()
        }


FIRST_HALF = (
    Shape("mines", {
        "Mine ID": ("id", "id"), "Mine Name": ("name", "title"),
        "Asset owner": ("firm", "originator?"),
        "Country": ("country", "country"), "Nearest town": ("city", "place"),
        "Coordinate confidence": ("grade", ""), "Latitude": ("lat", "latitude"),
        "Longitude": ("lon", "longitude"), "Start-up year": ("year", "opened"),
        "Closure year": ("late year", "closed"), "Reserves (Mt)": ("amount", ""),
        "Annual output": ("large", ""), "Reference 1": ("link", "source"),
    }),
    Shape("missions", {
        "Pays d'envoi": ("sender", ""), "Pays d'accueil": ("country", "country"),
        "Ville d'accueil": ("city", "place"), "Nombre d'employés": ("few", ""),
        "Année des données": ("data year", ""), "Date d'ouverture": ("year", "opened"),
    }),
    Shape("investments", {
        "Deal year": ("year", "date"), "Investor country": ("sender", ""), "Investor": ("firm", ""),
        "Host economy": ("country", "country"), "Region": ("world", ""),
        "Total deal value (USD m)": ("amount", ""), "Quantity": ("large", ""),
        "Sector code": ("code", ""),
    }),
    Shape("killings", {
        "victimName": ("person", "title"), "countryOfDeath": ("country", "country"),
        "cityOfDeath": ("city", "place"), "dateOfDeath": ("day", "date"),
        "newsOrganisation": ("firm", ""), "suspectedPerpetrator": ("firm", "originator?"),
        "lastUpdated": ("day", ""), "sourceCount": ("few", ""),
    }),
    Shape("plantas", {
        "codigo_sector": ("code", ""), "nombre_planta": ("name", "title"),
        "pais": ("country", "country"),
        "municipio": ("city", "place"), "estado_actual": ("status", "status"),
        "año_puesta_en_marcha": ("year", "opened"), "año_cierre": ("late year", "closed"),
        "capacidad_mw": ("amount", ""), "año_de_los_datos": ("data year", ""),
        "operador_actual": ("firm", "originator"), "precision_ubicacion": ("grade", ""),
        "numero_de_empleados": ("large", ""),
    }),
)  # fmt: skip
SECOND_HALF = (
    Shape("terminals", {
        "ref_no": ("id", "id"), "terminal label": ("name", "title"), "train no": ("unit", ""),
        "nation": ("country", "country"), "province": ("region", "region"),
        "port city": ("city", "place"),
        "precision of coordinates": ("grade", ""), "lat": ("lat", "latitude"),
        "lng": ("lon", "longitude"),
        "commissioned": ("year", "opened"), "year of shutdown": ("late year", "closed"),
        "throughput (kt)": ("amount", ""), "berth count": ("few", ""),
        "present operator": ("firm", "originator"),
        "weblinks": ("link", "source"),
    }),
    Shape("auslandsvertretungen", {
        "Entsendeland": ("sender", ""), "Gastland": ("country", "country"),
        "Stadt": ("city", "place"), "Name der Vertretung": ("name", "title"),
        "Eröffnungsjahr": ("year", "opened"),
        "Schließungsjahr": ("late year", "closed"), "Zahl der Mitarbeiter": ("large", ""),
        "Stand der Daten": ("data year", ""), "Quellenanzahl": ("few", ""),
        "Quelle": ("link", "source"),
    }),
    Shape("airfields", {
        "IDENT": ("id", "id?"), "airfieldName": ("name", "title"), "flagState": ("sender", ""),
        "isoCountry": ("country", "country"), "municipality": ("city", "place"),
        "latitudeDeg": ("lat", "latitude"), "longitudeDeg": ("lon", "longitude"),
        "elevationFt": ("amount", ""), "runwayLength": ("amount", ""), "updatedAt": ("day", ""),
        "inServiceSince": ("year", "opened"),
    }),
    Shape("incidenti", {
        "anno": ("year", "opened"), "paese": ("country", "country"), "città": ("city", "place"),
        "datore di lavoro": ("firm", ""), "numero di morti": ("few", ""), "tipo": ("grade", ""),
        "affidabilità del luogo": ("grade", ""), "fonte": ("link", "source"),
    }),
)  # fmt: skip

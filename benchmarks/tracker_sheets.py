"""Sheets in the shapes of public trackers, made up, with what each of their columns is.

The first half is for setting scores and thresholds of `geodata/importing/column_scores.py`, the
second for checking them: what it shows is reported as it was found, before anything is changed for
it. Places are real; all other names are invented.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import mgrs
import pandas as pd
import utm

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
BRAZIL = (
    ("Campinas", "Brazil", "SP", -22.91, -47.06), ("Niterói", "Brazil", "RJ", -22.88, -43.1),
    ("Uberlândia", "Brazil", "MG", -18.92, -48.28), ("Londrina", "Brazil", "PR", -23.31, -51.16),
    ("Caxias do Sul", "Brazil", "RS", -29.17, -51.18), ("Joinville", "Brazil", "SC", -26.3, -48.85),
    ("Ilhéus", "Brazil", "BA", -14.79, -39.05), ("Anápolis", "Brazil", "GO", -16.33, -48.95),
)  # fmt: skip
UNITED_STATES = (
    ("Columbus", "United States", "GA", 32.46, -84.99),
    ("Gary", "United States", "IN", 41.59, -87.35),
    ("Mobile", "United States", "AL", 30.69, -88.04),
    ("Fresno", "United States", "CA", 36.75, -119.77),
    ("Boulder", "United States", "CO", 40.01, -105.27),
    ("Lowell", "United States", "MA", 42.63, -71.32),
)  # fmt: skip
ARABIC = (
    ("إربد", "الأردن", "إربد", 32.56, 35.85),
    ("الموصل", "العراق", "نينوى", 36.34, 43.12),
    ("طرابلس", "لبنان", "الشمال", 34.44, 35.85),
    ("عنابة", "الجزائر", "عنابة", 36.9, 7.77),
    ("صفاقس", "تونس", "صفاقس", 34.74, 10.76),
    ("البصرة", "العراق", "البصرة", 30.51, 47.78),
)
RUSSIAN = (
    ("Пермь", "Россия", "Пермский край", 58.01, 56.25), ("Гомель", "Беларусь", "", 52.43, 31.0),
    ("Самара", "Россия", "Самарская область", 53.2, 50.15),
    ("Алматы", "Казахстан", "", 43.25, 76.92), ("Харьков", "Украина", "", 49.98, 36.25),
    ("Тюмень", "Россия", "Тюменская область", 57.15, 65.53),
)  # fmt: skip
FRENCH = (
    ("Cholet", "France", "", 47.06, -0.88), ("Limoges", "France", "", 45.83, 1.26),
    ("Le Mans", "France", "", 48.0, 0.2), ("Besançon", "France", "", 47.24, 6.02),
    ("Perpignan", "France", "", 42.69, 2.9), ("Houilles", "France", "", 48.93, 2.19),
    ("Colmar", "France", "", 48.08, 7.36),
)  # fmt: skip
OFF_COASTS = (
    ("", "Nigeria", "", 3.4, 6.2), ("", "Somalia", "", 3.2, 48.2), ("", "Peru", "", -12.4, -78.4),
    ("", "Bangladesh", "", 20.9, 91.2), ("", "Ghana", "", 4.2, -0.6), ("", "Yemen", "", 12.4, 46.9),
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
    "empty": lambda _, __: "",
    "scope": lambda chance, _: chance.choice(("Local", "Foreign", "Mixed")),
    "continent": lambda chance, _: chance.choice(("AF", "AS", "EU", "NA", "SA", "OC")),
    "kind": lambda chance, _: chance.choice(("MA", "CD")),
    "long": lambda chance, _: (
        f"About {chance.randint(20, 900)} people came. It was reported later."
    ),
    "share": lambda chance, _: f"{chance.choice(FIRMS)} [{chance.randint(1, 100)}%]",
    "sailor": lambda _, at: f"MV {('Alder', 'Birch', 'Cedar')[at % 3]} {at}",
}


@dataclass(frozen=True)
class Made:
    """A sheet, and where each of its rows is: the country as written, latitude and longitude."""

    table: RawTable
    countries: tuple[str, ...]
    positions: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Shape:
    """A sheet: by header what its cells are and what the column should be taken for.

    A role that ends in `?` may as well be kept, if that is asked.
    """

    name: str
    columns: Mapping[str, tuple[str, str]]
    places: tuple[tuple[str, str, str, float, float], ...] = PLACES

    @property
    def has_positions(self) -> bool:
        """Whether each row has a position of its own."""
        return any(cells in POSITIONS for cells, _ in self.columns.values())

    def make(self, seed: int = 13) -> Made:
        """The sheet; the same on every run."""
        chance = random.Random(f"{seed} {self.name}")  # noqa: S311 - no secrets
        made = [self._row(chance, at) for at in range(ROWS)]
        index = pd.RangeIndex(2, ROWS + 2)
        rows = pd.DataFrame([row for row, _, _ in made], index=index, dtype="str")
        return Made(
            RawTable(f"{self.name}.csv", rows),
            tuple(country for _, country, _ in made),
            tuple(position for _, _, position in made),
        )

    def _row(self, chance: Chance, at: int) -> tuple[dict[str, str], str, tuple[float, float]]:
        city, country, region, near_lat, near_lon = chance.choice(self.places)
        lat, lon = near_lat + chance.uniform(-0.02, 0.02), near_lon + chance.uniform(-0.02, 0.02)
        year, month, day = chance.randint(1990, 2020), chance.randint(1, 12), chance.randint(1, 28)
        here = {
            "city": city, "country": country, "region": region,
            "country, city": f"{country}, {city}", "city, country": f"{city} ({country})",
            "address": f"{chance.randint(1, 99)} Sample Street, {chance.randint(10000, 99999)} "
            f"{city}, {country}",
            "its year": str(year), "its day": f"{day}.{month:02}.{year}",
            "first of month": f"01/{month:02}/{year}", "last of month": f"28/{month:02}/{year + 2}",
            **_written(lat, lon),
        }  # fmt: skip
        row = {
            header: here[cells] if cells in here else CELLS[cells](chance, at)
            for header, (cells, _) in self.columns.items()
        }
        return row, country, (lat, lon)


POSITIONS = (
    "lat", "pair", "lon, lat", "dms", "wkt", "map link", "mgrs", "utm x", "dm lat",
    "decimal comma lat",
)  # fmt: skip


def _written(lat: float, lon: float) -> dict[str, str]:
    """A position in the forms that people write it in."""
    x, y, zone, band = utm.from_latlon(lat, lon)
    north, east = ("S", "N")[lat > 0], ("W", "E")[lon > 0]
    return {
        "lat": f"{lat:.4f}", "lon": f"{lon:.4f}",
        "decimal comma lat": f"{lat:.4f}".replace(".", ","),
        "decimal comma lon": f"{lon:.4f}".replace(".", ","),
        "pair": f"{lat:.5f}, {lon:.5f}",
        "lon, lat": f"{lon:.5f}, {lat:.5f}",
        "dms": f"{_sexagesimal(lat)}{north} {_sexagesimal(lon)}{east}",
        "dm lat": f"{int(abs(lat)):02}° {abs(lat) % 1 * 60:.3f}' {north}",
        "dm lon": f"{int(abs(lon)):03}° {abs(lon) % 1 * 60:.3f}' {east}",
        "wkt": f"POINT ({lon:.5f} {lat:.5f})",
        "map link": f"https://www.google.com/maps/place/x/@{lat:.5f},{lon:.5f},14z",
        "mgrs": mgrs.MGRS().toMGRS(lat, lon, MGRSPrecision=4),
        "utm x": f"{x:.1f}", "utm y": f"{y:.1f}", "utm zone": f"{zone}{band}",
        "hemisphere zone": f"{zone}{north}",
    }  # fmt: skip


def _sexagesimal(degrees: float) -> str:
    whole, rest = divmod(abs(degrees), 1)
    minutes, rest = divmod(rest * 60, 1)
    return f"{int(whole)}°{int(minutes):02}'{rest * 60:04.1f}\""


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
    Shape("airport codes", {
        "ident": ("id", "id"), "type": ("grade", ""), "name": ("name", "title"),
        "elevation_ft": ("large", ""), "continent": ("continent", ""),
        "iso_country": ("country", "country"), "municipality": ("city", "place"),
        "local_code": ("empty", ""), "coordinates": ("lon, lat", "coordinates"),
    }),
    Shape("usinas", {
        "Código": ("id", "id"), "Usina": ("name", "title"), "Fonte de energia": ("grade", ""),
        "UF": ("region", "region"), "Município": ("city", "place"),
        "Potência (kW)": ("large", ""), "Entrada em operação": ("its day", "opened"),
        "Fuso": ("hemisphere zone", "system"), "UTM E": ("utm x", "easting"),
        "UTM N": ("utm y", "northing"),
    }, BRAZIL),
    Shape("piracy", {
        "Attack Number": ("id", "id"), "Date": ("its day", "date"), "Vessel": ("sailor", "title?"),
        "Flag State": ("sender", ""), "Lat.": ("dm lat", "latitude"),
        "Long.": ("dm lon", "longitude"), "Nearest coastal State": ("country", "country"),
        "Narration": ("long", "note"),
    }, OFF_COASTS),
    Shape("protests", {
        "event_id_cnty": ("id", "id"), "event_date": ("its day", "date"), "year": ("its year", ""),
        "time_precision": ("few", ""), "actor1": ("firm", ""), "interaction": ("code", ""),
        "region": ("world", ""), "country": ("country", "country"), "location": ("city", "place"),
        "latitude": ("lat", "latitude"), "longitude": ("lon", "longitude"),
        "geo_precision": ("few", ""), "fatalities": ("few", ""), "notes": ("long", "note"),
    }),
    Shape("judicial inquiry", {
        "Name of journalist": ("person", "title"), "Media outlet": ("firm", ""),
        "Country of killing": ("country", "country"), "Place of killing": ("city", "place"),
        "Date of killing": ("its day", "date"), "Local/Foreign": ("scope", ""),
        "Year condemned": ("data year", ""),
    }),
    Shape("contingents", {
        "Contributeur": ("sender", ""), "Pays de déploiement": ("country", "country"),
        "Quartier général": ("city", "place"), "Personnel en uniforme": ("large", ""),
        "Date de déploiement": ("first of month", "opened"),
        "Date de retrait": ("last of month", "closed"), "Exercice": ("data year", ""),
    }),
    Shape("camps", {
        "م": ("id", "id?"), "اسم المخيم": ("name", "title"), "الدولة": ("country", "country"),
        "أقرب مدينة": ("city", "place"), "عدد السكان": ("large", ""),
        "سنة الافتتاح": ("year", "opened"), "سنة الإغلاق": ("late year", "closed"),
        "خط العرض": ("lat", "latitude"), "خط الطول": ("lon", "longitude"),
        "الجهة المشرفة": ("firm", "originator?"), "المصدر": ("link", "source"),
    }, ARABIC),
    Shape("schools", {
        "School": ("name", "title"), "Where": ("country, city", "place"),
        "Established (year)": ("year", "opened"), "Students": ("large", ""),
        "Web": ("link", "source"),
    }),
    Shape("prisons", {
        "Établissement": ("name", "title"), "Type": ("kind", ""), "Code postal": ("large", ""),
        "Commune": ("city", "place"), "Capacité": ("large", ""),
        "Taux d'occupation": ("large", ""), "Date de mise en service": ("its day", "opened"),
    }, FRENCH),
    Shape("shootings", {
        "Incident ID": ("id", "id"), "Incident Date": ("its day", "date"),
        "State": ("region", "region"), "City Or County": ("city", "place"),
        "# Killed": ("few", ""), "Operations": ("empty", ""),
    }, UNITED_STATES),
    Shape("aid", {
        "Record ID": ("id", "id"), "Recipient": ("country", "country"),
        "Recipient Region": ("world", ""), "Implementation Start Year": ("year", "opened"),
        "Completion Year": ("late year", ""), "Title": ("name", "title"),
        "Funding Agencies": ("firm", ""), "Financier Country": ("sender", ""),
        "Sector Code": ("code", ""), "Amount (Constant USD)": ("large", ""),
        "Latitude": ("lat", "latitude"), "Longitude": ("lon", "longitude"),
        "Source URLs": ("link", "source"),
    }),
    Shape("missing migrants", {
        "Incident ID": ("id", "id"), "Incident Date": ("its day", "date"),
        "Incident Year": ("its year", ""), "Number of Dead": ("few", ""),
        "Country of Origin": ("sender", ""), "Country of Incident": ("country", "country"),
        "Coordinates": ("pair", "coordinates"), "UNSD Geographical Grouping": ("world", ""),
        "URL": ("link", "source"),
    }, OFF_COASTS),
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
    Shape("detention sites", {
        "Facility ID": ("id", "id"), "Detention facility": ("name", "title"),
        "Run by (ministry)": ("firm", "originator?"), "State code": ("region", "region"),
        "County seat": ("city", "place"), "Bed capacity": ("large", ""),
        "Avg daily population FY19": ("large", ""), "Guaranteed minimum": ("large", ""),
        "Contract start": ("its day", "opened"), "Per diem rate (USD)": ("amount", ""),
    }, UNITED_STATES),
    Shape("заводы", {
        "№": ("id", "id"), "Наименование предприятия": ("name", "title"),
        "Собственник": ("firm", "originator"), "Страна": ("country", "country"),
        "Населённый пункт": ("city", "place"), "Мощность, т/год": ("large", ""),
        "Год пуска": ("year", "opened"), "Год остановки": ("late year", "closed"),
        "Точность координат": ("grade", ""), "Координаты": ("wkt", "coordinates"),
        "Ссылка": ("link", "source"),
    }, RUSSIAN),
    Shape("buques", {
        "Nº de incidente": ("id", "id"), "Fecha del suceso": ("its day", "date"),
        "Año": ("its year", ""), "Nombre del buque": ("sailor", "title"),
        "Bandera": ("sender", ""), "Estado ribereño": ("country", "country"),
        "Posición": ("dms", "coordinates"), "Tripulantes heridos": ("few", ""),
        "Relato": ("long", "note?"),
    }, OFF_COASTS),
    Shape("überwachungstürme", {
        "Kennung": ("id", "id"), "Turmbezeichnung": ("name", "title"),
        "Herstellerland": ("sender", ""), "Staat": ("country", "country"),
        "Nächste Ortschaft": ("city", "place"), "Höhe (m)": ("amount", ""),
        "Baujahr": ("year", "opened"), "Rückbau": ("late year", "closed"),
        "Geogr. Breite": ("decimal comma lat", "latitude"),
        "Geogr. Länge": ("decimal comma lon", "longitude"), "Lagegenauigkeit": ("grade", ""),
    }),
    Shape("arms depots", {
        "Depot": ("name", "title"), "Recipient": ("country", "country"),
        "Supplier": ("sender", ""), "Closest populated place": ("city", "place"),
        "Grid reference": ("mgrs", "coordinates"), "Ordered": ("year", ""),
        "Deliveries began": ("year", "opened"), "Deliveries ended": ("late year", "closed"),
        "SIPRI TIV": ("amount", ""), "No. delivered": ("few", ""),
    }),
    Shape("rest houses", {
        "Title": ("name", "title"), "Postal": ("address", "address"),
        "Opened on": ("its day", "opened"), "Staff": ("few", ""),
        "Managed by": ("firm", "originator?"), "Read more": ("link", "source"),
    }),
    Shape("câbles sous-marins", {
        "Câble": ("name", "title"), "Point d'atterrissement": ("city, country", "place"),
        "Armateur": ("firm", "originator?"), "Capacité (Tb/s)": ("amount", ""),
        "Mise en service": ("year", "opened"), "Hors service": ("late year", "closed"),
        "Carte": ("map link", "coordinates"),
    }),
    Shape("attacks on schools", {
        "Incident code": ("id", "id"), "Perpetrator nationality": ("sender", ""),
        "Reported perpetrator": ("firm", "originator?"), "Admin 0": ("country", "country"),
        "Admin 1": ("region", "region"), "Settlement": ("city", "place"),
        "Incident date": ("its day", "date"), "Incident year": ("its year", ""),
        "Students killed": ("few", ""), "Educators injured": ("few", ""),
        "Date entered": ("day", ""), "Source 1 (URL)": ("link", "source"),
    }),
)  # fmt: skip

"""Write regions of the world and unions, their countries and names (development only).

Run from the root, with the npm package `cldr-core` unpacked in a folder:
`python -m geodata.data.build_regions FOLDER`.
"""

from __future__ import annotations

import csv
import io
import json
import logging
import sys
from pathlib import Path

from babel import Locale, localedata

from geodata.countries import fold_country_name, known_codes

TARGET = Path(__file__).parent / "regions.csv"
CONTAINMENT = Path("supplemental", "territoryContainment.json")


def read_containment(folder: Path) -> dict[str, list[str]]:
    """What each territory of CLDR contains directly; groupings are merged, the deprecated not."""
    data = json.loads((folder / CONTAINMENT).read_text(encoding="utf-8"))
    contained: dict[str, list[str]] = {}
    for key, entry in data["supplemental"]["territoryContainment"].items():
        if not key.endswith("-deprecated"):
            contained.setdefault(key.split("-")[0], []).extend(entry["_contains"])
    return contained


def countries_in(code: str, contained: dict[str, list[str]]) -> set[str]:
    """The countries of a region and of the regions in it."""
    members = contained.get(code, [])
    inner = (countries_in(each, contained) for each in members if each.isdigit())
    return {each for each in members if each in known_codes()}.union(*inner)


def region_names() -> dict[str, set[str]]:
    """The folded names of regions in every language of CLDR."""
    names: dict[str, set[str]] = {}
    for identifier in localedata.locale_identifiers():
        for code, name in Locale.parse(identifier).territories.items():
            folded = fold_country_name(name)
            if code.isdigit() and folded:
                names.setdefault(code, set()).add(folded)
    return names


def main(folder: Path) -> None:
    """Write the table beside this script."""
    contained, names = read_containment(folder), region_names()
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["code", "countries", "names"])
    unions = known_codes().intersection(contained)
    for code in sorted({*names, *unions}):
        countries = countries_in(code, contained)
        if countries:
            named = ";".join(sorted(names.get(code, ())))  # a union has the names of a country
            writer.writerow([code, ";".join(sorted(countries)), named])
    TARGET.write_text(table.getvalue(), encoding="utf-8")
    logging.getLogger(__name__).info("%s bytes", TARGET.stat().st_size)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(Path(sys.argv[1]))

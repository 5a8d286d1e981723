"""Write the names of countries in all languages of CLDR to a table (development only).

Run from the root: `python -m geodata.data.build_country_names`. The table spares each start the
two seconds that reading a thousand locales takes.
"""

from __future__ import annotations

import logging
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from babel import Locale, localedata

from geodata.countries import fold_country_name, known_codes

TARGET = Path(__file__).parent / "territory_names.parquet"


def read_territory_names() -> list[tuple[str, str]]:
    """Pairs of folded name and code, for every language, sorted, without repetitions."""
    codes = known_codes()
    pairs = set()
    for identifier in localedata.locale_identifiers():
        for code, name in Locale.parse(identifier).territories.items():
            folded = fold_country_name(name)
            if code in codes and folded:
                pairs.add((folded, code))
    return sorted(pairs)


def main() -> None:
    """Write the table beside this script."""
    names, codes = zip(*read_territory_names(), strict=True)
    table = pa.table({"name": names, "iso2": codes})
    pq.write_table(table, TARGET, compression="zstd", compression_level=19)
    logging.getLogger(__name__).info("%s names, %s bytes", len(names), TARGET.stat().st_size)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()

"""The record's own figures, counted from its tables, for tests in which they are incidental.

What the record must hold is stated in `tests/test_seeds.py`, and what changed from one version to
the next in `tests/test_record_versions.py`: a new version changes these, and no other test.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

SEEDS = Path(__file__).parent.parent / "seeds"


def read_record(table: str) -> pd.DataFrame:
    """A table of the record, every cell as text."""
    return pd.read_csv(SEEDS / f"{table}.csv", dtype="str", keep_default_na=False)


def stations_in_totals(**cells: str) -> pd.DataFrame:
    """The rows of sites in the reports' totals that hold these cells, `count` as a number."""
    stations, editions = read_record("stations"), read_record("editions")
    counted = editions.loc[editions["in_totals"] == "true", "id"]
    found = stations[stations["edition"].isin(counted)].astype({"count": int})
    for column, text in cells.items():
        found = found[found[column] == text]
    return found


def sites(**cells: str) -> int:
    """How many sites these are: `sites()`, `sites(edition="2022-12")`."""
    return int(stations_in_totals(**cells)["count"].sum())


def host_countries() -> int:
    """In how many countries the sites of the reports lie."""
    return stations_in_totals()["country"].nunique()


def agreed() -> dict[str, int]:
    """How many agreements there are by unit, without those that were only proposed."""
    agreements = read_record("agreements")
    kinds = agreements.loc[agreements["status"] != "proposed", "kind"]
    deals = kinds.isin(["patrol_agreement", "cooperation_agreement", "security_pact"])
    rounds = kinds == "patrol_round"
    return {
        "Policing deals": int(deals.sum()),
        "Patrol rounds": int(rounds.sum()),
        "Other entries": int((~deals & ~rounds).sum()),
    }


LAYERS = ("stations", "agreements", "responses", "operations")
"""The layers of the project's own record that a reader can choose among."""

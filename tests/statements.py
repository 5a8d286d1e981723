"""What every surface says about a selection, case by case: Python and JavaScript are held to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from layers.selection import Selection
from tests.record import LAYERS

ROWS: dict[str, list[dict[str, Any]]] = {
    "stations": [
        {"country": "IT", "city": "Milan", "precision": "city", "count": "2",
         "established": "2016"},
        {"country": "IT", "established": "2015/"},
        {"country": "IT", "city": "Milan", "precision": "city", "count": "3"},
        {"country": "FR", "established": "2018"},
        {"country": "HR", "count": "4", "status": "closed"},
    ],
    "agreements": [
        {"countries": "IT", "kind": "patrol_agreement", "period": "2016"},
        {"countries": "IT", "kind": "patrol_round", "period": "2016"},
        {"countries": "IT", "kind": "patrol_round", "period": "2017"},
        {"countries": "IT", "kind": "other", "period": ""},
        {"countries": "HR", "kind": "patrol_round", "period": "2018"},
        {"countries": "KI", "kind": "police_cooperation", "period": "2016/"},
        {"countries": "", "kind": "security_pact", "period": "2014", "status": "active"},
        {"countries": "ES", "kind": "joint_patrol", "period": "2017", "status": "proposed"},
        {"countries": "AT", "kind": "patrol_round", "period": "2017", "status": "ended"},
        {"countries": "HR", "kind": "patrol_round", "period": "2017", "status": "ended"},
        {"countries": "HR", "kind": "patrol_round", "period": "2016", "status": "ended"},
    ],
    "responses": [
        {"countries": "FR", "date": "2022", "kind": "denial", "speaker_country": "FR"},
        {"countries": "FR", "date": "2023", "kind": "statement", "speaker_country": "FR"},
        {"countries": "AO", "date": "2012", "kind": "denial", "speaker_country": "AO"},
    ],
    "operations": [{"countries": "AO"}, {"countries": "AO", "date": "2017"}],
    "places": [{"country": "IT", "name": "Milan", "lon": "9.19", "lat": "45.46"}],
}  # fmt: skip

EVERY_STATUS = frozenset({"reported", "closed", "unknown", "active", "ended", "proposed"})
WHOLE = Selection(layer=frozenset(LAYERS), status=EVERY_STATUS)
"""Everything in `ROWS`: what a page holds from which its reader chooses."""


@dataclass(frozen=True)
class Case:
    """What a reader asks of `WHOLE`, and the sentences and remarks that answer in English."""

    name: str
    sentences: str
    remarks: str = ""
    countries: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    undated: bool = True

    @property
    def selection(self) -> Selection:
        """The same as a selection."""
        return Selection(
            layer=WHOLE["layer"],
            country=frozenset(self.countries) or None,
            status=frozenset(self.statuses) or EVERY_STATUS,
            year=self.years,
            undated=self.undated,
        )

    @property
    def fragment(self) -> str:
        """The same in the address of an article."""
        pairs = [
            *(f"country={each}" for each in self.countries),
            *(f"status={each}" for each in self.statuses),
            *([f"year={self.years[0]}:{self.years[1]}"] if self.years else []),
            *([] if self.undated else ["undated=no"]),
        ]
        return "&".join(pairs)


CASES = (
    Case(
        "all that there is: each unit apart, and only what is alike is ranked",
        "11 reported stations in 3 countries; most in Italy. 2 policing deals, 6 patrol rounds, "
        "2 other entries, 1 proposal in 5 countries. 3 responses in 2 countries. "
        "Angola: 2 reported operations.",
        "City not known or not located, so counted for the country: 6 reported stations. "
        "No single country: 1 policing deal. "
        "No date: 7 reported stations, 1 other entry, 1 reported operation.",
    ),
    Case(
        "what may lie outside the years, and what has no date, is told apart",
        "2 reported stations in 1 country, 2016; 1 more may lie outside these years; 7 more are "
        "undated. 1 policing deal, 2 patrol rounds, 1 other entry in 3 countries, 2016; "
        "undated: 1 other entry. Angola: no certain date in 2016; undated: 1 reported operation.",
        "City not known or not located, so counted for the country: 5 reported stations.",
        years=(2016, 2016),
    ),
    Case(
        "nothing dated: no year is claimed",
        "No certain date in 2013; undated: 7 reported stations. Italy: no certain date in 2013; "
        "undated: 1 agreement or patrol. Angola: no certain date in 2013; undated: 1 reported "
        "operation.",
        "City not known or not located, so counted for the country: 4 reported stations.",
        years=(2013, 2013),
    ),
    Case(
        "the undated are left out",
        "Italy: 2 reported stations, 2016 to 2017; 1 more may lie outside these years. "
        "1 policing deal, 5 patrol rounds, 1 other entry, 1 proposal in 5 countries, 2016 to "
        "2017. Angola: 1 reported operation, 2016 to 2017.",
        "City not known or not located, so counted for the country: 1 reported station.",
        years=(2016, 2017),
        undated=False,
    ),
    Case(
        "one country in one sentence",
        "Italy: 6 reported stations, 1 policing deal, 2 patrol rounds, 1 other entry.",
        "City not known or not located, so counted for the country: 1 reported station. "
        "No date: 3 reported stations, 1 other entry.",
        countries=("IT",),
    ),
    Case(
        "one country and years",
        "Italy: 2 reported stations, 1 policing deal, 1 patrol round, 2016; perhaps outside these "
        "years: 1 reported station; undated: 3 reported stations, 1 other entry.",
        "City not known or not located, so counted for the country: 1 reported station.",
        countries=("IT",),
        years=(2016, 2016),
    ),
    Case(
        "one country and nothing dated",
        "Italy: no certain date in 2013; undated: 3 reported stations, 1 agreement or patrol.",
        countries=("IT",),
        years=(2013, 2013),
    ),
    Case(
        "nothing certain, something possible",
        "Kiribati: no certain date in 2017; perhaps outside these years: 1 agreement or patrol.",
        countries=("KI",),
        years=(2017, 2017),
    ),
    Case(
        "what has no unit of its own has the name of its layer where it is alone",
        "Kiribati: 1 agreement or patrol.",
        countries=("KI",),
    ),
    Case(
        "one unit alone is ranked, among what is dated",
        "3 patrol rounds in 2 countries, 2016 to 2017; most in Croatia.",
        countries=("HR", "AT"),
        statuses=("ended",),
        years=(2016, 2017),
    ),
    Case("nothing", "No records match.", countries=("KI",), years=(2013, 2013)),
)

"""What speaks for a column and what against it, in figures: the one table of them, with reasons.

Set on the first half of the sheets of `benchmarks/tracker_sheets.py` and checked on the other half.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

EXACT = 1.0
"""A header that is a usual name."""

PER_PLACE = 0.002
"""What a usual name loses for each one that is more usual: `City` goes before `Site`."""

WITH_ASIDE = 0.9
"""A usual name with a word in brackets that is not a measure: `Country (host)`."""

ONE_OF_TWO = 0.85
"""A usual name and another word, separated by a slash: `Country/Area`."""

AT_END, AT_START = 0.6, 0.5
"""A usual name that is the head of the header: the last word, or the first in Romance languages.
Up to 0.2 more by how much of the header it is."""

OF_SOMETHING = 0.25
"""A number or code of what is not known: it identifies records only where nothing else does."""

RESEMBLING = 0.5
"""A header spelt like a usual name, by rapidfuzz at least `ALIKE_FROM` of 100."""

ALIKE_FROM = 88

OF_ITS_KIND, OF_THE_SITE = 0.7, 0.15
"""A date that is called a begin or an end; what a head gains that is said of the site itself."""

STRANGE_WORDS = 0.3
"""What a begin or end loses, times the share of its words that say neither: `Construction start`
goes behind `Grid connection`."""

LATER = 0.15
"""What a begin loses that says a completion: of a project that is the end."""

HOST, SENDER = 0.5, 0.2
"""Countries whose header says that something is received there, and that it comes from there."""

ANY_DATE = 0.55
"""A date of something that is neither begin nor end, such as `Incident date`."""

BY_CELLS = 0.3
"""Times the share of cells that look like it: any header that is a usual name goes before."""

BY_HEADER = 0.5
"""From here on a column would have had the field if another had not: worth a question."""

MIN_SHARE = 0.6
"""The share of cells that must look like a field where only the cells speak."""

HALF = 0.5
"""The share from which on a header that is a usual name is believed against some of its cells."""

NEARLY_ALL = 0.8
"""The share of cells from which on a column is of numbers, of parts of the world, of flags."""

MIN_SHARES: Mapping[str, float] = {
    "country": 0.3, "address": 0.5, "opened": 0.2, "closed": 0.1, "date": 0.2, "latitude": 0.5,
    "longitude": 0.5, "coordinates": 0.5, "count": 0.5, "month": 0.8, "day": 0.8,
    "easting": 0.8, "northing": 0.8, "system": 0.8,
}  # fmt: skip
"""The share of cells that must look like the field, even where the header is its name. Dates in
messy sheets are written in words that not even a person reads, so little is asked of them."""

MIN_YEARS = 0.8
"""Of a column of plain numbers that is called a date, so many must be years that can be meant."""

LIKELY_YEARS = (1500, 2060)
"""Plain numbers of four figures are years of a site within these, and amounts beyond."""

RUNNING = 3
"""From so many rows on, numbers that rise by one from row to row number the rows."""

MIN_UNIQUE = 0.95
"""Of identifiers, so many must be different: a few rows of a sheet occur twice."""

MIN_FILLED = 0.9
"""Of identifiers, so many rows must have one."""

OF_A_RECORD = 0.45
"""What a record is, such as `Event` or `Plant`, as the header of its titles, where no other is."""

TITLES_UNIQUE = 0.8
"""Of such titles, so many must be different: a column of kinds has few wordings."""

NAMES_UNIQUE = 0.3
"""The same where the header says that it holds names: several rows may be of one thing."""

TITLE_FILLED = 0.3
"""A name that fewer rows have is the name of something else."""

MAX_OF_A_ROW = 1_000
MEAN_OF_A_ROW = 60
"""Numbers of sites are small: beyond these, at most or on average, they are amounts."""

PLACES_LOOKED_UP = 60
"""Rows by which columns are judged by their places: few, as each is looked up."""

MIN_TOWNS = 5
"""Fewer different cells do not distinguish towns or titles from kinds of something."""

NO_TOWNS = 0.1
"""The share of towns up to which a column that is called a place holds none: the villages of which
a gazetteer lacks most still share some names with towns."""

TITLE_LONGEST = 120
"""Characters of a title; a longer text is a description."""

ROWS_COMPARED = 3_000
"""Rows of a long sheet by which its columns are compared with each other."""

MIN_CODES = 5
"""Different codes of two or three letters that make a column one of countries where its header does
not say so: kinds of something are often written in two letters."""

"""What speaks for a place and what against it, in figures: the one table of them, with reasons.

Set on made-up sheets and on one half of the towns of `benchmarks/geocoding.py`.
"""

from __future__ import annotations

FAR_FROM_ITS_NAME_KM = 50.0
"""From here on a position is not that of the place which its row names: both are reported."""

FAR_APART_KM = 100.0
"""How far apart positions of one word are that it is not a name of a place."""

MIN_LOST = 5
MIN_SHARE_LOST = 0.6
"""Rows, and their share, from which on places not found speak against a column: of villages that
the gazetteer lacks it is mostly a third."""

TOWN_OF_DIVISION = 0.2
"""The share of a province's people from which on its name alone may mean its town."""

LARGE_TOWN = 150_000
"""The people of such a town where those of the province are not known: Milano, and not Mantova."""

ROWS_WEIGHED = 300
"""Rows of a long sheet that are looked at: the first ones that differ."""

MIN_ROWS = 3
"""Fewer rows show nothing about a column."""

MIN_SHARE_OF_COUNTRIES = 0.8
"""The share of distinct cells that makes a column one of countries: a column of regions names
some, by mistake or where a territory is listed under a state."""

MIN_SHARE_OF_DIVISIONS = 0.6
"""The same of divisions of the countries beside them: some are villages."""

MIN_SHARE_ALIKE = 0.8
"""From this share of equal rows on, two columns write one country twice, as name and code."""

CLEARLY_MORE = 0.2
"""How much larger the share found in the host must be. Namesakes alone find some places in any
large country: in the wrong column of a list of missions it is up to a half."""

WELL_KNOWN = 20_000
"""The people of a town from which on a village of its name nearby is not what is meant."""

RIVAL_SHARE = 0.25
"""The share of its people from which on a namesake is a rival; one of unknown size always is."""

ONE_TOWN_KM = 5.0
"""How far apart two entries of one name are that mean one town."""

TOLERANCE_KM = 25.0
"""How far outside its country a position may lie: coasts and islets are drawn coarsely."""

NAMED_WITHIN_KM = 25.0
"""How far a position may lie from the town that it is called after."""

WITHIN_TOWN_KM = 5.0
"""How far from its middle a position still lies in a town."""

ROUNDED_KM = 0.8
"""How far the position of a town lies from its middle if nothing but rounding is between them."""

BORDER_KM = 10.0
"""How near to a border a position does not decide the country: outlines are up to 8 km off."""

MIN_SHARE_EXCHANGED, HARDLY = 0.6, 0.2
"""The share of positions that fit their countries only with latitude and longitude exchanged, and
the most that fit as they are, where the whole column is to be read so."""

WATERS_KM = 370.0
"""How far the waters reach that are called a state's: 200 nautical miles."""

OFTEN_AT_SEA, MIN_SHARE_OFF = 0.25, 0.8
"""The share of positions outside of their countries from which on a sheet may be one of things at
sea, and the share of these that must lie in the waters of the country which their row names: those
with a wrong sign do not."""

MIN_SHARE_BEGINNING = 0.6
"""The share of places that begin, or end, with a country's name from which on the others do too."""

MIN_OF_ONE, MIN_SHARE_OF_ONE, MIN_SHARE_OF_ALL = 5, 0.9, 0.5
"""Of a sheet that names no country: the places, and their share, that one country alone must have
for the others to be looked for there too, and the share of all places that must be found."""

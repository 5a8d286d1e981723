"""The table of looks: what every surface draws marks by, each fact once.

Lengths are pixels of the map on a screen; a page draws them larger or smaller as a whole. What
draws reads them as `looks.NAME`; scripts get them by `for_script`, style sheets by `in_style`.
"""

from __future__ import annotations

import math
import re
from typing import Any

# A site: round, its area by the number of its records.
MIN_RADIUS = 5.0
MAX_RADIUS = 28.0
HALO = 1.5  # around what is on the map
RING = 1.5  # the edge of a site
HOLLOW_RING = 2.25  # the same, where no source says who is behind it
SEAM = 1.25  # between the parts of a pie
PIE_START = 0.0  # in turns, clockwise from the top
FADED = 0.38
"""Opacity within the edge of a site without a certain date; 1 leaves it as the others."""

# One dot for each site, where a map is not too crowded for that.
DOT_SIZES = ((1.0, 3.8), (3.7, 5.0), (5.3, 7.5))
"""The radius of a dot at some zooms of a map; in between it follows, beyond it stays."""
DOT_GAP = 1.0  # between the dots of a place, and the halo around each
DOT_RING = 1.8  # the edge of a hollow dot
LEADER_LINE = 0.8  # from where a cluster is drawn to where its place is
POINTED = 12.0  # from the middle of a mark: as near as that, a pointer means it
TOUCHED = 22.0  # the same, of a finger

# The number on a site: in a pie it is in a hole, so that no two colours lie behind it.
NUMBERED_RADIUS = 7.5  # from which a number fits
NUMBER_SIZES = (9.0, 15.0)
NUMBER_SHARE = 1.05  # of the radius
HOLE_SHARE = 0.58
NUMBER_IN_HOLE_SHARE = 0.86

# A town that an agreement names.
TOWN = ((0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0))
"""The corners of its shape, around its middle; its reach is 1."""
TOWN_REACH = 4.0
TOWN_LINE = 1.25  # of one that was only proposed
TOWN_DASH = (2.0, 1.5)

# A count or a sign for a whole country: square.
BADGE_HEIGHT = 14.0
BADGE_SIDES = 8.0  # what it is wider than its digits
BADGE_DIGIT = 6.0
BADGE_ROUND = 3.0
BADGE_LINE = 1.25
BADGE_TEXT = 10.5
CHIP_WIDTH = 6.0  # of a country with agreements that is too small to be seen shaded

# How many sites of a country have no known city.
PILL_HEIGHT = 14.0
PILL_SIDES = 6.0  # what it is wider than its text
PILL_DIGIT = 6.0
PILL_LINE = 1.0
PILL_DASH = (2.0, 2.0)
PILL_TEXT = 10.0

# The box of a region that has a frame of its own.
INSET_OPACITY = 0.7
INSET_TEXT = 15.0

# The names of cities and countries.
NAME_SIZE = 12.0
NAME_HALO = 3.0
NAME_GAP = 3.0  # between a mark and its name
MAX_NAMES = 12  # on a map of the world
MAX_NAMES_NEAR = 18  # on one from nearer by
COUNTRY_NAME_SIZE = 11.0
COUNTRY_NAMES_FROM = 3.0  # the zoom from which countries are named
MAX_COUNTRY_NAMES = 8

# A country.
BORDER_LINE = 0.7
DIFFERING_LINE = 0.9  # of a border that is drawn in another way elsewhere
DIFFERING_DASH = (3.0, 2.0)
SOUTHMOST = -60.0  # degrees; what lies wholly beyond is left out of the ground
HATCH_STEP = 7.0
"""Between the lines in a country with sites of no known city; 0 leaves them out."""
HATCH_LINE = 1.4
HATCH_OPACITY = 0.3
UNLOCATED_LINE = 0.8
UNLOCATED_OPACITY = 0.6
SHADE_LINE = 0.6
PROPOSED_LINE = 1.25
PROPOSED_DASH = (5.0, 4.0)
RESPONSE_LINE = 1.0
RESPONSE_OPACITY = 0.7

# A line from the seat of a jurisdiction.
ARC_LINE = 1.1
ARC_OPACITY = 0.5
ARC_DASH = (6.0, 5.0)  # of what was only proposed
ARC_HEAD = 9.0  # of one that goes on beyond the edge


def radius_of(count: int) -> float:
    """Size the symbol of a place so that its area follows the number of its records.

    One record has the least radius that a finger or an eye finds; from 32 records on the symbol
    grows no more, and the number written on it says how many.

    Args:
        count: Of records, 1 or more.

    Raises:
        ValueError: There is nothing to draw.
    """
    if count < 1:
        raise ValueError(f"A symbol stands for one record or more, not for {count}.")
    return min(MAX_RADIUS, MIN_RADIUS * math.sqrt(count))


def for_script(script: str) -> dict[str, Any]:
    """What a script reads of the table as `looks.name`, in lower case.

    Raises:
        KeyError: The table has no such look.
    """
    asked = sorted(set(re.findall(r"\blooks\.(\w+)", script)))
    return {name: globals()[name.upper()] for name in asked}


def in_style(sheet: str) -> str:
    """Fill in a style sheet what it asks of the table as `look(arc-line)`.

    Raises:
        KeyError: The table has no such look.
    """
    return re.sub(r"look\(([\w-]+)\)", lambda found: _written(found[1]), sheet)


def _written(name: str) -> str:
    value = globals()[name.upper().replace("-", "_")]
    return " ".join(f"{each:g}" for each in (value if isinstance(value, tuple) else (value,)))

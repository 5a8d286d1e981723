"""A briefing on the countries that are chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from geodata.countries import by_name, country_name
from layers.words import Words
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.writers import write_brief
from mapapp.panels.downloads import Download

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.selection import Selected
    from mapapp.view import View

MAX_COUNTRIES = 4
"""Countries that are chosen and get one brief here; for more there is the page of briefings."""


def offer(shown: Selected, view: View) -> Iterator[Download]:
    """A briefing, where a few countries are chosen."""
    countries = by_name(shown.selection.chosen("country") or ())
    if 0 < len(countries) <= MAX_COUNTRIES:
        named = Words(shown.collection).listed(map(country_name, countries))
        yield Download(
            f"Briefing: {named} (PDF)",
            "briefing",
            ".pdf",
            "application/pdf",
            partial(_write, shown, countries, view.borders),
        )


def _write(shown: Selected, countries: list[str], borders: str) -> bytes:
    brief = build_brief(shown.collection, countries, "en", borders=borders)
    return write_brief(brief, "pdf", paper="a4")

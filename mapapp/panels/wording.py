"""How values of a record read: dates, countries, jurisdictions, statuses, sources."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from babel.dates import format_date

from geodata.countries import country_name
from mapapp.language import MAIN_LANGUAGE
from mapapp.panels.markup import element, link, text
from mapapp.rare_dates import spell_rare_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from geodata.collection import Collection

_MARKS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


def say_date(edtf: str) -> str:
    """Put an EDTF date into words, such as `September 2018` or `2016 to 2019`; empty stays so."""
    if "/" not in edtf:
        return _say_day(edtf)
    begin, end = edtf.split("/", 1)
    if end == "..":
        return f"since {_say_day(begin)}"
    if begin in {"", ".."}:
        return f"until {_say_day(end)}"
    if not end:
        return f"from {_say_day(begin)}, end not known"
    return f"{_say_day(begin)} to {_say_day(end)}"


def say_countries(codes: Iterable[str]) -> str:
    """The names of countries."""
    return ", ".join(map(country_name, codes))


def say_jurisdictions(collection: Collection, ids: Iterable[str]) -> str:
    """The names of jurisdictions."""
    names = collection.jurisdictions["name"]
    return ", ".join(str(names[each]) for each in ids)


def say_place(row: pd.Series[Any]) -> str:
    """Where a site is said to be: as far as is known, the city, the region, the country."""
    parts = (row["city"], row["admin1"], country_name(row["country"]))
    return ", ".join(part for part in parts if part)


def row_of(table: pd.DataFrame, record: str) -> pd.Series[Any]:
    """The row of a record; ids are unique in every table of a collection."""
    return cast("pd.Series[Any]", table.loc[record])


def say_number(count: int, one: str, many: str) -> str:
    """A number of things, such as `1 record` or `1,200 records`."""
    return f"{count:,} {one if count == 1 else many}"


def source_html(collection: Collection, source: str) -> str:
    """Write a source as a link to it: publisher, title, date, and the archived copy if any."""
    row = row_of(collection.sources, source)
    title = link(row["url"], row["title"] or row["url"] or source)
    rest = [row["publisher"], say_date(row["published"])]
    kind = collection.about.label("sources", "standing", row["standing"])
    archived = f" · {link(row['archived_url'], 'archived copy')}" if row["archived_url"] else ""
    remarks = ", ".join(filter(None, [*rest, kind.lower()]))
    return f"{title}{archived}<br>{element('small', text(remarks))}"


def sources_html(collection: Collection, sources: Iterable[str]) -> str:
    """Write sources as a list of links, the most direct first."""
    return element("ul", "".join(element("li", source_html(collection, each)) for each in sources))


def _say_day(edtf: str) -> str:
    mark = edtf[-1:] if edtf[-1:] in _MARKS else ""
    rare = spell_rare_date(edtf.removesuffix(mark), MAIN_LANGUAGE, _say_day)
    if rare is not None:
        return f"{_MARKS.get(mark, '')}{rare}"
    parts = edtf.removesuffix(mark).split("-")
    if not all(part.isdigit() for part in parts):
        return edtf
    pattern = {1: "", 2: "LLLL y", 3: "d MMMM y"}.get(len(parts))
    if pattern is None:
        return edtf
    return _MARKS.get(mark, "") + (_formatted(parts, pattern) if pattern else parts[0])


def _formatted(parts: list[str], pattern: str) -> str:
    numbers = [int(part) for part in parts]
    day = numbers[2] if len(numbers) > 2 else 1  # noqa: PLR2004 - year, month, day
    try:
        return str(format_date(dt.date(numbers[0], numbers[1], day), pattern, locale="en"))
    except ValueError:
        return "-".join(parts)

"""How values of a record read: dates, countries, jurisdictions, statuses, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from geodata.countries import country_name
from mapapp.dates import spell_date
from mapapp.language import MAIN_LANGUAGE
from mapapp.panels.markup import BREAK, element, fragment, link

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from markupsafe import Markup

    from geodata.collection import Collection
    from geodata.layer_specs import Role


def term(collection: Collection, name: str, form: str) -> str:
    """The collection's word for `jurisdiction`, `country` or `edition`, `one` or `many` of it."""
    return str(collection.about.words().get("terms", {}).get(name, {}).get(form, name))


def layer_word(collection: Collection, layer: str, form: str) -> str:
    """The collection's word for a layer: its `title`, or `one` or `many` of its records."""
    return str(collection.about.words().get("layers", {}).get(layer, {}).get(form, layer))


def role_word(collection: Collection, role: Role, form: str) -> str:
    """The collection's words for what the layers of a role hold; empty if it has none."""
    return " and ".join(
        layer_word(collection, each, form) for each in collection.about.of_role(role)
    )


def capital(words: str) -> str:
    """The same with a capital at its start."""
    return words[:1].upper() + words[1:]


def say_date(edtf: str) -> str:
    """Put an EDTF date into words, such as `September 2018` or `2016–2019`; empty stays so."""
    return spell_date(edtf, MAIN_LANGUAGE)


def say_countries(codes: Iterable[str]) -> str:
    """The names of countries."""
    return ", ".join(map(country_name, codes))


def say_jurisdictions(collection: Collection, ids: Iterable[str]) -> str:
    """The names of jurisdictions."""
    names = collection.jurisdictions["name"]
    return ", ".join(str(names[each]) for each in ids)


def say_place(row: pd.Series[Any]) -> str:
    """Where a site is said to be: as far as is known, the city, the region, the country."""
    parts = (row["city"], row["region"], country_name(row["host"]))
    return ", ".join(part for part in parts if part)


def say_speaker(collection: Collection, row: pd.Series[Any]) -> str:
    """Who speaks in a statement, and for which country; that is not always the one concerned."""
    who = collection.about.layer_label(row["layer"], "speaker", row["speaker"])
    return f"{who}, {country_name(row['speaker_country'])}" if row["speaker_country"] else who


def say_status(collection: Collection, row: pd.Series[Any]) -> str:
    """The latest status of a record, and as of when, if a source dates it."""
    label = collection.about.layer_label(row["layer"], "status", row["status"])
    when = say_date(row["status_date"])
    return f"{label} ({when})" if when else label


def row_of(table: pd.DataFrame, record: str) -> pd.Series[Any]:
    """The row of a record; ids are unique in every table of a collection."""
    return cast("pd.Series[Any]", table.loc[record])


def say_number(count: int, one: str, many: str) -> str:
    """A number of things, such as `1 record` or `1,200 records`."""
    return f"{count:,} {one if count == 1 else many}"


def source_html(collection: Collection, source: str) -> Markup:
    """Write a source as a link to it: publisher, title, date, and the archived copy if any."""
    row = row_of(collection.sources, source)
    title = link(row["url"], row["title"] or row["url"] or source)
    rest = [row["publisher"], say_date(row["published"])]
    kind = collection.about.label("sources", "standing", row["standing"])
    archived = " · " + link(row["archived_url"], "archived copy") if row["archived_url"] else ""
    remarks = ", ".join(filter(None, [*rest, kind.lower()]))
    return title + archived + BREAK + element("small", remarks)


def sources_html(collection: Collection, sources: Iterable[str]) -> Markup:
    """Write sources as a list of links, the most direct first."""
    return element("ul", fragment(element("li", source_html(collection, each)) for each in sources))

"""What an imported collection calls itself: its words, its licence, its statuses and columns.

The description starts from the standard tables and a layer of sites; a collection that is there
already keeps what a person wrote into it.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, cast

from geodata.description import Description
from geodata.errors import GeodataError
from geodata.importing.cell_values import NOT_STATED
from geodata.importing.identifiers import FreeNames, slug
from geodata.importing.record_nouns import plural
from geodata.layer_specs import MEANINGS, RESERVED
from geodata.standard_tables import standard_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

NO_VERSION = "1"
ALWAYS_THERE = frozenset({"id", "sources", "precision"})
"""Columns of sites besides those with a meaning."""


TITLE = "title"
"""The meaning of the column that says what a record is called, and the name that it is given."""

SITES = "sites"
"""What the table of sites is called by default."""


class NoSitesError(GeodataError, LookupError):
    """A collection has no layer that the rows of a sheet could go into."""

    def __init__(self) -> None:
        super().__init__(
            "The collection has no layer of sites, so there is no table for the rows of a sheet: "
            "declare one in datapackage.json, or import into a new folder."
        )


@dataclass(frozen=True)
class Naming:
    """How a collection is called.

    Attributes:
        title: Of the collection.
        one: What a record is, as in `1 site`; empty leaves the wording as it is.
        many: The same for several.
        publisher: Who made it.
        license_title: Of the data; empty states none.
        license_url: Where the licence can be read.
        colours: Colour as #rrggbb by originator, as written in the table.
    """

    title: str = ""
    one: str = ""
    many: str = ""
    publisher: str = ""
    license_title: str = ""
    license_url: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)


def describe(
    naming: Naming,
    *,
    statuses: Sequence[str],
    extras: Mapping[str, Mapping[str, str]],
    start: Mapping[str, Any],
) -> dict[str, Any]:
    """Make the descriptor of a collection, without version and date.

    Args:
        naming: What a person called it; empty parts leave what is there.
        statuses: Every status of a record.
        extras: Title by name of the columns that only the file has, by table.
        start: The descriptor of an earlier version, or of the standard tables.
    """
    descriptor: dict[str, Any] = copy.deepcopy(dict(start))
    about = Description(descriptor)
    sites = site_layer(about)
    _set_title(descriptor, naming)
    _set_words(descriptor, naming, sites)
    if naming.publisher:
        descriptor["contributors"] = [{"title": naming.publisher, "roles": ["author"]}]
    if naming.license_title:
        path = {"path": naming.license_url} if naming.license_url else {}
        name = slug(naming.license_title) or "license"
        descriptor["licenses"] = [{"name": name, "title": naming.license_title, **path}]
    if status := about.specs[sites].columns.get("status"):
        _set_statuses(_fields(descriptor, sites)[status], statuses)
    for table, titles in extras.items():
        _set_extras(descriptor, table, titles, meant_columns(about, table))
    return descriptor


def declare_title(descriptor: dict[str, Any], layer: str, header: str) -> None:
    """Give a layer the column that says what each record is called, in place."""
    resource = next(each for each in descriptor["resources"] if each["name"] == layer)
    column = {
        "name": TITLE, "type": "string", "title": header,
        "description": "What the record is called, as the imported table has it.",
    }  # fmt: skip
    resource["schema"]["fields"].insert(1, column)


def name_layer(naming: Naming) -> str:
    """What the table of sites of a new collection is called: as its records are, if it can be."""
    name = slug(naming.many, separator="_")
    return name if name and name not in standard_names() else SITES


def site_layer(about: Description) -> str:
    """The layer that the rows of a sheet go into: the first of sites.

    Raises:
        NoSitesError: The collection has none.
    """
    sites = about.of_role("site")
    if not sites:
        raise NoSitesError
    return sites[0]


def read_naming(descriptor: Mapping[str, Any]) -> Naming:
    """How a collection is called already, but for its colours."""
    about = Description(descriptor)
    words: Mapping[str, Any] = next(iter(descriptor["collection"]["languages"].values()), {})
    layer = words.get("layers", {}).get(next(iter(about.of_role("site")), ""), {})
    return Naming(
        title=str(descriptor.get("title", "")),
        one=str(layer.get("one", "")),
        many=str(layer.get("many", "")),
        publisher=about.publisher,
        license_title=about.license_title,
        license_url=about.license_url,
    )


def changed_parts(naming: Naming, before: Naming) -> Naming:
    """A naming in which only what differs is said, so that the rest stays word for word."""
    words = [each.name for each in fields(Naming) if each.name != "colours"]
    said_before = [name for name in words if getattr(naming, name) == getattr(before, name)]
    return replace(naming, **cast("Any", dict.fromkeys(said_before, "")))


def meant_columns(about: Description, layer: str) -> frozenset[str]:
    """The columns of a layer that mean something to this program; a file may have others."""
    return ALWAYS_THERE.union(about.specs[layer].columns.values())


def name_extras(
    headers: Iterable[str], about: Description, *, kept: Mapping[str, str] | None = None
) -> dict[str, str]:
    """A name for each column that only the file has; one that had a name before keeps it.

    Args:
        headers: Of the columns.
        about: What describes the collection, or an earlier version of it.
        kept: Names that are known already, by header.

    Returns:
        Name by header.
    """
    known = {
        **{title: name for name, title in extra_titles(about).items()},
        **(kept or {}),
    }
    sites = (meant_columns(about, layer) for layer in about.of_role("site"))
    taken = {*MEANINGS, *RESERVED, *known.values()}.union(*sites)
    free = FreeNames(taken, form="{}_{}")
    return {
        header: known.get(header) or free.take(slug(header, separator="_") or "column")
        for header in headers
    }


def extra_titles(about: Description) -> dict[str, str]:
    """The headers of columns that only the file has, by their names in the table of sites."""
    return {
        each.name: each.title
        for layer in about.of_role("site")[:1]
        for each in about.columns(layer).values()
        if each.name not in meant_columns(about, layer)
    }


def _set_title(descriptor: dict[str, Any], naming: Naming) -> None:
    if naming.title:
        descriptor["title"] = naming.title
        descriptor["name"] = slug(naming.title) or descriptor["name"]


def _set_words(descriptor: dict[str, Any], naming: Naming, sites: str) -> None:
    words = next(iter(descriptor["collection"]["languages"].values()))
    if naming.title:
        words |= {"title": naming.title, "short_title": naming.title}
    if naming.one or naming.many:
        one = naming.one or naming.many
        many = naming.many or plural(naming.one)
        words.setdefault("layers", {})[sites] = {
            "title": many[:1].upper() + many[1:], "one": one, "many": many
        }  # fmt: skip


def _fields(descriptor: Mapping[str, Any], table: str) -> dict[str, dict[str, Any]]:
    resource = next(each for each in descriptor["resources"] if each["name"] == table)
    return {each["name"]: each for each in resource["schema"]["fields"]}


def _set_statuses(column: dict[str, Any], statuses: Sequence[str]) -> None:
    """Add the statuses that are new; those that were described before stay as they are."""
    terms = {term["value"]: term for term in column.get("categories", [])}
    for status in statuses:
        terms.setdefault(status, _term(status))
    if NOT_STATED not in statuses and len(terms) > 1:
        terms.pop(NOT_STATED, None)
    column["categories"] = list(terms.values())
    column["constraints"]["enum"] = list(terms)


def _term(value: str) -> dict[str, str]:
    return {"value": value, "label": value[:1].upper() + value[1:], "description": ""}


def _set_extras(
    descriptor: dict[str, Any], table: str, extras: Mapping[str, str], usual: Collection[str]
) -> None:
    """Describe the columns that only the file has, after the others; drop those it has no more."""
    resource = next(each for each in descriptor["resources"] if each["name"] == table)
    fields = resource["schema"]["fields"]
    kept = [each for each in fields if each["name"] in usual or each["name"] in extras]
    known = {each["name"] for each in kept}
    added = [
        {
            "name": name,
            "type": "string",
            "title": title,
            "description": "A column of the imported table, as it is written there.",
        }
        for name, title in extras.items()
        if name not in known and name not in usual
    ]
    resource["schema"]["fields"] = kept + added


def allow_values(descriptor: dict[str, Any], table: str, rows: Iterable[Mapping[str, str]]) -> None:
    """Let the columns of a table have the values that its rows have; new ones get a label."""
    rows = list(rows)
    for name, column in _fields(descriptor, table).items():
        allowed = column.get("constraints", {}).get("enum")
        new = dict.fromkeys(row[name] for row in rows if row.get(name)) if allowed else {}
        for value in (each for each in new if each not in allowed):
            allowed.append(value)
            if "categories" in column:
                column["categories"].append(_term(value))

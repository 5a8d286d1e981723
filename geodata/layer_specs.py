"""What a table that holds records is, and what its columns mean, as the descriptor declares it.

A resource of `datapackage.json` is a layer if it says so:

    "layer": {"role": "site", "date": "opened", "hosts": "country", "parties": "founder",
              "facts": ["subject"]}

The role says what is done with its records, and for each meaning the name of a column. A column
that is called like a meaning has it without being declared. `facts` are other columns that readers
see with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from geodata.standard_tables import earlier_layers

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Role = Literal["site", "agreement", "statement", "event", "background"]
ROLES: Mapping[Role, str] = {
    "site": "drawn where it is; one row can stand for several",
    "agreement": "drawn on the countries and the towns that it names",
    "statement": "drawn on the country that it concerns",
    "event": "listed, and not drawn",
    "background": "about the whole: shown in briefs, cannot be filtered",
}
"""What a table of records can be, and what is done with its records."""

LISTS: Mapping[str, str] = {
    "hosts": "the host countries, by their codes",
    "parties": "the jurisdictions behind it, by their ids",
    "places": "the towns and regions that it names",
}
"""Meanings of a column that holds one value or a list; of sites, only `places` can be a list."""

TEXTS: Mapping[str, str] = {
    "date": "when it was or applied, in EDTF: filters by year go by it",
    "status": "the latest that a source says; a category with `shown: false` is hidden at first",
    "status_date": "as of when that is, in EDTF",
    "status_note": "a note on the status",
    "kind": "what sort of record it is; the `role` of a category says how it is counted or drawn",
    "title": "what it is called",
    "summary": "what is reported, in the collection's own words",
    "edition": "the report that lists it, by its id",
    "signed": "when an agreement was signed, in EDTF",
    "region": "the first-level region of a site",
    "city": "the city of a site",
    "as_reported": "the place as the source writes it",
    "speaker": "who speaks in a statement",
    "speaker_country": "the country for which they speak, by its code",
    "note": "what a reader must know to use the record: conflicts, inferences, what was merged",
}
"""Meanings of a column that holds a text, an id, a code or a date."""

COUNT = "count"
"""The meaning of a column that says how many a row stands for."""

MEANINGS = (*LISTS, *TEXTS, COUNT)
REFERENCES: Mapping[str, str] = {
    "hosts": "countries",
    "parties": "jurisdictions",
    "places": "places",
    "edition": "editions",
    "speaker_country": "countries",
}
"""The table that the values of a column must be in if it has a meaning."""

RESERVED = frozenset(
    {
        *("layer", "host", "party", "weight", "place", "towns", "geometry", "certainty"),
        *("first_from", "first_to", "last_from", "last_to"),
    }
)
"""Names that tables get while they are read or selected: no column of a layer may take them."""

NEEDED: Mapping[Role, tuple[str, ...]] = {
    "site": ("hosts", "parties"),
    "agreement": ("hosts",),
    "statement": ("hosts",),
    "event": ("hosts",),
    "background": (),
}
"""The meanings that some column of a layer must have."""


@dataclass(frozen=True)
class LayerSpec:
    """A table that holds records.

    Attributes:
        name: What the collection calls the table.
        role: What is done with its records.
        columns: The name of the column that has a meaning, for each of `MEANINGS` that one has.
        facts: The names of other columns that readers see, in their order.
    """

    name: str
    role: Role
    columns: Mapping[str, str]
    facts: tuple[str, ...] = ()

    def has(self, meaning: str) -> bool:
        """Whether a column has a meaning."""
        return meaning in self.columns


def read_layer(resource: Mapping[str, Any]) -> LayerSpec | None:
    """Read what a resource declares; None if it holds no records of its own.

    A collection of a version that declared nothing has the tables that all had then.
    """
    name = resource["name"]
    declared: Mapping[str, Any] | None = resource.get("layer") or earlier_layers().get(name)
    if declared is None:
        return None
    columns = _columns(declared, _column_names(resource))
    return LayerSpec(name, declared["role"], columns, tuple(declared.get("facts", ())))


def find_layer_problems(resource: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with a declaration, by the key that is: empty if there is nothing."""
    declared = resource.get("layer")
    if declared is None:
        return {}
    if not isinstance(declared, dict):
        return {"": "is not an object in braces"}
    if declared.get("role") not in [*ROLES]:
        return {"role": f"is not one of {', '.join(ROLES)}"}
    fields = {str(each.get("name")): each for each in resource["schema"]["fields"]}
    wrong = {key: _key_problem(key, column, fields) for key, column in declared.items()}
    if any(wrong.values()):
        return {key: problem for key, problem in wrong.items() if problem}
    role: Role = declared["role"]
    columns = _columns(declared, fields)
    missing = {
        meaning: "is not declared: name the column that has this meaning"
        for meaning in NEEDED[role]
        if meaning not in columns
    }
    unfit = {
        meaning: _column_problem(meaning, fields[column], role)
        for meaning, column in columns.items()
    }
    taken = sorted(RESERVED.intersection(fields))
    reserved = {"": f"has a column {taken[0]}, a name that this program needs"} if taken else {}
    return reserved | missing | {meaning: problem for meaning, problem in unfit.items() if problem}


def _key_problem(key: str, column: object, fields: Collection[str]) -> str:
    """What is wrong with an entry of a declaration; empty if nothing is."""
    if key == "role":
        return ""
    if key == "facts":
        is_known = isinstance(column, list) and all(str(each) in fields for each in column)
        return "" if is_known else "is not a list of columns of this table"
    if key not in MEANINGS:
        return "is not a meaning of a column"
    if str(column) not in fields:
        return "is not a column of this table"
    if key in fields and column != key:
        return f"is also the name of another column: call that one other than {key}"
    return ""


def _column_problem(meaning: str, field: Mapping[str, Any], role: Role) -> str:
    """What keeps a column from having a meaning; empty if nothing does."""
    is_list = field.get("type") == "list"
    wanted = REFERENCES.get(meaning, "")
    if wanted and field.get("references") != wanted:
        return f"is a column that does not refer to {wanted}"
    if is_list and (meaning not in LISTS or (role == "site" and meaning != "places")):
        return "is a list, which it cannot be here"
    if meaning == COUNT and field.get("type") != "integer":
        return "is not a column of whole numbers"
    return ""


def _columns(declared: Mapping[str, Any], names: Collection[str]) -> dict[str, str]:
    found = {meaning: str(declared.get(meaning, meaning)) for meaning in MEANINGS}
    return {meaning: column for meaning, column in found.items() if column in names}


def _column_names(resource: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(field["name"] for field in resource["schema"]["fields"])

"""The tables that a new collection is described with: those that all need, and layers by role.

`data/standard_tables.json` has the columns of the tables that every collection is read with, the
columns that a layer of each role is given where nothing else describes it, and what a collection
says of itself before anyone has described it.
"""

from __future__ import annotations

import copy
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from geodata.packaged import DamagedDataError, packaged_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAME = "standard_tables.json"


def describe_tables(layers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Describe a collection that no one has described yet; the caller's own copy.

    Args:
        layers: The role of each layer by its name; one of each role under its usual name if left
            out.
    """
    standard = _read()
    roles: Mapping[str, Any] = standard["layers"]
    layers = layers or {each["name"]: role for role, each in roles.items()}
    descriptor: dict[str, Any] = copy.deepcopy(standard["package"])
    words = next(iter(descriptor["collection"]["languages"].values()))
    words["layers"] = {name: dict(roles[role]["words"]) for name, role in layers.items()}
    tables = [_resource(name, table) for name, table in standard["tables"].items()]
    drawn = [
        {**_resource(name, roles[role]), "layer": {"role": role, **roles[role]["columns"]}}
        for name, role in layers.items()
    ]
    *before, places = tables
    descriptor["resources"] = copy.deepcopy([*before, *drawn, places])
    return descriptor


def standard_columns(table: str) -> Sequence[Mapping[str, Any]]:
    """The columns that a table which every collection is read with has; empty for another."""
    found: Mapping[str, Any] = _read()["tables"].get(table, {})
    return tuple(found.get("fields", ()))


@cache
def standard_names() -> tuple[str, ...]:
    """The tables that every collection is read with."""
    return tuple(_read()["tables"])


@cache
def earlier_layers() -> Mapping[str, Mapping[str, str]]:
    """What the tables of a collection mean that was written before layers were declared."""
    roles: Mapping[str, Any] = _read()["layers"]
    return {each["earlier_name"]: {"role": role, **each["columns"]} for role, each in roles.items()}


@cache
def _read() -> dict[str, Any]:
    try:
        standard: dict[str, Any] = json.loads(packaged_text(NAME))
    except ValueError as error:
        raise DamagedDataError(NAME) from error
    return standard


def _resource(name: str, table: Mapping[str, Any]) -> dict[str, Any]:
    fields = table["fields"]
    names = {field["name"] for field in fields}
    key = ["id"] if "id" in names else [field["name"] for field in fields[:4]]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""], "primaryKey": key}
    foreign = [
        {
            "fields": [field["name"]],
            "reference": {"resource": field["references"], "fields": ["id"]},
        }
        for field in fields
        if field["type"] == "string" and field.get("references") in {"editions", "jurisdictions"}
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "name": name,
        "path": f"{name}.csv",
        "title": table.get("title") or table["words"]["title"],
        "description": table["description"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }

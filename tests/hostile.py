"""Texts that try to be more than text, and collections that are full of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.layer_tables import derive_layer
from geodata.places import Places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.collection import Collection
    from geodata.description import Column

PROBES = (
    "<img src=x onerror=window.ran=1>",
    "</script><script>window.ran=1</script>",
    "</style><style>*{display:none}</style>",
    "</title></textarea><svg onload=window.ran=1>",
    "<!--<script>",
    "-->",
    "]]><svg onload=window.ran=1>",
    "${window.ran=1}",
    "`${window.ran=1}`",
    "{{ 7*7 }}{% raw %}",
    "{x} {n} %s {0}",
    '" onmouseover="window.ran=1',
    "' autofocus onfocus='window.ran=1",
    "javascript:window.ran=1",
    "data:text/html,<script>window.ran=1</script>",
    "\\u003cscript\\u003e &lt;b&gt; &amp;",
    "\u2028window.ran=1\u2029",
    "a\u202edesrever\u202c \u2066iso\u2069 \u200f",
    '=HYPERLINK("http://x.example","click")',
    "+1+cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "__proto__",
    "constructor",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

KEPT = frozenset({"id", "colour", "precision"})
"""Columns of text that name or paint; a collection with others in them is refused."""


def is_prose(column: Any) -> bool:
    """Whether a column may hold any text, or a value that only the schema limits."""
    is_key = column.references or column.name in KEPT
    return column.type == "string" and not column.is_edtf and not is_key


def fill(collection: Collection, text: str) -> Collection:
    """Put a text into every column of text of every table, and into the collection's own words.

    No check would let such a collection pass: here nothing but the exports stands in the way.
    """
    about = collection.about
    own = {name: [*about.columns(name)] for name in about.specs}
    tables = {
        name: _filled_table(table[own.get(name, [*table])], about.columns(name), text)
        for name, table in collection.tables.items()
    }
    places = Places.from_table(tables["places"])
    for name, spec in about.specs.items():
        tables[name] = derive_layer(tables[name], spec, places)
    descriptor = {
        **about.descriptor,
        "title": text,
        "version": text,
        "keywords": [text],
        "contributors": [{"title": text}],
        "licenses": [{"name": text, "title": text, "path": text}],
        "resources": _worded(about.descriptor["resources"], text),
        "collection": {
            **about.descriptor["collection"],
            "languages": {"en": _filled(about.descriptor["collection"]["languages"]["en"], text)},
        },
    }
    return replace(collection, about=replace(about, descriptor=descriptor), tables=tables)


def _filled_table(table: pd.DataFrame, columns: Mapping[str, Column], text: str) -> pd.DataFrame:
    prose = {name for name, column in columns.items() if is_prose(column)}
    return pd.DataFrame(
        {name: text if name in prose else cells for name, cells in table.items()}, table.index
    )


def _filled(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        return {name: _filled(each, text) for name, each in value.items()}
    return text if isinstance(value, str) else value


def _worded(value: Any, text: str) -> Any:
    """A schema with a text for every title, label and description."""
    if isinstance(value, list):
        return [_worded(each, text) for each in value]
    if isinstance(value, dict):
        return {
            name: text
            if name in {"title", "label", "description"} and isinstance(each, str)
            else _worded(each, text)
            for name, each in value.items()
        }
    return value

"""The sources that a selection cites, as BibTeX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from layers.cartography.glyphs import readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.description import Description
    from layers.selection import Selected

_SPECIAL: Mapping[str, str] = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_IN_ADDRESS: Mapping[str, str] = {
    "\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20", '"': "%22", "<": "%3C", ">": "%3E",
}  # fmt: skip
_NOT_IN_KEY = re.compile(r"[^A-Za-z0-9:_-]+")


def write_bibtex(shown: Selected) -> str:
    """Write every source that a record of the selection cites, and the collection itself.

    Keys are the ids of the sources, so they stay the same from one export to the next. Names of
    publishers stand in double braces: they are not split into first and last names.
    """
    sources = shown.collection.sources
    cited = {
        source for layer in shown.layers for ids in shown.table(layer)["sources"] for source in ids
    }
    rows = sources[sources["id"].isin(cited)].sort_index()
    entries = [_collection_entry(shown.collection.about)]
    entries += [
        _source_entry(row)
        for row in (
            dict(zip(rows.columns, cells, strict=True))
            for cells in rows.itertuples(index=False, name=None)
        )
    ]
    return "\n".join(entries)


def escape_tex(text: str) -> str:
    """Write a text so that TeX prints it and obeys none of it."""
    return "".join(_SPECIAL.get(sign, sign) for sign in readable(text))


def _source_entry(row: Mapping[str, object]) -> str:
    archived = str(row.get("archived_url") or "")
    fields = {
        "author": _name(str(row["publisher"])),
        "title": f"{{{escape_tex(str(row['title']))}}}",
        "year": str(row["published"])[:4],
        "date": str(row["published"]),
        "url": _address(str(row["url"])),
        "urldate": str(row["accessed"]),
        "note": f"Archived: \\url{{{_address(archived)}}}" if archived else "",
    }
    return _entry("online", str(row["id"]), fields)


def _collection_entry(about: Description) -> str:
    fields = {
        "author": _name(about.publisher),
        "title": f"{{{escape_tex(str(about.words()['title']))}}}",
        "year": about.created[:4],
        "date": about.created,
        "version": escape_tex(about.version),
        "note": escape_tex(about.license_title),
    }
    return _entry("dataset", about.name, fields)


def _entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value.strip("{}")]
    return "\n".join([f"@{kind}{{{_NOT_IN_KEY.sub('-', key)},", *lines, "}", ""])


def _name(text: str) -> str:
    return f"{{{escape_tex(text)}}}"


def _address(text: str) -> str:
    address = "".join(_IN_ADDRESS.get(sign, sign) for sign in readable(text))
    return re.sub(r"(?<!\\)([%#])", r"\\\1", address)

"""Write the format of a collection from the declarations that the program reads it by.

python scripts/document_collections.py > docs/collection.md        or: make docs
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from geodata.check import LAYER_COLUMNS, NEEDED_TABLES  # noqa: E402 - after the root
from geodata.description import DESCRIPTOR, EDTF, read_columns  # noqa: E402 - after the root
from geodata.layer_specs import (  # noqa: E402 - the same
    COUNT,
    LISTS,
    NEEDED,
    REFERENCES,
    RESERVED,
    ROLES,
    TEXTS,
)
from geodata.standard_tables import (  # noqa: E402 - the same
    describe_tables,
    standard_columns,
    standard_names,
)
from layers.answers import DENIAL  # noqa: E402 - the same
from layers.facets import CHOICES  # noqa: E402 - the same
from layers.marks import PROPOSED  # noqa: E402 - the same
from layers.style import GLYPHS  # noqa: E402 - the same
from layers.units import OTHER  # noqa: E402 - the same
from layers.weighing import OFFICIAL, STRONG, WEAK  # noqa: E402 - the same
from layers.words import LANGUAGES  # noqa: E402 - the same
from layers.words.forms import ANY_OTHER, CATEGORIES  # noqa: E402 - the same
from mapapp.exports.review import OPEN  # noqa: E402 - the same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geodata.description import Column

SEVERAL = "many"
SETTINGS = {
    "unknown_jurisdiction": "the id in `jurisdictions` that means: no source says",
    "shown_layers": "the layers that a reader sees first; those of sites if left out",
    "colour_by": "by what sites are coloured, the first one first: `word` (its name in addresses), "
    "`by` (a meaning: `parties`, `status` or `kind`), and perhaps `categories`, each with `id`, "
    "`label`, `labels` by language, the `values` that it stands for, `colour` and `colour_dark`, "
    "`hollow` for rings, and `outcome` where the headline counts it",
    "borders": "the borders that maps draw unless others are asked for: `de-facto` (as held; so if "
    "left out) or `un` (nearer to the views of the United Nations)",
    "languages": "the collection's own words, by language; the first is its main one",
    "review": "`accusing_words` and `attributing_words`, by which `--review` finds what an editor "
    "must look at",
}
PACKAGE = {
    "name": "a short identifier of plain letters, digits, dots and hyphens",
    "title": "what the collection is called",
    "version": "the version of the data, as the collection counts it",
    "created": "the day of the data: every export prints it, and none prints today's",
    "licenses": "the first is the licence that every export carries",
    "contributors": "who is named as its publisher, by `title`",
    "resources": "the tables, in the order in which readers meet them",
    "collection": "what else this program reads: see below",
}


def main() -> None:
    """Print the format."""
    sys.stdout.write("\n".join([*_opening(), *_layers(), *_tables(), *_terms(), *_words()]))


def _opening() -> Iterator[str]:
    yield f"""\
# The format of a collection

A collection is a folder with a `{DESCRIPTOR}` (Data Package 2.0) and the CSV files that it names,
UTF-8 with a header each. `python -m mapapp check FOLDER` reports all faults at once. The record in
`seeds/` is one; `python -m mapapp import` makes one of a sheet.

Written by `make docs`, from the declarations that the program reads a collection by.

## What the descriptor says
"""
    yield from _table(("", "what it is"), ((f"`{name}`", said) for name, said in PACKAGE.items()))
    yield "`collection` holds:\n"
    yield from _table(("", "what it is"), ((f"`{name}`", said) for name, said in SETTINGS.items()))
    yield f"""\
A column is a field of Table Schema: `name`, `title`, `description`, `type`, `constraints`
(`required`, `unique`, `enum`, `pattern`, `minimum`, `maximum`), and

- `references`: the table that its values must be in; `countries` are ISO 3166-1 alpha-2;
- `type: list`, with a `delimiter`: several values in one cell;
- `rdfType: {EDTF}`: a date in EDTF, such as `2016`, `2016-05~` or `2016/..`;
- `categories`: its values, each with `value`, `label`, `labels` (by language), `description`,
  `role`, and `shown: false` if its records stay hidden until a reader asks for them.
"""


def _layers() -> Iterator[str]:
    yield """\
## Layers: tables that hold records

A resource is a layer if it declares what it is and what its columns mean:

```json
"layer": {"role": "site", "date": "opened", "hosts": "country", "parties": "founder",
          "facts": ["subject"]}
```

A column that is called like a meaning has it without being declared. Any layer may be absent, and
two may share a role. `facts` are other columns that readers see with a record, in their
order, under their titles.
"""
    rows = (
        (f"`{role}`", said, ", ".join(f"`{each}`" for each in NEEDED[role]) or "none")
        for role, said in ROLES.items()
    )
    yield from _table(("role", "what is done with a record", "meanings that it needs"), rows)
    count = {COUNT: "how many a row stands for: a whole number"}
    meanings = {**LISTS, **TEXTS, **count}
    rows = (
        (f"`{name}`", said, f"`{REFERENCES[name]}`" if name in REFERENCES else "")
        for name, said in meanings.items()
    )
    yield from _table(("meaning", "of a column that says", "refers to"), rows)
    taken = ", ".join(f"`{name}`" for name in sorted(RESERVED))
    every = ", ".join(f"`{name}`" for name in LAYER_COLUMNS)
    yield f"Every layer has the columns {every}.\n"
    yield f"No column of a layer may be called {taken}: tables get these while they are read.\n"
    yield "A sheet that is imported gives layers these columns, unless it brings others:\n"
    for resource in describe_tables()["resources"]:
        if "layer" in resource:
            yield f"### A layer of the role `{resource['layer']['role']}`\n"
            yield f"{resource['description']}\n"
            yield from _columns(read_columns(resource["schema"]["fields"]))


def _tables() -> Iterator[str]:
    yield "## Tables that every collection is read with\n"
    needed = ", ".join(f"`{name}`" for name in NEEDED_TABLES)
    yield f"{needed} cannot be absent, nor can a table that a column refers to.\n"
    described = {each["name"]: each for each in describe_tables()["resources"]}
    for name in standard_names():
        yield f"### `{name}`\n"
        yield f"{described[name]['description']}\n"
        yield from _columns(read_columns(standard_columns(name)))


def _terms() -> Iterator[str]:
    drawn = ", ".join(f"`{role}` ({glyph})" for role, glyph in GLYPHS.items())
    yield f"""\
## Roles of values

The `role` of a category says what the program does with its records:

- of the `kind` of a statement: how the country is drawn that it speaks for, one of {drawn};
  `{DENIAL}` also stands beside every claim that it concerns;
- of the `kind` of another layer: a unit that is counted apart, if `terms` have words for it; what
  has none is counted under `{OTHER}`, and what has the status `{PROPOSED}` under `{PROPOSED}`;
- of a `status`: `{OPEN}` if it says of no outcome;
- of the `speaker` of a statement: `{OFFICIAL}` if it is an authority of the country that it speaks
  for; without any, everyone who speaks for a country is one;
- of the `standing` of a source: `{WEAK}` if it cannot carry a claim alone, `{STRONG}` if it can.
"""


def _words() -> Iterator[str]:
    own = describe_tables()["collection"]["languages"][LANGUAGES[0]]
    plain = ", ".join(f"`{name}`" for name, said in own.items() if isinstance(said, str))
    forms = ", ".join(f"`{each}`" for each in CATEGORIES)
    facets = ", ".join(f"`{facet.word}`" for facet in CHOICES)
    sentences = {"sites": {"one": "{n} site is reported", SEVERAL: "{n} sites are reported"}}
    example = {"sites": {"title": "Sites", "one": "site", SEVERAL: "sites"}}
    yield f"""\
## Words by language

`collection.languages` holds, by language, {plain}, and perhaps
`denials`, a note on what was denied. The program's own sentences are there in
{", ".join(f"`{each}`" for each in LANGUAGES)}; what a collection does not say in one of them is
said in its main language.

- `layers`: for each layer its `title`, perhaps a `heading` for pages that show nothing else and a
  `short` word where there is room for one, and its noun: `{json.dumps(example)}`.
- `terms`: the collection's own words for filters ({facets}), in the same form, and for the units
  that roles make.
- `sentences`: how numbers of records are spoken of in a headline, by layer, such as
  `{json.dumps(sentences)}`; and for how many of them something followed, by the word of a
  colouring.

A noun has the plural forms of its language, by the categories of Unicode CLDR: {forms}. Those that
the language has no use for are left out; `{SEVERAL}` alone stands for all but `one`, as
`{ANY_OTHER}` does.
"""


def _columns(columns: Mapping[str, Column]) -> Iterator[str]:
    rows = ((f"`{each.name}`", _type(each), _said(each)) for each in columns.values())
    yield from _table(("column", "type", "what it says"), rows)


def _type(column: Column) -> str:
    kind = "date (EDTF)" if column.is_edtf else column.type
    refers = f" of `{column.references}`" if column.references else ""
    return f"{kind}{refers}{', required' if column.is_required else ''}"


def _said(column: Column) -> str:
    values = ", ".join(f"`{term.value}`" for term in column.terms)
    said = column.description or f"{column.title}."
    return f"{said} One of {values}." if values else said


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for line in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |"
    yield ""


if __name__ == "__main__":
    main()

"""What a collection says of itself: its schema, its words, its licence.

Everything here is read from `datapackage.json`, the one place where tables and columns are
described. Code asks it for titles, labels and defaults, and so names no subject of its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from geodata._descriptor import DESCRIPTOR, SEE, find_descriptor_faults
from geodata.errors import BadCollectionError, NoCollectionError
from geodata.faults import Fault
from geodata.layer_specs import read_layer
from geodata.plain_files import NotAFileError, read_plain_file
from geodata.writing import recover_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from geodata.layer_specs import LayerSpec, Role

EDTF = "http://id.loc.gov/datatypes/edtf"


@dataclass(frozen=True)
class Term:
    """One allowed value of a column, with what a reader sees.

    `is_shown` is False for values whose records stay off the map until a reader asks for them;
    `role` groups values that are drawn or counted alike. `labels` are the label in other languages,
    by code.
    """

    value: str
    label: str
    description: str
    is_shown: bool
    role: str
    labels: Mapping[str, str] = field(hash=False)

    def label_in(self, language: str) -> str:
        """The label in a language; the main one where it was not translated."""
        return self.labels.get(language, self.label)


@dataclass(frozen=True)
class Column:
    """One column of a table, as the schema describes it.

    `references` names the table, `countries` or `places`, that the cell's values must be in;
    `allowed` are all the values that a cell may have, empty if any will do.
    """

    name: str
    title: str
    description: str
    type: str
    references: str
    delimiter: str
    is_edtf: bool
    terms: tuple[Term, ...]
    is_required: bool = False
    is_unique: bool = False
    allowed: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class Description:
    """The descriptor of a collection, read."""

    descriptor: Mapping[str, Any]

    @property
    def name(self) -> str:
        """A short identifier, safe in file names."""
        return str(self.descriptor["name"])

    @property
    def version(self) -> str:
        """The version of the data, as the collection counts it."""
        return str(self.descriptor.get("version", ""))

    @property
    def created(self) -> str:
        """ISO date of the version."""
        return str(self.descriptor.get("created", ""))[:10]

    @property
    def license_title(self) -> str:
        """The licence of the data, spelt out; empty if none is stated."""
        return str(self._license.get("title") or self._license.get("name", ""))

    @property
    def license_url(self) -> str:
        """Where the licence can be read; empty if not stated."""
        return str(self._license.get("path", ""))

    @property
    def publisher(self) -> str:
        """Who made the collection; empty if not stated."""
        contributors = self.descriptor.get("contributors", [])
        return "; ".join(str(each["title"]) for each in contributors)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the collection has words of its own; the first is its main one."""
        return tuple(self._settings.get("languages", {}))

    @property
    def shown_layers(self) -> tuple[str, ...]:
        """The layers that a reader sees first; those of sites if the collection does not say."""
        return tuple(self._settings.get("shown_layers", self.of_role("site")))

    @property
    def colour_by(self) -> tuple[Mapping[str, Any], ...]:
        """By what sites can be coloured, the first one first; empty if the collection says none."""
        return tuple(self._settings.get("colour_by", ()))

    @property
    def borders(self) -> str:
        """The name of the borders that maps draw unless others are asked for; empty if none is."""
        return str(self._settings.get("borders", ""))

    @property
    def unknown_jurisdiction(self) -> str:
        """The id in `jurisdictions` that means: no source says."""
        return str(self._settings.get("unknown_jurisdiction", "unknown"))

    def own_words(self, language: str) -> Mapping[str, Any]:
        """What the collection says in this very language; empty if that is nothing."""
        return dict(self._settings.get("languages", {}).get(language, {}))

    def words(self, language: str = "en") -> Mapping[str, Any]:
        """The collection's own words: title, caveat, names of layers.

        A language in which it has none, or lacks some, falls back to its main one.
        """
        by_language = self._settings.get("languages", {})
        main: Mapping[str, Any] = next(iter(by_language.values()), {})
        own: Mapping[str, Any] = by_language.get(language, {})
        return {"title": self.descriptor.get("title", self.name), **main, **own}

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables, in the order of the descriptor."""
        return tuple(self._resources)

    @cached_property
    def specs(self) -> Mapping[str, LayerSpec]:
        """What the tables that hold records mean, by name, in the order of the descriptor."""
        found = map(read_layer, self._resources.values())
        return {spec.name: spec for spec in found if spec}

    @cached_property
    def layers(self) -> tuple[str, ...]:
        """The layers that a reader can choose among, in the order of the descriptor."""
        return tuple(name for name, spec in self.specs.items() if spec.role != "background")

    def of_role(self, role: Role) -> tuple[str, ...]:
        """The layers that have a role."""
        return tuple(name for name, spec in self.specs.items() if spec.role == role)

    def layer_terms(self, layer: str, meaning: str) -> tuple[Term, ...]:
        """The terms of the column that has a meaning in a layer."""
        return self.terms(layer, self.specs[layer].columns.get(meaning, ""))

    def layer_label(self, layer: str, meaning: str, value: str, language: str = "en") -> str:
        """What a reader sees for a value of the column that has a meaning in a layer."""
        return self.label(layer, self.specs[layer].columns.get(meaning, ""), value, language)

    def file_name(self, table: str) -> str:
        """The file that holds a table, relative to the folder."""
        return str(self._resources[table]["path"])

    def columns(self, table: str) -> Mapping[str, Column]:
        """The columns of a table by name; empty if the collection has no such table."""
        return self._columns.get(table, {})

    def terms(self, table: str, column: str) -> tuple[Term, ...]:
        """The allowed values of a column with their labels; empty if any value is allowed."""
        found = self.columns(table).get(column)
        return found.terms if found else ()

    def label(self, table: str, column: str, value: str, language: str = "en") -> str:
        """What a reader sees for a value; the value itself where the schema has no label."""
        labels = {term.value: term.label_in(language) for term in self.terms(table, column)}
        return labels.get(value, value)

    @property
    def _settings(self) -> Mapping[str, Any]:
        return dict(self.descriptor.get("collection", {}))

    @property
    def _license(self) -> Mapping[str, Any]:
        licenses = self.descriptor.get("licenses") or [{}]
        return dict(licenses[0])

    @cached_property
    def _resources(self) -> dict[str, Mapping[str, Any]]:
        return {each["name"]: each for each in self.descriptor["resources"]}

    @cached_property
    def _columns(self) -> dict[str, dict[str, Column]]:
        return {
            name: read_columns(resource["schema"]["fields"])
            for name, resource in self._resources.items()
        }


def read_description(folder: Path) -> Description:
    """Read the descriptor of a collection.

    Raises:
        NoCollectionError: The folder has no `datapackage.json`.
        BadCollectionError: The file is not JSON, or does not describe tables as it should; the
            error carries all of its faults.
    """
    path = folder / DESCRIPTOR
    if not folder.exists():
        recover_folder(folder)
    try:
        descriptor = json.loads(read_plain_file(path).decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoCollectionError(folder) from error
    except IsADirectoryError as error:
        raise BadCollectionError(folder, [_whole("is a folder")]) from error
    except NotAFileError as error:
        raise BadCollectionError(folder, [_whole(str(error.strerror))]) from error
    except (ValueError, RecursionError) as error:
        raise BadCollectionError(folder, [_whole(f"is not valid JSON ({error})")]) from error
    faults = find_descriptor_faults(descriptor)
    if faults:
        raise BadCollectionError(folder, faults)
    return Description(descriptor)


def read_columns(fields: Iterable[Mapping[str, Any]]) -> dict[str, Column]:
    """Read the fields of a table schema, by name."""
    return {field["name"]: _column(field) for field in fields}


def _whole(message: str) -> Fault:
    return Fault(DESCRIPTOR, None, "", "", message, f"correct it, {SEE}")


def _column(field: Mapping[str, Any]) -> Column:
    rules: Mapping[str, Any] = field.get("constraints", {})
    is_number = field.get("type") in {"integer", "number"}
    return Column(
        name=field["name"],
        title=field.get("title", field["name"]),
        description=field.get("description", ""),
        type=field.get("type", "string"),
        references=field.get("references", ""),
        delimiter=field.get("delimiter", ","),
        is_edtf=field.get("rdfType") == EDTF,
        terms=tuple(_term(each) for each in field.get("categories", [])),
        is_required=bool(rules.get("required")),
        is_unique=bool(rules.get("unique")),
        allowed=tuple(map(str, rules.get("enum", ()))),
        pattern=rules.get("pattern", ""),
        minimum=rules.get("minimum") if is_number else None,
        maximum=rules.get("maximum") if is_number else None,
    )


def _term(category: Mapping[str, Any]) -> Term:
    value = str(category["value"])
    return Term(
        value=value,
        label=str(category.get("label", value)),
        description=str(category.get("description", "")),
        is_shown=bool(category.get("shown", True)),
        role=str(category.get("role", "neutral")),
        labels={str(code): str(label) for code, label in category.get("labels", {}).items()},
    )


__all__ = [
    "DESCRIPTOR",
    "EDTF",
    "Column",
    "Description",
    "Term",
    "read_columns",
    "read_description",
]

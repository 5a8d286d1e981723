"""Whether a `datapackage.json` has the shape that everything else takes for granted.

A collection may come from anyone: its descriptor must not lead out of its folder, and whatever is
wrong with it is reported in one go.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from geodata.border_views import BORDERS, DE_FACTO
from geodata.characters import find_character_problem, without_unseen
from geodata.faults import Fault
from geodata.layer_specs import find_layer_problems
from geodata.patterns import MAX_PATTERN_LENGTH, BadPatternError, Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DESCRIPTOR = "datapackage.json"
SEE = "see the one in seeds/"
TYPES = frozenset(
    {
        *("string", "integer", "number", "boolean", "list", "date", "time", "datetime", "year"),
        *("yearmonth", "duration", "object", "array", "geopoint", "geojson", "any", "default"),
    }
)
COLOURED_BY = ("parties", "status", "kind")
"""The meanings of a column by which sites can be coloured."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def find_descriptor_faults(descriptor: object) -> tuple[Fault, ...]:
    """Everything that makes a descriptor unusable; empty if it can be relied on."""
    if not isinstance(descriptor, dict):
        return (_fault("", "is not an object in braces"),)
    return (*_faults_of_characters(descriptor), *_faults(descriptor))


def _faults_of_characters(descriptor: Mapping[str, Any]) -> Iterator[Fault]:
    """Texts, wherever they are, that hold invisible characters."""
    waiting: deque[tuple[str, object]] = deque([("", descriptor)])
    while waiting:
        place, value = waiting.popleft()
        if isinstance(value, str):
            problem = find_character_problem(value)
            if problem:
                yield _fault(without_unseen(place, "?"), problem[0])
        elif isinstance(value, dict):
            waiting += ((f"{place}, a name", str(key)) for key in value)
            waiting += ((f"{place}.{key}".lstrip("."), each) for key, each in value.items())
        elif isinstance(value, list):
            waiting += ((f"{place}[{at}]", each) for at, each in enumerate(value))


def _faults(descriptor: Mapping[str, Any]) -> Iterator[Fault]:
    if not _is_id(descriptor.get("name")):
        yield _fault("name", "is not a name of plain letters, digits, dots and hyphens")
    if not _is_day(descriptor.get("created")):
        yield _fault("created", "is not the day of the data, such as 2026-11-23T00:00:00Z")
    for key, inner in (("licenses", ""), ("contributors", "title")):
        yield from _faults_of_list(descriptor.get(key, []), key, inner)
    yield from _faults_of_settings(descriptor.get("collection", {}))
    resources = descriptor.get("resources")
    if not isinstance(resources, list) or not resources:
        yield _fault("resources", "is not a list of tables")
        return
    for at, resource in enumerate(resources):
        yield from _faults_of_table(resource, f"resources[{at}]")
    tables = [each for each in resources if isinstance(each, dict)]
    for key in ("name", "path"):
        for value, times in Counter(str(each.get(key)) for each in tables).items():
            if times > 1:
                yield _fault(f"resources, {key} {value!r}", "is described twice")


def _faults_of_list(found: object, key: str, inner: str) -> Iterator[Fault]:
    """Licences and contributors: lists of objects."""
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        yield _fault(key, "is not a list of objects")
    elif inner and not all(isinstance(each.get(inner), str) for each in found):
        yield _fault(key, f"has an entry without a {inner}")


def _faults_of_settings(settings: object) -> Iterator[Fault]:
    """The collection's own words and what it shows first."""
    if not isinstance(settings, dict):
        yield _fault("collection", "is not an object in braces")
        return
    shown = settings.get("shown_layers", [])
    if not isinstance(shown, list) or not all(isinstance(each, str) for each in shown):
        yield _fault("collection.shown_layers", "is not a list of names of layers")
    if settings.get("borders", DE_FACTO) not in BORDERS:
        yield _fault("collection.borders", f"is not one of {', '.join(BORDERS)}")
    yield from _faults_of_colourings(settings.get("colour_by", []))
    languages = settings.get("languages", {})
    if not isinstance(languages, dict):
        yield _fault("collection.languages", "is not an object of words by language")
        return
    for language, words in languages.items():
        place = f"collection.languages.{language}"
        if not isinstance(words, dict):
            yield _fault(place, "is not an object of words")
            continue
        for key, word in words.items():
            yield from _faults_of_words(word, f"{place}.{key}", key)


def _faults_of_colourings(colourings: object) -> Iterator[Fault]:
    """By what sites are coloured: columns by their meaning, and what stands for their values."""
    place = "collection.colour_by"
    if not isinstance(colourings, list):
        yield _fault(place, "is not a list of colourings")
        return
    for at, each in enumerate(colourings):
        is_named = isinstance(each, dict) and _is_id(each.get("word"))
        if not is_named or each.get("by") not in COLOURED_BY:
            yield _fault(f"{place}[{at}]", f"has no word, or no `by` of {', '.join(COLOURED_BY)}")
            continue
        for number, category in enumerate(_listed(each.get("categories", []))):
            if problem := _category_problem(category):
                yield _fault(f"{place}[{at}].categories[{number}]", problem)
    for word, times in Counter(each["word"] for each in _named(colourings)).items():
        if times > 1:
            yield _fault(f"{place}, word {word!r}", "is declared twice")


def _named(colourings: list[Any]) -> list[dict[str, Any]]:
    return [each for each in colourings if isinstance(each, dict) and _is_id(each.get("word"))]


def _listed(found: object) -> list[Any]:
    return found if isinstance(found, list) else [None]


def _category_problem(category: object) -> str:
    """What is wrong with a category of a colouring; empty if nothing is."""
    if not isinstance(category, dict) or not _is_id(category.get("id")):
        return "is not an object with an id of plain letters, digits, dots and hyphens"
    values, labels = category.get("values"), category.get("labels", {})
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        return "has no list of values"
    texts = [category.get("label"), *(labels.values() if isinstance(labels, dict) else [None])]
    if not all(isinstance(each, str) and each for each in texts):
        return "has no label, or labels that are not texts by language"
    colours = [category[key] for key in ("colour", "colour_dark") if key in category]
    if not all(isinstance(each, str) and _COLOUR.fullmatch(each) for each in colours):
        return "has a colour that is not six hexadecimal digits, as #0a7a5c"
    if "colour_dark" in category and "colour" not in category:
        return "has a colour by night and none by day"
    return ""


def _faults_of_words(word: object, place: str, key: str) -> Iterator[Fault]:
    if key not in {"layers", "terms", "sentences"}:
        if not isinstance(word, str):
            yield _fault(place, "is not a text")
        return
    groups = word if isinstance(word, dict) else {"": None}
    for name, forms in groups.items():
        is_sound = isinstance(forms, dict) and all(isinstance(each, str) for each in forms.values())
        if not is_sound:
            yield _fault(f"{place}.{name}".rstrip("."), "is not an object of texts")


def _faults_of_table(resource: object, place: str) -> Iterator[Fault]:
    if not isinstance(resource, dict):
        yield _fault(place, "is not an object in braces")
        return
    if not _is_id(resource.get("name")):
        yield _fault(f"{place}.name", "is not a name of plain letters, digits, dots and hyphens")
    if not _is_inside(resource.get("path")):
        yield _fault(f"{place}.path", "is not a file within the folder of the collection")
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list) or not fields:
        yield _fault(f"{place}.schema.fields", "is not a list of columns")
        return
    for at, field in enumerate(fields):
        yield from _faults_of_column(field, f"{place}.schema.fields[{at}]")
    names = Counter(str(each.get("name")) for each in fields if isinstance(each, dict))
    for name, times in names.items():
        if times > 1:
            yield _fault(f"{place}.schema.fields, {name!r}", "is described twice")
    if all(isinstance(each, dict) for each in fields):
        for key, problem in find_layer_problems(resource).items():
            yield _fault(f"{place}.layer.{key}".rstrip("."), problem)


def _faults_of_column(field: object, place: str) -> Iterator[Fault]:
    if not isinstance(field, dict):
        yield _fault(place, "is not an object in braces")
        return
    if not isinstance(field.get("name"), str) or not field["name"]:
        yield _fault(f"{place}.name", "is not the name of a column")
    yield from _faults_of_texts(field, place)
    is_number = str(field.get("type")) in {"integer", "number"}
    constraints = field.get("constraints", {})
    yield from _faults_of_constraints(constraints, f"{place}.constraints", is_number=is_number)
    categories = field.get("categories", [])
    if not isinstance(categories, list) or not all(
        isinstance(each, dict) and "value" in each and isinstance(each.get("labels", {}), dict)
        for each in categories
    ):
        yield _fault(f"{place}.categories", "is not a list of objects with a value")


def _faults_of_texts(field: Mapping[str, Any], place: str) -> Iterator[Fault]:
    for key in ("type", "title", "description", "references", "delimiter", "rdfType"):
        if not isinstance(field.get(key, ""), str):
            yield _fault(f"{place}.{key}", "is not a text")
        elif key == "type" and field.get(key, "string") not in TYPES:
            yield _fault(f"{place}.type", "is not a type of the Data Package standard")
        elif key == "delimiter" and not field.get(key, ","):
            yield _fault(f"{place}.delimiter", "is empty")


def _faults_of_constraints(constraints: object, place: str, *, is_number: bool) -> Iterator[Fault]:
    if not isinstance(constraints, dict):
        yield _fault(place, "is not an object in braces")
        return
    for key in ("minimum", "maximum"):
        if is_number and not isinstance(constraints.get(key, 0), int | float):
            yield _fault(f"{place}.{key}", "is not a number")
    if not isinstance(constraints.get("enum", []), list):
        yield _fault(f"{place}.enum", "is not a list of values")
    try:
        Form(constraints.get("pattern", ""))
    except BadPatternError:
        message = (
            f"is not a regular expression of at most {MAX_PATTERN_LENGTH:,} characters, without "
            "references backwards or looking around"
        )
        yield _fault(f"{place}.pattern", message)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def _is_day(value: object) -> bool:
    """Whether a text begins with a day; every export prints it, and none prints today's."""
    try:
        return isinstance(value, str) and date.fromisoformat(value[:10]).isoformat() == value[:10]
    except ValueError:
        return False


def _is_inside(path: object) -> bool:
    """Whether a path is that of a file in the folder or below, on any system."""
    if not isinstance(path, str) or not path or "\0" in path or ":" in path:
        return False
    kinds = (PurePosixPath(path), PureWindowsPath(path))
    return not any(kind.is_absolute() or kind.anchor or ".." in kind.parts for kind in kinds)


def _fault(place: str, message: str) -> Fault:
    return Fault(DESCRIPTOR, None, "", place, message, f"correct it, {SEE}")

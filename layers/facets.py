"""What a reader can filter by: one row of `FACETS` for each filter.

The address of a page, the command line, the app's form, the article's controls, the description of
a selection and the numbers beside the choices are loops over this table. A new filter is a new row.
The command line reads it for its help: what is slow to import, a function imports when it runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from geodata.countries import UNIONS, country_code, country_name, known_codes
from geodata.errors import GeodataError
from layers.words import Words
from layers.words.jurisdictions import jurisdiction_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pandas as pd

    from geodata.collection import Collection
    from geodata.distinct import Distinct

    Labels: TypeAlias = Mapping[str, str]

Layer: TypeAlias = str
"""The name of a table that holds records, as the collection calls it."""

FacetKind = Literal["choice", "years", "switch", "text"]
"""A choice is among values, `years` a range, a switch leaves records out, a text is looked for."""

Shape = Literal["open", "long", "short"]
"""How choices are offered: in sight and coloured, in a list with a search field, in a plain one."""


class UnknownChoiceError(GeodataError, LookupError):
    """A value is not one that the collection has."""

    def __init__(self, option: str, value: str, allowed: Iterable[str]) -> None:
        self.option = option
        self.value = value
        self.allowed = tuple(allowed)
        super().__init__(f"Unknown {option} {value!r}: use one of {', '.join(self.allowed)}.")


def _find_label(facet: Facet, collection: Collection, text: str) -> str:
    """The value that a text means: itself, or what a reader sees for it, whatever its case."""
    labels = facet.labels(collection, "en", None)
    if text in labels:
        return text
    values = {word.casefold(): value for value, label in labels.items() for word in (label, value)}
    if (wanted := text.strip().casefold()) not in values:
        raise UnknownChoiceError(facet.word, text, labels)
    return values[wanted]


def _nothing(*_: Any) -> None:
    return None


def _no_labels(*_: Any) -> Labels:
    return {}


@dataclass(frozen=True)
class Facet:
    """One filter.

    Attributes:
        word: Its name in the address, on the command line, in Python and in the article.
        kind: What is asked for.
        title: Its heading in English, where the collection's `terms` have no word of this name.
        help: What the command line says of it.
        values: One value for each record of a layer, or a tuple of several; None if the layer has
            no such fact, and is left alone. Of a switch: whether it can leave the record out.
        labels: What a reader sees for each value, in a language; of one layer, or of all.
        first: What a layer shows unless asked; None if that is everything.
        read: The value that a reader's text means.
        details: Table and column of the small print beside a value; empty if there is none.
        not_offered: Values that a reader is not shown as choices until they are asked for.
        shape: How the choices are offered.
        by_layer: Whether each layer has choices of its own.
        counts_sites: Whether the numbers beside the choices count sites where any can have them,
            and not the records of whatever layer.
        is_minor: Whether an article keeps it folded away.
    """

    word: str
    kind: FacetKind
    title: str
    help: str
    values: Callable[[Collection, Layer], pd.Series[Any] | None] = _nothing
    labels: Callable[[Collection, str, Layer | None], Labels] = _no_labels
    first: Callable[[Collection, Layer], frozenset[str]] | None = None
    read: Callable[[Facet, Collection, str], str] = _find_label
    details: tuple[str, str] | tuple[()] = ()
    not_offered: frozenset[str] = frozenset()
    shape: Shape = "short"
    by_layer: bool = False
    counts_sites: bool = True
    is_minor: bool = False

    @property
    def unasked(self) -> bool | str | None:
        """What asks nothing, besides None."""
        return True if self.kind == "switch" else "" if self.kind == "text" else None

    def every(self, collection: Collection) -> frozenset[str]:
        """All values there are."""
        return frozenset(self.labels(collection, "en", None))

    def name(self, words: Words, number: int = 1) -> str:
        """The collection's own term for it, as for a number of them; else its heading."""
        return words.term(self.word, number, otherwise=words.text(self.title))


# --- values ---


def _meaning(name: str) -> Callable[[Collection, Layer], pd.Series[Any] | None]:
    """The column of a layer that has a meaning."""

    def values(collection: Collection, layer: Layer) -> pd.Series[Any] | None:
        has_it = collection.about.specs[layer].has(name)
        return collection.tables[layer][name] if has_it else None

    return values


def _layer(collection: Collection, layer: Layer) -> pd.Series[Any]:
    return collection.tables[layer]["layer"]


def _standings(collection: Collection, layer: Layer) -> pd.Series[Any]:
    """How direct the sources are that a record cites, each standing once."""
    import pandas as pd  # noqa: PLC0415 - slow, and no command needs it for its help

    from geodata.distinct import each_once  # noqa: PLC0415 - the same

    standing = dict(collection.sources["standing"])
    cited = collection.tables[layer]["sources"]
    found = each_once(cited, lambda ids: tuple(sorted({standing[each] for each in ids})))
    return pd.Series(found, cited.index, dtype="object")


def _years_of_report(collection: Collection, layer: Layer) -> pd.Series[Any] | None:
    """The year in which the edition that lists a record was published; empty if it has none."""
    import pandas as pd  # noqa: PLC0415 - the same

    from geodata.distinct import each_once  # noqa: PLC0415 - the same

    if not collection.about.specs[layer].has("edition"):
        return None
    published = dict(zip(collection.editions["id"], collection.editions["published"], strict=True))
    named = collection.tables[layer]["edition"]
    years = each_once(named, lambda edition: _year_of(published.get(edition, "")))
    return pd.Series(years, named.index, dtype="object")


def _year_of(date: str) -> str:
    """The year of a date that has just one."""
    return date[:4] if date[:4].isdigit() and "/" not in date else ""


def _is_undated(collection: Collection, layer: Layer) -> pd.Series[bool]:
    return collection.tables[layer]["first_from"].isna()


# --- labels ---


def _layer_titles(collection: Collection, language: str, layer: Layer | None) -> Labels:
    words = Words(collection, language)
    wanted = collection.about.layers if layer is None else (layer,)
    return {name: words.title(name) for name in wanted}


def _jurisdictions(collection: Collection, language: str, _layer: Layer | None) -> Labels:
    return jurisdiction_names(collection, language)


def _editions(collection: Collection, _language: str, _layer: Layer | None) -> Labels:
    return dict(zip(collection.editions["id"], collection.editions["title"], strict=True))


def _report_years(collection: Collection, _language: str, _layer: Layer | None) -> Labels:
    years = {*map(_year_of, collection.editions["published"])} - {""}
    return {year: year for year in sorted(years)}


def _countries(_collection: Collection, language: str, _layer: Layer | None) -> Labels:
    return {code: country_name(code, language) for code in sorted(known_codes())}


def _labels_of(meaning: str) -> Callable[[Collection, str, Layer | None], Labels]:
    """The labels of the column that has a meaning."""

    def labels(collection: Collection, language: str, layer: Layer | None) -> Labels:
        layers = collection.about.layers if layer is None else (layer,)
        return {
            term.value: term.label_in(language)
            for name in layers
            for term in collection.about.layer_terms(name, meaning)
        }

    return labels


def _standing_labels(collection: Collection, language: str, _layer: Layer | None) -> Labels:
    terms = collection.about.terms("sources", "standing")
    return {term.value: term.label_in(language) for term in terms}


# --- what is shown at first ---


def _first_layers(collection: Collection, _layer: Layer) -> frozenset[str]:
    return frozenset(collection.about.shown_layers)


@lru_cache(maxsize=64)
def _first_statuses(collection: Collection, layer: Layer) -> frozenset[str]:
    terms = collection.about.layer_terms(layer, "status")
    return frozenset(term.value for term in terms if term.is_shown)


@lru_cache(maxsize=64)
def _first_editions(collection: Collection, _layer: Layer) -> frozenset[str]:
    editions = collection.editions
    return frozenset(editions.loc[editions["shown"], "id"])


# --- the table ---


FACETS: tuple[Facet, ...] = (
    Facet(
        word="jurisdiction",
        kind="choice",
        title="Jurisdictions",
        help="A jurisdiction, by id or name. Repeatable.",
        values=_meaning("parties"),
        labels=_jurisdictions,
        details=("jurisdictions", "local_name"),
        shape="open",
    ),
    Facet(
        word="country",
        kind="choice",
        title="Countries",
        help="A host country, in any language or as code. Repeatable.",
        values=_meaning("hosts"),
        labels=_countries,
        read=lambda _facet, _collection, text: country_code(text),
        not_offered=UNIONS,
        shape="long",
    ),
    Facet(
        word="status",
        kind="choice",
        title="Status",
        help="A status, by value or label. Repeatable.",
        values=_meaning("status"),
        labels=_labels_of("status"),
        first=_first_statuses,
        by_layer=True,
        counts_sites=False,
    ),
    Facet(
        word="layer",
        kind="choice",
        title="Layers",
        help="A layer, by name or title. Repeatable.",
        values=_layer,
        labels=_layer_titles,
        first=_first_layers,
        counts_sites=False,
        is_minor=True,
    ),
    Facet(
        word="edition",
        kind="choice",
        title="Reports",
        help="A report, by id or title. Repeatable.",
        values=_meaning("edition"),
        labels=_editions,
        first=_first_editions,
        details=("editions", "published"),
        counts_sites=False,
        is_minor=True,
    ),
    Facet(
        word="reported",
        kind="choice",
        title="Year reported",
        help="The year in which a site was reported: that of its report. Repeatable.",
        values=_years_of_report,
        labels=_report_years,
        is_minor=True,
    ),
    Facet(
        word="standing",
        kind="choice",
        title="Standing of sources",
        help="The standing of a source that is cited, by value or label. Repeatable.",
        values=_standings,
        labels=_standing_labels,
        is_minor=True,
    ),
    Facet(
        word="year",
        kind="years",
        title="Years",
        help="A year, or a range such as 2016:2019.",
    ),
    Facet(
        word="undated",
        kind="switch",
        title="Without a year",
        help="Whether to keep records without a date.",
        values=_is_undated,
    ),
    Facet(
        word="search",
        kind="text",
        title="Search",
        help="Words to look for.",
        is_minor=True,
    ),
)
BY_WORD: Mapping[str, Facet] = {facet.word: facet for facet in FACETS}
CHOICES: tuple[Facet, ...] = tuple(facet for facet in FACETS if facet.kind == "choice")


def first_choice(collection: Collection, word: str, layer: Layer = "") -> frozenset[str]:
    """What a layer shows of a filter unless a reader asks otherwise.

    Only statuses differ by layer.
    """
    facet = BY_WORD[word]
    return facet.first(collection, layer) if facet.first else facet.every(collection)


@lru_cache(maxsize=64)
def facet_column(collection: Collection, layer: Layer, word: str) -> pd.Series[Any] | None:
    """The values of a facet by the id of each record of a layer; None if the layer has none."""
    return BY_WORD[word].values(collection, layer)


@lru_cache(maxsize=64)
def facet_values(collection: Collection, layer: Layer, word: str) -> Distinct | None:
    """The same, each value or list of values once, with the rows that have it."""
    from geodata.distinct import find_distinct  # noqa: PLC0415 - slow, and not needed for a help

    column = facet_column(collection, layer, word)
    return None if column is None else find_distinct(column)


def has_facet(collection: Collection, layer: Layer, facet: Facet) -> bool:
    """Whether the records of a layer have values of a filter."""
    from layers.stored import StoredCollection  # noqa: PLC0415 - slow, and not needed for a help

    if isinstance(collection, StoredCollection):
        return collection.store.values(layer, f"facet_{facet.word}") is not None
    return facet_column(collection, layer, facet.word) is not None


@lru_cache(maxsize=64)
def used_values(collection: Collection, layer: Layer, word: str) -> frozenset[str]:
    """The values of a facet that records of a layer have."""
    from layers.stored import StoredCollection  # noqa: PLC0415 - slow, and not needed for a help

    if isinstance(collection, StoredCollection):
        cells = collection.store.values(layer, f"facet_{word}") or ()
    else:
        found = facet_values(collection, layer, word)
        cells = found.values if found else ()
    return frozenset(value for cell in cells for value in values_in(cell) if value)


def values_in(cell: Any) -> tuple[Any, ...]:
    """The values in a cell: its own, or those of its list."""
    return cell if isinstance(cell, tuple) else (cell,)

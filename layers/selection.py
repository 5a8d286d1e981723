"""What a reader asks to see, and the records that answer.

    shown = select(collection, Selection(jurisdictions=frozenset({"nantong"}), years=(2016, 2018)))
    shown.stations   # the rows, with a column `certainty`

A filter on a fact that a table does not have leaves the table alone: responses have no
jurisdiction, so choosing one does not hide them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.collection import SPAN
from layers.searching import matches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.collection import Collection
    from geodata.dates import Certainty

Layer = Literal["stations", "agreements", "responses", "operations"]
LAYERS: tuple[Layer, ...] = ("stations", "agreements", "responses", "operations")

Mask: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.bool_]]"
Choice: TypeAlias = "frozenset[str] | None"


@dataclass(frozen=True)
class Selection:
    """What a reader asks to see.

    None means: not asked. Then all jurisdictions, countries and years are in, and of layers,
    statuses and editions those that the collection shows at first. An empty set shows nothing.

    `years` is (first, last), both included. `undated` keeps records without a date in a range.
    """

    layers: Choice = None
    jurisdictions: Choice = None
    countries: Choice = None
    statuses: Choice = None
    editions: Choice = None
    years: tuple[int, int] | None = None
    undated: bool = True
    search: str = ""

    def with_country(self, code: str) -> Selection:
        """The same for one host country, as a briefing needs it."""
        return replace(self, countries=frozenset({code}))


@dataclass(frozen=True)
class Selected:
    """The records in a selection: the tables of the collection with fewer rows.

    Each has a column `certainty`: `certain` or `possible` for the range of years (`certain` if
    none is asked for), or `undated`. A layer that is not asked for has no rows.
    """

    collection: Collection
    selection: Selection
    stations: gpd.GeoDataFrame
    agreements: pd.DataFrame
    responses: pd.DataFrame
    operations: pd.DataFrame

    def table(self, layer: Layer) -> pd.DataFrame:
        """The records of one layer."""
        return cast("pd.DataFrame", getattr(self, layer))

    @property
    def is_empty(self) -> bool:
        """Whether nothing answers."""
        return all(self.table(layer).empty for layer in LAYERS)

    def filtered(self, kept: Mapping[Layer, Sequence[bool] | Mask | pd.Series[bool]]) -> Selected:
        """Fewer of the records: those that a mask of each layer keeps."""
        masks = {layer: np.asarray(kept[layer], dtype=bool) for layer in LAYERS}
        return Selected(
            collection=self.collection,
            selection=self.selection,
            stations=gpd.GeoDataFrame(self.stations[masks["stations"]]),
            agreements=self.agreements[masks["agreements"]],
            responses=self.responses[masks["responses"]],
            operations=self.operations[masks["operations"]],
        )

    def having(self, certainty: Certainty) -> Selected:
        """Those of the records that have a certainty."""
        return self.filtered(
            {layer: self.table(layer)["certainty"] == certainty for layer in LAYERS}
        )

    @cached_property
    def stated(self) -> Selected:
        """The records that may be counted beside the selection's years without a remark.

        All of them if no years are asked for; otherwise those that certainly lie in them.
        """
        return self.having("certain") if self.selection.years else self


@lru_cache(maxsize=32)
def select(collection: Collection, selection: Selection) -> Selected:
    """Pick the records that answer a selection.

    The last few are kept: a page asks for the same selection at several of its parts, and a
    reader goes back and forth. Nobody changes the tables of what is selected.

    Args:
        collection: Where to pick from; it is left as it is.
        selection: What is asked. Ids that the collection does not have match nothing.
    """
    return Selected(
        collection=collection,
        selection=selection,
        stations=gpd.GeoDataFrame(_pick(collection, selection, "stations")),
        agreements=_pick(collection, selection, "agreements"),
        responses=_pick(collection, selection, "responses"),
        operations=_pick(collection, selection, "operations"),
    )


def shown_layers(collection: Collection, selection: Selection) -> frozenset[str]:
    """The layers of a selection, or those that the collection shows at first."""
    if selection.layers is None:
        return frozenset(collection.about.shown_layers)
    return selection.layers


def shown_statuses(collection: Collection, layer: str) -> frozenset[str]:
    """The statuses of a layer that the collection shows unless a reader asks otherwise."""
    terms = collection.about.terms(layer, "status")
    return frozenset(term.value for term in terms if term.is_shown)


def shown_editions(collection: Collection) -> frozenset[str]:
    """The editions that the collection shows unless a reader asks otherwise."""
    editions = collection.editions
    return frozenset(editions.loc[editions["shown"], "id"])


def _pick(collection: Collection, selection: Selection, layer: Layer) -> pd.DataFrame:
    table = _table(collection, layer)
    if layer not in shown_layers(collection, selection):
        return table.iloc[:0].assign(certainty=pd.Series(dtype="str"))
    kept = np.ones(len(table), dtype=bool)
    for answers in (_by_jurisdiction, _by_country, _by_status, _by_edition, _by_search):
        kept &= answers(collection, selection, layer)
    certainty = _certainty(table, selection.years)
    kept &= certainty != "out"
    if not selection.undated:
        kept &= certainty != "undated"
    return table.assign(certainty=certainty)[kept]


def _table(collection: Collection, layer: Layer) -> pd.DataFrame:
    return collection.stations if layer == "stations" else collection.tables[layer]


def _by_jurisdiction(collection: Collection, selection: Selection, layer: Layer) -> Mask:
    return _any_in(
        _table(collection, layer), ("jurisdiction", "jurisdictions"), selection.jurisdictions
    )


def _by_country(collection: Collection, selection: Selection, layer: Layer) -> Mask:
    return _any_in(_table(collection, layer), ("country", "countries"), selection.countries)


def _by_status(collection: Collection, selection: Selection, layer: Layer) -> Mask:
    asked = selection.statuses
    wanted = shown_statuses(collection, layer) if asked is None else asked
    return _any_in(_table(collection, layer), ("status",), wanted)


def _by_edition(collection: Collection, selection: Selection, layer: Layer) -> Mask:
    asked = selection.editions
    wanted = shown_editions(collection) if asked is None else asked
    return _any_in(_table(collection, layer), ("edition",), wanted)


def _any_in(table: pd.DataFrame, columns: tuple[str, ...], wanted: Choice) -> Mask:
    """Whether a row's value, or one entry of its list, is wanted; True where nothing is asked."""
    present = [name for name in columns if name in table]
    if wanted is None or not present:
        return np.ones(len(table), dtype=bool)
    values = table[present[0]]
    if present[0] in {"jurisdictions", "countries"}:
        return np.fromiter(
            (not wanted.isdisjoint(entries) for entries in values), dtype=bool, count=len(table)
        )
    return values.isin(wanted).to_numpy()


def _by_search(collection: Collection, selection: Selection, layer: Layer) -> Mask:
    if not selection.search:
        return np.ones(len(_table(collection, layer)), dtype=bool)
    return matches(collection, layer, selection.search)


def _certainty(
    table: pd.DataFrame, years: tuple[int, int] | None
) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    """`geodata.dates.YearSpan.certainty` of every row at once."""
    first_from, first_to, last_from, last_to = (table[name].to_numpy() for name in SPAN)
    undated = np.isnan(first_from)
    if years is None:
        return np.where(undated, "undated", "certain")
    first, last = years
    is_out = (first_from > last) | (last_to < first)
    is_certain = (first_to <= last) & (last_from >= first)
    return np.select([undated, is_out, is_certain], ["undated", "out", "certain"], "possible")

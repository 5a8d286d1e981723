"""What a collection holds on one country: its records, and the counts of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.border_views import DE_FACTO
from geodata.dates import UNBOUNDED_FUTURE, UNBOUNDED_PAST
from geodata.places import parse_place
from geodata.regions import union_members
from layers.answers import denying_kinds, speaks_of_all
from layers.borders import read_borders
from layers.marks import moment
from layers.rows import each_row
from layers.selection import Layer, Selection, select
from layers.units import size
from layers.weighing import denials, occasion, weightiest
from mapapp.exports.bounds import MAX_BRIEF_RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from geodata.border_views import Borders
    from geodata.collection import Collection
    from layers.rows import Row
    from layers.selection import Selected


MAX_ON_FIRST_PAGE = 4
"""Occasions on which the country spoke, and denials by others, on its first page."""

SAID_TOGETHER = 8
"""Statements of one occasion on its first page; the others are behind it."""

NO_LATER_STATUS = "unknown"
"""The status of an agreement of which no later information was seen."""


@dataclass(frozen=True, eq=False)
class CountryFacts:
    """The records that concern a country, those that the collection shows at first and the rest.

    `most_listed` is how many rows a table of the brief may have. Counts of sites add up what rows
    stand for; all other counts are of records.
    """

    collection: Collection
    code: str
    shown: Selected
    borders: Borders = DE_FACTO
    most_listed: int = MAX_BRIEF_RECORDS

    @cached_property
    def site_records(self) -> pd.DataFrame:
        """Sites in the country that count."""
        return self.shown.sites

    @cached_property
    def agreed(self) -> pd.DataFrame:
        """Agreements with the country that count, by the year in which they begin."""
        return in_order(self.shown.of_role("agreement"))

    @cached_property
    def events(self) -> Mapping[Layer, pd.DataFrame]:
        """Reported events in the country, and claims about the whole that name it, by layer."""
        about = self.collection.about
        events = {name: in_order(self.shown.table(name)) for name in about.of_role("event")}
        claims = {
            name: in_order(of_country(self.collection.tables[name], self.code))
            for name in about.of_role("background")
        }
        return {**events, **claims}

    @cached_property
    def _responses(self) -> pd.DataFrame:
        """What was said of the country, in order of time."""
        return in_order(self.shown.of_role("statement"))

    @cached_property
    def kept_apart(self) -> Mapping[Layer, pd.DataFrame]:
        """Records of the country that do not count: not shown until a reader asks for them."""
        return {
            layer: rows[~rows.index.isin(self.shown.table(layer).index)]
            for layer in self.shown.layers
            if not (rows := of_country(self.collection.tables[layer], self.code)).empty
        }

    @cached_property
    def listed(self) -> tuple[pd.DataFrame, ...]:
        """The records of each table behind the first page, with those that are on it."""
        return (
            self.site_records,
            self.agreed,
            self.host_responses,
            self.origin_responses,
            self.origin_general_responses,
            self.other_responses,
            self.responses_abroad,
            *self.events.values(),
            *self.kept_apart.values(),
        )

    @cached_property
    def host_responses(self) -> pd.DataFrame:
        """What speaks for the country itself, in order of time."""
        responses = self._responses
        return responses[responses["speaker_country"] == self.code]

    @cached_property
    def occasions(self) -> list[list[Row]]:
        """What the country said of the claims about it by occasion, the weightiest first.

        Of one occasion no more than `SAID_TOGETHER`.
        """
        rows = each_row(weightiest(self.shown, self.code))
        return [list(islice(said, SAID_TOGETHER)) for _, said in groupby(rows, key=occasion)]

    @cached_property
    def last_occasion(self) -> list[Row]:
        """The last of them, whoever spoke and however weak its sources; there is at least one."""
        return max(self.occasions, key=lambda rows: moment(rows[0]["date"]))

    @cached_property
    def first_occasions(self) -> list[list[Row]]:
        """The occasions of the first page, in order of time: the weightiest, and the last one."""
        listed = self.occasions[:MAX_ON_FIRST_PAGE]
        if self.occasions and self.last_occasion not in listed:
            listed[-1] = self.last_occasion
        return sorted(listed, key=lambda rows: moment(rows[0]["date"]))

    @cached_property
    def denials_first(self) -> list[Row]:
        """The denials by others of the first page: of this country, and the weightiest of all."""
        rows = [*each_row(denials(self.shown, self.code))]
        general = [row for row in rows if not row["hosts"]][:1]
        own = [row for row in rows if row["hosts"]][: MAX_ON_FIRST_PAGE - len(general)]
        return sorted([*own, *general], key=lambda row: moment(row["date"]))

    @cached_property
    def ids_on_first_page(self) -> frozenset[str]:
        """The statements of the first page."""
        rows = (*chain.from_iterable(self.first_occasions), *self.denials_first)
        return frozenset(_ids(rows))

    @cached_property
    def origin_responses(self) -> pd.DataFrame:
        """What speaks for a country of origin about this one, then about all."""
        responses = self._responses
        return responses[self._is_origin(responses)]

    @cached_property
    def origin_general_responses(self) -> pd.DataFrame:
        """What speaks for a country of origin without naming a host."""
        general = self._general_responses
        return general[self._is_origin(general)]

    @cached_property
    def general_denials(self) -> pd.DataFrame:
        """What others deny without naming a host."""
        general = self._general_responses
        is_other = general["speaker_country"] != self.code
        return general[is_other & general["kind"].isin(denying_kinds(self.collection))]

    @cached_property
    def responses_abroad(self) -> pd.DataFrame:
        """What speaks for the country about other hosts, or about the whole."""
        spoken = self._all_responses
        is_own = spoken["speaker_country"] == self.code
        return spoken[is_own & ~spoken.index.isin(self.host_responses.index)]

    @cached_property
    def behind(self) -> Selected:
        """The records that name a jurisdiction with its seat in the country as a side of origin."""
        seated = frozenset(
            str(key)
            for key, seat in self.collection.jurisdictions["seat"].items()
            if seat and parse_place(seat).country == self.code
        )
        return select(self.collection, drawn_layers(self.collection).asking(jurisdiction=seated))

    @cached_property
    def among_members(self) -> Selected:
        """The records of the members of a union; none for anything else."""
        members = union_members(self.code)
        return select(self.collection, drawn_layers(self.collection).asking(country=members))

    @cached_property
    def agreements_without_host(self) -> pd.DataFrame:
        """Agreements that name no host country, and so may concern this one."""
        shown = select(self.collection, drawn_layers(self.collection))
        agreements = shown.of_role("agreement")
        return in_order(agreements[speaks_of_all(agreements)])

    @cached_property
    def other_responses(self) -> pd.DataFrame:
        """What speaks for none of these: the press, a union, a third state."""
        responses = self._responses
        is_known = responses.index.isin([*self.host_responses.index, *self.origin_responses.index])
        ids = {*responses.index[~is_known], *self.general_denials.index}
        ids.difference_update(self.origin_general_responses.index)
        return self._all_responses[self._all_responses.index.isin(ids)]

    @cached_property
    def origins(self) -> tuple[str, ...]:
        """Codes of the countries in which the jurisdictions have their seats."""
        return origin_countries(self.collection)

    @property
    def sites(self) -> int:
        """How many sites count."""
        return size(self.site_records)

    @cached_property
    def without_city(self) -> pd.DataFrame:
        """Records of sites known to a region or the country only."""
        return self.site_records[self.site_records["precision"] != "city"]

    @cached_property
    def cities(self) -> tuple[tuple[str, int], ...]:
        """The named cities with their counts, the largest first."""
        named = self.site_records[self.site_records["precision"] == "city"]
        return tally(named["city"], named["weight"])

    @cached_property
    def origin_unknown(self) -> pd.DataFrame:
        """Records of sites of which no source says who is behind them."""
        unknown = self.collection.about.unknown_jurisdiction
        return self.site_records[self.site_records["party"] == unknown]

    @cached_property
    def by_jurisdiction(self) -> tuple[tuple[str, int], ...]:
        """Known jurisdictions with their counts, the largest first."""
        known = self.site_records.drop(self.origin_unknown.index)
        return tally(known["party"], known["weight"])

    @cached_property
    def by_edition(self) -> tuple[tuple[str, int], ...]:
        """Editions with their counts, in the order of their table."""
        counts = dict(tally(self.site_records["edition"], self.site_records["weight"]))
        return tuple((key, counts[key]) for key in self.collection.editions["id"] if key in counts)

    @cached_property
    def is_empty(self) -> bool:
        """Whether no record names the country as host."""
        more = (*self.events.values(), *self.kept_apart.values())
        return self.shown.is_empty and all(rows.empty for rows in more)

    @cached_property
    def _all_responses(self) -> pd.DataFrame:
        return _statements(self.collection)

    @cached_property
    def _general_responses(self) -> pd.DataFrame:
        return self._all_responses[speaks_of_all(self._all_responses)]

    def _is_origin(self, responses: pd.DataFrame) -> pd.Series[bool]:
        speaks = responses["speaker_country"]
        return speaks.isin(self.origins) & (speaks != self.code)


@lru_cache(maxsize=8)
def _statements(collection: Collection) -> pd.DataFrame:
    """All statements that the collection shows at first, in order of time."""
    asked = Selection(layer=frozenset(collection.about.of_role("statement")))
    return in_order(select(collection, asked).of_role("statement"))


def _ids(rows: Iterable[Row]) -> list[str]:
    return [str(row["id"]) for row in rows]


def gather_facts(collection: Collection, code: str, borders: str = "") -> CountryFacts:
    """Pick what a collection holds on a country.

    Args:
        collection: Where to look.
        code: ISO 3166-1 alpha-2.
        borders: Those of its map; what the collection names if left out.

    Raises:
        UnknownChoiceError: There are no borders of this name.
    """
    wanted = Selection(layer=frozenset(collection.about.layers), country=frozenset({code}))
    drawn = read_borders(collection, borders)
    return CountryFacts(collection, code, select(collection, wanted), drawn)


def countries_of_record(collection: Collection) -> tuple[str, ...]:
    """The codes of all countries that any record names as host, in alphabetical order."""
    layers = (collection.tables[name] for name in collection.about.specs)
    return tuple(sorted({code for table in layers for codes in table["hosts"] for code in codes}))


def drawn_layers(collection: Collection) -> Selection:
    """What asks for sites and agreements."""
    about = collection.about
    return Selection(layer=frozenset((*about.of_role("site"), *about.of_role("agreement"))))


@lru_cache(maxsize=8)
def origin_countries(collection: Collection) -> tuple[str, ...]:
    """The countries in which the jurisdictions of a collection have their seats."""
    seats = filter(None, collection.jurisdictions["seat"])
    return tuple(sorted({code for seat in seats if (code := parse_place(seat).country)}))


def of_country(table: pd.DataFrame, code: str) -> pd.DataFrame:
    """The rows of a table that name a country as host."""
    is_host = np.fromiter((code in codes for codes in table["hosts"]), dtype=bool)
    return table[is_host]


def in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Sort dated rows by their date as text, within the years in which they begin.

    Rows without a date come last; rows alike keep the order of the file.
    """
    return table.sort_values(["first_from", "date"], kind="stable", na_position="last")


def tally(
    values: Iterable[str], counts: Iterable[int] | None = None
) -> tuple[tuple[str, int], ...]:
    """Add up counts by value, the largest first, equal ones in alphabetical order."""
    listed = list(values)
    totals: dict[str, int] = {}
    for value, count in zip(listed, [1] * len(listed) if counts is None else counts, strict=True):
        totals[value] = totals.get(value, 0) + int(count)
    return tuple(sorted(totals.items(), key=lambda pair: (-pair[1], pair[0])))


def sources_of(*tables: pd.DataFrame) -> tuple[str, ...]:
    """The ids that some rows cite, each once, in the order of the rows."""
    listed: list[Any] = [entry for table in tables for cell in table["sources"] for entry in cell]
    return tuple(dict.fromkeys(listed))


def without_start(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that do not say when they begin: not dated, or dated by their end alone."""
    return table[~(table["first_from"] > UNBOUNDED_PAST)]


def starting_years(table: pd.DataFrame) -> tuple[int, int] | None:
    """The first and last year in which rows are said to begin; None if none says so."""
    return _years_named(table[table["first_from"] > UNBOUNDED_PAST], "first_from", "first_to")


def year_range(table: pd.DataFrame) -> tuple[int, int] | None:
    """The first and last year that dated rows are known to name; None if none is dated."""
    return _years_named(table, "first_from", "first_to", "last_from", "last_to")


def _years_named(table: pd.DataFrame, *bounds: str) -> tuple[int, int] | None:
    years = table[list(bounds)].to_numpy().ravel()
    known = years[(years > UNBOUNDED_PAST) & (years < UNBOUNDED_FUTURE)]
    return (int(known.min()), int(known.max())) if known.size else None

"""The selection in words: what is shown, in how many countries, in which years, and where most.

Where years are asked for, a sentence counts what certainly lies in them; what only may, and what
has no date, is told apart from it. `static/words.js` says the same in the browser; a test holds
the two together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.countries import country_name
from layers.answers import speaks_of_all
from layers.units import REST, read_units, size, sizes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from layers.selection import Layer, Selected
    from layers.units import Units
    from mapapp.language import Language


@dataclass(frozen=True)
class Statement:
    """What a selection holds, and what of it the map cannot show as a point or a year."""

    sentences: str
    remarks: str


def state_selection(shown: Selected, words: Language) -> Statement:
    """Put a selection into words.

    Args:
        shown: The selection.
        words: The interface's words; nouns and countries are named in the same language.
    """
    layers = [layer for layer in shown.layers if not shown.table(layer).empty]
    told = [layers] if _only_country(shown, layers) else [[layer] for layer in layers]
    said = [_sentence(shown, each, words) for each in told]
    return Statement(
        sentences=one_after_another(said, words) or words.text("No record answers."),
        remarks=one_after_another(list(_remarks(shown, words)), words),
    )


def one_after_another(sentences: Sequence[str], words: Language) -> str:
    """Sentences with the space that the language sets between them."""
    return _joined(sentences, words.template("{one} {other}"))


def listed(items: Sequence[str], words: Language) -> str:
    """Items with the comma of the language."""
    return _joined(items, words.template("{one}, {other}"))


def _joined(texts: Sequence[str], template: str) -> str:
    """Texts with what stands in a template between its two fields."""
    return template.replace("{one}", "").replace("{other}", "").join(texts)


def count_things(
    shown: Selected, layers: Iterable[Layer], words: Language, *, part: Selected | None = None
) -> list[str]:
    """Numbers of what a selection holds, each with its unit, as `2 sites` and `1 deal`.

    Args:
        shown: The selection.
        layers: Those to count.
        words: The interface's words.
        part: Count only these records of it; what they are called depends on the whole, so that
            the parts of one sentence speak alike.
    """
    said = []
    for layer in layers:
        units = read_units(shown.collection.about, layer)
        beside = units.count(shown.table(layer))
        counts = units.count(part.table(layer)) if part else beside
        said += spell_counts(units, counts, words, beside)
    return said


def spell_counts(
    units: Units, counts: Mapping[str, int], words: Language, beside: Iterable[str] = ()
) -> list[str]:
    """Numbers of the units of a layer, each with its unit; `beside` are those of the whole."""
    told = beside or counts
    return [
        _number(units, unit, counts[unit], told, words)
        for unit in units.in_order
        if counts.get(unit)
    ]


def counted(shown: Selected, layer: Layer, number: int, words: Language) -> str:
    """A number of records of a layer, as `1 site` or `2 sites`, in the collection's words."""
    return _number(read_units(shown.collection.about, layer), REST, number, (), words)


def noun(shown: Selected, layer: Layer, number: int, words: Language) -> str:
    """What so many records of a layer are called."""
    return _noun(read_units(shown.collection.about, layer), REST, number, (), words)


def _number(units: Units, unit: str, number: int, beside: Iterable[str], words: Language) -> str:
    return f"{words.number(number)} {_noun(units, unit, number, beside, words)}"


def _noun(units: Units, unit: str, number: int, beside: Iterable[str], words: Language) -> str:
    named = units.forms(unit, beside, words.code)
    forms = words.forms("one", "many")
    is_one = len(forms) > 1 and words.plural_index(number) == 0
    return str(named.get("one" if is_one else "many", units.layer))


def state_things(shown: Selected, words: Language) -> str:
    """What a selection holds, as an item of a list: numbers with their units, dated ones first."""
    layers = [layer for layer in shown.layers if not shown.table(layer).empty]
    said = _stated_things(shown, layers, words)
    return _with_apart(said, shown, layers, words)


def _stated_things(shown: Selected, layers: Sequence[Layer], words: Language) -> str:
    things = count_things(shown, layers, words, part=shown.stated)
    if not things and shown.selection.years:
        years = spell_years(shown.selection.years, words)
        return words.text("no certain date in {years}", years=years)
    return listed(things, words)


def _with_apart(said: str, shown: Selected, layers: Sequence[Layer], words: Language) -> str:
    for more in _apart(shown, layers, words) if shown.selection.years else ():
        said = words.text("{what}; {more}", what=said, more=more)
    return said


def _sentence(shown: Selected, layers: Sequence[Layer], words: Language) -> str:
    """One layer in a sentence; all layers in one where all of their records are of one country."""
    years, stated = shown.selection.years, shown.stated
    country = _only_country(shown, layers)
    is_stated = any(not stated.table(layer).empty for layer in layers)
    said = _stated_things(shown, layers, words)
    if country:
        name = country_name(country, words.code)
        said = words.text("{country}: {things}", country=name, things=said)
    elif is_stated:
        said = _in_countries(said, len(_by_country(stated.table(layers[0]))), words)
    if years and is_stated:
        said = words.text("{what}, {years}", what=said, years=spell_years(years, words))
    leader = None if country else _leader(stated, layers[0])
    if leader:
        name = country_name(leader, words.code)
        said = words.text("{what}; most in {country}", what=said, country=name)
    said = _with_apart(said, shown, layers, words)
    return words.text("{sentence}.", sentence=said[:1].upper() + said[1:])


def _in_countries(things: str, number: int, words: Language) -> str:
    if not number:
        return things
    return words.count(
        "{things} in {n} country", "{things} in {n} countries", number, things=things
    )


def _apart(shown: Selected, layers: Sequence[Layer], words: Language) -> Iterator[str]:
    """What may lie outside the years, and what has no date.

    A number is enough where the sentence has named its unit, and there is no other.
    """
    possible, undated = shown.having("possible"), shown.having("undated")
    is_of_one_unit = len(count_things(shown, layers, words)) == 1
    if is_of_one_unit and not shown.stated.table(layers[0]).empty:
        perhaps, without = (size(part.table(layers[0])) for part in (possible, undated))
        if perhaps:
            yield words.count(
                "{n} more may lie outside these years",
                "{n} more may lie outside these years",
                perhaps,
            )
        if without:
            yield words.count("{n} more is undated", "{n} more are undated", without)
        return
    things = count_things(shown, layers, words, part=possible)
    if things:
        said = listed(things, words)
        yield words.text("perhaps outside these years: {things}", things=said)
    things = count_things(shown, layers, words, part=undated)
    if things:
        yield words.text("undated: {things}", things=listed(things, words))


def spell_years(years: tuple[int, int], words: Language) -> str:
    """A range of years, or the one year that it is."""
    first, last = years
    return str(first) if first == last else words.text("{first} to {last}", first=first, last=last)


def _only_country(shown: Selected, layers: Sequence[Layer]) -> str | None:
    """The one country that every record names, and no other; None if there is no such."""
    named = {frozenset(codes) for layer in layers for codes in {*shown.table(layer)["hosts"]}}
    (countries,) = named if len(named) == 1 else (frozenset[str](),)
    return next(iter(countries)) if len(countries) == 1 else None


def _by_country(table: pd.DataFrame) -> Counter[str]:
    counts: Counter[str] = Counter()
    for countries, number in zip(table["hosts"], sizes(table), strict=True):
        for country in set(countries):
            counts[country] += number
    return counts


def _leader(stated: Selected, layer: Layer) -> str | None:
    """The country with more than any other; None for only one, a tie, or unlike things."""
    table = stated.table(layer)
    if not read_units(stated.collection.about, layer).can_rank(table):
        return None
    (leader, most), *rest = _by_country(table).most_common(2) or [("", 0)]
    return leader if rest and rest[0][1] < most else None


def _remarks(shown: Selected, words: Language) -> Iterator[str]:
    pointless = [
        counted(shown, layer, number, words)
        for layer in shown.collection.about.of_role("site")
        if (number := size(shown.table(layer)[~shown.table(layer)["towns"].astype(bool)]))
    ]
    if pointless:
        yield words.text(
            "City not known or not located, so counted for the country: {things}.",
            things=listed(pointless, words),
        )
    nowhere = shown.filtered({layer: speaks_of_all(shown.table(layer)) for layer in shown.layers})
    things = count_things(shown, shown.layers, words, part=nowhere)
    if things:
        yield words.text("No single country: {things}.", things=listed(things, words))
    things = count_things(shown, shown.layers, words, part=shown.having("undated"))
    if things and not shown.selection.years:
        yield words.text("No date: {things}.", things=listed(things, words))

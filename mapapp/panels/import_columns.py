"""What each column says, guessed, with samples: for a person to mend. And how it is all called."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import streamlit as st

from geodata.countries import country_name, known_codes
from geodata.exported import is_exported
from geodata.importing.coordinate_systems import read_system
from geodata.importing.dating import DATE_FIELDS
from geodata.importing.drafting import noun_of
from geodata.importing.guesses import KEPT
from geodata.importing.mapping import FIELDS, guess_mapping
from geodata.plurals import count_of
from mapapp import view as views
from mapapp.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.importing.date_orders import DateOrder
    from geodata.importing.drafting import Choices
    from geodata.importing.grid import RawTable
    from geodata.importing.guesses import Guess
    from geodata.importing.interpreting import Understood
    from geodata.importing.naming import Naming

COLUMNS_SHOWN = 60
_TURN = "importing.turn"
"""How often a field was taken from a column, by its key, and whether that has just happened."""

WIDTHS = (3, 3, 6)
ORDERS = {"": "As in the column", "day": "Day first", "month": "Month first"}


def choose_fields(table: RawTable, choices: Choices, token: str) -> Choices:
    """Let a person say what each column is; what is not touched stays as it was guessed.

    `token` is of the file, so that another file begins with its own guesses.
    """
    if is_exported(map(str, table.cells)):
        st.write(
            "This table was exported from a collection: its columns are known, and its records are "
            "taken as written."
        )
        return replace(choices, fields={})
    guesses = guess_mapping(table)
    st.write("For each column of your file: what it says, and some of its cells.")
    said = {each.column: choices.fields.get(each.column, each.field) for each in guesses}
    keys = {each.column: f"{token}.{position}" for position, each in enumerate(guesses)}
    shown = _shown_first(guesses, said)
    fields: dict[str, str] = {}
    for position, guess in enumerate(shown):
        key, others = keys[guess.column], [keys[each.column] for each in shown if each != guess]
        fields[guess.column] = _choose_field(key, position, guess, said[guess.column], others)
    rest = [guess.column for guess in guesses if guess.column not in fields]
    if rest:
        st.write(f"Kept unchanged: {count_of(len(rest), 'more column')}.")
    every = {guess.column: fields.get(guess.column, KEPT) for guess in guesses}
    return replace(choices, fields=every)


def _shown_first(guesses: Sequence[Guess], said: Mapping[str, str]) -> list[Guess]:
    """The columns to choose for, in their order; of a very wide file those that say something."""
    meaningful = [guess for guess in guesses if said[guess.column] or guess.alike or guess.perhaps]
    others = [guess for guess in guesses if guess not in meaningful]
    shown = {guess.column for guess in (*meaningful, *others)[:COLUMNS_SHOWN]}
    return [guess for guess in guesses if guess.column in shown]


def choose_system(choices: Choices, token: str) -> Choices:
    """Ask for the coordinate system of x and y; without one, what the file names is used."""
    if "easting" not in choices.fields.values():
        return choices
    said = st.text_input(
        "Coordinate system of x and y, if the file does not name it",
        value=choices.system,
        placeholder="EPSG:25832",
        max_chars=60,
        key=f"importing.system.{token}",
    ).strip()
    code = read_system(said)
    if said and code is None:
        st.html(element("p", f"{said} is not a known coordinate system: write its EPSG code."))
    return replace(choices, system=str(code) if code else "")


def _choose_field(key: str, position: int, guess: Guess, said: str, others: Sequence[str]) -> str:
    """Ask what a column says.

    Args:
        key: Of the column.
        position: On the page.
        guess: What it seems to say.
        said: What it says so far.
        others: The keys of the other columns.
    """
    name, say, samples = st.columns(WIDTHS, vertical_alignment="center")
    name.html(element("strong", guess.column))
    options = [KEPT, *FIELDS]
    turn, is_released = _turn(key)
    views.keep(f"{_TURN}.{key}", (turn, False))
    field = say.selectbox(
        f"What column {position + 1} says",
        options,
        index=options.index(KEPT if is_released else said),
        format_func=lambda each: FIELDS[each].title if each else "Keep as it is",
        key=_widget(key),
        label_visibility="collapsed",
        on_change=_release,
        args=(key, others),
    )
    shown = " · ".join(sample.replace("\n", " ")[:40] for sample in guess.samples)
    reason = (f"guessed {guess.reason}" if field else guess.reason) if field == guess.field else ""
    remark = element("small", f" — {reason}", style="opacity:.75") if reason else ""
    samples.html(element("span", shown or "empty") + remark)
    return str(field)


def _release(key: str, others: Sequence[str]) -> None:
    """Take a field from the column that had it, where a person has just given it to another."""
    field = views.chosen(_widget(key))
    if not field or FIELDS[field].is_repeatable:
        return
    for other in others:
        if views.chosen(_widget(other)) == field:
            turn, _ = _turn(other)
            views.keep(f"{_TURN}.{other}", (turn + 1, True))


def _turn(key: str) -> tuple[int, bool]:
    turn, is_released = views.kept(f"{_TURN}.{key}") or (0, False)
    return int(turn), bool(is_released)


def _widget(key: str) -> str:
    """The key of a widget: another one after a field was taken, so that it shows that."""
    return f"importing.field.{key}.{_turn(key)[0]}"


def choose_orders(understood: Understood, choices: Choices, token: str) -> Choices:
    """Let a person say whether days or months come first, beside what the column shows."""
    fields = choices.fields
    orders: dict[str, DateOrder] = {}
    dated = [column for column in understood.orders if fields.get(column) in DATE_FIELDS]
    for position, column in enumerate(dated):
        decision = understood.orders[column]
        label, say = st.columns((5, 4), vertical_alignment="center")
        reason = element("small", decision.reason, style="opacity:.8")
        label.html(element("div", f"Dates in “{column}”") + reason)
        if not decision.is_of_choice:
            continue
        options = list(ORDERS)
        chosen = say.radio(
            f"Order of dates {position + 1}",
            options,
            index=options.index(choices.orders.get(column, "")),
            format_func=lambda each: ORDERS[each],
            key=f"importing.order.{token}.{position}",
            horizontal=True,
            label_visibility="collapsed",
        )
        if chosen:
            orders[column] = cast("DateOrder", chosen)
    return replace(choices, orders=orders)


def choose_naming(choices: Choices, file: str, table: RawTable, token: str) -> Choices:
    """Ask for the title, the word for a record, the licence, and a country for rows without one."""
    left, right = st.columns(2)
    naming = choices.naming
    stem = file.rpartition(".")[0] or file
    title = left.text_input(
        "Title of the map",
        value=naming.title or stem,
        max_chars=120,
        key=f"importing.title.{token}",
    )
    noun = noun_of(table, choices.fields)
    one = right.text_input(
        "What is one record?",
        value=naming.one or (noun.one if noun else "site"),
        max_chars=40,
        help=f"“{noun.one}” {noun.reason}" if noun else "Such as: institute",
    )
    with st.expander("Publisher, licence, and a country for rows that name none"):
        publisher = st.text_input("Publisher", value=naming.publisher, max_chars=120)
        license_title = st.text_input("Licence", value=naming.license_title, max_chars=120)
        codes = ["", *sorted(known_codes(), key=country_name)]
        country = st.selectbox(
            "Country of rows that name none",
            codes,
            index=codes.index(choices.country),
            format_func=lambda code: country_name(code) if code else "None: ask me",
        )
    named = replace(
        naming, title=title.strip(), one=one.strip(), many="", publisher=publisher.strip(),
        license_title=license_title.strip(),
    )  # fmt: skip
    return replace(choices, naming=named, country=country or "")


def choose_colours(originators: list[str], naming: Naming, token: str) -> Naming:
    """Let a person choose colours of originators; without one the palette of the map is used."""
    if not originators:
        return naming
    with st.expander(f"Colours of originators ({len(originators)})"):
        colours = {}
        own = st.checkbox("Choose colours myself", value=bool(naming.colours))
        for position, name in enumerate(originators[:12] if own else ()):
            picked, label = st.columns((1, 8), vertical_alignment="center")
            colours[name] = picked.color_picker(
                f"Colour {position + 1}",
                value=naming.colours.get(name, PALETTE[position % len(PALETTE)]),
                key=f"importing.colour.{token}.{position}",
                label_visibility="collapsed",
            )
            label.html(element("span", name))
    return replace(naming, colours=colours)


PALETTE = ("#0243ea", "#a22f00", "#005e59", "#8f27a0", "#997600", "#330079", "#660a08", "#0086c2")

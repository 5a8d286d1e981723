from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from geodata.errors import UnknownCountryError
from layers.facets import UnknownChoiceError
from layers.selection import Selection
from mapapp.cli import app
from mapapp.commands.selection_options import BadYearsError, read_selection
from tests.record import sites

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        pytest.param({}, Selection(), id="nothing asked"),
        pytest.param(
            {"layer": ["stations", "Responses"]},
            Selection(layer=frozenset({"stations", "responses"})),
            id="layers",
        ),
        pytest.param(
            {"jurisdiction": ["nantong", "Qingtian"]},
            Selection(jurisdiction=frozenset({"nantong", "qingtian"})),
            id="jurisdictions by id and name",
        ),
        pytest.param(
            {"country": ["Italien", "FR", "西班牙"]},
            Selection(country=frozenset({"IT", "FR", "ES"})),
            id="countries in any language",
        ),
        pytest.param(
            {"status": ["closed", "Reported"]},
            Selection(status=frozenset({"closed", "reported"})),
            id="statuses by value and label",
        ),
        pytest.param(
            {"edition": ["2022-09"]}, Selection(edition=frozenset({"2022-09"})), id="edition"
        ),
        pytest.param(
            {"standing": "Press"}, Selection(standing=frozenset({"press"})), id="standing by label"
        ),
        pytest.param({"year": "2016:2019"}, Selection(year=(2016, 2019)), id="years"),
        pytest.param({"year": "2018"}, Selection(year=(2018, 2018)), id="one year"),
        pytest.param({"undated": False}, Selection(undated=False), id="dated only"),
        pytest.param({"search": "Milan"}, Selection(search="Milan"), id="search"),
    ],
)
def test_words_are_read_as_a_selection(seeds: Any, words: dict[str, Any], meant: Selection) -> None:
    assert read_selection(seeds, **words) == meant


def test_an_open_range_reaches_to_the_years_that_are_known(seeds: Any) -> None:
    first, last = seeds.years

    assert read_selection(seeds, year="2016:").years == (2016, last)
    assert read_selection(seeds, year=":2018").years == (first, 2018)


@pytest.mark.parametrize("text", ["soon", "2019:2016", ":", "2016-2019", "²⁰¹⁶", "2016:2017:2018"])
def test_what_is_not_a_range_of_years_is_refused(seeds: Any, text: str) -> None:
    with pytest.raises(BadYearsError, match="2016:2019"):
        read_selection(seeds, year=text)


def test_an_unknown_value_is_reported_with_those_that_are_allowed(seeds: Any) -> None:
    with pytest.raises(UnknownChoiceError, match="Unknown layer 'other': use one of stations,"):
        read_selection(seeds, layer=["stations", "other"])


def test_an_unknown_country_is_refused(seeds: Any) -> None:
    with pytest.raises(UnknownCountryError, match="Xanadu"):
        read_selection(seeds, country=["Xanadu"])


@pytest.mark.parametrize(
    ("options", "stations"),
    [
        pytest.param([], sites(), id="all of the two reports"),
        pytest.param(["--edition", "2022-09"], sites(edition="2022-09"), id="the first report"),
        pytest.param(["--edition", "2022-12"], sites(edition="2022-12"), id="the second"),
        pytest.param(["--country", "Italia"], 11, id="a country"),
        pytest.param(["--country", "IT", "--country", "ES"], 20, id="two countries"),
        pytest.param(["--country", "Iceland"], 0, id="a country without any"),
    ],
)
def test_options_of_an_export_pick_the_records(options: list[str], stations: int) -> None:
    result = CliRunner().invoke(app, ["export", "table", "-o", "-", *options])

    rows = csv.DictReader(io.StringIO(result.stdout, newline=""))
    assert result.exit_code == 0
    assert sum(int(row["count"]) for row in rows) == stations


def test_another_collection_can_be_exported(write_collection: Any) -> None:
    folder = write_collection(stations=[{"count": "7"}])

    result = CliRunner().invoke(app, ["export", "table", "-o", "-", "--collection", str(folder)])

    (row,) = csv.DictReader(io.StringIO(result.stdout, newline=""))
    assert row["count"] == "7"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--search", "Belfast"], "1 response; add --layer responses --edition other to select"),
        (["--country", "Belgium"], "Hidden by default: 1 response; add --layer responses to"),
        (["--country", "Kenya"], "Nothing in the record matches this selection."),
        (["--search", "zzzz"], "Nothing in the record matches this selection."),
    ],
)
def test_a_selection_that_finds_nothing_says_so_and_what_defaults_hide(
    options: list[str], sentence: str, tmp_path: Path
) -> None:
    output = str(tmp_path / "sites.csv")
    done = CliRunner().invoke(app, ["export", "table", "-o", output, *options])

    assert done.exit_code == 0
    assert sentence in " ".join(done.stderr.split())

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.dates import (
    UNBOUNDED_FUTURE,
    UNBOUNDED_PAST,
    YearSpan,
    is_edtf,
    write_moment,
    year_span,
)
from geodata.errors import BadDateError

YEARS = st.integers(1000, 2999)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        pytest.param("2018", (2018, 2018, 2018, 2018), id="year"),
        pytest.param("2018-09", (2018, 2018, 2018, 2018), id="month"),
        pytest.param("2018-09-28", (2018, 2018, 2018, 2018), id="day"),
        pytest.param("2021-21", (2021, 2021, 2021, 2021), id="spring"),
        pytest.param("2016/2019", (2016, 2016, 2019, 2019), id="interval"),
        pytest.param("2023/..", (2023, 2023, 2023, UNBOUNDED_FUTURE), id="goes on"),
        pytest.param("2023/", (2023, 2023, 2023, UNBOUNDED_FUTURE), id="end unknown"),
        pytest.param("../2019", (UNBOUNDED_PAST, 2019, 2019, 2019), id="open beginning"),
        pytest.param("201X", (2010, 2019, 2010, 2019), id="decade"),
        pytest.param("2018~", (2017, 2019, 2017, 2019), id="about"),
        pytest.param("2018~/2020", (2017, 2019, 2020, 2020), id="about, to"),
        pytest.param(" 2018 ", (2018, 2018, 2018, 2018), id="blanks around"),
    ],
)
def test_a_date_is_read_as_the_years_it_may_mean(text: str, span: tuple[int, ...]):
    assert year_span(text) == YearSpan(*span)


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_date_has_no_span(text: str):
    assert year_span(text) is None


@pytest.mark.parametrize(
    "text", ["spring", "2018-13", "2018-02-30", "18", "2019/2016", "../..", "/", "2018/spring"]
)
def test_what_is_not_a_date_is_refused_with_the_text_in_the_message(text: str):
    with pytest.raises(BadDateError, match="not an EDTF date") as caught:
        year_span(text)
    assert caught.value.text in text
    assert not is_edtf(text)


@pytest.mark.parametrize(
    ("text", "years", "certainty"),
    [
        pytest.param("2018", (2016, 2018), "certain", id="last year of the range"),
        pytest.param("2018", (2019, 2020), "out", id="before"),
        pytest.param("2018~", (2018, 2018), "possible", id="about"),
        pytest.param("201X", (2016, 2018), "possible", id="decade wider than the range"),
        pytest.param("201X", (2010, 2019), "certain", id="decade within the range"),
        pytest.param("2016/2019", (2017, 2018), "certain", id="interval around the range"),
        pytest.param("2016/..", (2016, 2016), "certain", id="first year of what goes on"),
        pytest.param("2016/..", (2020, 2021), "possible", id="later, end not known"),
        pytest.param("../2019", (2010, 2011), "possible", id="earlier, beginning not known"),
        pytest.param("2018~/2020", (2016, 2017), "possible", id="may have begun"),
    ],
)
def test_a_record_is_in_a_range_certainly_possibly_or_not(text, years, certainty):
    assert year_span(text).certainty(*years) == certainty


@given(first=YEARS, last=YEARS, asked=st.tuples(YEARS, YEARS).map(sorted))
def test_a_known_interval_is_never_only_possible(first: int, last: int, asked: list[int]):
    begin, end = sorted((first, last))
    overlaps = begin <= asked[1] and end >= asked[0]
    certainty = year_span(f"{begin}/{end}").certainty(*asked)
    assert certainty == ("certain" if overlaps else "out")


@given(
    bounds=st.tuples(YEARS, YEARS, YEARS, YEARS).map(sorted),
    asked=st.tuples(YEARS, YEARS).map(sorted),
    data=st.data(),
)
def test_certainty_is_true_of_every_pair_of_possible_years(bounds, asked, data):
    span = YearSpan(*bounds)
    begin = data.draw(st.integers(span.first_from, span.first_to))
    end = data.draw(st.integers(max(begin, span.last_from), span.last_to))
    is_in = begin <= asked[1] and end >= asked[0]
    certainty = span.certainty(*asked)
    assert certainty == "possible" or is_in == (certainty == "certain")


@given(st.text(max_size=12))
def test_any_text_is_either_read_or_refused(text: str):
    assert is_edtf(text) in {True, False}


@pytest.mark.parametrize("text", ["2006/../..", "2015/2016/..", "2015/2016/2017"])
def test_an_interval_of_intervals_is_not_a_date(text: str) -> None:
    assert not is_edtf(text)


@pytest.mark.parametrize(
    ("moment", "language", "full", "short"),
    [
        ("2022-12-01", "fr", "1er décembre 2022", "1er déc. 2022"),
        ("2022-12-01", "fr-CA", "1er décembre 2022", "1er déc. 2022"),
        ("2022-12-11", "fr", "11 décembre 2022", "11 déc. 2022"),
        ("2022-12", "fr", "décembre 2022", "déc. 2022"),
        ("2022-12-01", "en", "1 December 2022", "1 Dec 2022"),
        ("2022-12-01", "it", "1 dicembre 2022", "1 dic 2022"),
        ("2022-12-01", "de", "1. Dezember 2022", "01.12.2022"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french(
    moment: str, language: str, full: str, short: str
):
    assert write_moment(moment, language) == full
    assert write_moment(moment, language, is_short=True) == short

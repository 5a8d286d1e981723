"""Dates as people write them, in seven languages, with what is uncertain kept so."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.dates import is_edtf
from geodata.importing.date_orders import decide_order
from geodata.importing.written_dates import read_date

READ = {
    "2016": "2016",
    "2016-09": "2016-09",
    "2016-09-28": "2016-09-28",
    "2016/2019": "2016/2019",
    "2023/..": "2023/..",
    "2012~": "2012~",
    "2015-06-02T10:00:00": "2015-06-02",
    "2015-06-02 10:00": "2015-06-02",
    "20150602": "2015-06-02",
    "2015/6/2": "2015-06-02",
    "2015/06": "2015-06",
    "2010/12": "2010-12",
    "2015/16": "2015/2016",
    "06/2015": "2015-06",
    "6.2015": "2015-06",
    "2.6.2015": "2015-06-02",
    "13/6/15": "2015-06-13",
    "6/13/15": "2015-06-13",
    "3/3/15": "2015-03-03",
    "June 2015": "2015-06",
    "Jun '15": "2015-06",
    "15 June 2015": "2015-06-15",
    "June 15th, 2015": "2015-06-15",
    "15-Jun-15": "2015-06-15",
    "Monday, 2 June 2015": "2015-06-02",
    "Sept. 2015": "2015-09",
    "1er juin 2015": "2015-06-01",
    "15 août 2015": "2015-08-15",
    "15 de junio de 2015": "2015-06-15",
    "1º de junio de 2015": "2015-06-01",
    "5 maggio 2017": "2017-05-05",
    "2. März 2015": "2015-03-02",
    "7 de março de 2016": "2016-03-07",
    "2015年6月15日": "2015-06-15",
    "2015年6月": "2015-06",
    "2015年": "2015",
    "Spring 2016": "2016-21",
    "été 2016": "2016-22",
    "Herbst 2017": "2017-23",
    "2016年春": "2016-21",
    "winter 2015/16": "2015-24",
    "Q2 2016": "2016-34",
    "2010s": "201X",
    "early 2016": "2016",
    "mid-2016": "2016",
    "c. 2012": "2012~",
    "ca.2012": "2012~",
    "vers 2012": "2012~",
    "hacia 2012": "2012~",
    "um 2012": "2012~",
    "约2012年": "2012~",
    "2015?": "2015?",
    "probably 2015": "2015?",
    "c. 2012?": "2012%",
    "before 2015": "../2015",
    "avant 2015": "../2015",
    "antes de 2015": "../2015",
    "2012年以前": "../2012",
    "since 2016": "2016/..",
    "seit 2016": "2016/..",
    "2014–2016": "2014/2016",
    "2014 - 2016": "2014/2016",
    "2014 a 2016": "2014/2016",
    "de 2014 à 2016": "2014/2016",
    "2014年至2016年": "2014/2016",
    "2014 – present": "2014/..",
    "2018–": "2018/",
    "2016-17": "2016/2017",
    "from June 2014 to May 2016": "2014-06/2016-05",
    "June-August 2016": "2016-06/2016-08",
    "2-5 June 2016": "2016-06-02/2016-06-05",
    "between 2014 and 2016": "[2014..2016]",
    "zwischen 2014 und 2016": "[2014..2016]",
    "между 2014 и 2016": "[2014..2016]",
    "с 2013 г.": "2013/..",
    "ок. 2014 г.": "2014~",
    "март 2023": "2023-03",
    "5 мая 2017 года": "2017-05-05",
    "осенью 2017": "2017-23",
    "مارس 2018": "2018-03",
    "منذ 2016": "2016/..",
    "٢٠١٥": "2015",
}
BLANK = ["", "  ", "-", "—", "n/a", "?", "unknown", "unbekannt", "不详"]
LEFT = [
    "last year",
    "2010/11", "123456", "12", "31/02/2015", "2015-13", "2015, 2017", "2020/2018", "Jun-15",
    "March or April 2019", "<script>", "2/6/15 or 3/6/15", "0001", "x" * 200,
]  # fmt: skip


@pytest.mark.parametrize(("written", "edtf"), READ.items(), ids=READ.keys())
def test_a_date_is_read_as_it_was_meant(written, edtf):
    reading = read_date(written, latest_year=2026)
    assert (reading.edtf, reading.problem) == (edtf, "")
    assert is_edtf(reading.edtf)


@pytest.mark.parametrize("written", BLANK)
def test_a_blank_is_neither_a_date_nor_a_problem(written):
    assert read_date(written).edtf == read_date(written).problem == ""


@pytest.mark.parametrize("written", LEFT)
def test_what_no_rule_reads_is_left_with_a_problem(written):
    assert read_date(written).edtf == ""
    assert read_date(written).problem


def test_a_number_is_a_day_as_spreadsheets_count_them_and_said_to_be_one():
    reading = read_date("42157", latest_year=2026)
    assert (reading.edtf, reading.is_counted) == ("2015-06-02", True)
    assert read_date("52157", latest_year=2026).edtf == ""


def test_an_open_order_leaves_the_year_and_asks():
    reading = read_date("2/6/15", latest_year=2026)
    assert (reading.edtf, reading.needs_order) == ("2015", True)


@pytest.mark.parametrize(("order", "edtf"), [("day", "2015-06-02"), ("month", "2015-02-06")])
def test_the_order_of_the_column_settles_figures(order, edtf):
    assert read_date("2/6/15", order, latest_year=2026).edtf == edtf


@pytest.mark.parametrize(
    ("written", "edtf"), [("13/2/99", "1999-02-13"), ("13/2/26", "2026-02-13")]
)
def test_two_digits_mean_the_latest_year_that_has_been(written, edtf):
    assert read_date(written, latest_year=2026).edtf == edtf


def test_a_date_that_fits_one_order_only_is_read_in_that_whatever_the_column_says():
    assert read_date("25/12/2015", "month").edtf == "2015-12-25"


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["13/6/15", "2/6/15"], "day"),
        (["6/13/15", "2/6/15"], "month"),
        (["2/6/15", "3/3/15", "2016", "May 2017"], None),
        (["13/6/15", "6/13/15"], None),
        (["13/6/15"] * 10 + ["6/13/15"], "day"),
        ([], None),
    ],
)
def test_the_order_is_decided_from_the_whole_column(cells, order):
    decision = decide_order(cells)
    assert decision.order == order
    assert decision.reason.endswith(".")


@pytest.mark.parametrize(
    ("header", "order"),
    [
        ("opened (mm/dd/yyyy)", "month"),
        ("date (dd/mm/yyyy)", "day"),
        ("Date MM-DD-YYYY", "month"),
        ("Date (jj/mm/aaaa)", "day"),
        ("Datum (TT.MM.JJJJ)", "day"),
        ("Data (gg/mm/aaaa)", "day"),
        ("Fecha [DD/MM/AA]", "day"),
        ("opened_mdy", "month"),
        ("opened %d/%m/%Y", "day"),
        ("Date (month / day / year)", "month"),
        ("date (yyyy-mm-dd)", None),
        ("Admin/Manager/Year", None),
        ("Opened", None),
        ("dd/mm", None),
    ],
)
def test_a_header_may_say_the_order(header, order):
    decision = decide_order(["2/6/15", "4/5/15"], header)
    assert decision.order == order
    assert ("as the header says" in decision.reason) == (order is not None)


def test_a_header_that_its_dates_speak_against_settles_nothing():
    decision = decide_order(["13/6/15", "2/6/15"], "opened (mm/dd/yyyy)")
    assert decision.order is None
    assert "not clear, and the header says “mm/dd/yyyy”" in decision.reason
    assert decide_order(["13/6/15", "6/13/15", "2/6/15"], "opened (mm/dd/yyyy)").order == "month"


@pytest.mark.parametrize(
    ("cells", "header", "said", "expected"),
    [
        (["2.6.15", "4.5.15"], "Opened", None, ("day", "2 dates with dots were read as day.month")),
        (
            ["2.6.15", "6.13.15"],
            "Opened",
            None,
            ("month", "1 date with dots was read as month.day"),
        ),
        (["2.6.15"], "MM.DD.YY", None, ("month", "as the header says (“MM.DD.YY”)")),
        (["2.6.15"], "TT.MM.JJ", None, ("day", "as the header says (“TT.MM.JJ”)")),
        (["2.6.15"], "Opened", "month", ("month", "read as month.day.year.")),
        (["2.6.15", "13.6.15", "3/4/15"], "Opened", "month", ("day", "read as day.month.year")),
        (["2.6.15", "3/14/15", "3/4/15"], "Opened", None, ("day", "read as day.month.year")),
    ],
)
def test_dates_with_dots_are_decided_by_themselves_and_said_so(cells, header, said, expected):
    decision = decide_order(cells, header, said=said)
    order, reason = expected
    assert decision.dotted_order == order
    assert reason in decision.reason
    is_alone = not any("/" in cell or "13" in cell for cell in cells)
    assert ("can only" in decision.reason) != is_alone


@pytest.mark.parametrize(
    ("written", "dotted", "edtf"),
    [
        ("2.6.15", "day", "2015-06-02"),
        ("2.6.15", "month", "2015-02-06"),
        ("6.13.15", "day", "2015-06-13"),
        ("13.6.15", "month", "2015-06-13"),
    ],
)
def test_dates_with_dots_have_an_order_of_their_own(written, dotted, edtf):
    for order in ("day", "month", None):
        assert read_date(written, order, dotted=dotted, latest_year=2026).edtf == edtf


def test_the_reason_gives_the_figures_it_rests_on():
    decision = decide_order(["13/6/15", "2/6/15", "2/7/15"])
    assert (decision.day_first, decision.month_first, decision.open_dates) == (1, 0, 2)
    assert "The day comes first" in decision.reason


@settings(max_examples=300, deadline=None)
@given(st.dates(min_value=dt.date(1950, 1, 1)), st.sampled_from("/-. "))
def test_figures_in_a_known_order_give_the_day_they_were_made_from(day, separator):
    written = f"{day.day}{separator}{day.month}{separator}{day.year}"
    if day.year <= 2100:
        assert read_date(written, "day").edtf == day.isoformat()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40) | st.from_regex(r"[0-9/.\- ?~a-zé]{0,20}", fullmatch=True))
def test_any_text_gives_an_edtf_date_or_none(text):
    reading = read_date(text)
    assert reading.edtf == "" or is_edtf(reading.edtf)

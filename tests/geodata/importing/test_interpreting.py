"""From cells to records: settled where it is clear, asked about where it is not."""

from __future__ import annotations

import pytest

from geodata.importing.coordinates import Position
from geodata.importing.findings import Subject
from geodata.matches import Match


def record(draft):
    (only,) = draft.understood.records
    return only


def findings(draft, *, without=("source",)):
    return [each for each in draft.understood.findings if each.subject.field not in without]


def problems(draft):
    return [(each.level, each.subject.field, each.rows) for each in findings(draft)]


@pytest.mark.parametrize(
    ("city", "country"), [("Milan", "Italy"), ("Milano", "Italien"), ("MAILAND", "意大利")]
)
def test_spellings_of_a_town_are_one_place_and_the_words_of_the_source_are_kept(
    draft, city, country
):
    place = record(draft({"City": city, "Country": country})).place
    assert (place.country, place.city, place.precision) == ("IT", "Milan", "city")
    assert place.as_reported in {"", city}


def test_a_namesake_is_asked_about_with_candidates(draft):
    made = draft({"City": "Springfield", "Country": "US"})
    place = record(made).place
    (asked,) = findings(made)
    assert (place.city, place.position, place.method) == ("Springfield", None, "none")
    assert asked.level == "open"
    assert len(asked.candidates) > 2


def test_a_misspelling_is_only_suggested(draft):
    made = draft({"City": "Pargue", "Country": "Czechia"})
    (asked,) = findings(made)
    assert record(made).place.position is None
    assert [each.name for each in asked.candidates] == ["Prague"]


@pytest.mark.parametrize(
    ("answer", "city", "precision", "method"),
    [
        ("geonames:4250542", "Springfield", "city", "person"),
        ("country", "", "country", "none"),
        ("Springfield, Illinois", "Springfield", "city", "person"),
        ("39.80, -89.64", "Springfield", "city", "person"),
    ],
)
def test_an_answer_settles_a_place(draft, answer, city, precision, method):
    row = {"City": "Springfield", "Country": "US"}
    made = draft(row, answers={Subject("place", "Springfield", "US"): answer})
    place = record(made).place
    assert (place.city, place.precision, place.method) == (city, precision, method)
    assert findings(made) == []
    if city:
        assert place.position.lat == pytest.approx(39.8, abs=0.01)


@pytest.mark.parametrize(
    "answer", ["geonames-postal:US.WI/Rosholt", "geonames-postal:US.SD/Rosholt"]
)
def test_an_answer_chooses_among_small_towns_of_one_name(draft, answer):
    row = {"City": "Rosholt", "Country": "US"}
    (asked,) = findings(draft(row))
    assert answer in [each.gazetteer_id for each in asked.candidates]
    made = draft(row, answers={Subject("place", "Rosholt", "US"): answer})
    place = record(made).place
    assert (place.city, place.gazetteer_id, place.method) == ("Rosholt", answer, "person")
    assert findings(made) == []


def test_an_answer_can_be_a_division_of_the_second_level(draft):
    row = {"City": "Cook County", "Country": "US"}
    county = next(each for each in findings(draft(row))[0].candidates if each.admin1 == "Illinois")
    made = draft(row, answers={Subject("place", "Cook County", "US"): county.gazetteer_id})
    assert record(made).place.precision == "region"


def test_an_answer_that_settles_nothing_leaves_the_question(draft):
    row = {"City": "Springfield", "Country": "US"}
    made = draft(row, answers={Subject("place", "Springfield", "US"): "Nowhereville"})
    assert [each.subject.field for each in findings(made)] == ["place"]


def test_a_row_without_a_country_is_looked_up_everywhere_and_hardly_ever_settled(draft):
    assert problems(draft({"City": "Springfield", "Note": "x"})) == [("left out", "place", (2,))]
    made = draft({"City": "Benin City", "Note": "x"})
    assert record(made).place.country == "NG"
    assert problems(made) == [("check", "country", (2,))]


def test_a_country_can_be_given_for_rows_that_name_none(draft):
    assert record(draft({"City": "Springfield", "Note": "x"}, country="NZ")).place.country == "NZ"


def test_an_unreadable_country_leaves_the_row_out_until_it_is_answered(draft):
    row = {"City": "Paris", "Country": "Frnce"}
    made = draft(row, fields={"Country": "country"})
    assert made.understood.records == ()
    assert made.understood.left_out == 1
    assert "France" in findings(made)[0].remedy
    answers = {Subject("country", "Frnce"): "France"}
    answered = draft(row, fields={"Country": "country"}, answers=answers)
    assert record(answered).place.city == "Paris"


@pytest.mark.parametrize("name", ["Yugoslavia", "Korea", "Atlantis"])
def test_a_country_that_is_not_one_is_refused(draft, name):
    made = draft({"City": "Springfield", "Country": name}, {"City": "Rome", "Country": "Italy"})
    assert ("left out", "country", (2,)) in problems(made)


def test_na_is_a_country_among_codes_and_a_blank_among_names(draft):
    codes = draft({"Country": "NA"}, {"Country": "IT"}, {"Country": "FR"})
    names = draft({"Country": "NA"}, {"Country": "Italy"}, {"Country": "France"})
    assert [each.place.country for each in codes.understood.records] == ["NA", "IT", "FR"]
    assert [each.place.country for each in names.understood.records] == ["IT", "FR"]


def test_a_row_that_names_only_its_country_is_known_only_to_it(draft):
    for row in ({"City": "", "Country": "Italy"}, {"City": "Italia", "Country": "Italy"}):
        place = record(draft(row)).place
        assert (place.precision, place.city, place.as_reported) == ("country", "", "")


def test_a_city_that_is_a_country_is_a_city(draft):
    assert record(draft({"City": "Singapore", "Country": "Singapore"})).place.precision == "city"


def test_a_region_is_known_as_a_region(draft):
    for row in (
        {"City": "Lombardy", "Country": "Italy"},
        {"City": "", "Region": "Lombardia", "Country": "Italy"},
    ):
        place = record(draft(row)).place
        assert (place.admin1, place.city, place.precision) == ("Lombardy", "", "region")


def test_namesakes_in_one_sheet_are_told_apart_by_their_regions(draft):
    made = draft(
        {"City": "Springfield", "Region": "Illinois", "Country": "US"},
        {"City": "Springfield, Missouri", "Region": "", "Country": "US"},
        {"City": "Springfield", "Region": "", "Country": "US"},
    )
    places = [each.place for each in made.understood.records]
    assert [(each.city, each.admin1) for each in places] == [
        ("Springfield", "Illinois"), ("Springfield", "Missouri"), ("", ""),
    ]  # fmt: skip
    assert places[2].as_reported == "Springfield"


def test_a_region_that_distinguishes_nothing_is_left_out_of_the_place(draft):
    made = draft(
        {"City": "Milan", "Region": "Lombardy", "Country": "IT"},
        {"City": "Milan", "Region": "", "Country": "IT"},
    )
    assert {(each.place.city, each.place.admin1) for each in made.understood.records} == {
        ("Milan", "")
    }


def test_coordinates_of_the_file_are_used(draft):
    place = record(draft({"City": "Milan", "Country": "IT", "Lat": "45.50", "Lon": "9.10"})).place
    assert (place.position, place.method) == (Position(9.10, 45.50), "file")


@pytest.mark.parametrize(
    ("lat", "lon"), [("9.19", "45.46"), ("0", "0"), ("40", "-30"), ("48.85", "2.35"), ("45.46", "")]
)
def test_coordinates_with_a_fault_are_reported_and_the_place_is_looked_up(draft, lat, lon):
    made = draft({"City": "Milan", "Country": "IT", "Lat": lat, "Lon": lon},
                 {"City": "Rome", "Country": "IT", "Lat": "41.9", "Lon": "12.5"})  # fmt: skip
    place = made.understood.records[0].place
    assert (place.city, place.method) == ("Milan", "exact")
    (fault,) = findings(made)
    assert fault.level == "check"
    assert "the position was not used" in fault.problem


def test_coordinates_far_from_their_name_are_reported(draft):
    made = draft({"City": "Milan", "Country": "IT", "Lat": "41.9", "Lon": "12.5"})
    assert "477 km" in findings(made)[0].problem
    assert record(made).place.position.lat == pytest.approx(41.9)


def test_a_position_without_names_gives_country_and_nearest_town_to_be_checked(draft):
    made = draft({"Lat": "45.46", "Lon": "9.19", "Country": ""})
    place = record(made).place
    assert (place.country, place.city, place.method) == ("IT", "Milan", "file")
    assert {each.subject.field for each in findings(made)} == {"country", "place"}


@pytest.mark.parametrize(
    ("opened", "closed", "established"),
    [
        ("2015", "", "2015"),
        ("2015", "2018", "2015/2018"),
        ("c. 2012", "May 2016", "2012~/2016-05"),
        ("", "2018", "/2018"),
        ("", "before 2018", "/2018"),
        ("2014-2016", "2018", "2014/2018"),
        ("2018", "2015", "2018"),
        ("between 2010 and 2012", "2015", "[2010..2012]"),
    ],
)
def test_opening_and_closing_make_one_date(draft, opened, closed, established):
    made = draft({"Country": "IT", "Opened": opened, "Closed": closed},
                 {"Country": "IT", "Opened": "2001", "Closed": "2002"})  # fmt: skip
    assert made.understood.records[0].established == established


def test_an_open_order_of_day_and_month_is_one_question_for_the_column(draft):
    rows = [{"Country": "IT", "Opened": f"{day}/6/15"} for day in (1, 2, 3)]
    made = draft(*rows)
    assert [each.established for each in made.understood.records] == ["2015"] * 3
    assert problems(made) == [("open", "opened", (2, 3, 4))]
    decided = draft(*rows, order="day")
    assert decided.understood.records[0].established == "2015-06-01"
    assert problems(decided) == [("check", "opened", (2, 3, 4))]
    assert "15 as 2015" in str(decided.understood.findings[0])


@pytest.mark.parametrize(
    ("header", "written", "established", "said"),
    [
        ("Opened (mm/dd/yyyy)", "02/03/2018", "2018-02-03", "as the header says"),
        ("Opened (dd/mm/yyyy)", "02/03/2018", "2018-03-02", "as the header says"),
        ("Opened", "02.03.2018", "2018-03-02", "as such dates are usually written"),
        ("Opened", "02/03/2018", "2018", "is not clear"),
    ],
)
def test_how_the_order_of_dates_was_decided_is_said(draft, header, written, established, said):
    made = draft({"Country": "IT", header: written})
    assert made.understood.records[0].established == established
    assert said in made.understood.orders[header].reason


def test_an_unreadable_date_is_listed_and_can_be_answered(draft):
    rows = [{"Country": "IT", "Opened": "2015"}, {"Country": "IT", "Opened": "years ago"}]
    made = draft(*rows)
    assert problems(made) == [("open", "opened", (3,))]
    answered = draft(*rows, answers={Subject("opened", "years ago"): "c. 2010"})
    assert answered.understood.records[1].established == "2010~"


def test_statuses_are_the_wordings_of_the_sheet(draft):
    rows = [{"Country": "IT", "Status": each} for each in ("Open", "open ", "CLOSED", "", "n/a")]
    statuses = [each.status for each in draft(*rows).understood.records]
    assert statuses == ["Open", "Open", "CLOSED", "not stated", "not stated"]


def test_too_many_wordings_are_notes_and_no_statuses(draft):
    rows = [{"Country": "IT", "Status": f"text {number}"} for number in range(40)]
    made = draft(*rows)
    assert {each.status for each in made.understood.records} == {"not stated"}
    assert made.understood.records[3].status_note == "text 3"
    assert problems(made)[0][:2] == ("check", "status")


@pytest.mark.parametrize(("written", "count"), [("3", 3), ("", 1), ("about 3", 1), ("0", 1)])
def test_a_number_of_sites_is_a_whole_number_or_reported(draft, written, count):
    made = draft({"Country": "IT", "Number of sites": "2"},
                 {"Country": "IT", "Number of sites": written})  # fmt: skip
    assert made.understood.records[1].count == count
    assert bool(findings(made)) == (written == "about 3")


def test_rows_without_a_source_are_reported_once(draft):
    made = draft({"Country": "IT"}, {"Country": "FR"})
    (finding,) = made.understood.findings
    assert (finding.subject.field, finding.rows) == ("source", (2, 3))


class Service:
    def __init__(self):
        self.asked = []

    def resolve(self, name, country, admin1):
        self.asked.append((name, country, admin1))
        return Match(name, "online", 14.4, 50.1, "city", 1.0, "osm:1")


def test_an_online_service_is_asked_only_if_it_is_given_and_only_for_what_is_open(draft):
    service = Service()
    rows = ({"City": "Pargue", "Country": "CZ"}, {"City": "Rome", "Country": "IT"})
    made = draft(*rows, online=service)
    assert service.asked == [("Pargue", "CZ", None)]
    assert made.understood.records[0].place.method == "online"


def test_o_for_ost_or_ouest_is_the_side_that_lies_in_the_country_and_a_question_without_one(draft):
    rows = [
        {"City": "Berlin", "Country": "DE", "Coordinates": "52.52 N, 13.40 O"},
        {"City": "Lissabon", "Country": "PT", "Coordinates": "38.72 N, 9.14 O"},
        {"City": "Berlin", "Country": "", "Coordinates": "52.52 N, 13.40 O"},
    ]
    understood = draft(*rows, country="").understood
    positions = [record.place.position for record in understood.records[:2]]
    assert [round(position.lon, 1) for position in positions] == [13.4, -9.1]
    (finding,) = [each for each in understood.findings if "says O" in each.problem]
    assert finding.rows == (4,)


def test_the_name_of_a_country_that_its_town_bears_elsewhere_is_asked_about(draft):
    understood = draft({"City": "تونس", "Country": "TN"}).understood
    (asked,) = [each for each in understood.findings if each.subject.field == "place"]
    assert understood.records[0].place.precision == "country"
    assert [each.name for each in asked.candidates] == ["Tunis"]
    chosen = {asked.subject: asked.candidates[0].gazetteer_id}
    answered = draft({"City": "تونس", "Country": "TN"}, answers=chosen).understood
    assert answered.records[0].place.city == "Tunis"


def test_what_goes_on_has_no_end_and_is_not_a_question(draft):
    understood = draft(
        {"City": "Rom", "Country": "IT", "Opened": "2015", "Closed": "läuft"}
    ).understood
    assert understood.records[0].established == "2015/.."
    assert not [each for each in understood.findings if each.subject.field == "closed"]


@pytest.mark.parametrize(
    ("opened", "established"),
    [("since 2016", "2016/.."), ("2015/16", "2015/.."), ("before 2015", "../2015"), ("", "")],
)
def test_a_record_that_goes_on_has_one_beginning(draft, opened, established):
    rows = [{"City": "Rom", "Country": "IT", "Opened": each, "Closed": "läuft"}
            for each in (opened, "2012", "2013")]  # fmt: skip
    assert draft(*rows).understood.records[0].established == established


def test_a_clash_of_dates_is_reported_with_the_beginning_as_it_was_read(draft):
    rows = {"City": "Rom", "Country": "IT", "Opened": "44667", "Closed": "2021"}
    findings = draft(rows).understood.findings
    assert any("began '44667' (2022-04-16)" in str(each) for each in findings)


def test_numbers_that_spreadsheets_count_days_by_are_dates_and_reported_once(draft):
    rows = [{"City": "Rom", "Country": "IT", "Opened": day} for day in ("42157", "42158", "2016")]
    understood = draft(*rows).understood
    assert [record.established for record in understood.records][:2] == ["2015-06-02", "2015-06-03"]
    (finding,) = [each for each in understood.findings if each.subject.field == "opened"]
    assert (finding.level, finding.rows) == ("check", (2, 3))


def test_many_cells_with_the_same_fault_are_one_point_with_samples(draft):
    made = draft(
        *({"Country": "IT", "Opened": f"qqq{at}"} for at in range(9)), fields={"Opened": "opened"}
    )
    (finding,) = [each for each in made.understood.findings if each.subject.field == "opened"]
    assert (finding.subject.context, len(finding.rows)) == ("cells", 9)
    assert "9 cells such as 'qqq0', 'qqq1', 'qqq2'" in str(finding)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param({"Number of sites": "50"}, "makes 500 sites of 10 rows", id="a sum"),
        pytest.param({"City": "Rome"}, "says 'Rome' in all of 10 rows", id="one place"),
    ],
)
def test_what_shows_in_all_rows_together_is_reported(draft, row, said):
    findings = draft(*[{"Country": "IT", **row}] * 10).understood.findings
    assert any(said in str(each) for each in findings)

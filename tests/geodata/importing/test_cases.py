"""Small sheets that each stand for a kind of fault, in `tests/cases/import`: what is right of each.

A line of `RIGHT` says of a file what its records say, in their order: of each field a list, or one
value for all. `fields` says what some columns were taken for, `asked` and `reported` what
a question or a remark says.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from geodata.importing.drafting import Choices, Draft, make_draft
from geodata.importing.reading import read_raw

FOLDER = Path(__file__).parents[2] / "cases" / "import"
TODAY = dt.date(2026, 11, 25)

RIGHT: dict[str, dict[str, Any]] = {
    "import_about_sheet_first.xlsx": {"city": ["Mombasa", "Kumasi", "Lomé"]},
    "import_accuracy_is_no_place.csv": {
        "fields": {"location-accuracy": "", "country/area": "country", "lat": "latitude"},
    },
    "import_amount_is_no_count.csv": {
        "count": [1] * 5,
        "fields": {"Quantity in Millions": "", "Year": "opened"},
    },
    "import_camel_case_headers.csv": {
        "title": ["Sample Person One", "Sample Person Two", "Sample Person Three"],
        "country": ["KE", "GH", "TG"],
        "city": ["Mombasa", "Kumasi", "Lomé"],
        "status": ["Closed", "Open", "Closed"],
        "date": ["2011-04-02/2014-06-01", "2012-09-12", "2010-01-30/2016-02-11"],
    },
    "import_capacity_is_no_date.csv": {
        "date": ["1961", "", "1926", ""],
        "fields": {"announced capacity (ttpa)": ""},
    },
    "import_date_in_three_columns.csv": {
        "date": ["2015-02-23", "2015-04-02", "2016-03-14", "2016-12-31"],
    },
    "import_employer_is_no_originator.csv": {
        "originator": "",
        "fields": {"organizations": "", "employer": ""},
        "asked": ["does not say so plainly (as may “organizations”)"],
    },
    "import_end_year.csv": {"date": ["1967/2016", "1976/2011", "1983"]},
    "import_id_is_not_sector_code.csv": {
        "id": ["49501", "49502", "49503", "49504", "49505"],
        "fields": {"Sector Code": "", "Postal Code": ""},
    },
    "import_list_in_property.geojson": {
        "title": ["Hall One", "Hall Two; Hall 2"],
        "originators": ["Firm A", "Firm B", "Firm C"],
        "asked": ["names several", "no place identifies it, such as Hall Three"],
    },
    "import_multi_value_pipe.csv": {
        "originators": ["Firm A", "Firm B", "Firm C"],
        "sources": [
            ["https://example.org/1", "https://example.org/2"],
            ["https://example.org/3"],
            ["https://example.org/4", "https://example.org/5"],
        ],
        "asked": ["names several"],
    },
    "import_placemarks.kml": {
        "title": ["Hall One", "Hall Two", "Hall Three"],
        "country": ["ES", "PT", "GR"],
        "latitude": ["40.416800", "38.713800", "37.983800"],
        "longitude": ["-3.703800", "-9.139400", "23.727500"],
        "originator": ["Firm A", "Firm B", ""],
        "date": ["2016-05", "", ""],
        "sources": [["https://example.org/one"], [], []],
        "note": ["Reported by the Daily Sample\nhttps://example.org/one", "", ""],
        "asked": ["the country is empty and was taken from the positions, such as Spain"],
    },
    "import_positions_in_one_column.csv": {"fields": {"Location": "coordinates"}},
    "import_sender_and_host.csv": {
        "country": ["PF", "SC", "AF", "IQ", "BG", "IT", "UY"],
        "originator": "",
        "fields": {"State": "country", "Country": ""},
        "asked": ["“Country” holds countries too"],
    },
    "import_source_columns.csv": {
        "count": [1, 1],
        "sources": [
            ["https://example.org/a"],
            ["https://example.org/b", "https://example.org/c"],
        ],
    },
    "import_title_is_project_name.csv": {
        "title": [
            "Ridge One steam plant", "Ridge One steam plant", "Lava Field steam plant",
            "Hot Brook steam plant",
        ],
    },
    "import_total_resource_is_no_count.csv": {"count": [1] * 4},
    "import_two_digit_years.csv": {
        "date": ["2006-09-24", "2017-06-18", "1937-02-23", "1978-11-10"],
        "asked": ["37 as 1937", "06 as 2006"],
    },
    "import_without_header.csv": {
        "id": ["101", "102", "103", "104", "105"],
        "country": ["PG", "PG", "GL", "IS", "IS"],
        "city": ["Goroka", "Madang", "Nuuk", "Akureyri", "Reykjavík"],
        "latitude": ["-6.0817", "-5.2071", "64.1909", "65.6600", "64.1300"],
        "longitude": ["145.3920", "145.7890", "-51.6781", "-18.0727", "-21.9406"],
        "reported": ["looks like data"],
    },
    "import_world_region.csv": {"region": "", "fields": {"Region": "", "City": "place"}},
    "import_year_of_data.csv": {
        "date": ["2011", "1998", "", "1974"],
        "fields": {"Year of Data": ""},
    },
}  # fmt: skip


def _said(draft: Draft, name: str) -> list[Any]:
    """What the records say of a field, or keep of a column."""
    records = draft.understood.records
    if name == "originators":
        return [row["name"] for row in draft.built.tables["jurisdictions"]]
    read = _READ.get(name, lambda each: each.row.get(name))
    return [read(each) for each in records]


_READ = {
    "country": lambda each: each.place.country,
    "city": lambda each: each.place.city,
    "region": lambda each: each.place.admin1,
    "count": lambda each: each.count,
    "date": lambda each: each.established,
    "sources": lambda each: [cited.url or cited.title for cited in each.row.citations],
}


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    """The cases as they are imported with no option."""
    return {
        name: make_draft(read_raw(FOLDER / name), Choices(), today=TODAY) for name in sorted(RIGHT)
    }


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_a_sheet_of_a_kind_is_understood(name, drafts):
    draft, right = drafts[name], dict(RIGHT[name])
    columns = right.pop("fields", {})
    assert {each: draft.plan.fields.get(each, "") for each in columns} == columns
    asked = (*right.pop("asked", ()), *right.pop("reported", ()))
    sentences = [*map(str, draft.understood.findings), *draft.table.remarks]
    assert [part for part in asked if not any(part in each for each in sentences)] == []
    said = {field: _said(draft, field) for field in right}
    expected = {
        field: value if isinstance(value, list) else [value] * len(said[field])
        for field, value in right.items()
    }
    assert said == expected

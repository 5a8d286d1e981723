"""Addresses behind the cells of a workbook."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.worksheet.hyperlink import Hyperlink

from geodata.importing.drafting import Choices, make_draft
from geodata.importing.reading import read_data
from tests.geodata.importing.conftest import TODAY

STORY = "https://example.org/story"
HEADER = ("Place", "Country", "Source", "Website", "Opened")


def workbook(*rows, links=None, merged=()):
    """A workbook of the rows; links are addresses by cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (HEADER, *rows):
        sheet.append(row)
    for cell, link in (links or {}).items():
        sheet[cell].hyperlink = link
    for block in merged:
        sheet.merge_cells(block)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rewritten(data, *changes):
    """The workbook with patterns in the XML of its sheet replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for pattern, replacement in changes if name == "xl/worksheets/sheet1.xml" else ():
                content = re.sub(pattern, replacement, content)
            new.writestr(name, content)
    return file.getvalue()


def draft(data):
    return make_draft(read_data(data, "x.xlsx"), Choices(), today=TODAY)


def sources(data):
    cited = draft(data).built.tables["sources"]
    return [(row["title"], row["url"]) for row in cited if row["id"] != "imported-table"]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        pytest.param("The Guardian", [("The Guardian", STORY)], id="a title"),
        pytest.param(STORY, [(STORY, STORY)], id="the address itself"),
        pytest.param("Spiegel; Le Monde", [("Spiegel", ""), ("Le Monde", ""), (STORY, STORY)],
                     id="several titles"),
        pytest.param("See https://b.example", [("See", "https://b.example"), (STORY, STORY)],
                     id="a title with an address of its own"),
    ],
)  # fmt: skip
def test_the_link_of_a_source_is_its_address_and_the_text_its_title(cell, found):
    assert sources(workbook(("Lodz", "Poland", cell), links={"C2": STORY})) == found


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        pytest.param(f'=HYPERLINK("{STORY}","Spiegel")', [("Spiegel", STORY)], id="a text"),
        pytest.param(f'=HYPERLINK("{STORY}?a=1&b=2", "A ""big"" one")',
                     [('A "big" one', f"{STORY}?a=1&b=2")], id="marks"),
        pytest.param(f'=hyperlink("{STORY}")', [(STORY, STORY)], id="no text"),
        pytest.param('=HYPERLINK("mailto:a@b.example","Mail")', [], id="no web page"),
    ],
)  # fmt: skip
def test_a_formula_that_links_is_a_link(formula, found):
    assert sources(workbook(("Lodz", "Poland", formula, "", 2015))) == found


def test_the_value_that_was_saved_with_a_formula_is_the_title():
    data = workbook(("Lodz", "Poland", f'=HYPERLINK("{STORY}","ignored")'))
    saved = rewritten(
        data,
        (rb'(<c r="C2")(><f>)', rb'\1 t="str"\2'),
        (rb"<v\s*/>|<v></v>", b"<v>Der Spiegel</v>"),
    )
    assert sources(saved) == [("Der Spiegel", STORY)]


def test_addresses_that_are_worked_out_are_reported():
    table = read_data(workbook(("Lodz", "Poland", '=HYPERLINK("https://x.example/"&A2,"x")')), "x")
    assert "1 link was not read: formulas work out the address from other cells." in table.remarks


def test_the_link_of_a_block_is_that_of_all_its_rows():
    rows = [("Lodz", "Poland", "A"), ("Rome", "Italy", None), ("Bari", "Italy", "B")]
    table = read_data(workbook(*rows, links={"C2": STORY}, merged=["C2:C3"]), "x.xlsx")
    assert {place: link.url for place, link in table.links.items()} == {
        (2, "Source"): STORY, (3, "Source"): STORY,
    }  # fmt: skip


def test_links_in_other_columns_are_kept_beside_the_text_or_reported():
    links = {"A2": "https://maps.example/lodz", "E2": "https://shop.example"}
    built = draft(workbook(("Lodz", "Poland", "A", "", 2015), links=links))
    assert [str(each) for each in built.understood.findings if "links behind" in str(each)] == [
        f"row 2, column {column}: has links behind its texts, which were not taken; copy them into "
        "a column of their own if they matter."
        for column in ("Opened", "Place")
    ]
    data = workbook(("Lodz", "Poland", "A", "x"), links={"D2": STORY})
    table = read_data(data, "x.xlsx")
    kept = make_draft(table, Choices(fields={"Website": ""}), today=TODAY)
    assert kept.built.tables["sites"][0]["website"] == f"x ({STORY})"


def test_a_column_of_links_is_a_source_whatever_it_is_called():
    book = openpyxl.load_workbook(io.BytesIO(workbook(("Lodz", "Poland"), ("Rome", "Italy"))))
    book.active["C1"] = "Story"
    for row in (2, 3):
        book.active[f"C{row}"] = "Read"
        book.active[f"C{row}"].hyperlink = f"https://example.org/{row}"
    file = io.BytesIO()
    book.save(file)
    assert draft(file.getvalue()).plan.fields["Story"] == "source"


def test_links_within_the_workbook_are_none():
    link = Hyperlink(ref="C2", location="'Sheet'!A1")
    assert read_data(workbook(("Lodz", "Poland", "A"), links={"C2": link}), "x").links == {}


def test_a_link_over_a_whole_sheet_does_not_stop_the_reading():
    data = workbook(("Lodz", "Poland", "A"), links={"C2": STORY})
    everywhere = rewritten(
        data, (rb'ref="C2"', b'ref="A1:XFD1048576"'),
        (rb"(</sheetData>)", rb'\1<mergeCells><mergeCell ref="C2:XFD1048576"/></mergeCells>'),
    )  # fmt: skip
    assert read_data(everywhere, "x.xlsx").links[2, "Place"].url == STORY

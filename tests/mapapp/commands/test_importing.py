"""`import`: a sheet to a collection, from the command line."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from typer.testing import CliRunner

from geodata.collection import read_collection
from mapapp.cli import app

SHEET = """City;Country;Opened;Run by;Source
Milano;Italien;13/6/15;Alpha;https://a.example/1
Springfield;USA;2/6/15;Beta;
Paris;Frnce;2015;;https://b.example
Rome;Italy;2016;;https://b.example
"""


@pytest.fixture
def run(tmp_path):
    sheet = tmp_path / "sites.csv"
    sheet.write_text(SHEET, encoding="utf-8")

    def call(*options, file=sheet):
        return CliRunner().invoke(app, ["import", str(file), "-o", str(tmp_path / "c"), *options])

    return call


def test_the_columns_and_what_needs_an_eye_are_printed_and_the_collection_is_written(run, tmp_path):
    result = run("--title", "Institutes", "--one", "institute")
    assert result.exit_code == 0
    assert "City -> Place (by its header): Milano | Springfield" in result.stdout
    assert "Dates in Opened: The day comes first" in result.stdout
    assert "[left out] row 4, column Country: 'Frnce'" in result.stdout
    assert "3 records" in result.stderr
    assert "questions.csv" in result.stderr
    assert read_collection(tmp_path / "c").about.words()["title"] == "Institutes"


def test_a_column_can_be_given_another_meaning(run, tmp_path):
    assert run("--map", "keep=Run by", "--map", "title=Source").exit_code == 0
    stations = read_collection(tmp_path / "c").of_role("site")
    assert set(stations["jurisdiction"]) == {"unknown"}
    assert stations["run_by"].tolist() == ["Alpha", "Beta", ""]


def test_the_order_of_dates_and_colours_can_be_given(run, tmp_path):
    assert run("--date-order", "month", "--colour", "Alpha=#0072B2").exit_code == 0
    collection = read_collection(tmp_path / "c")
    assert collection.of_role("site")["established"].tolist() == [
        "2015-06-13",
        "2015-02-06",
        "2016",
    ]
    assert collection.jurisdictions.loc["alpha", "colour"] == "#0072B2"


def test_a_collection_that_is_there_is_replaced_only_on_request(run, tmp_path):
    run()
    refused = run()
    assert refused.exit_code == 1
    assert "--diff" in refused.stderr
    assert run("--replace").exit_code == 0
    (tmp_path / "c" / "datapackage.json").unlink()
    assert "not a collection" in run("--replace").stderr


def test_what_would_change_is_shown_and_nothing_is_written(run, tmp_path):
    run()
    before = {path.name: path.read_bytes() for path in (tmp_path / "c").iterdir()}
    (tmp_path / "new.csv").write_text(SHEET.replace("Frnce", "France"), encoding="utf-8")
    result = run("--diff", file=tmp_path / "new.csv")
    assert result.exit_code == 0
    assert "+ sites paris-" in result.stdout
    assert "1 added, 0 changed, 0 removed. Nothing was written." in result.stderr
    assert {path.name: path.read_bytes() for path in (tmp_path / "c").iterdir()} == before


def test_answers_in_the_list_of_questions_are_taken(run, tmp_path):
    run()
    questions = tmp_path / "c" / "questions.csv"
    rows = list(csv.DictReader(questions.read_text(encoding="utf-8").splitlines()))
    answers = {"Frnce": "France", "Springfield": "country"}
    with (tmp_path / "answers.csv").open("w", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "answer": answers.get(row["value"], "")} for row in rows)
    run("--replace", "--answers", str(tmp_path / "answers.csv"))
    stations = read_collection(tmp_path / "c").of_role("site")
    assert stations["country"].tolist() == ["IT", "US", "FR", "IT"]
    assert stations["precision"].tolist() == ["city", "country", "city", "city"]
    assert "Springfield" not in questions.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--map", "place"], "FIELD=COLUMN"),
        (["--map", "colour=City"], "use one of"),
        (["--map", "place=Town"], "'Town' is not a column"),
        (["--country", "Narnia"], "is not the name or code of one country"),
        (["--colour", "Alpha"], "ORIGINATOR=#RRGGBB"),
        (["--colour", "Alpha=red"], "colour"),
        (["--encoding", "utf-16"], "encoding"),
        (["--answers", "/nowhere.csv"], "does not exist"),
    ],
)
def test_what_cannot_be_is_reported_in_one_sentence_and_nothing_is_written(
    run, tmp_path, options, said
):
    result = run(*options)
    assert result.exit_code == 1
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "c").exists()


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 201 * 1024**2)
    return file.getvalue()


FAULTS = {
    "a PDF": (lambda: b"%PDF-1.7", "is a PDF, not a table"),
    "a zip bomb": (bomb, "unpacks to 201 MB"),
    "no rows": (lambda: b"City,Country\n", "has no rows"),
    "nothing": (lambda: b"", "has no rows"),
    "no text": (lambda: bytes(range(1, 30)) * 100, "is no text"),
    "half a workbook": (lambda: b"PK\x03\x04 and no more", "cannot be read as a workbook"),
    "too large": (lambda: None, "200 MB large"),
    "a quote that never ends": (lambda: b'A,B\n"' + b"x" * 1024**2 + b"y", "field limit"),
}


@pytest.mark.parametrize(("make", "said"), FAULTS.values(), ids=FAULTS)
def test_a_file_that_cannot_be_read_is_reported_in_one_sentence_and_nothing_is_written(
    run, tmp_path, make, said
):
    file = tmp_path / "x.csv"
    data = make()
    with file.open("wb") as opened:
        opened.truncate(200 * 1024**2) if data is None else opened.write(data)
    result = run(file=file)
    assert result.exit_code == 1
    assert said in result.stderr
    assert (result.stderr.count("\n"), result.stdout) == (1, "")
    assert {path.name for path in tmp_path.iterdir()} == {"sites.csv", "x.csv"}


def test_a_sheet_can_come_on_standard_input(tmp_path):
    folder = tmp_path / "c"
    result = CliRunner().invoke(app, ["import", "-", "-o", str(folder)], input=SHEET.encode())
    assert result.exit_code == 0
    assert len(read_collection(folder).of_role("site")) == 3


def test_hostile_text_is_imported_as_text(run, tmp_path):
    file = tmp_path / "x.csv"
    hostile = b'City,Country,Note\nRome,Italy,"<script>\x00=1+1</script>"\n'
    file.write_bytes(hostile + b"Milan,Italy,x\n" * 20)
    assert run(file=file).exit_code == 0
    note, *_ = read_collection(tmp_path / "c").of_role("site")["note"]
    assert note == "<script>=1+1</script>"


def test_an_export_of_what_was_imported_changes_nothing(run, tmp_path):
    assert run().exit_code == 0
    table = str(tmp_path / "export.csv")
    given = ["export", "table", "--collection", str(tmp_path / "c"), "-o", table]
    assert CliRunner().invoke(app, given).exit_code == 0

    result = run("--diff", file=table)

    assert result.exit_code == 0
    assert "3 records taken as written" in result.stdout
    assert result.stderr == "0 added, 0 changed, 0 removed. Nothing was written.\n"


def test_what_needs_review_is_listed_before_anything_is_written(run, tmp_path):
    assert run().exit_code == 0
    table = tmp_path / "export.csv"
    given = ["export", "table", "--collection", str(tmp_path / "c"), "-o", str(table)]
    assert CliRunner().invoke(app, given).exit_code == 0
    table.write_text(table.read_text(encoding="utf-8").replace("Rome", "Naples"), encoding="utf-8")

    result = run("--diff", file=table)

    assert "not used, such as Naples (that of Rome)" in result.stdout


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        pytest.param("a,b\np,1\nq,2\n", "“a”, “b”", id="no column says where"),
        pytest.param("a,city\np,Nowhereville\n", "--country", id="no country"),
        pytest.param("country,b\nErewhon,1\n", "“country”, “b”", id="unknown country"),
    ],
)
def test_an_import_without_records_fails_and_names_the_column(sheet, said, tmp_path, run):
    file = tmp_path / "none.csv"
    file.write_text(sheet, encoding="utf-8")
    result = run(file=file)
    assert result.exit_code == 1
    assert said in str(result.exception) + result.output
    assert not (tmp_path / "c").exists()


def test_explain_says_what_each_column_was_taken_for_and_writes_nothing(tmp_path, run):
    file = tmp_path / "amounts.csv"
    file.write_text("City;Country;Quantity\nMilan;Italy;1170\nRome;Italy;3500\n", encoding="utf-8")
    result = run("--explain", file=file)
    assert result.exit_code == 0
    assert "City -> Place (by its header): Milan | Rome" in result.stdout
    assert "Quantity -> kept as it is (no number: its numbers, 1,170 to 3,500" in result.stdout
    assert not (tmp_path / "c").exists()

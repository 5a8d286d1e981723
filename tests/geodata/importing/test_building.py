"""The collection that an import makes: whole, checked, and stable from one version to the next."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks._ledger_sheet import make_ledger
from benchmarks.messy_sheet import make_messy_sheet
from geodata.check import find_faults
from geodata.collection import read_collection
from geodata.description import Description
from geodata.errors import BadCollectionError
from geodata.importing.building import write_collection
from geodata.importing.differences import count_changes, find_differences
from geodata.importing.drafting import Choices, make_draft
from geodata.importing.file_errors import ImportFileError
from geodata.importing.findings import Subject
from geodata.importing.mapping import BadMappingError
from geodata.importing.naming import Naming
from geodata.importing.previous_import import read_previous_import
from geodata.importing.reading import read_data
from geodata.matches import Candidate, Match
from geodata.standard_tables import describe_tables
from tests.depth import tries

TODAY = dt.date(2026, 11, 23)
ROWS = (
    {"City": "Milan", "Country": "Italy", "Opened": "13/6/15", "Run by": "Alpha", "Colour": "red",
     "Source": "https://a.example/1; The Daily", "Status": "open", "Institute": "First"},
    {"City": "Springfield", "Country": "US", "Opened": "2/6/15", "Run by": "alpha", "Colour": "",
     "Source": "", "Status": "", "Institute": "Second"},
)  # fmt: skip


@pytest.fixture
def write(draft, tmp_path):
    def run(*rows, folder=tmp_path / "collection", **choices):
        made = draft(*rows, earlier=read_previous_import(folder), **choices)
        write_collection(made.built, folder)
        return read_collection(folder)

    return run


def test_the_standard_tables_have_the_columns_of_the_record_of_the_project(seeds):
    standard = Description(describe_tables())
    roles = {spec.role: name for name, spec in seeds.about.specs.items()}
    layers = {name: roles[spec.role] for name, spec in standard.specs.items()}
    for table in standard.tables:
        own, others = (
            [
                (each.name, each.type, each.is_edtf, each.references)
                for each in about.columns(name).values()
            ]
            for about, name in ((standard, table), (seeds.about, layers.get(table, table)))
        )
        assert own == others
    declared = {spec.role: spec.columns for spec in standard.specs.values()}
    assert declared == {spec.role: spec.columns for spec in seeds.about.specs.values()}


def test_an_imported_collection_has_no_faults_and_reads(write):
    collection = write(*ROWS, naming=Naming(title="Institutes", one="institute", many="institutes"))
    assert find_faults(collection.folder) == ()
    assert len(collection.of_role("site")) == 2
    assert collection.about.words()["layers"]["institutes"]["many"] == "institutes"
    assert collection.about.words()["title"] == "Institutes"
    assert collection.about.created == "2026-11-23"


def test_originators_are_jurisdictions_whatever_their_case_with_the_colours_of_a_person(write):
    collection = write(*ROWS, naming=Naming(colours={"ALPHA": "#0072B2"}))
    assert collection.jurisdictions[["name", "colour"]].to_numpy().tolist() == [
        ["Alpha", "#0072B2"]
    ]


def test_sources_are_rows_and_a_record_without_one_cites_the_table(write):
    collection = write(*ROWS)
    first, second = collection.of_role("site")["sources"]
    assert collection.sources.loc[list(first), "title"].tolist() == [
        "https://a.example/1", "The Daily",
    ]  # fmt: skip
    assert collection.sources.loc[list(second), "title"].tolist() == ["Imported table sites.csv"]


def test_unknown_columns_titles_and_dates_as_written_are_kept_and_described(write):
    collection = write(*ROWS)
    columns = collection.about.columns("sites")
    assert columns["colour"].title == "Colour"
    assert collection.of_role("site")["colour"].tolist() == ["red", ""]
    assert columns["title"].title == "Institute"
    assert collection.of_role("site")["title"].tolist() == ["First", "Second"]
    assert collection.of_role("site")["opened"].tolist() == ["13/6/15", "2/6/15"]
    assert collection.of_role("site")["established"].tolist() == ["2015-06-13", "2015-06-02"]


def test_statuses_are_terms_of_the_collection(write):
    collection = write(*ROWS)
    assert [each.label for each in collection.about.terms("sites", "status")] == [
        "Not stated", "Open",
    ]  # fmt: skip


def test_columns_called_like_ours_get_names_of_their_own(write):
    names = ("geometry", "certainty", "id", "edition", "first_from", "Straße", "国", "!")
    collection = write({"Country": "IT", **dict.fromkeys(names, "x")}, fields={"id": ""})
    extra = list(collection.about.columns("sites"))[15:]
    assert len(set(extra)) == len(names)
    assert not {"geometry", "certainty", "first_from"} & set(extra)


def test_positions_are_no_finer_than_a_city_can_be_known(write):
    row = {"City": "Milan", "Country": "IT", "Lat": "45.467812", "Lon": "9.191234"}
    collection = write(row)
    assert collection.tables["places"][["lon", "lat", "method"]].to_numpy().tolist() == [
        [9.19, 45.47, "file"]
    ]


def test_the_same_sheet_again_changes_nothing(write, draft):
    collection = write(*ROWS)
    before = {path.name: path.read_bytes() for path in collection.folder.iterdir()}
    earlier = read_previous_import(collection.folder)
    again = draft(*ROWS, earlier=earlier, today=dt.date(2027, 1, 1))
    assert again.changes == ()
    assert again.built.files == before


def test_ids_stay_when_rows_are_moved_and_new_ones_come_between(write):
    before = write(*ROWS).of_role("site")
    after = write({"City": "Rome", "Country": "IT"}, ROWS[1], ROWS[0]).of_role("site")
    assert set(before.index) < set(after.index)
    assert after.loc[before.index[0], "city"] == "Milan"


def test_ids_of_the_sheet_are_taken_and_made_safe_and_unique(write):
    rows = [{"ID": each, "Country": "IT"} for each in ("A-1", "A-1", "b/2 ü", "")]
    ids = list(write(*rows).of_role("site").index)
    assert ids[:3] == ["A-1", "A-1-2", "b-2-u"]
    assert ids[3].startswith("italy-") or ids[3].startswith("it-")


def test_a_newer_version_shows_what_was_added_changed_and_removed(write, draft):
    folder = write(*ROWS, {"City": "Rome", "Country": "Italy", "Status": "open"}).folder
    newer = (dict(ROWS[0], Status="closed"), ROWS[1], {"City": "Turin", "Country": "Italy"})
    changes = draft(*newer, earlier=read_previous_import(folder)).changes
    assert count_changes(changes) == "1 added, 1 changed, 1 removed"
    (changed,) = [each for each in changes if each.kind == "changed"]
    assert changed.cells == {"status": ("open", "closed")}
    assert [str(each)[:12] for each in changes if each.table == "places"] == [
        "+ places IT/", "- places IT/",
    ]  # fmt: skip


def test_a_draft_is_written_the_same_without_its_records(draft, tmp_path):
    made = draft(*ROWS)

    light = made.to_write()
    write_collection(light.built, tmp_path / "light")

    assert (light.count, light.understood.records) == (len(ROWS), ())
    assert light.built.files == made.built.files
    assert light.understood.findings == made.understood.findings


def test_everything_is_added_where_nothing_was(draft):
    assert count_changes(find_differences(None, draft(*ROWS).built)).startswith("2 added")


def test_what_a_person_decided_in_places_is_kept(write):
    folder = write(*ROWS).folder
    places = folder / "places.csv"
    text = places.read_text(encoding="utf-8")
    decided = "US,,Springfield,city,-72.59,42.1,geonames:4951788,person,By phone."
    places.write_text(text.replace("US,,Springfield,city,,,,none,", decided), encoding="utf-8")
    collection = write(*ROWS, {"City": "Rome", "Country": "Italy"})
    assert decided in places.read_text(encoding="utf-8")
    assert collection.of_role("site").geometry.notna().sum() == 3
    assert "Springfield" not in (folder / "questions.csv").read_text(encoding="utf-8")


def test_answers_mapping_and_orders_are_remembered(write):
    answers = {Subject("place", "Springfield", "US"): "country"}
    rows = [dict(row, Opened="2/6/15", Wer=row["Run by"]) for row in ROWS]
    for row in rows:
        del row["Run by"]
    write(*rows, answers=answers, order="month", fields={"Wer": "originator"})
    collection = write(*rows)
    assert collection.of_role("site")["precision"].tolist() == ["city", "country"]
    assert collection.of_role("site")["established"].tolist() == ["2015-02-06", "2015-02-06"]
    assert collection.jurisdictions["name"].tolist() == ["Alpha"]


def test_words_and_rows_that_a_person_wrote_into_the_collection_stay(write):
    folder = write(*ROWS, naming=Naming(title="Institutes")).folder
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["collection"]["languages"]["en"]["caveat"] = "Our own caveat."
    (added,) = (
        each
        for each in describe_tables()["resources"]
        if each.get("layer", {}).get("role") == "agreement"
    )
    descriptor["resources"].append(added)
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    (folder / "README.md").write_text("Ours.", encoding="utf-8")
    agreement = (
        "ag1,agreement,A treaty,alpha,IT,2014,2014/..,active,Milan,Signed.,imported-table,\n"
    )
    header = ",".join(each["name"] for each in added["schema"]["fields"])
    (folder / added["path"]).write_text(f"{header}\n{agreement}", encoding="utf-8")
    collection = write(*ROWS[1:])
    assert collection.about.words()["caveat"] == "Our own caveat."
    assert (folder / "README.md").read_text(encoding="utf-8") == "Ours."
    assert collection.of_role("agreement")["title"].tolist() == ["A treaty"]
    assert collection.about.version == "2"


def test_a_collection_with_faults_is_not_written(draft, tmp_path):
    made = draft(*ROWS)
    rows = list(csv.reader(io.StringIO(made.built.files["sites.csv"].decode())))
    broken = {**made.built.files, "sites.csv": f"{','.join(rows[0])}\nx\n".encode()}
    folder = tmp_path / "collection"
    folder.mkdir()
    (folder / "old.txt").write_text("old", encoding="utf-8")
    with pytest.raises(BadCollectionError):
        write_collection(type(made.built)(made.built.descriptor, made.built.tables, broken), folder)
    assert [path.name for path in folder.iterdir()] == ["old.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["collection"]


def test_a_messy_sheet_of_600_rows_becomes_a_collection_without_a_silent_error(tmp_path):
    data, truths = make_messy_sheet()
    made = make_draft(read_data(data, "messy.csv"), Choices(), today=TODAY)
    write_collection(made.built, tmp_path / "messy")
    collection = read_collection(tmp_path / "messy")
    asked = {row for each in made.understood.findings for row in each.rows}
    assert len(collection.of_role("site")) + made.understood.left_out == 600
    for record in made.understood.records:
        truth, place = truths[record.row.number - 4], record.place
        if record.row.number not in asked and place.position and place.precision == "city":
            assert place.country == truth.country
            assert place.position.lat == pytest.approx(truth.lat, abs=0.6)


hostile = st.text(max_size=12) | st.sampled_from(
    ["<script>alert(1)</script>", "=1+1", "', 'x", '"', "Milan", "Italy", "US", "2/6/15", "0", "-1",
     "c. 2012", "https://a.example", "\u202e", "a\nb", "45.46", "9.19", "NaN", "unknown", "../x"]
)  # fmt: skip
HEADERS = ["City", "Country", "Region", "Opened", "Closed", "Status", "Run by", "Source", "Count",
           "Lat", "Lon", "ID", "Name", "Note", "Other"]  # fmt: skip


FIELDS = ["place", "country", "region", "opened", "closed", "status", "originator", "source",
          "count", "latitude", "longitude", "id", "title", "note", ""]  # fmt: skip


@pytest.mark.deep
@settings(max_examples=tries(20, 1000), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(st.fixed_dictionaries(dict.fromkeys(HEADERS, hostile)), min_size=1, max_size=5)
)
def test_any_sheet_becomes_a_collection_without_faults_or_is_refused(rows, tmp_path_factory):
    file = io.StringIO()
    writer = csv.DictWriter(file, HEADERS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    try:
        table = read_data(file.getvalue().encode("utf-8", "replace"), "x.csv")
        made = make_draft(
            table, Choices(fields=dict(zip(HEADERS, FIELDS, strict=True))), today=TODAY
        )
    except (ImportFileError, BadMappingError):  # the first row may look like no header
        return
    write_collection(made.built, tmp_path_factory.mktemp("fuzz") / "collection")


def answer_to(finding) -> str:
    """What a person could say to a question."""
    if finding.subject.field == "place":
        return "country" if finding.country else "Milan, Italy"
    return "Italy" if finding.subject.field == "country" else "unknown"


@pytest.mark.parametrize("make", [make_messy_sheet, make_ledger], ids=["messy", "ledger"])
def test_every_question_is_settled_by_an_answer(make):
    table = read_data(make()[0], "sheet")
    findings = make_draft(table, Choices(), today=TODAY).understood.findings
    fields = {"place", "country", "opened", "closed", "date"}
    asked = [
        each
        for each in findings
        if each.level != "check" and each.subject.value and each.subject.field in fields
    ]
    answers = {each.subject: answer_to(each) for each in asked}
    again = make_draft(table, Choices(answers=answers), today=TODAY).understood.findings
    assert len(asked) > 10
    assert {each.subject for each in again if each.level != "check"}.isdisjoint(
        {each.subject for each in asked if each.country or each.subject.field != "place"}
    )


class Service:
    """An online service that knows one place."""

    def resolve(self, name, country, admin1):
        del admin1
        if name != "Xyzzyville":
            return Match(name, "none")
        address = Candidate(
            "Xyzzyville, Some County", country, None, 14.4, 50.1, 0, "city", "osm:N1", 0
        )
        return Match(name, "online", 14.4, 50.1, "city", 0.7, "osm:N1", (address,))


def test_what_a_service_found_is_marked_credited_and_kept_without_asking_again(draft, tmp_path):
    row = {"City": "Xyzzyville", "Country": "CZ"}
    write_collection(draft(row, online=Service()).built, tmp_path / "c")
    earlier = read_previous_import(tmp_path / "c")
    (place,) = earlier.tables["places"]
    assert place["name"] == "Xyzzyville"
    assert (place["method"], place["gazetteer_id"]) == ("online", "osm:N1")
    assert "OpenStreetMap" in place["note"]
    assert draft(row, earlier=earlier).changes == ()


def test_rows_that_say_the_same_are_numbered_however_many_they_are(draft):
    rows = [{"No": "a-2", "City": "Rome"}, *[{"No": "a", "City": "Rome"}] * 5000]
    ids = [
        row["id"] for row in draft(*rows, country="IT", fields={"No": "id"}).built.tables["sites"]
    ]
    assert ids[:4] == ["a-2", "a", "a-3", "a-4"]
    assert len(set(ids)) == len(ids)


def test_two_columns_that_seem_to_say_the_same_are_a_question_until_someone_settles_it(
    draft, tmp_path
):
    row = {"City": "Rome", "Country": "IT", "Source": "The Daily", "Link": "https://a.example"}
    first = draft(row)
    (finding,) = first.understood.findings
    assert str(finding) == (
        "column Source: seems to say the same as “Link”, which was read too; say which of them is "
        "the source."
    )
    assert len(first.built.tables["sources"]) == 2
    write_collection(first.built, tmp_path / "c")
    assert draft(row, earlier=read_previous_import(tmp_path / "c")).understood.findings == ()
    kept = draft(row, fields={"Link": ""})
    assert kept.understood.findings == ()
    assert len(kept.built.tables["sources"]) == 1

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from geodata.collection import Collection, read_collection
from geodata.countries import country_name
from layers.words import LANGUAGES, Words
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.country_facts import countries_of_record
from mapapp.exports.brief.model import (
    RECORD,
    Brief,
    Comparison,
    Dots,
    Entries,
    Paragraph,
    Points,
    Sentence,
    Shares,
    Table,
    parts_of,
)
from mapapp.exports.brief.neighbours import neighbours
from tests.mapapp.exports.brief.varied import VARIED, kinds_of
from tests.record import sites

SEEDS = Path(__file__).parents[4] / "seeds"
RECORD_COUNTRIES = countries_of_record(read_collection(SEEDS))
NOTHING, ORIGIN, UNION = "KE", "CN", "EU"
CODES = [*RECORD_COUNTRIES, NOTHING, ORIGIN]
ATTRIBUTED = re.compile(
    r"(?:is|are) reported|: sources name |^Sources name |is on record|^Counted apart: "
    r"|sources name .+ in \d+ host countries|: no record names it as host country\.$"
    r"|^Response of |^Most recently, |^Its authorities are not on record|^On record without a host"
    r"|^Of \d+ |^1 [^:]+: (no |not |end )|^Resting on a single source"
    r"|: who reports them|^No record names it as host|^Claimed for|^World: "
)
CLAIMS = re.compile(
    r"\b(is|are|was|were|operates?|runs?) (a |an |the )?(\w+ )?(police )?station", re.IGNORECASE
)


def plain_rows(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hosts(row: dict[str, str]) -> list[str]:
    return row["country"].split(";") if "country" in row else row["countries"].split(";")


def sentences(brief: Brief) -> list[Sentence]:
    """What the brief says in words of its own: not the notes that it quotes."""
    return [
        part
        for chapter in brief.chapters
        for section in chapter.sections
        if not section.is_annex
        for block in section.blocks
        for part in parts_of(block)
        if isinstance(part, Sentence)
    ]


def answers_of(brief: Brief) -> list[str]:
    """What the lead says behind its first sentence."""
    lead = brief.chapters[0].opening.head[0]
    assert isinstance(lead, Paragraph)
    return [sentence.text for sentence in lead.sentences[1:]]


def blocks(brief: Brief, heading: str) -> list[Any]:
    """The blocks of the sections with a heading."""
    return [block for each in brief.sections if each.heading == heading for block in each.blocks]


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_row_and_figure_cites_a_source_that_is_listed(
    briefs: dict[str, Brief], code: str
):
    brief = briefs[code]
    listed = {reference.id for reference in brief.references}
    for section in brief.sections:
        for block in section.blocks:
            for part in parts_of(block):
                assert part.sources
                assert set(part.sources) <= listed


@pytest.mark.parametrize("code", CODES)
def test_no_brief_has_a_kind_of_block_on_which_no_writer_is_tried(
    briefs: dict[str, Brief], code: str
):
    tried = set[Any]().union(*(kinds_of(briefs[each]) for each in VARIED))
    assert kinds_of(briefs[code]) <= tried, f"add {code} to VARIED"


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_says_on_whose_word(briefs: dict[str, Brief], code: str):
    for sentence in sentences(briefs[code]):
        assert ATTRIBUTED.search(sentence.text), sentence.text
        own_words = re.sub(r"“[^”]*”|^(Response of|Most recently,) .+", "", sentence.text)
        assert not CLAIMS.search(own_words), sentence.text


@pytest.mark.parametrize("code", CODES)
def test_no_heading_stands_empty_and_no_table_lacks_rows(briefs: dict[str, Brief], code: str):
    first, *others = briefs[code].sections
    assert not first.heading
    for section in (first, *others):
        assert section.heading or section is first
        assert section.blocks
        for block in section.blocks:
            if isinstance(block, Table):
                assert block.rows
                assert all(len(row.cells) == len(block.columns) for row in block.rows)
                assert len(block.widths) == len(block.columns) + 1
                assert all(cell for row in block.rows for cell in row.cells)


@pytest.mark.parametrize("code", CODES)
def test_one_of_a_thing_is_never_said_in_the_plural(
    seeds: Collection, briefs: dict[str, Brief], code: str
):
    plurals = [layer["many"] for layer in seeds.about.words()["layers"].values()]
    plurals += [term["many"] for term in seeds.about.words()["terms"].values()]
    wrong = re.compile(rf"(?<![\d.,])1 ({'|'.join(map(re.escape, plurals))})\b")
    for sentence in sentences(briefs[code]):
        assert not wrong.search(sentence.text), sentence.text


def test_the_lead_says_who_reports_what_was_decided_and_what_changed_last(
    briefs: dict[str, Brief],
):
    said = [each.text.replace("\xa0", " ") for each in sentences(briefs["IT"])]
    reported, decided, latest = said[:3]
    here = [row for row in plain_rows("stations") if row["country"] == "IT"]
    assert reported.startswith(
        f"Italy: {len(here)} Chinese police stations are reported, more than"
    )
    assert "by Safeguard Defenders in “110 Overseas” and “Patrol and Persuade” (2022)" in reported
    assert "attributed to Qingtian (6), Wenzhou (2) and Fuzhou (1)" in reported
    assert decided.startswith("Response of 7 December 2022: Interior minister told the Chamber")
    assert latest == (
        "Most recently, 12 January 2023: Minister told the Senate that monitoring of Chinese "
        "associations goes on. One source only (Partisan)."
    )


@pytest.mark.parametrize("code", CODES)
def test_a_lead_has_one_to_three_sentences_which_differ(briefs: dict[str, Brief], code: str):
    (lead, *_) = briefs[code].chapters[0].opening.head
    texts = [sentence.text for sentence in parts_of(lead)]  # type: ignore[union-attr]
    assert 1 <= len({text.partition(": ")[2] or text for text in texts}) == len(texts) <= 3


@pytest.mark.parametrize(
    ("dates", "beginnings"),
    [
        ({"government": "2022", "party": "2024"}, ["Response of 2022:", "Most recently, 2024:"]),
        ({"government": "2024", "party": "2022"}, ["Response of 2022:", "Most recently, 2024:"]),
        ({"government": "2024"}, ["Response of 2024:"]),
    ],
    ids=["an authority first", "an authority last", "one alone"],
)
def test_what_was_said_last_never_stands_before_what_was_said_earlier(
    make_collection: Any, dates: dict[str, str], beginnings: list[str]
):
    said = [{"speaker": who, "date": date, "speaker_country": "IT"} for who, date in dates.items()]
    answers = answers_of(build_brief(make_collection(stations=[{}], responses=said), ["IT"]))
    assert [each.partition(" Said")[0] for each in answers] == beginnings


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_a_lead_in_another_language_says_who_spoke_and_quotes_the_record(
    seeds: Collection, language: str
):
    say = Words(seeds, language)
    rows = plain_rows("responses")
    kinds = {say.label("responses", "kind", row["kind"]) for row in rows}
    speakers = {say.label("responses", "speaker", row["speaker"]) for row in rows}
    summaries = {row["summary"] for row in rows}
    for code in ("JP", "KR", "IT", "CA"):
        for answer in answers_of(build_brief(seeds, [code], language)):
            (summary,) = [each for each in summaries if each in answer]
            before, _, after = answer.partition(summary)
            assert any(speaker in before for speaker in speakers)
            assert not any(kind in before + after for kind in kinds)


@pytest.mark.parametrize("code", RECORD_COUNTRIES)
def test_what_is_called_most_recent_is_the_last_on_record(briefs: dict[str, Brief], code: str):
    own = [
        row
        for row in plain_rows("responses")
        if row["speaker_country"] == code and code in hosts(row)
    ]
    last = max((row["date"] for row in own), default="")
    summaries = [row["summary"] for row in own if row["date"] == last]
    for answer in answers_of(briefs[code]):
        if answer.startswith("Most recently, "):
            assert any(summary in answer for summary in summaries), answer


@pytest.mark.parametrize(
    ("sources", "mark"),
    [("s1", " One source only."), ("weak", " One source only (Copy)."), ("s1;s2", "")],
    ids=["one source", "one weak source", "two publishers"],
)
def test_a_lead_marks_what_rests_on_a_single_source(make_collection: Any, sources: str, mark: str):
    collection = make_collection(
        stations=[{"sources": sources}],
        responses=[{"speaker_country": "IT", "summary": "Said.", "sources": sources}],
        sources=[{}, {"publisher": "Another"}, {"id": "weak", "standing": "copy"}],
    )
    brief = build_brief(collection, ["IT"])
    (answer,) = answers_of(brief)
    assert answer.endswith(f": Said.{mark}")
    assert sentences(brief)[0].text.endswith(f"with no starting date given.{mark}")


def test_a_brief_on_a_country_without_records_says_what_the_record_is_about(
    briefs: dict[str, Brief], seeds: Collection
):
    assert sentences(briefs[NOTHING])[1].text == seeds.about.words()["introduction"]


def test_what_the_host_said_is_marked_where_its_sources_are_weak(briefs: dict[str, Brief]):
    (entries,) = blocks(briefs["IT"], "Italy: statements")
    assert isinstance(entries, Entries)
    assert len(entries.entries) == 4
    remarks = {entry.when: entry.remark for entry in entries.entries}
    assert remarks["7 Dec 2022"] == ""
    assert remarks["12 Jan 2023"] == "One source only (Partisan)."


def test_cities_of_which_the_same_is_said_share_a_row(briefs: dict[str, Brief]):
    (dots,) = blocks(briefs["IT"], "Reported stations by city")
    assert isinstance(dots, Dots)
    assert [(row.name, row.number) for row in dots.rows] == [
        ("Prato", "3"),
        ("Milan", "2"),
        ("Rome (2), Bolzano, Florence, Venice", "5"),
        ("Sicily (region; no city named)", "1"),
    ]


@pytest.mark.parametrize(
    ("cities", "names"),
    [
        (["Belgrade", ""], ["Belgrade", "no city named"]),
        (["Belgrade", "Nis", ""], ["Belgrade, Nis", "no city named"]),
    ],
    ids=["one city", "two cities"],
)
def test_what_has_no_city_has_a_row_of_its_own(
    make_collection: Any, cities: list[str], names: list[str]
):
    collection = make_collection(
        stations=[{"city": each, "precision": "city" if each else "country"} for each in cities],
        places=[
            {"country": "IT", "name": each, "lon": "12.5", "lat": "41.9"}
            for each in filter(None, cities)
        ],
    )
    (dots,) = blocks(build_brief(collection, ["IT"]), "Reported stations by city")
    assert [row.name for row in dots.rows] == names


def test_a_row_of_all_that_is_left_keeps_cities_apart_from_what_has_none(make_collection: Any):
    towns = [f"Town {letter}" for letter in "ABCDE"]
    sites = [
        {"city": town, "precision": "city", "status_date": f"202{at}"}
        for at, town in enumerate(towns)
    ]
    collection = make_collection(
        stations=[*sites, {}],
        places=[{"country": "IT", "name": each, "lon": "12.5", "lat": "41.9"} for each in towns],
    )
    (dots,) = blocks(build_brief(collection, ["IT"]), "Reported stations by city")
    assert [row.name for row in dots.rows][-1] == "Town E; no city named"


@pytest.mark.parametrize("code", CODES)
def test_at_most_five_rows_of_cities(briefs: dict[str, Brief], code: str):
    for dots in blocks(briefs[code], "Reported stations by city"):
        assert 1 <= len(dots.rows) <= 5


def test_agreements_without_a_site_are_the_headline(briefs: dict[str, Brief]):
    lead = sentences(briefs["SB"])[0].text
    assert lead.startswith("Solomon Islands: sources name 3 policing deals and 1 other entry, ")
    assert lead.endswith("no reported station is on record.")


def test_a_site_without_agreements_gets_no_section_for_them(briefs: dict[str, Brief]):
    headings = [section.heading for section in briefs["CU"].sections]
    assert "What is reported" in headings
    assert "Agreements and patrols" not in headings
    assert "Agreements and patrols, in detail" not in headings


def test_a_country_of_which_nothing_is_known_still_gets_a_brief(briefs: dict[str, Brief]):
    brief = briefs[NOTHING]
    assert sentences(brief)[0].text == "Kenya: no record names it as host country."
    headings = [section.heading for section in brief.sections]
    assert headings == ["", "Compared with neighbours and the world", "What is not known",
                        "What else is not known", "About this brief"]  # fmt: skip
    assert any("that does not mean there was nothing" in each.text for each in sentences(brief))


def test_what_is_off_by_default_stands_apart_with_its_reason(briefs: dict[str, Brief]):
    (section,) = [
        each for each in briefs["CA"].sections if each.heading == "Kept apart from the counts"
    ]
    (table,) = section.blocks
    assert isinstance(table, Table)
    assert table.caption == (
        "2 reported stations, not in the numbers above: Outside the two reports; "
        "Investigation closed, no charges."
    )
    assert sentences(briefs["CA"])[0].text.startswith("Canada: 5 Chinese police stations are")


def test_a_proposal_is_not_counted_as_an_agreement(make_collection: Any):
    collection = make_collection(
        agreements=[
            {"kind": "patrol_round", "period": "2016/2019", "status": "ended"},
            {"status": "proposed"},
        ]
    )
    brief = build_brief(collection, ["IT"])
    assert "sources name 1 patrol round, covering 2016 to 2019" in sentences(brief)[0].text
    assert "Kept apart from the counts" in [section.heading for section in brief.sections]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("number", "undated"), [(1, "not dated"), (2, "none of them dated")])
def test_one_agreement_without_a_date_is_not_called_several(
    make_collection: Any, number: int, undated: str, language: str
):
    collection = make_collection(agreements=[{"period": ""}] * number)
    brief = build_brief(collection, ["IT"], language)
    assert Words(collection, language).text(undated) in sentences(brief)[0].text


def test_what_is_not_known_is_counted(make_collection: Any):
    collection = make_collection(
        stations=[
            {"count": "2", "jurisdiction": "unknown"},
            {"precision": "city", "city": "Rome", "established": "2018", "sources": "s1;s2"},
        ],
        sources=[{}, {}],
        places=[{"country": "IT", "name": "Rome", "lon": "12.5", "lat": "41.9"}],
    )
    texts = [sentence.text for sentence in sentences(build_brief(collection, ["IT"]))]
    assert (
        "Of 3 reported stations: no city is named for 2, no starting date is given for 2 and no "
        "source seen says who is behind 2." in texts
    )
    assert "Resting on a single source: 2 reported stations." in texts


def test_records_said_to_be_alike_share_a_row_and_keep_all_their_sources(make_collection: Any):
    collection = make_collection(
        stations=[
            {"precision": "city", "city": "Rome", "sources": "s1", "established": "2018"},
            {"precision": "city", "city": "Rome", "sources": "s2", "jurisdiction": "beta"},
            {"precision": "city", "city": "Rome", "sources": "s2", "status": "closed"},
        ],
        sources=[{}, {}],
        places=[{"country": "IT", "name": "Rome", "lon": "12.5", "lat": "41.9"}],
    )
    (table,) = [
        block
        for section in build_brief(collection, ["IT"]).sections
        if section.heading == "What is reported"
        for block in section.blocks
    ]
    assert isinstance(table, Table)
    assert [row.cells[:4] for row in table.rows] == [
        ("Rome", "2", "Alpha; Beta", "2018; not dated"),
        ("Rome", "1", "Alpha", "not dated"),
    ]
    assert table.rows[0].sources == ("s1", "s2")


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "zh"])
@pytest.mark.parametrize("code", ["GB", "US", "NL", "CN"])
def test_no_heading_sets_a_name_where_it_would_need_an_article(
    seeds: Collection, code: str, language: str
):
    name = country_name(code, language)
    sections = build_brief(seeds, [code], language).sections
    tables = [block for section in sections for block in section.blocks if isinstance(block, Table)]
    headings = [section.heading for section in sections]
    headings += [text for table in tables for text in (table.caption, *table.columns)]
    named = [heading for heading in headings if name in heading]
    assert named
    for heading in named:
        assert re.search(rf"(^|[(:]\s?){re.escape(name)}(\s?[:),]|$)", heading), heading


def test_sources_are_numbered_in_the_order_in_which_they_are_cited(briefs: dict[str, Brief]):
    brief = briefs["IT"]
    first = sentences(brief)[0]
    assert brief.cite(first.sources) == f"[1–{len(first.sources)}]"
    assert brief.numbers(first.sources) == f"1–{len(first.sources)}"
    assert [each.id for each in brief.references[:2]] == list(first.sources[:2])
    assert RECORD in {each.id for each in brief.references}


@pytest.mark.parametrize(
    ("cited", "written"),
    [
        (["a"], "[1]"),
        (["b", "a"], "[1, 2]"),
        (["a", "b", "c"], "[1–3]"),
        (["a", "c", "d", "e"], "[1, 3–5]"),
    ],
)
def test_runs_of_source_numbers_are_drawn_together(
    make_collection: Any, cited: list[str], written: str
):
    collection = make_collection(
        sources=[{"id": each} for each in "abcde"],
        stations=[{"sources": "a;b;c;d;e"}, {"sources": ";".join(cited)}],
    )
    assert build_brief(collection, ["IT"]).cite(cited) == written


def test_several_countries_are_chapters_of_one_brief_with_one_list_of_sources(seeds: Collection):
    brief = build_brief(seeds, ["IT", "HR", "RS"])
    assert brief.title == "Briefing: Italy, Croatia and Serbia"
    assert [chapter.code for chapter in brief.chapters] == ["IT", "HR", "RS"]
    ids = [reference.id for reference in brief.references]
    assert len(ids) == len(set(ids))


def compared(brief: Brief) -> Comparison:
    assert brief.comparison
    (comparison,) = [each for each in brief.comparison.blocks if isinstance(each, Comparison)]
    return comparison


def test_several_countries_begin_side_by_side_with_the_same_rows(seeds: Collection):
    comparison = compared(build_brief(seeds, ["IT", "RS"]))
    assert comparison.columns == ("Italy", "Serbia")
    cells = {row.heading: [cell.text for cell in row.cells] for row in comparison.rows}
    assert list(cells) == [
        "Reported stations", "Outcome", "Weightiest response", "Last official statement",
        "Denials by others", "Agreements and patrols", "What is not known",
    ]  # fmt: skip
    assert cells["Last official statement"][0].startswith("12 Jan 2023: Minister told the Senate")
    assert cells["Last official statement"][1].startswith("4 Dec 2022: Ministry denied")
    bars = [cell.shares for row in comparison.rows for cell in row.cells if cell.shares]
    assert [sum(share.number for share in bar) for bar in bars] == [
        sites(country="IT"), sites(country="RS"),
    ]  # fmt: skip


def test_of_more_countries_than_fit_side_by_side_each_has_a_row(seeds: Collection):
    comparison = compared(build_brief(seeds, ["IT", "RS", "HR", "GB", "KE"]))
    assert comparison.is_wide
    table = comparison.as_table()
    assert [row.cells[0] for row in table.rows] == list(comparison.columns)
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    assert not compared(build_brief(seeds, ["IT", "RS", "HR", "GB"])).is_wide


def test_one_country_is_not_compared_with_itself(briefs: dict[str, Brief]):
    assert briefs["IT"].comparison is None


def test_an_agreement_of_several_hosts_names_them(seeds: Collection):
    brief = build_brief(seeds, ["TH"])
    cells = [
        cell
        for section in brief.sections
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    ]
    assert any("Laos, Myanmar" in cell for cell in cells)


def test_notes_of_the_record_stand_beside_what_they_are_about(briefs: dict[str, Brief]):
    (table,) = blocks(briefs["IT"], "Agreements and patrols, in detail")
    assert isinstance(table, Table)
    assert any("Sources conflict on the date" in row.cells[-1] for row in table.rows)
    (points,) = blocks(briefs["IT"], "Notes on the first page")
    assert isinstance(points, Points)
    assert any("Rests on a partisan source alone" in each.text for each in points.sentences)


@pytest.mark.parametrize("code", CODES)
def test_a_record_is_called_by_its_name_and_never_by_its_id(briefs: dict[str, Brief], code: str):
    tables = ("stations", "agreements", "responses", "operations", "network_claims")
    ids = {row["id"] for name in tables for row in plain_rows(name)}
    for section in briefs[code].sections:
        for block in section.blocks:
            for part in parts_of(block):
                if isinstance(part, Sentence):
                    assert not ids & set(re.findall(r"[\w-]+", part.text)), part.text


def test_readers_of_another_language_learn_in_which_the_record_is_quoted(seeds: Collection):
    assert build_brief(seeds, ["IT"], "fr").notice.endswith(
        "Langue des textes du relevé : anglais."
    )
    assert build_brief(seeds, ["IT"]).notice == seeds.about.words()["caveat"]


def test_the_date_is_that_of_the_data(briefs: dict[str, Brief], seeds: Collection):
    assert briefs["IT"].created == seeds.about.created
    assert seeds.about.version in briefs["IT"].dateline


def points_of(brief: Brief) -> str:
    return "\n".join(sentence.text for sentence in sentences(brief))


def test_records_that_name_no_host_are_listed_where_nothing_else_is(briefs: dict[str, Brief]):
    said = points_of(briefs[NOTHING])
    assert "perhaps of this one too: 1 policing deal and 3 other entries (" in said
    assert "EAPCCO-China police memorandum" in said


def test_a_country_of_origin_is_described_as_one_with_what_it_said_of_the_whole(
    briefs: dict[str, Brief],
):
    said = points_of(briefs[ORIGIN])
    assert "China, as a country of origin: sources name jurisdictions with their seat here" in said
    own = [row for row in plain_rows("responses") if row["speaker_country"] == ORIGIN]
    (entries,) = blocks(briefs[ORIGIN], "China: statements")
    assert isinstance(entries, Entries)
    (table,) = blocks(briefs[ORIGIN], "China: statements about other countries and the whole")
    assert isinstance(table, Table)
    assert len(table.rows) + len(entries.entries) == len(own)
    assert "without a host country" not in said


def test_a_union_counts_what_its_members_hold(briefs: dict[str, Brief]):
    brief = briefs[UNION]
    lead = sentences(brief)[0].text
    assert lead.startswith("European Union: in its member states sources name ")
    n, hosts = map(int, re.findall(r"name (\d+) reported stations in (\d+) host", lead)[0])
    assert 35 < n < 88
    assert 10 < hosts < 28
    assert not [each for each in brief.sections if each.heading.startswith("Compared")]


def test_a_number_taken_for_lack_of_a_total_says_so(make_collection: Any):
    collection = make_collection(
        stations=[{"country": "IT"}, {"country": "FR"}], claims=[{"country": "FR"}]
    )
    lacking, given = (sentences(build_brief(collection, [code]))[0].text for code in ("IT", "FR"))
    assert "is reported (a number taken for lack of a published total)" in lacking
    assert "lack of" not in given


def test_the_words_of_the_record_are_not_put_in_quotation_marks(briefs: dict[str, Brief]):
    summaries = [row["summary"] for row in plain_rows("responses")]
    for brief in briefs.values():
        for sentence in sentences(brief):
            for quoted in re.findall(r"“([^”]*)”", sentence.text):
                assert quoted not in summaries


def test_a_status_stands_with_the_dates_on_which_it_was_said(make_collection: Any):
    probed, closed = {"status": "under investigation"}, {"status": "closed"}
    collection = make_collection(
        stations=[
            {**probed, "status_date": "2022-11"},
            {**probed, "status_date": "2024-05-02", "count": "2"},
            {**closed, "status_date": "2023"},
            {"status": "reported"},
        ]
    )
    (dots,) = blocks(build_brief(collection, ["IT"]), "Reported stations by city")
    assert [row.text for row in dots.rows] == [
        "Inquiry reported: 3 (November 2022 to 2 May 2024); Reported closed: 1 (2023); Reported: 1"
    ]


def test_a_denial_of_the_whole_stands_on_the_first_page(make_collection: Any):
    denial = {"countries": "", "speaker_country": "CN", "kind": "denial"}
    collection = make_collection(
        stations=[{}], responses=[{**denial, "date": "2022-10-26"}, {**denial, "date": "2022-12"}]
    )
    brief = build_brief(collection, ["IT"])
    (entries,) = blocks(brief, "China: statements")
    assert [(each.when, each.remark) for each in entries.entries] == [
        ("Dec 2022", "About all claims; one source only.")
    ]
    (table,) = blocks(brief, "Further positions: China and others") or [None]
    assert table is None or len(table.rows) == 1


def test_deals_rounds_and_the_rest_are_counted_apart_and_deals_alone_ranked(
    briefs: dict[str, Brief],
):
    said = points_of(briefs["IT"])
    assert "2 policing deals, 4 patrol rounds and 3 other entries" in said
    assert said.count("World: ") == 1
    assert "9 agreements" not in said


@pytest.mark.parametrize("code", ["DE", "BR", "RU", "CN"])
def test_every_neighbour_that_may_be_a_host_is_named(code: str, briefs: dict[str, Brief]):
    (paragraph,) = blocks(briefs[code], "Compared with neighbours and the world")
    (sentence,) = parts_of(paragraph)
    for neighbour in {*neighbours(code)} - {ORIGIN}:
        assert country_name(neighbour) in sentence.text  # type: ignore[union-attr]


def test_neighbours_with_nothing_are_named_however_many_there_are(briefs: dict[str, Brief]):
    said = points_of(briefs["DE"])
    assert "Poland" in said[said.index("Nearby, with none on record: ") :]


def test_the_bar_is_of_outcomes_where_the_collection_has_them(briefs: dict[str, Brief]):
    (bar,) = [each for each in briefs["IT"].chapters[0].opening.head if isinstance(each, Shares)]
    assert [(each.name, each.number, each.is_hollow) for each in bar.shares] == [
        ("Reported closed or prosecuted", 1, False),
        ("Inquiry reported", 2, False),
        ("No evidence, says host", 5, True),
        ("No outcome reported", 3, False),
    ]

"""Every sentence of every brief, beside a plain count of the files: no code of the project counts.

A sentence has to be of a known form; each number in it is then counted anew, and has to be that
very number, not merely one that occurs somewhere.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geodata.collection import read_collection
from geodata.countries import country_name
from geodata.regions import union_members
from mapapp.exports.brief.country_facts import countries_of_record
from mapapp.exports.brief.model import Dots, Entries, Sentence, Shares, Table, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mapapp.exports.brief.model import Brief, Section

Row = dict[str, str]

SEEDS = Path(__file__).parents[4] / "seeds"
CODES = (*countries_of_record(read_collection(SEEDS)), "KE", "CN")
NAMED_OR_ORIGIN = frozenset(country_name(code) for code in CODES if code != "KE")
NOT_COUNTED = {"proposed", "investigation closed, no charges"}
STATIONS, AGREEMENTS = r"reported stations?", r"agreements?(?: or patrol| and patrols)"
GROUPS = {
    "deal": "policing deals?",
    "round": "patrol rounds?",
    "": f"(?:other entry|other entries|{AGREEMENTS})",
    "proposed": "proposals?",
}
GROUPED = rf"(?:\d+ (?:{'|'.join(GROUPS.values())})(?:, | and )?)+"
RESPONSES, OPERATIONS = r"responses?", r"reported operations?"


@cache
def rows(name: str) -> tuple[Row, ...]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def labels(table: str, column: str) -> dict[str, str]:
    """What a reader sees for a value, as the package's description says."""
    descriptor = json.loads((SEEDS / "datapackage.json").read_text(encoding="utf-8"))
    (fields,) = [
        each["schema"]["fields"] for each in descriptor["resources"] if each["name"] == table
    ]
    (field,) = [each for each in fields if each["name"] == column]
    return {each["value"]: each["label"] for each in field["categories"]}


@cache
def roles() -> dict[str, str]:
    """The roles that the description gives to the kinds of agreements."""
    descriptor = json.loads((SEEDS / "datapackage.json").read_text(encoding="utf-8"))
    (fields,) = [
        each["schema"]["fields"] for each in descriptor["resources"] if each["name"] == "agreements"
    ]
    (field,) = [each for each in fields if each["name"] == "kind"]
    return {each["value"]: each.get("role", "") for each in field["categories"]}


def group_of(row: Row) -> str:
    """The unit in which a row is counted: what was only proposed is a proposal of any kind."""
    return "proposed" if row["status"] == "proposed" else roles()[row["kind"]]


def grouped(text: str) -> Counter[str]:
    """`2 policing deals and 1 patrol round` as counts by group."""
    found = {name: re.search(rf"(\d+) {noun}", text) for name, noun in GROUPS.items()}
    return Counter({name: int(each.group(1)) for name, each in found.items() if each})


def titles(name: str, column: str) -> dict[str, str]:
    return {row["id"]: row[column] for row in rows(name)}


class Plain:
    """The rows of one country, and of all, that count."""

    def __init__(self, code: str) -> None:
        shown = {row["id"] for row in rows("editions") if row["shown"] == "true"}
        self.code = code
        self.all_stations = [
            row for row in rows("stations")
            if row["edition"] in shown and row["status"] not in NOT_COUNTED
        ]  # fmt: skip
        self.all_agreements = [
            row for row in rows("agreements") if row["status"] not in NOT_COUNTED
        ]
        self.stations = [row for row in self.all_stations if row["country"] == code]
        self.agreements = self._here(self.all_agreements)
        self.responses = self._here(rows("responses"))
        self.operations = self._here(rows("operations"))
        self.apart = [
            row for row in rows("stations")
            if row["country"] == code and row not in self.all_stations
        ]  # fmt: skip
        self.proposed = [
            row for row in self._here(rows("agreements")) if row not in self.all_agreements
        ]

    def _here(self, some: Iterable[Row]) -> list[Row]:
        return [row for row in some if self.code in row["countries"].split(";")]

    @property
    def sites(self) -> int:
        return sites(self.stations)

    @property
    def stations_by_country(self) -> Counter[str]:
        return summed(self.all_stations, "country")

    @property
    def agreements_by_country(self) -> Counter[str]:
        hosts = [row["countries"].split(";") for row in self.all_agreements]
        return Counter(code for codes in hosts for code in codes if code)

    def group_by_country(self, name: str) -> Counter[str]:
        hosts = [
            row["countries"].split(";") for row in self.all_agreements if group_of(row) == name
        ]
        return Counter(code for codes in hosts for code in codes if code)


def sites(some: Iterable[Row]) -> int:
    return sum(int(row["count"]) for row in some)


def summed(some: Iterable[Row], column: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in some:
        counts[row[column]] += int(row["count"])
    return counts


def years(texts: Iterable[str]) -> tuple[int, int] | None:
    found = [int(year) for text in texts for year in re.findall(r"\d{4}", text)]
    return (min(found), max(found)) if found else None


def tallied(text: str) -> Counter[str]:
    """`a (3); b (1)`, or a name that stands alone for one, as counts."""
    if "(" not in text:
        return Counter({text: 1})
    return Counter({name: int(n) for name, n in re.findall(r"(.+?) \((\d+)\)(?:; |$)", text)})


def named(text: str, names: dict[str, str], total: int) -> Counter[str]:
    """`A (3), B (1) and C`: the ids of the names with their counts, all if none is given."""
    counts: Counter[str] = Counter()
    rest = text
    for key, name in sorted(names.items(), key=lambda pair: -len(pair[1])):
        found = re.search(rf"{re.escape(name)}(?: \((\d+)\))?(?=$|,| and )", rest)
        if found:
            counts[key] = int(found.group(1) or total)
            rest = rest.replace(found.group(0), "", 1)
    assert not re.search(r"\d", rest), text
    return counts


MARK = r"(?P<mark> One source only(?: \([\w ]+\))?\.)?"
HEADLINE = re.compile(
    r"(?P<country>.+?): (?P<n>\d+) Chinese police stations? (?:is|are) reported"
    r"(?P<lacking> \(a number taken for lack of a published total\))?"
    r"(?P<leads>, more than in any other country)?"
    r", first listed by Safeguard Defenders in (?P<editions>.+?) \((?P<published>\d{4})\)"
    r"(?:, attributed to (?P<names>.+?)|, of unknown origin)"
    r", (?:with no starting date given|the first dated (?P<first>\d+))\." + MARK
)


def check_headline(found: dict[str, str], plain: Plain) -> None:
    assert int(found["n"]) == plain.sites
    if found["mark"]:
        assert len({row["sources"] for row in plain.stations}) == 1
    assert bool(found["lacking"]) is all(row["country"] != plain.code for row in rows("claims"))
    others = [n for code, n in plain.stations_by_country.items() if code != plain.code]
    assert bool(found["leads"]) is (plain.sites > max(others))
    listed = {row["edition"] for row in plain.stations}
    editions = [row for row in rows("editions") if row["id"] in listed]
    assert re.findall("“(.+?)”", found["editions"]) == [row["title"] for row in editions]
    assert {found["published"]} == {row["published"][:4] for row in editions}
    known = [row for row in plain.stations if row["jurisdiction"] != "unknown"]
    jurisdictions = named(found["names"] or "", titles("jurisdictions", "name"), plain.sites)
    assert jurisdictions == summed(known, "jurisdiction")
    span = years(row["established"] for row in plain.stations)
    assert found["first"] == (str(span[0]) if span else None)


def check_agreements(found: dict[str, str], plain: Plain) -> None:
    assert grouped(found["groups"]) == Counter(map(group_of, plain.agreements))
    span = years(row["period"] for row in plain.agreements)
    first = found.get("year") or found.get("first")
    last = found.get("year") or found.get("last")
    assert (first, last) == (tuple(map(str, span)) if span else (None, None))
    undated = sum(not row["period"] for row in plain.agreements)
    assert int(found["undated"] or 0) == (undated if span else 0)


def answers(plain: Plain) -> list[Row]:
    """What a country said of itself, or in denial of the whole."""
    return [
        row for row in rows("responses")
        if row["speaker_country"] == plain.code
        and (
            plain.code in row["countries"].split(";")
            or (not row["countries"] and row["kind"] in {"denial", "no_evidence_found"})
        )
    ]  # fmt: skip


def check_answer(found: dict[str, str], plain: Plain) -> None:
    (row,) = [row for row in answers(plain) if row["summary"] == found["summary"]]
    assert row["date"][:4] in found["date"]
    if found["mark"]:
        assert (";" in row["sources"]) == (found["mark"] == "Weak sources")


def check_unanswered(found: dict[str, str], plain: Plain) -> None:
    del found
    assert plain.stations or plain.agreements
    assert not answers(plain)


def check_apart(found: dict[str, str], plain: Plain) -> None:
    assert grouped(found["list"]) == Counter(map(group_of, plain.proposed))
    number = re.search(rf"(\d+) {OPERATIONS}", found["list"])
    assert int(number.group(1) if number else 0) == len(plain.operations)


def check_without_host(found: dict[str, str], plain: Plain) -> None:
    assert plain.code != "CN"
    assert not plain.stations
    assert not plain.agreements
    agreements = [row for row in plain.all_agreements if not row["countries"]]
    assert grouped(found["list"]) == Counter(map(group_of, agreements))
    for row in agreements:
        assert f"“{row['title']}”" in found["list"]


def check_held(found: dict[str, str], stations: list[Row], agreements: list[Row]) -> None:
    assert int(found["n"]) == sites(stations)
    assert int(found["hosts"]) == len({row["country"] for row in stations})
    assert grouped(found["groups"]) == Counter(map(group_of, agreements))


def check_behind(found: dict[str, str], plain: Plain) -> None:
    seated = {row["id"] for row in rows("jurisdictions") if row["seat"].endswith(f", {plain.code}")}
    check_held(
        found,
        [row for row in plain.all_stations if row["jurisdiction"] in seated],
        [row for row in plain.all_agreements if seated & set(row["jurisdictions"].split(";"))],
    )


def check_union(found: dict[str, str], plain: Plain) -> None:
    members = union_members(plain.code)
    check_held(
        found,
        [row for row in plain.all_stations if row["country"] in members],
        [row for row in plain.all_agreements if members & set(row["countries"].split(";"))],
    )


def gap_counts(plain: Plain, subject: str) -> dict[str, int]:
    if subject == "stations":
        return {
            "no city": sites(row for row in plain.stations if row["precision"] != "city"),
            "no starting date": sites(row for row in plain.stations if not row["established"]),
            "who is behind": sites(
                row for row in plain.stations if row["jurisdiction"] == "unknown"
            ),
        }
    periods = [row["period"] for row in plain.agreements]
    return {
        "dated": periods.count(""),
        "end not known": sum(period.endswith("/") for period in periods),
        "no later information": sum(row["status"] == "unknown" for row in plain.agreements),
    }


def check_gaps(found: dict[str, str], plain: Plain) -> None:
    subject = "agreements" if found["groups"] else "stations"
    total = plain.sites if subject == "stations" else len(plain.agreements)
    if found["groups"]:
        assert grouped(found["groups"]) == Counter(map(group_of, plain.agreements))
    else:
        assert int(found["n"]) == total
    gaps = re.split(r", | and (?=no |the |\d|end )", found["gaps"])
    expected = {key: n for key, n in gap_counts(plain, subject).items() if n}
    assert len(gaps) == len(expected), found["gaps"]
    for gap, (key, n) in zip(gaps, expected.items(), strict=True):
        assert key in gap
        number = re.search(r"\d+", gap)
        assert (int(number.group()) if number else total) == n, gap


def check_single(found: dict[str, str], plain: Plain) -> None:
    strong = {row["id"] for row in rows("sources") if row["standing"] == "primary"}

    def lone(some: Iterable[Row]) -> list[Row]:
        cited = ((row, row["sources"]) for row in some)
        return [row for row, sources in cited if ";" not in sources and sources not in strong]

    expected = {
        STATIONS: sites(lone(plain.stations)),
        RESPONSES: len(lone(plain.responses)),
        OPERATIONS: len(lone(plain.operations)),
    }
    for noun, n in expected.items():
        number = re.search(rf"(\d+) {noun}(?=$|,| and )", found["list"])
        assert (int(number.group(1)) if number else 0) == n, noun
    assert grouped(found["list"]) == Counter(map(group_of, lone(plain.agreements)))


def check_absent(found: dict[str, str], plain: Plain) -> None:
    tables = {
        "Reported stations": plain.stations,
        "Agreements and patrols": plain.agreements,
        "Responses": plain.responses,
        "Reported operations": plain.operations,
    }
    assert found["list"].split("; ") == [title for title, table in tables.items() if not table]


def check_claimed(found: dict[str, str], plain: Plain) -> None:
    claims = [
        row for row in rows("claims")
        if row["scope"] == "cumulative" and not row["region"] and not row["jurisdiction"]
        and row["country"] == ("" if found["whole"] else plain.code)
    ]  # fmt: skip
    latest = [row for row in claims if row["edition"] == max(row["edition"] for row in claims)]
    assert re.findall(r"\d+", found["claimed"]) == [row["number"] for row in latest]
    held = plain.all_stations if found["whole"] else plain.stations
    counts = {"stations": sites(held), "countries": len({row["country"] for row in held})}
    expected = [str(counts[row["measure"]]) for row in latest]
    said = re.findall(r"\d+", found["held"])
    assert said == expected or (found["held"] == "as many" and expected == [latest[0]["number"]])


def check_world(found: dict[str, str], plain: Plain) -> None:
    counts = plain.stations_by_country
    own = counts[plain.code]
    assert int(found["n"]) == counts.total()
    assert int(found["hosts"]) == len(counts)
    assert int(found["own"] or 0) == own
    more = sum(n > own for n in counts.values())
    alike = sum(n == own for n in counts.values()) - 1
    if own:
        assert int(found["more"] or 0) == more
        assert int(found["alike"] or 0) == (0 if more else alike)


def check_nothing(found: dict[str, str], plain: Plain) -> None:
    del found
    assert not plain.stations
    assert not plain.agreements


NUMBERS = (
    r"covering (?:(?P<year>\d+)|(?P<first>\d+) to (?P<last>\d+))(?:, (?P<undated>\d+) undated)?"
    r"|(?:none of them|not) dated"
)
HELD = rf"(?P<n>\d+) {STATIONS} in (?P<hosts>\d+) host countries; (?P<groups>{GROUPED})"
POSITION = (
    r"(?:(?P<more>\d+) (?:country has|countries have) more"
    r"|(?P<alike>\d+) (?:other has|others have) as many|no other has as many)"
)
FORMS: tuple[tuple[re.Pattern[str], Callable[[dict[str, str], Plain], None]], ...] = (
    (HEADLINE, check_headline),
    (
        re.compile(
            rf".+?: sources name (?P<groups>{GROUPED}), (?:{NUMBERS});"
            rf" no reported station is on record\.{MARK}"
        ),
        check_agreements,
    ),
    (re.compile(rf"Sources name (?P<groups>{GROUPED}), (?:{NUMBERS})\."), check_agreements),
    (
        re.compile(
            r"(?:Response of|Most recently,) (?P<date>[^:]+): (?P<summary>.+?)"
            r"(?: (?P<mark>One source only|Weak sources)(?: \([\w, ]+\))?\.)?"
        ),
        check_answer,
    ),
    (re.compile(r"Its authorities are not on record with a response\."), check_unanswered),
    (re.compile(r"Counted apart: (?P<list>.+)\."), check_apart),
    (
        re.compile(
            r"On record without a host country, and so perhaps of this one too: (?P<list>.+)\."
        ),
        check_without_host,
    ),
    (
        re.compile(
            r".+?, as a country of origin: sources name jurisdictions with their seat here in "
            rf"{HELD}\."
        ),
        check_behind,
    ),
    (
        re.compile(
            rf".+?: in its member states sources name {HELD}; each is counted there, not here\."
        ),
        check_union,
    ),
    (
        re.compile(rf"(?:Of )?(?:(?P<n>\d+) {STATIONS}|(?P<groups>{GROUPED})): (?P<gaps>.+)\."),
        check_gaps,
    ),
    (re.compile(r"Resting on a single source: (?P<list>.+)\."), check_single),
    (
        re.compile(
            r"No record names it as host under: (?P<list>.+); "
            r"that does not mean there was nothing\."
        ),
        check_absent,
    ),
    (
        re.compile(
            r"Claimed for (?:this country|the (?P<whole>whole)): (?P<claimed>.+); "
            r"the record holds (?P<held>.+?)(?:, so some may be missing here too)?\."
        ),
        check_claimed,
    ),
    (
        re.compile(
            rf"World: (?:(?P<n>\d+) {STATIONS} in (?P<hosts>\d+) host countries); "
            rf"(?:none here|here (?P<own>\d+); {POSITION})\."
        ),
        check_world,
    ),
    (re.compile(r".+?: no record names it as host country\."), check_nothing),
    (re.compile(r"Stations of local Chinese police .+ what the host country did\."), check_nothing),
    (
        re.compile(
            r".+?: no reported station and no agreement or patrol is on record; the rest follows\."
        ),
        check_nothing,
    ),
)


def own_words(brief: Brief) -> Iterator[str]:
    """Every sentence but those that quote the record: what was said, and notes."""
    for section in brief.chapters[0].sections:
        for block in () if section.is_annex else section.blocks:
            for part in parts_of(block):
                if isinstance(part, Sentence):
                    yield from re.split(r" (?=Nearby)", part.text)


def sections(brief: Brief) -> dict[str, Section]:
    return {section.heading: section for section in brief.chapters[0].sections}


@pytest.mark.parametrize("code", CODES)
def test_every_number_in_a_sentence_is_what_a_plain_count_gives(
    briefs: dict[str, Brief], code: str
):
    plain = Plain(code)
    for text in own_words(briefs[code]):
        if text.startswith("Nearby"):
            continue
        matches = [(form.fullmatch(text), check) for form, check in FORMS]
        known = [(found, check) for found, check in matches if found]
        assert known, f"of no known form: {text}"
        found, check = known[0]
        check(found.groupdict(), plain)


@pytest.mark.parametrize("code", CODES)
def test_what_stands_nearby_is_counted_or_said_to_have_nothing(briefs: dict[str, Brief], code: str):
    plain = Plain(code)
    stations = {country_name(key): n for key, n in plain.stations_by_country.items()}
    agreements = {
        country_name(key): Counter(
            group_of(row) for row in plain.all_agreements if key in row["countries"].split(";")
        )
        for key in plain.agreements_by_country
    }
    for text in own_words(briefs[code]):
        if text.startswith("Nearby: "):
            for name, counts in re.findall(r"([^;(]+?) \(([^)]+)\)(?:; |\.$)", text[8:]):
                number = re.match(rf"(\d+) {STATIONS}", counts)
                assert (int(number.group(1)) if number else 0) == stations.get(name, 0)
                assert grouped(counts) == agreements.get(name, Counter())
        elif text.startswith("Nearby"):
            form, _, listed = text.removesuffix(".").partition(": ")
            names = set(re.split(r", | and ", listed))
            assert not names & {*stations, *agreements}
            if form == "Nearby, with none on record":
                assert not NAMED_OR_ORIGIN & names
            else:
                assert form == "Nearby, on record in other ways"
                assert names < NAMED_OR_ORIGIN


@pytest.mark.parametrize("code", CODES)
def test_the_tables_and_the_map_hold_every_record_once(briefs: dict[str, Brief], code: str):
    plain, parts = Plain(code), sections(briefs[code])
    assert counted(parts.get("What is reported")) == plain.sites
    assert lines(parts.get("Agreements and patrols, in detail")) == len(plain.agreements)
    apart: Any = parts.get("Kept apart from the counts")
    captions = " ".join(block.caption for block in apart.blocks) if apart else ""
    for n, noun in ((sites(plain.apart), STATIONS), (len(plain.proposed), GROUPS["proposed"])):
        assert bool(n) is bool(re.search(rf"\b{n} {noun}, not in the numbers above", captions))
    opening = briefs[code].chapters[0].opening
    drawing: Any = opening.map.drawing if opening.map else None
    if drawing:
        assert sum(drawing.scene["sites"]["count"]) + drawing.unlocated == plain.sites
    for block in opening.head:
        if isinstance(block, Shares):
            assert sum(share.number for share in block.shares) == plain.sites
    for block in (each for section in opening.sections for each in section.blocks):
        if isinstance(block, Dots):
            assert sum(int(row.number) for row in block.rows) == plain.sites
            assert all(len(row.dots) == int(row.number) for row in block.rows)


@pytest.mark.parametrize("code", CODES)
def test_every_answer_of_the_country_is_listed_once_behind_the_lead(
    briefs: dict[str, Brief], code: str
):
    listed = Counter(
        row["summary"]
        for section in briefs[code].chapters[0].sections
        for block in section.blocks
        if isinstance(block, Entries | Table)
        for part in parts_of(block)
        for row in answers(Plain(code))
        if row["summary"] in " ".join(getattr(part, "cells", ()) or (getattr(part, "text", ""),))
    )
    assert listed == Counter(row["summary"] for row in answers(Plain(code)))


def counted(section: Section | None) -> int:
    tables: list[Any] = list(section.blocks) if section else []
    return sum(int(row.cells[1]) for table in tables for row in table.rows)


def lines(section: Section | None) -> int:
    tables: list[Any] = list(section.blocks) if section else []
    return sum(len(table.rows) for table in tables)

"""The article as a file: what is in it, what is not, and that it is the same every time."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import zlib
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.collection import read_collection
from layers.selection import Selection, select
from layers.style import DARK, LIGHT
from layers.words import LANGUAGES
from mapapp.exports.article import ArticleOptions, article_html, embed_snippet
from mapapp.exports.article.entries import MAX_LISTED
from mapapp.exports.review import RefusedExportError
from tests.conftest import write_tables
from tests.depth import tries
from tests.hostile import PROBES, fill
from tests.record import LAYERS

if TYPE_CHECKING:
    from geodata.collection import Collection

TABLES = {
    "sources": [
        {"id": "s1"},
        {"id": "s2", "publisher": "The Weekly", "title": "Another", "standing": "partisan",
         "published": "2019-03", "archived_url": "https://archive.example/1"},
    ],
    "jurisdictions": [
        {"id": "alpha", "colour": "#0072B2", "seat": "Home, CN"},
        {"id": "beta", "name": "Beta", "colour": "#D55E00"},
        {"id": "unknown", "name": "Unknown", "level": "unknown"},
    ],
    "stations": [
        {"country": "IT", "city": "Milan", "precision": "city", "count": "2",
         "established": "2016/2018", "sources": "s1;s2"},
        {"country": "IT", "city": "Milan", "precision": "city", "jurisdiction": "beta"},
        {"country": "FR", "jurisdiction": "unknown", "established": "2018-09",
         "status": "closed", "status_date": "2022-12", "status_note": "Said to be closed."},
    ],
    "agreements": [
        {"countries": "IT;HR", "period": "2015/2019", "status": "ended", "places": "Rome, IT"},
        {"countries": "HR", "period": "2018/..", "status": "active", "jurisdictions": "beta"},
    ],
    "responses": [{"kind": "denial", "date": "2022-11"}],
    "operations": [{"date": "2017"}],
    "places": [
        {"country": "IT", "name": "Milan", "lon": "9.19", "lat": "45.46"},
        {"country": "IT", "name": "Rome", "lon": "12.48", "lat": "41.89"},
        {"country": "CN", "name": "Home", "lon": "120", "lat": "30"},
    ],
}  # fmt: skip


class _Parsed(HTMLParser):
    """The elements of a page, their attributes, and the text of scripts and styles."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.programs: dict[str, list[str]] = {"script": [], "style": []}
        self.data: dict[str, str] = {}
        self._open: tuple[str, dict[str, str | None]] | None = None
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = (tag, dict(attrs)) if tag in self.programs else None

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is None:
            return
        tag, attributes = self._open
        kind = attributes.get("type") or ""
        name = attributes.get("id") or kind
        if name == "data":
            lines = zlib.decompress(base64.b64decode(data)).decode()
            self.data[name] = f"[{lines.replace(chr(10), ',')}]"
        elif kind.endswith("json"):
            self.data[name] = self.data.get(name, "") + data
        else:
            self.programs[tag].append(data)

    @property
    def policy(self) -> str:
        return next(
            str(attributes["content"])
            for tag, attributes in self.elements
            if attributes.get("http-equiv") == "Content-Security-Policy"
        )


@pytest.fixture
def small(make_collection: Any) -> Collection:
    collection: Collection = make_collection(**TABLES)
    return collection


@pytest.fixture
def everything(small: Collection) -> Any:
    return select(small, Selection(layer=frozenset(LAYERS)))


def _page(shown: Any, **options: Any) -> bytes:
    return article_html(shown, ArticleOptions(**options))


# --- the file ---


def test_the_real_record_stays_within_its_size(seeds: Collection):
    page = _page(select(seeds, Selection()))
    assert len(page) <= 600_000
    assert len(gzip.compress(page, 9)) <= 170_000


@pytest.mark.parametrize(
    ("places", "most"), [(5_000, 900_000), tries((20_000, 1_500_000), (50_000, 3_000_000))]
)
@pytest.mark.deep
@pytest.mark.slow
def test_many_places_stay_within_their_size(make_collection: Any, places: int, most: int):
    codes = ["IT", "FR", "ES", "DE", "BR", "ZA", "US", "CA", "AU", "JP"]
    names = [f"P{sha256(str(number).encode()).hexdigest()[:9]}" for number in range(places)]
    collection = make_collection(
        stations=[
            {"country": codes[at % 10], "city": name, "precision": "city",
             "established": str(2000 + at % 25), "jurisdiction": "beta" if at % 3 else "alpha"}
            for at, name in enumerate(names)
        ],
        places=[
            {"country": codes[at % 10], "name": name,
             "lon": f"{(at * 370_003 % 3_000_000) / 1e4 - 150:.2f}",
             "lat": f"{(at * 910_003 % 1_200_000) / 1e4 - 60:.2f}"}
            for at, name in enumerate(names)
        ],
    )  # fmt: skip
    page = _page(select(collection, Selection()))
    assert len(page) <= most, f"{len(page):,}"


# --- what the browser is sent ---


def test_the_policy_names_every_script_and_style_and_nothing_else(everything: Any):
    page = _Parsed(_page(everything))
    allowed = set(re.findall(r"'sha256-([^']+)'", page.policy))
    present = {
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for texts in page.programs.values()
        for text in texts
    }
    assert present == allowed
    assert page.policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in page.policy
    assert "http" not in page.policy


def test_nothing_in_the_page_is_fetched(everything: Any):
    page = _Parsed(_page(everything))
    for tag, attributes in page.elements:
        assert tag not in {"img", "iframe", "object", "embed", "video", "audio", "source"}
        assert "src" not in attributes
        assert tag != "link" or attributes["rel"] == "canonical"
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
    for style in page.programs["style"]:
        assert "url(" not in style
        assert "@import" not in style
    for script in page.programs["script"]:
        assert "sourceMappingURL" not in script


def test_links_lead_only_to_the_web_and_reveal_nothing_of_the_page(everything: Any):
    elements = _Parsed(_page(everything)).elements
    links = [each for tag, each in elements if tag == "a"]
    assert len(links) > 5
    assert all(re.match(r"https?://", str(link["href"])) for link in links)
    assert ("meta", {"name": "referrer", "content": "no-referrer"}) in elements
    assert ("base", {"target": "_blank"}) in elements


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://x", "https://", "//x", "http:x"]
)
def test_an_address_outside_the_web_is_not_a_link(make_collection: Any, url: str):
    collection = make_collection(sources=[{"url": "https://a.example"}], stations=[{}])
    collection.sources.loc["s1", "url"] = url
    page = _Parsed(_page(select(collection, Selection())))
    hrefs = {str(each.get("href")) for tag, each in page.elements if tag == "a"}
    assert url not in hrefs


# --- hostile records ---


def _tags(page: bytes) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for tag, attributes in _Parsed(page).elements:
        found.setdefault(tag, set()).update(attributes)
    return found


def _whole(collection: Collection, *statuses: str) -> Any:
    return select(
        collection, Selection(layer=frozenset(LAYERS), status=frozenset(statuses) or None)
    )


class _Harmless(NamedTuple):
    """A collection with nothing hostile in it, and the elements and scripts of its page."""

    collection: Collection
    tags: dict[str, set[str]]
    scripts: int


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> _Harmless:
    collection = read_collection(write_tables(tmp_path_factory.mktemp("harmless"), TABLES))
    page = _page(_whole(collection), title="x", introduction="x", credit="x")
    return _Harmless(collection, _tags(page), len(_Parsed(page).programs["script"]))


@pytest.mark.parametrize("text", PROBES)
def test_hostile_text_in_every_field_stays_text(harmless: _Harmless, text: str):
    _assert_inert(harmless, text)


@pytest.mark.deep
@settings(max_examples=tries(6, 200), deadline=None)
@given(text=st.text(max_size=40).filter(lambda text: "\0" not in text))
def test_any_text_in_every_field_stays_text(harmless: _Harmless, text: str):
    _assert_inert(harmless, text)


def _assert_inert(harmless: _Harmless, text: str) -> None:
    hostile = fill(harmless.collection, text)
    page = _page(_whole(hostile, text), title=text or "x", introduction=text, credit=text)
    for tag, attributes in _tags(page).items():
        assert tag in harmless.tags
        assert attributes <= harmless.tags[tag] | {"class", "lang"}
    parsed = _Parsed(page)
    assert len(parsed.programs["script"]) == harmless.scripts
    hrefs = {each["href"] for _, each in parsed.elements if each.get("href")}
    assert all(str(href).startswith(("https://", "http://")) for href in hrefs)
    for data in parsed.data.values():
        json.loads(data)
    described = json.loads(parsed.data["application/ld+json"])
    assert described["name"] == (text or "x")
    assert described.get("license", "") == text


# --- what it says ---


def test_the_page_speaks_each_language_and_says_so(everything: Any):
    for code in LANGUAGES:
        page = _page(everything, language=code)
        tag, attributes = _Parsed(page).elements[0]
        assert (tag, attributes["lang"]) == ("html", code)
    assert "Italie" in _page(everything, language="fr").decode()
    assert "意大利" in _page(everything, language="zh").decode()


@pytest.mark.parametrize(("language", "unknown"), [("fr", "Inconnue"), ("zh", "不详")])
def test_jurisdictions_are_named_in_the_language_of_the_page(
    make_collection: Any, language: str, unknown: str
):
    jurisdictions = [
        {"id": "alpha", "local_name": "甲地"},
        {"id": "unknown", "name": "Unknown", "level": "unknown"},
    ]
    stations = [{}, {"jurisdiction": "unknown"}]
    shown = select(make_collection(jurisdictions=jurisdictions, stations=stations), Selection())
    page = _page(shown, language=language).decode()
    assert f">{unknown}</span>" in page
    assert ">Unknown<" not in page
    assert (">甲地</span>" in page) is (language == "zh")


def test_machines_find_a_dataset_with_version_licence_and_citation(everything: Any):
    page = _Parsed(_page(everything, title="T", url="https://news.example/map.html"))
    described = json.loads(page.data["application/ld+json"])
    about = everything.collection.about
    assert described["@type"] == "Dataset"
    assert described["version"] == about.version
    assert described["license"] == about.license_url
    assert described["identifier"] == f"sha256:{everything.collection.fingerprint}"
    assert about.version in described["citation"]
    assert described["temporalCoverage"] == "2015/2022"
    properties = {
        each.get("property"): each.get("content") for tag, each in page.elements if tag == "meta"
    }
    assert properties["og:title"] == "T"
    assert properties["og:url"] == "https://news.example/map.html"


def test_the_page_ends_with_version_date_rules_and_what_would_make_it_stale(everything: Any):
    page = _page(everything, pin=True).decode()
    about = everything.collection.about
    words = about.words()
    for said in (
        about.version, "2026", words["precision_rule"], words["border_policy"], words["fairness"],
        about.license_title, everything.collection.fingerprint, "out of date once",
    ):  # fmt: skip
        assert str(said).replace("'", "&#39;") in page


def test_a_record_with_one_source_says_so_and_every_source_is_a_link(everything: Any):
    page = _page(everything).decode()
    assert page.count("One source only") >= 4
    assert page.count('href="https://example.org/report"') >= 6
    assert "The Weekly, Mar 2019" in page
    assert "Archived copy" in page


def test_the_editor_chooses_which_filters_readers_have(everything: Any):
    page = _page(everything, filters=("country",)).decode()
    assert 'id="country"' in page
    assert 'id="first-year"' not in page
    assert 'id="jurisdiction"' not in page
    assert 'id="status"' not in page


def test_one_country_is_named_once_and_its_layers_are_listed(make_collection: Any):
    italy = select(make_collection(stations=[{}, {}], agreements=[{}]), Selection())
    said = "Italy: 2 reported stations, 1 agreement or patrol."
    assert said in _page(italy).decode()
    assert "意大利：2 处据报道的警察站，1 项协议和巡逻。" in _page(italy, language="zh").decode()


def test_a_choice_of_one_is_not_offered(make_collection: Any):
    one = make_collection(stations=[{}, {}])
    page = _page(select(one, Selection())).decode()
    assert 'id="jurisdiction"' not in page
    assert 'id="country"' not in page
    assert 'id="status"' not in page


@pytest.mark.parametrize(
    ("language", "cited", "listed"),
    [
        ("en", "The Weekly, Mar 2019", ". Mar 2019. Partisan."),
        ("de", "The Weekly, März 2019", ". März 2019. "),
        ("zh", "The Weekly，2019年3月", ". 2019年3月. "),
    ],
)
def test_the_date_of_a_source_is_written_as_the_others_are(
    everything: Any, language: str, cited: str, listed: str
):
    page = _page(everything, language=language).decode()
    assert cited in page
    assert listed in page
    visible = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", "", page, flags=re.DOTALL)
    assert not re.search(r"\b\d{4}-\d{2}\b", visible)


@pytest.mark.parametrize(("theme", "sea"), [("auto", LIGHT.sea), ("dark", DARK.sea)])
def test_the_picture_has_its_colours_without_a_style_sheet(everything: Any, theme: str, sea: str):
    page = _Parsed(_page(everything, theme=theme))
    painted = [
        (each.get("class"), each.get("fill"), each.get("stroke"))
        for tag, each in page.elements
        if tag in {"circle", "rect", "text", "g"} and each.get("class")
    ]
    assert painted
    as_marks = {"halo", "hole", "land"}  # which have the colour of the group that they stand in
    assert all(fill or stroke for name, fill, stroke in painted if name not in as_marks)
    assert ("marks", DARK.halo if theme == "dark" else LIGHT.halo, None) in painted
    assert ("sea", sea, None) in painted


def test_what_only_a_script_can_do_is_hidden_until_one_runs(everything: Any):
    elements = _Parsed(_page(everything)).elements
    held = [each for _, each in elements if "needs-js" in str(each.get("class"))]
    assert len(held) >= 5
    assert all("hidden" in each for each in held)
    assert all("hidden" in each for tag, each in elements if tag == "form")


def test_the_legend_has_an_entry_for_each_mark_that_a_reader_can_bring_about(everything: Any):
    """The picture's own are shown; the rest waits for the script that draws the map."""
    entries = {
        each["data-mark"]: "hidden" not in each
        for tag, each in _Parsed(_page(everything)).elements
        if tag == "li" and "data-mark" in each
    }
    assert entries == {
        "hatch": True, "shade": True, "faded": False, "diamond": False, "line": False,
        "denial": False, "neutral": False,
    }  # fmt: skip


def test_a_colon_stands_as_the_language_has_it(everything: Any):
    assert "<b>Une seule source\u00a0:</b>" in _page(everything, language="fr").decode()
    assert "<b>仅一个来源：</b>" in _page(everything, language="zh").decode()


def test_a_record_known_only_to_its_country_is_never_a_point(small: Collection):
    page = _page(select(small, Selection(country=frozenset({"FR"})))).decode()
    assert "<circle" not in page.partition('<g class="marks"')[2].partition("</g>")[0]
    assert "badge-text" in page


def test_beyond_a_page_full_the_countries_are_listed_with_their_numbers(make_collection: Any):
    collection = make_collection(stations=[{} for _ in range(MAX_LISTED + 1)])
    page = _page(select(collection, Selection())).decode()
    assert 'class="record"' not in page
    assert f"{MAX_LISTED + 1:,} reported stations" in page
    assert 'class="without-js"' in page


def test_an_empty_selection_is_a_page_that_says_so(small: Collection):
    page = _page(select(small, Selection(country=frozenset({"BR"})))).decode()
    assert "No records match." in page
    assert 'class="sources"' not in page


def test_a_position_finer_than_a_city_refuses_the_export(small: Collection):
    small.tables["places"].loc[0, "lon"] = 9.1234
    with pytest.raises(RefusedExportError, match="IT/Milan"):
        _page(select(small, Selection()))


def test_the_snippet_names_its_frame_and_leads_there_without_frames():
    snippet = embed_snippet('https://x.example/?a=1&b="', 'A "map" & <more>')
    assert 'title="A &quot;map&quot; &amp; &lt;more&gt;"' in snippet
    assert snippet.count("https://x.example/?a=1&amp;b=&quot;") == 2
    assert 'e.data.type!=="mapapp:height"' in snippet


# --- what others say of a claim ---


def test_denials_stand_beside_every_site_they_concern_though_responses_are_not_shown(
    make_collection: Any,
):
    collection = make_collection(
        sources=[{"id": "s1"}, {"id": "s2", "title": "A denial", "publisher": "The Embassy"}],
        stations=[{"country": "IT"}, {"country": "FR"}],
        agreements=[{"countries": "DE"}],
        responses=[
            {"countries": "", "speaker_country": "CN", "kind": "denial", "date": "2022-10-26",
             "summary": "Rejects all of it.", "sources": "s2"},
            {"countries": "FR", "speaker_country": "CN", "speaker": "embassy", "kind": "denial",
             "date": "2022-11"},
            {"countries": "DE", "speaker_country": "CN", "kind": "denial", "date": "2023"},
            {"countries": "", "speaker_country": "CN", "kind": "statement", "date": "2024"},
        ],
    )  # fmt: skip
    page = _page(select(collection, Selection())).decode()
    assert re.findall(r'<p class="denied"><a href="#denials">(.*?)</a>', page) == [
        "Denied by: Government, China (26 October 2022); Embassy, China (November 2022)",
        "Denied by: Government, China (26 October 2022)",
    ]
    (section,) = re.findall(r'<section class="denials" id="denials".*?</section>', page, re.DOTALL)
    assert "26 October 2022 · Government, China · Denial · about all claims" in section
    assert "November 2022 · Embassy, China · Denial · France" in section
    assert "Rejects all of it." in section
    assert "2023" not in section
    assert "The Embassy. <a" in page[page.index('<details class="sources">') :]


def test_without_denials_an_article_says_nothing_of_them(make_collection: Any):
    page = _page(select(make_collection(stations=[{}]), Selection())).decode()
    assert 'class="denied"' not in page
    assert 'class="denials"' not in page


def test_a_country_without_a_published_total_says_so_under_its_number(make_collection: Any):
    collection = make_collection(
        stations=[{"country": "IT"}, {"country": "FR"}],
        agreements=[{"countries": "DE"}],
        claims=[{"country": "FR"}],
    )
    page = _page(select(collection, Selection())).decode()
    heads = r'<details class="country" data-country="(..)"(.*?)<ul>'
    parts = dict(re.findall(heads, page, re.DOTALL))
    remark = "A number taken for lack of a published total."
    assert [code for code, head in parts.items() if remark in head] == ["IT"]

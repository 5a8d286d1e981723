"""Pictures as files: what stands on them, and that nothing in them changes or acts."""

from __future__ import annotations

import re
import struct
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from geodata.collection import read_collection
from layers import looks
from layers.cartography.badges import place_badges
from layers.cartography.labels import CollisionIndex
from layers.cartography.mark_size import MarkSize
from layers.cartography.projection import Frame, fit_view
from layers.cartography.symbols import find_sites
from layers.overview import build_overview
from layers.scene import build_scene, list_jurisdictions
from layers.selection import Selection, select
from layers.style import LIGHT
from layers.words import LANGUAGES, Words
from mapapp.exports.article.draft import title_of
from mapapp.exports.focus import find_extent
from mapapp.exports.font_subsets import cut_font
from mapapp.exports.picture.alternative import MAX_CHARACTERS, describe
from mapapp.exports.picture.drawing import plan_page
from mapapp.exports.picture.options import BadPictureOptionError, PictureOptions
from mapapp.exports.picture.pack import (
    PACK_FILES,
    FolderInUseError,
    escape_tex,
    make_pack,
    write_bibtex,
    write_pack,
)
from mapapp.exports.picture.picture_files import draw_picture
from mapapp.exports.picture.subject import count_sites
from mapapp.exports.picture.texts import find_words
from mapapp.exports.review import RefusedExportError
from tests.hostile import PROBES, fill

ROOT = Path(__file__).parents[3]
SVG = "{http://www.w3.org/2000/svg}"
PLACES = [
    {"country": "IT", "name": "Milan", "lon": "9.19", "lat": "45.46"},
    {"country": "IT", "name": "Rome", "lon": "12.48", "lat": "41.89"},
    {"country": "IT", "name": "Prato", "lon": "11.1", "lat": "43.88"},
]
STATIONS = [
    {"city": "Milan", "precision": "city", "count": "2", "established": "2016"},
    {"city": "Milan", "precision": "city", "jurisdiction": "beta", "established": "2018"},
    {"city": "Rome", "precision": "city", "count": "5", "established": "2018"},
    {"city": "Prato", "precision": "city"},
    {"precision": "country", "count": "3"},
]


@pytest.fixture
def shown(make_collection):
    return select(make_collection(stations=STATIONS, places=PLACES), Selection())


def texts_of(svg: bytes) -> list[str]:
    return ["".join(text.itertext()) for text in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own


@pytest.mark.parametrize("size", ["article", "social", "a4"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_says_what_it_holds_what_it_lacks_and_who_says_so(shown, size, theme):
    texts = texts_of(draw_picture(shown, PictureOptions(size=size, theme=theme)))
    about = shown.collection.about
    said = [
        build_overview(shown, Words(shown.collection)).headline,
        about.words()["caveat"],
        about.words()["border_policy"],
        about.version,
        about.license_title,
    ]
    assert [each for each in said if each not in " ".join(texts)] == []
    assert {"Alpha", "11", "Beta", "1", "Milan"} <= set(texts)
    at = texts.index("City not known: counted in the country")
    assert "3" in texts[:at]


def test_text_stays_text_and_each_site_is_a_dot(shown):
    svg = draw_picture(shown, PictureOptions(focus="IT"))
    assert {"Rome", "Milan", "Prato", "+3"} <= set(texts_of(svg))
    dots = re.findall(r'<circle [^>]*r="8"[^>]*fill="(#\w+)"', svg.decode())
    alpha, beta, _ = (each["colour"] for each in list_jurisdictions(shown.collection))
    assert Counter(dots) == {alpha: 8, beta: 1}


def test_a_record_without_a_city_is_a_number_for_its_country_and_never_a_mark(make_collection):
    bare = select(make_collection(stations=[{"precision": "country", "count": "7"}]), Selection())
    scene = build_scene(bare)
    view = fit_view(find_extent("IT"), Frame(0, 0, 600, 600))
    assert find_sites(scene, view, LIGHT, MarkSize()) == []
    (badge,) = place_badges(scene, view, LIGHT, MarkSize(), CollisionIndex())
    assert badge.text == "+7"
    assert "+7" in texts_of(draw_picture(bare, PictureOptions()))


@pytest.mark.parametrize("probe", [*PROBES, "datum.x = 1; signal('x')", "a\x00b\x0bc"])
def test_hostile_text_in_every_field_is_shown_and_does_nothing(make_collection, probe):
    hostile = fill(make_collection(stations=STATIONS, places=PLACES), probe)
    shown = select(hostile, Selection(status=frozenset({probe})))
    assert len(shown.of_role("site")) == len(STATIONS)
    svg = draw_picture(shown, PictureOptions(title=probe, focus="IT"))
    root = ET.fromstring(svg)  # noqa: S314 - our own
    names = {each.tag.removeprefix(SVG) for each in root.iter()}
    assert names <= {"svg", "g", "path", "rect", "circle", "text", "tspan", "title", "desc"}
    attributes = {name for each in root.iter() for name in each.attrib}
    assert not any(name.startswith("on") or "href" in name for name in attributes)
    assert b"\x00" not in svg
    assert not set("\u202e\u2066\u200f") & set(svg.decode())


@pytest.mark.parametrize("probe", PROBES)
def test_a_hostile_source_neither_ends_nor_adds_a_citation(make_collection, probe):
    shown = select(
        fill(make_collection(stations=STATIONS, places=PLACES), probe),
        Selection(status=frozenset({probe})),
    )
    bibtex = write_bibtex(shown)
    assert len(re.findall(r"^@", bibtex, re.MULTILINE)) == 2
    plain = re.sub(r"\\[{}]", "", bibtex)
    assert plain.count("{") == plain.count("}")
    assert not set("\u202e\u2066\u200f") & set(describe(plan_page(shown, PictureOptions())))


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_the_same_input_gives_the_same_bytes(shown, form):
    options = PictureOptions(form=form, focus="world")
    assert draw_picture(shown, options) == draw_picture(shown, options)


def test_a_picture_refers_to_nothing_outside_itself(shown):
    svg = draw_picture(shown, PictureOptions()).decode()
    addresses = set(re.findall(r"https?://[^\"'\s<)]+", svg))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "url(" not in svg
    assert "@import" not in svg


@pytest.mark.parametrize(
    ("size", "scale", "pixels"), [("social", 1, (1200, 630)), ("a4", 1, (3508, 2480))]
)
def test_a_png_has_the_size_that_is_asked_for(shown, size, scale, pixels):
    png = draw_picture(shown, PictureOptions(size=size, form="png", scale=scale))
    assert struct.unpack(">II", png[16:24]) == pixels
    if size == "a4":
        (per_metre,) = struct.unpack(">I", png[png.index(b"pHYs") + 4 :][:4])
        assert round(per_metre * 0.0254) == 300


def test_twice_the_scale_is_twice_the_pixels(shown):
    sides = [
        struct.unpack(">II", draw_picture(shown, PictureOptions(form="png", scale=scale))[16:24])
        for scale in (1, 2)
    ]
    assert sides[1] == (2 * sides[0][0], 2 * sides[0][1])
    assert sides[0][0] == 1200


def test_a_pdf_is_tagged_and_its_figure_is_described_in_words(shown):
    options = PictureOptions(form="pdf")
    pdf = PdfReader(BytesIO(draw_picture(shown, options)))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    texts = [each["/Alt"] for each in elements_of(root["/StructTreeRoot"]) if "/Alt" in each]
    assert texts == [describe(plan_page(shown, options))]


def elements_of(element):
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, dict):
        yield element
        element = element.get("/K", [])
    if isinstance(element, list):
        for each in element:
            yield from elements_of(each)


def test_a_pdf_is_a_sheet_of_a4_with_a_title_a_language_and_text(shown):
    pdf = PdfReader(
        BytesIO(draw_picture(shown, PictureOptions(size="a4", form="pdf", title="Où?")))
    )
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [842, 595]
    assert pdf.metadata.title == "Où?"
    assert pdf.metadata.creation_date is None
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert "Milan" in pdf.pages[0].extract_text()


def test_chinese_letters_come_from_the_package_in_two_weights_and_stay_text(shown):
    svg = draw_picture(shown, PictureOptions(language="zh"))
    assert b"""<tspan font-family="'Kurinto Sans SC'">""" in svg
    page = PdfReader(BytesIO(draw_picture(shown, PictureOptions(language="zh", form="pdf"))))
    fonts = page.pages[0]["/Resources"]["/Font"]
    names = {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts.values()}
    assert {"KurintoSansSC-Rg", "KurintoSansSC-Bd"} <= names
    ours = ("SourceSans3-", "SourceSerifPro-", "KurintoSansSC-")
    assert all(name.startswith(ours) for name in names)
    assert "城市不详" in page.pages[0].extract_text()


def test_no_sign_of_any_language_lacks_a_letter(seeds):
    """Of what the collection and the interface say in Chinese, the packaged font has every sign."""
    svg = draw_picture(select(seeds, Selection()), PictureOptions(language="zh")).decode()
    signs = "".join(sorted({sign for text in texts_of(svg.encode()) for sign in text}))
    letters = TTFont(BytesIO(cut_font(signs, "Cut", "Bold"))).getBestCmap()
    assert {ord(sign) for sign in signs} <= set(letters)


def test_an_empty_selection_is_a_map_of_the_world_that_says_so(make_collection):
    nothing = select(make_collection(), Selection())
    assert "No records match." in texts_of(draw_picture(nothing, PictureOptions(theme="dark")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_speaks_every_language(shown, language):
    svg = draw_picture(shown, PictureOptions(language=language, focus="IT"))
    assert f'xml:lang="{language}"'.encode() in svg
    english = "City not known: counted in the country"
    assert (english in texts_of(svg)) == (language == "en")


def test_a_long_title_is_cut_at_two_lines_and_the_page_keeps_its_size(shown):
    options = PictureOptions(size="social", title="A very long title of a map " * 20)
    svg = draw_picture(shown, options)
    assert sum(text.startswith("A very") or text.endswith("…") for text in texts_of(svg)) <= 2
    assert any(text.endswith("…") for text in texts_of(svg))
    assert b'viewBox="0 0 1200 630"' in svg


def test_a_position_finer_than_a_city_is_refused(shown, tmp_path):
    shown.collection.tables["places"].loc[0, "lon"] = 9.1904
    with pytest.raises(RefusedExportError):
        draw_picture(shown, PictureOptions())
    with pytest.raises(RefusedExportError):
        write_pack(tmp_path / "pack", shown, PictureOptions())
    assert list(tmp_path.glob("*pack*")) == []


@pytest.mark.parametrize(
    ("choice", "value"), [("size", "a5"), ("form", "gif"), ("theme", "pink"), ("scale", 9)]
)
def test_an_unknown_choice_is_refused(choice, value):
    with pytest.raises(BadPictureOptionError, match="use one of"):
        replace(PictureOptions(), **{choice: value})


def test_the_alternative_text_says_what_where_by_whom_and_what_is_missing(shown):
    text = describe(plan_page(shown, PictureOptions()))
    assert len(text) <= MAX_CHARACTERS
    for said in ("12 reported stations", "Rome 5, Milan 3", "Alpha 11, Beta 1", "2016 to 2018"):
        assert said in text
    assert "counted for the country: 3 reported stations." in text


@pytest.mark.parametrize(
    ("focus", "said"),
    [
        ("IT", "Shown is Italy."),
        ("fr,Italia", "Shown is France, Italy."),
        ("Südeuropa", "Shown is Southern Europe."),
    ],
)
def test_the_alternative_text_names_the_part_of_the_world_that_is_shown(shown, focus, said):
    assert said in describe(plan_page(shown, PictureOptions(focus=focus)))


@pytest.mark.parametrize("focus", ["fit", "world", "6,36,19,48"])
def test_what_has_no_name_of_its_own_is_not_named(shown, focus):
    assert "Shown is" not in describe(plan_page(shown, PictureOptions(focus=focus)))


def test_alternative_text_and_credit_count_what_lies_outside_the_map(shown):
    cut = PictureOptions(focus="9,44,13,46")
    assert "Outside this map: 6 reported stations." in describe(plan_page(shown, cut))
    assert b"Outside this map: 6 reported stations." in make_pack(shown, cut)["credit.txt"]


def test_the_alternative_text_of_the_record_is_short_enough_in_every_language(seeds):
    shown = select(seeds, Selection())
    for language in LANGUAGES:
        assert len(describe(plan_page(shown, PictureOptions(language=language)))) <= MAX_CHARACTERS


def test_citations_are_those_of_the_selection_under_their_own_keys(make_collection):
    collection = make_collection(
        sources=[{"id": "s1", "title": "50 % of {all} & more_\\"}, {"id": "s2", "title": "Other"}],
        stations=[{"sources": "s1"}],
    )
    bibtex = write_bibtex(select(collection, Selection()))
    assert re.findall(r"@(\w+)\{([^,]+),", bibtex) == [
        ("dataset", collection.about.name),
        ("online", "s1"),
    ]
    assert r"{{50 \% of \{all\} \& more\_\textbackslash{}}}" in bibtex


def test_every_citation_of_the_record_is_balanced(seeds):
    bibtex = write_bibtex(select(seeds, Selection()))
    plain = re.sub(r"\\[{}]", "", bibtex)
    assert plain.count("{") == plain.count("}")
    assert len(set(re.findall(r"@\w+\{([^,]+),", bibtex))) == bibtex.count("\n@") + 1


def test_tex_obeys_nothing_in_a_text():
    assert escape_tex(r"\input{x} $1_000 #1 ~ ^") == (
        r"\textbackslash{}input\{x\} \$1\_000 \#1 \textasciitilde{} \textasciicircum{}"
    )


def test_a_pack_is_whole_and_replaces_one_that_was_there(shown, tmp_path):
    folder = tmp_path / "out" / "pack"
    write_pack(folder, shown, PictureOptions(focus="IT"))
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(first) == set(PACK_FILES)
    write_pack(folder, shown, PictureOptions(focus="IT"))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    assert [path.name for path in folder.parent.iterdir()] == ["pack"]
    credit = (folder / "credit.txt").read_text(encoding="utf-8")
    assert find_words(shown, PictureOptions()).credit in credit


def test_a_folder_with_other_files_is_left_alone(shown, tmp_path):
    (tmp_path / "novel.txt").write_text("mine")
    with pytest.raises(FolderInUseError, match=r"novel\.txt"):
        write_pack(tmp_path, shown, PictureOptions())
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["novel.txt"]


def test_what_lies_outside_the_map_is_counted_on_it(shown):
    text = " ".join(texts_of(draw_picture(shown, PictureOptions(focus="9,44,13,46"))))
    assert "Outside this map: 6 reported stations." in text
    whole = " ".join(texts_of(draw_picture(shown, PictureOptions(focus="IT"))))
    assert "Outside this map" not in whole


WIDE = {
    "stations": [
        {"city": "Milan", "precision": "city", "count": "2", "established": "2016"},
        {"country": "IT", "jurisdiction": "unknown"},
        {"country": "FI", "jurisdiction": "beta", "count": "4", "established": "2016"},
        {"country": "FI", "jurisdiction": "beta", "count": "3"},
    ],
    "agreements": [
        {"countries": "IT", "kind": "patrol_agreement", "period": "2016"},
        {"countries": "FI", "kind": "patrol_round", "period": "2016"},
        {"countries": "", "kind": "other", "period": "2016"},
    ],
    "places": PLACES,
}


@pytest.mark.parametrize(
    ("years", "focus", "title", "outside"),
    [
        (None, "IT", "Italy: 3 Chinese police stations are reported.", "7 reported stations"),
        ((2016, 2016), "IT",
         "Italy: 2 Chinese police stations are reported, dated 2016; 1 more is undated.",
         "4 reported stations; 3 more are undated"),
        (None, "fit", "10 Chinese police stations are reported in 2 countries.", ""),
        (None, "FI", "Finland: 7 Chinese police stations are reported", "3 reported stations"),
        (None, "KE", "No records match.", "10 reported stations"),
    ],
    ids=["part", "part and years", "whole", "the other part", "nothing of it"],
)  # fmt: skip
def test_a_picture_states_what_lies_on_it_and_apart_what_lies_outside(
    make_collection, years, focus, title, outside
):
    shown = select(make_collection(**WIDE), Selection(year=years))
    plan = plan_page(shown, PictureOptions(focus=focus))
    assert plan.words.title.startswith(title)
    assert plan.words.outside == (f"Outside this map: {outside}." if outside else "")
    said = " ".join(texts_of(draw_picture(shown, PictureOptions(focus=focus))))
    assert plan.words.title in said
    assert plan.words.outside in said
    counted = {name for name in ("Italy", "Finland") if f"{name} " in describe(plan)}
    assert counted == (
        {"Italy", "Finland"} if focus == "fit" else {*re.findall("Italy|Finland", title)}
    )


def test_a_picture_of_sites_shows_agreements_only_if_they_are_asked_for(make_collection):
    collection = make_collection(**WIDE)
    asked = {"all": None, "both": {"stations", "agreements"}, "agreements": {"agreements"}}
    drawn = {}
    for name, layers in asked.items():
        chosen = Selection(layer=frozenset(layers) if layers else None)
        drawn[name] = draw_picture(select(collection, chosen), PictureOptions()).decode()
    assert [name for name, svg in drawn.items() if f'fill="{LIGHT.shade}"' in svg] == [
        "both",
        "agreements",
    ]
    texts = texts_of(drawn["agreements"].encode())
    assert "Number in a country: policing deals" in texts
    assert "<circle" not in drawn["agreements"]


def test_the_key_names_only_who_is_on_the_map_and_counts_what_is_certain(make_collection):
    shown = select(make_collection(**WIDE), Selection(year=(2016, 2016)))
    texts = texts_of(draw_picture(shown, PictureOptions(focus="IT")))
    assert texts[texts.index("2")] == "2"
    assert "Alpha" in texts
    assert "Beta" not in texts


def test_a_key_has_five_colours_at_most(make_collection):
    names = [f"j{n}" for n in range(8)]
    collection = make_collection(
        jurisdictions=[{"id": name, "name": name} for name in (*names, "unknown")],
        places=PLACES,
        stations=[
            {"city": "Rome", "precision": "city", "jurisdiction": name, "count": str(9 - n)}
            for n, name in enumerate(names)
        ],
    )
    texts = texts_of(draw_picture(select(collection, Selection()), PictureOptions()))
    assert [text for text in texts if text in names] == names[:4]
    assert {"and 4 more", "14"} <= set(texts)


def test_where_sites_crowd_a_map_of_that_part_stands_beside_the_rest(seeds):
    plan = plan_page(select(seeds, Selection()), PictureOptions())
    dense, world = plan.panels
    assert dense.view.frame.width == round(0.46 * 1128)
    assert dense.view.frame.width + world.view.frame.width == 1128
    numbers = [count_sites(panel.scene) for panel in plan.panels]
    assert f"{numbers[0]} on this map" == dense.count
    assert f"{numbers[1]} outside it" == world.count
    assert sum(numbers) == sum(share.number for share in plan.words.overview.shares)
    (one,) = plan_page(select(seeds, Selection()), PictureOptions(focus="world")).panels
    assert count_sites(one.scene) == sum(numbers)


def test_a_picture_names_the_cities_that_matter_and_no_name_covers_a_dot(seeds):
    shown = select(seeds, Selection())
    texts = set(texts_of(draw_picture(shown, PictureOptions())))
    cities = set(build_scene(shown)["sites"]["name"]) & texts
    assert {"New York", "Toronto", "London", "Paris", "Madrid", "Rome"} <= cities
    assert len(cities) >= 12


@pytest.mark.parametrize("colour", ["jurisdiction", "outcome"])
def test_dots_and_key_follow_the_colour_that_is_asked_for(seeds, colour):
    shown = select(seeds, Selection())
    texts = texts_of(draw_picture(shown, PictureOptions(colour=colour)))
    overview = build_overview(shown, Words(seeds), colour_by=colour)
    for share in overview.shares:
        at = texts.index(share.category.name)
        assert str(share.number) in texts[:at]


@pytest.mark.parametrize(
    ("layers", "heading"),
    [
        (["stations", "agreements", "responses"], "Reported overseas police stations and patrol"),
        (["stations"], "Reported overseas police stations"),
        (["agreements"], "Policing agreements and patrols with China"),
        (["responses"], "Responses to reported overseas police stations"),
        (["responses", "operations"], "Responses to reported overseas police stations; Reported"),
        ([], "Reported overseas police stations and patrol agreements"),
    ],
)
def test_a_title_names_what_is_shown(make_collection, layers, heading):
    rows = {**WIDE, "responses": [{}], "operations": [{}]}
    shown = select(make_collection(**rows), Selection(layer=frozenset(layers)))
    assert title_of(shown, "en").startswith(heading)
    assert ("agreements" in title_of(shown, "en")) == (len(layers) in {0, 3} or "agree" in heading)


def test_a_title_of_a_collection_without_headings_says_what_is_shown_and_of_which():
    lumeria = read_collection(ROOT / "tests/collections/lumeria")
    usual = title_of(select(lumeria, Selection()), "en")
    scholarships = select(lumeria, Selection(layer=frozenset({"scholarships"})))
    assert title_of(select(lumeria, Selection(layer=frozenset({"institutes"}))), "en") == usual
    assert title_of(scholarships, "en") == f"Scholarships ({usual})"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_picture_promises_denials_that_it_does_not_show(seeds, language):
    words = seeds.about.words(language)
    shown = select(seeds, Selection())
    plan = plan_page(shown, PictureOptions(language=language))
    assert words["fairness"] in plan.words.rules
    assert not [rule for rule in plan.words.rules if words["denials"] in rule]
    assert words["denials"] not in describe(plan)


def test_a_crowded_page_keeps_room_for_its_map(make_collection):
    many = [{"id": f"j{n}", "name": f"Jurisdiction number {n}"} for n in range(60)]
    collection = make_collection(
        jurisdictions=[*many, {"id": "unknown"}],
        stations=[{"jurisdiction": each["id"]} for each in many],
    )
    shown = select(collection, Selection())
    svg = draw_picture(shown, PictureOptions(size="social", title="Long " * 60))
    assert "and 56 more" in texts_of(svg)
    assert b'viewBox="0 0 1200 630"' in svg


@pytest.mark.parametrize(
    ("borders", "said"),
    [
        ("", "as held de facto"),
        ("un", "adapted by Visionscarto to the views of the United Nations"),
    ],
)
def test_a_caption_names_whose_borders_are_drawn_and_dashes_those_that_differ(shown, borders, said):
    svg = draw_picture(shown, PictureOptions(focus="UA", borders=borders)).decode()
    text = " ".join(texts_of(svg.encode()))
    assert said in text
    assert "Dashed: where borders as held" in text
    dash = " ".join(f"{each:g}" for each in looks.DIFFERING_DASH)
    assert f'stroke-dasharray="{dash}"' in svg
    elsewhere = draw_picture(shown, PictureOptions(focus="IT", borders=borders)).decode()
    assert "Dashed" not in elsewhere
    assert f'stroke-dasharray="{dash}"' not in elsewhere

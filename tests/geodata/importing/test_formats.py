"""Files of maps, databases and other spreadsheets: read like a sheet, or refused in a sentence."""

from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from shapely.geometry import LineString, Point, Polygon

from geodata.importing.file_errors import (
    BrokenFileError,
    ImportFileError,
    NoRowsError,
    NotATableError,
    TooLargeError,
    TooManyRowsError,
    UnknownSheetError,
)
from geodata.importing.grid import Limits
from geodata.importing.reading import read_apart, read_data

SPREADSHEET = Path(__file__).parents[2] / "cases" / "formats" / "sites.xls"
KML = '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">%s</kml>'
POINT = "<Point><coordinates>12.5,41.9,0</coordinates></Point>"


def zipped(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def kml(*placemarks: str) -> bytes:
    marks = "".join(f"<Placemark>{each}</Placemark>" for each in placemarks)
    return (KML % f"<Document><name>Map</name>{marks}</Document>").encode()


def first(data: bytes, name: str = "x.kml") -> dict[str, str]:
    """The first row, without what is empty."""
    row = read_data(data, name).cells.iloc[0].to_dict()
    return {key: value for key, value in row.items() if value}


AT_ROME = {"longitude": "12.500000", "latitude": "41.900000"}
PLACEMARKS = {
    "data, twice of one name": (
        '<name>A</name><ExtendedData><Data name="Operator"><displayName>x</displayName><value>'
        'Firm A</value></Data><Data name="Operator"><value>Firm B</value></Data></ExtendedData>'
        + POINT,
        {"name": "A", "Operator": "Firm A; Firm B", **AT_ROME},
    ),
    "data of a schema": (
        '<ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="CITY">Rome</SimpleData>'
        "</SchemaData></ExtendedData>" + POINT,
        {"CITY": "Rome", **AT_ROME},
    ),
    "data named like an element": (
        '<name>A</name><ExtendedData><Data name="name"><value>B</value></Data></ExtendedData>',
        {"name": "A", "name (2)": "B"},
    ),
    "data that repeat an element": (
        '<name>A</name><ExtendedData><Data name="name"><value>A</value></Data></ExtendedData>',
        {"name": "A"},
    ),
    "a description in HTML": (
        ("<description><![CDATA[<style>p{}</style><p>Seen &amp; told</p>by "
        "<a href='https://a.example/1'>A&nbsp;Paper</a> and www.b.example/2.<script>x()</script>"
        "]]></description>"),
        {"description": "Seen & told\nby A Paper and www.b.example/2.",
         "source": "A Paper https://a.example/1\nhttps://www.b.example/2"},
    ),
    "a plain description": (
        "<description>Rent &lt; 5, at 12:30</description>",
        {"description": "Rent < 5, at 12:30"},
    ),
    "a span of time": (
        "<TimeSpan><begin>2011</begin><end>2014-05</end></TimeSpan>",
        {"begin": "2011", "end": "2014-05"},
    ),
    "a line": (
        "<LineString><coordinates>0,0 10,0 20,0</coordinates></LineString>",
        {"longitude": "10.000000", "latitude": "0.000000"},
    ),
    "an area with a hole": (
        ("<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 4,0 4,4 0,4 0,0</coordinates>"
        "</LinearRing></outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>1,1 3,1 3,3 1,3 "
        "1,1</coordinates></LinearRing></innerBoundaryIs></Polygon>"),
        {"longitude": "0.500000", "latitude": "2.000000"},
    ),
    "an area and the point of its label": (
        ("<MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 40,0 40,60 0,0"
        f"</coordinates></LinearRing></outerBoundaryIs></Polygon>{POINT}</MultiGeometry>"),
        AT_ROME,
    ),
    "a track": (
        ("<gx:Track><when>2011-01-01</when><gx:coord>12.5 41.9 0</gx:coord>"
        "<gx:coord>12.5 41.9 0</gx:coord></gx:Track>"),
        AT_ROME,
    ),
    "spaces among the coordinates": (
        "<Point><coordinates>\n 12.5, 41.9, 0 \n</coordinates></Point>",
        AT_ROME,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("inside", "row"), PLACEMARKS.values(), ids=PLACEMARKS)
def test_a_placemark_is_a_row(inside, row):
    assert first(kml(inside)) == row


def test_folders_in_folders_are_one_column():
    inner = f"<Folder><name>Closed</name><Placemark><name>A</name>{POINT}</Placemark></Folder>"
    outer = f"<Folder><name>Halls</name>{inner}<Placemark><name>B</name></Placemark></Folder>"
    table = read_data((KML % f"<Document><name>Map</name>{outer}</Document>").encode(), "x.kml")
    assert list(table.cells["folder"]) == ["Halls / Closed", "Halls"]
    assert any("1 placemarks have no position" in each for each in table.remarks)


def test_attributes_in_a_table_of_a_description_become_columns():
    html = (
        "<![CDATA[<html><body><table><tr><td colspan='2'>Hall {n}</td></tr><tr><td>Operator</td>"
        "<td>Firm {n}</td></tr><tr><td>Web</td><td><a href='https://a.example/{n}'>more</a></td>"
        "</tr></table></body></html>]]>"
    )
    marks = (f"<description>{html.format(n=n)}</description>{POINT}" for n in (1, 2, 3))
    table = read_data(kml(*marks), "x.kml")
    assert list(table.cells["Operator"]) == ["Firm 1", "Firm 2", "Firm 3"]
    assert table.cells["source"].iloc[0] == "more https://a.example/1"


def test_named_lines_of_descriptions_become_columns_if_most_have_them():
    marks = [f"<description>Operator: Firm {n}&lt;br&gt;Note: {n}</description>" for n in (1, 2)]
    table = read_data(kml(*marks, "<description>Seen: once</description>"), "x.kml")
    assert list(table.cells["Operator"]) == ["Firm 1", "Firm 2", ""]
    assert "Seen" not in table.cells


@pytest.mark.parametrize(
    "wrapped",
    ["<kml>{}</kml>", '<k:kml xmlns:k="x">{}</k:kml>', '<!-- a map --> <kml xmlns="y">{}</kml>'],
)
def test_namespaces_do_not_matter(wrapped):
    mark = f"<Placemark><name>A</name>{POINT}</Placemark>"
    if "k:" in wrapped:
        mark = mark.replace("</", "\0").replace("<", "<k:").replace("\0", "</k:")
    assert first(wrapped.format(mark).encode())["name"] == "A"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251"])
def test_placemarks_are_read_in_the_encoding_that_they_state(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?><kml><Placemark><name>Казань</name></Placemark></kml>'  # noqa: E501
    assert first(text.encode(encoding))["name"] == "Казань"


def test_a_packed_map_is_read_like_one_that_is_not():
    packed = zipped({"files/a.png": b"", "doc.kml": kml(f"<name>A</name>{POINT}")})
    assert first(packed, "x.kmz") == {"name": "A", **AT_ROME}


GPX = (
    '<?xml version="1.0"?><gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">'
    '<wpt lat="41.9" lon="12.5"><time>2016-05-01T10:00:00Z</time><name>Hall One</name>'
    '<desc>Seen</desc><link href="https://a.example/1"><text>A</text></link></wpt>'
    '<trk><name>Way</name><trkseg><trkpt lat="1" lon="2"/><trkpt lat="1" lon="4"/>'
    "</trkseg></trk></gpx>"
)  # fmt: skip


def test_waypoints_are_rows_and_the_tracks_are_reported():
    table = read_data(GPX.encode(), "x.gpx")
    assert table.cells.iloc[0].to_dict() == {
        "time": "2016-05-01", "name": "Hall One", "desc": "Seen", "link1_href": "https://a.example/1",
        "link1_text": "A", **AT_ROME,
    }  # fmt: skip
    assert "Layer “waypoints” was read, not “tracks”." in table.remarks
    assert read_data(GPX.encode(), "x.gpx", sheet="tracks").cells["name"].iloc[0] == "Way"


def frame(crs="EPSG:4326", shapes=None, **columns):
    table = gpd.GeoDataFrame(
        columns or {"City": ["Malmö", "Rome"], "n": [1, 2]},
        geometry=shapes or [Point(13.0, 55.6), Point(12.5, 41.9)], crs="EPSG:4326",
    )  # fmt: skip
    return table.to_crs(crs) if crs else table.set_crs(None, allow_override=True)


def shapefile(folder, table, *, without=(), layer="sites", encoding="utf-8") -> dict[str, bytes]:
    with warnings.catch_warnings(action="ignore"):  # of a table without a coordinate system
        pyogrio.write_dataframe(table, folder / f"{layer}.shp", encoding=encoding)
    return {
        f"data/{each.name}": each.read_bytes()
        for each in sorted(folder.glob(f"{layer}.*"))
        if each.suffix not in without
    }


def rounded(table) -> list[tuple[float, float]]:
    pairs = zip(table.cells["longitude"], table.cells["latitude"], strict=True)
    return [(round(float(lon), 4), round(float(lat), 4)) for lon, lat in pairs]


PLACES = [(13.0, 55.6), (12.5, 41.9)]


def test_a_shapefile_in_metres_is_read_in_degrees(tmp_path):
    table = read_data(zipped(shapefile(tmp_path, frame("EPSG:3857"))), "x.zip")
    assert list(table.cells["City"]) == ["Malmö", "Rome"]
    assert list(table.cells["n"]) == ["1", "2"]
    assert rounded(table) == PLACES


def test_a_shapefile_that_states_no_system_is_read_as_degrees_if_it_can_be(tmp_path):
    table = read_data(zipped(shapefile(tmp_path, frame(None))), "x.zip")
    assert rounded(table) == PLACES
    assert any("is not stated: positions were read as degrees" in each for each in table.remarks)


def test_metres_of_an_unknown_system_are_kept_and_reported(tmp_path):
    files = shapefile(tmp_path, frame("EPSG:3857"), without=(".prj",))
    table = read_data(zipped(files), "x.zip")
    assert list(table.cells) == ["City", "n", "x", "y"]
    assert any("--crs" in each for each in table.remarks)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_the_encoding_of_a_shapefile_that_does_not_state_it_is_found_out(tmp_path, encoding):
    cities = ["Москва", "Казань"]
    files = shapefile(tmp_path, frame(City=cities), without=(".cpg",), encoding=encoding)
    table = read_data(zipped(files), "x.zip")
    assert list(table.cells["City"]) == cities
    assert any("encoding cp1251" in each for each in table.remarks) == (encoding == "cp1251")
    assert list(read_data(zipped(files), "x", encoding=encoding).cells["City"]) == cities


def test_of_several_shapefiles_the_one_that_says_most_is_read(tmp_path):
    roads = frame(shapes=[LineString([(0, 0), (2, 0)])] * 2, speed=[1, 2])
    files = shapefile(tmp_path, roads, layer="a_roads") | shapefile(tmp_path, frame())
    table = read_data(zipped(files | {"__MACOSX/._sites.shp": b""}), "x.zip")
    assert table.sheet == "sites"
    assert "Layer “sites” was read, not “a_roads”." in table.remarks
    assert "speed" in read_data(zipped(files), "x.zip", sheet="a_roads").cells
    with pytest.raises(UnknownSheetError, match="'sites'"):
        read_data(zipped(files), "x.zip", sheet="b")


def geopackage(path, **layers) -> bytes:
    for layer, table in layers.items():
        pyogrio.write_dataframe(table, path, layer=layer, driver="GPKG", append=path.exists())
    return path.read_bytes()


def test_a_geopackage_is_read_in_degrees_with_a_point_for_each_area(tmp_path):
    areas = [Polygon([(0, 0), (4, 0), (4, 4), (0, 4)]), None]
    table = read_data(
        geopackage(tmp_path / "x.gpkg", empty=frame().head(0), halls=frame("EPSG:3857", areas)),
        "x.gpkg",
    )
    assert table.cells["City"].tolist() == ["Malmö", "Rome"]
    assert float(table.cells["longitude"].iloc[0]) == pytest.approx(2)
    assert table.cells["longitude"].iloc[1] == ""
    assert any("1 shapes that are not points" in each for each in table.remarks)


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857"])
def test_geoparquet_is_read_in_degrees(crs):
    out = io.BytesIO()
    frame(crs).to_parquet(out)
    table = read_data(out.getvalue(), "x.parquet")
    assert rounded(table) == PLACES


def test_plain_parquet_is_read_with_lists_and_dates_as_texts():
    out = io.BytesIO()
    pd.DataFrame(
        {"City": ["Rome", None], "by": [["a", "b"], []], "on": pd.to_datetime(["2015-06-02", None])}
    ).to_parquet(out)
    assert read_data(out.getvalue(), "x").cells.to_numpy().tolist() == [
        ["Rome", "a; b", "2015-06-02"]
    ]


def opendocument(rows: str) -> bytes:
    names = "office:1.0", "table:1.0", "text:1.0", "xlink"
    spaces = " ".join(
        f'xmlns:{each.partition(":")[0]}="urn:oasis:names:tc:opendocument:xmlns:{each}"'
        for each in names
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Sites">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    return zipped({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def cells(*texts: str) -> str:
    inside = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row>{inside}</table:table-row>"


def test_an_opendocument_spreadsheet_is_read():
    number = '<table:table-cell office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>'  # noqa: E501
    day = '<table:table-cell office:value-type="date" office:date-value="2015-06-02"><text:p>2.6.15</text:p></table:table-cell>'  # noqa: E501
    row = cells("Malmö").replace("</table:table-row>", f"{number}{day}</table:table-row>")
    table = read_data(opendocument(cells("City", "Rooms", "Opened") + row), "x.ods")
    assert table.cells.to_numpy().tolist() == [["Malmö", "3", "2015-06-02"]]
    assert table.sheet == "Sites"


def test_spaces_and_lines_between_cells_of_an_opendocument_are_not_content():
    rows = (cells("City", "Opened") + cells("Malmö", "a b")).replace("><", ">\n  <")
    table = read_data(opendocument(f"\n{rows}\n"), "x.ods")
    assert table.cells.to_numpy().tolist() == [["Malmö", "a b"]]


def test_a_spreadsheet_that_gdal_wrote_is_read(tmp_path):
    path = tmp_path / "sites.ods"
    rows = pd.DataFrame({"City": ["Malmö", "Łódź"], "Rooms": [3, 4], "Lat": [55.6, 51.77]})
    pyogrio.write_dataframe(rows, path, driver="ODS")
    assert read_data(path.read_bytes(), "sites.ods").cells.to_numpy().tolist() == [
        ["Malmö", "3", "55.6"],
        ["Łódź", "4", "51.77"],
    ]


def test_an_old_workbook_is_read_and_its_other_sheets_are_reported():
    table = read_data(SPREADSHEET.read_bytes(), "sites.xls")
    assert table.cells.to_numpy().tolist() == [
        ["Malmö", "Sweden", "2015-06-02", "3", "Firm A"],
        ["Łódź", "Poland", "2016-01-09", "2.5", ""],
    ]
    assert list(table.cells.index) == [3, 4]
    assert "Sheet “Sites” was read, not “About”." in table.remarks
    assert "Hidden sheets were not read: “Old”." in table.remarks


def test_of_an_archive_of_tables_the_one_that_says_most_is_read():
    files = {"notes.csv": "a,b\n1,2\n", "d/sites.csv": "City,Country\nRome,Italy\n", "r.txt": "x"}
    table = read_data(zipped(files), "x.zip")
    assert table.sheet == "d/sites.csv"
    assert read_data(zipped(files), "x.zip", sheet="notes.csv").cells["a"].iloc[0] == "1"


ENTITIES = '<!DOCTYPE kml [<!ENTITY a "{}">]>'
REFUSED = {
    "a map with entities": (
        (ENTITIES.format("ha" * 9) + "<kml><Placemark><name>&a;</name></Placemark></kml>").encode(),
        BrokenFileError,
    ),
    "a map that asks for a file": (
        b'<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/hostname">]><kml><name>&a;</name></kml>',
        BrokenFileError,
    ),
    "tracks with entities": ((ENTITIES.format("x") + GPX[21:]).encode(), BrokenFileError),
    "half a map": (kml(POINT)[:-40], BrokenFileError),
    "a map in an unknown encoding": (
        b'<?xml version="1.0" encoding="none"?><kml><Placemark/></kml>', BrokenFileError,
    ),
    "a map without marks": (kml(), NoRowsError),
    "a link to a map": (
        (KML % "<NetworkLink><Link><href>https://a.example/x</href></Link></NetworkLink>").encode(),
        NotATableError,
    ),
    "another kind of XML": (b"<?xml version='1.0'?><rss/>", NotATableError),
    "folders without end": (
        (KML % ("<Folder>" * 60 + "</Folder>" * 60)).encode(), TooManyRowsError,
    ),
    "a path that leads out": (zipped({"../sites.shp": b"x", "../sites.dbf": b"x"}), NotATableError),
    "a shapefile without its table": (zipped({"sites.shp": b"x"}), BrokenFileError),
    "an invalid shapefile": (zipped({"sites.shp": b"x", "sites.dbf": b"y"}), BrokenFileError),
    "a database of something else": (b"SQLite format 3\0" + b"\0" * 4096, BrokenFileError),
    "half a Parquet file": (b"PAR1" + b"x" * 99, BrokenFileError),
    "a text document": (zipped({"mimetype": "x", "content.xml": "<x/>"}), ImportFileError),
    "a map that unpacks to very much": (
        zipped({"doc.kml": b" " * (30 * 1024**2)}), TooLargeError,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "error"), REFUSED.values(), ids=REFUSED)
def test_what_is_unsafe_or_not_whole_is_refused_in_one_sentence(data, error):
    with pytest.raises(error) as refused:
        read_data(data, "sites")
    assert str(refused.value).startswith("sites ")
    assert "\n" not in str(refused.value)


def test_more_than_the_limits_allow_is_refused(tmp_path):
    out = io.BytesIO()
    frame().to_parquet(out)
    for data in (
        kml(POINT, POINT),
        out.getvalue(),
        geopackage(tmp_path / "x.gpkg", a=frame()),
        zipped(shapefile(tmp_path, frame())),
    ):
        with pytest.raises(TooManyRowsError, match="more than 1 rows"):
            read_data(data, "x", limits=Limits(rows=1))


@pytest.mark.parametrize("name", ["x.parquet", "x.gpkg", "x.xls", "x.kml"])
def test_what_others_send_is_read_in_a_process_of_its_own(tmp_path, name):
    out = io.BytesIO()
    frame().to_parquet(out)
    data = {
        "x.parquet": out.getvalue(),
        "x.gpkg": geopackage(tmp_path / "x.gpkg", a=frame()),
        "x.xls": SPREADSHEET.read_bytes(),
        "x.kml": kml(POINT, POINT),
    }[name]
    assert len(read_apart(data, name).cells) == 2

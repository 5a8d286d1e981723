"""Zips that depend on nothing but what they hold."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import UTC, datetime

import pytest

from geodata.archives import EARLIEST, read_archive, rewrite_archive, write_archive
from geodata.zipped import pack_collection
from layers.selection import Selection, select
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.docx import to_docx
from mapapp.exports.table_formats.xlsx import to_xlsx

FILES = {"b.csv": b"id\n", "a/c.csv": b"", "a/ü.txt": "ü".encode() * 1000}
LATER = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC).timestamp()


def entries(data):
    """What a zip says of each of its files besides how it is packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [
            (each.filename, each.date_time, each.create_system, each.external_attr, each.extra)
            for each in archive.infolist()
        ]


def test_the_files_come_back_in_their_order():
    assert list(read_archive(write_archive(FILES)).items()) == list(FILES.items())


def test_a_zip_is_rewritten_as_if_it_had_been_written_here():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in FILES.items():
            archive.writestr(name, content)

    again = rewrite_archive(made.getvalue(), {"b.csv": bytes.upper})

    written = write_archive({**FILES, "b.csv": b"ID\n"})
    assert [*read_archive(again).items()] == [*read_archive(written).items()]
    assert entries(again) == entries(written)
    assert zipfile.ZipFile(io.BytesIO(again)).testzip() is None


@pytest.mark.parametrize("system", ["win32", "linux"])
def test_neither_clock_nor_system_leaves_a_trace(monkeypatch, system):
    before = write_archive(FILES)
    monkeypatch.setattr(time, "time", lambda: LATER)
    monkeypatch.setattr("sys.platform", system)
    assert write_archive(FILES) == before


@pytest.mark.parametrize(
    "write",
    [
        lambda _: pack_collection({"a.csv": b"id\n"}, "mine"),
        lambda collection: to_xlsx(select(collection, Selection())),
        lambda collection: to_docx(build_brief(collection, ["IT"])),
    ],
    ids=["collection", "workbook", "document"],
)
def test_every_zip_that_is_written_is_one_of_them(make_collection, write):
    data = write(make_collection(stations=[{}]))
    assert entries(data) == entries(write_archive(read_archive(data)))
    assert {date for _, date, *_ in entries(data)} == {EARLIEST}

"""A collection as one zip, and back without harm."""

from __future__ import annotations

import io
import zipfile

import pytest

from geodata.collection import read_collection
from geodata.zipped import BadArchiveError, pack_collection, unpack_collection


def archive(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries:
            file.writestr(name, data)
    return path


def test_a_packed_collection_comes_back_as_it_was(draft, tmp_path):
    built = draft({"City": "Milan", "Country": "IT"}).built
    path = tmp_path / "c.zip"
    path.write_bytes(pack_collection(built.files, "institutes"))
    (tmp_path / "out").mkdir()
    folder = unpack_collection(path, tmp_path / "out")
    assert len(read_collection(folder).of_role("site")) == 1
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == built.files


def test_the_same_collection_gives_the_same_bytes():
    files = {"b.csv": b"1", "a.csv": b"2"}
    assert pack_collection(files, "x") == pack_collection(dict(reversed(files.items())), "x")


@pytest.mark.parametrize(
    "names",
    [
        ["../datapackage.json"],
        ["/datapackage.json"],
        ["a/../../datapackage.json"],
        ["a/b/datapackage.json"],
        ["datapackage.json", "a/x.csv"],
        ["a/datapackage.json", "b/x.csv"],
        ["a\\..\\datapackage.json"],
        ["C:/datapackage.json"],
        ["readme.txt"],
        [f"{n}.csv" for n in range(300)],
    ],
    ids=lambda names: names[0],
)
def test_an_archive_that_is_not_a_collection_or_leads_elsewhere_is_refused(tmp_path, names):
    path = archive(tmp_path / "c.zip", [(name, "{}") for name in names])
    target = tmp_path / "out"
    target.mkdir()
    with pytest.raises(BadArchiveError, match=r"c\.zip"):
        unpack_collection(path, target)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["c.zip", "out"]


def test_a_bomb_is_refused(tmp_path):
    path = archive(tmp_path / "c.zip", [("datapackage.json", b" " * (301 * 1024**2))])
    with pytest.raises(BadArchiveError, match="more than"):
        unpack_collection(path, tmp_path / "out")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"nonsense"])
def test_what_is_not_a_zip_is_refused(tmp_path, data):
    path = tmp_path / "c.zip"
    path.write_bytes(data)
    with pytest.raises(BadArchiveError):
        unpack_collection(path, tmp_path)


def test_a_damaged_zip_is_refused(tmp_path):
    whole = io.BytesIO()
    archive(whole, [("datapackage.json", b"x" * 5000)])
    data = bytearray(whole.getvalue())
    data[60] ^= 0xFF
    path = tmp_path / "c.zip"
    path.write_bytes(bytes(data))
    (tmp_path / "out").mkdir()
    with pytest.raises(BadArchiveError):
        unpack_collection(path, tmp_path / "out")


def test_a_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("a/datapackage.json")
    link.external_attr = 0o120777 << 16
    path = archive(tmp_path / "c.zip", [(link, "/etc/hostname")])
    with pytest.raises(BadArchiveError, match="links in it"):
        unpack_collection(path, tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["c.zip"]


def test_an_archive_with_a_password_is_refused(tmp_path):
    path = archive(tmp_path / "c.zip", [("a/datapackage.json", "{}")])
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(BadArchiveError, match="password"):
        unpack_collection(path, tmp_path)


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_declares(tmp_path):
    path = archive(tmp_path / "c.zip", [("a/datapackage.json", b" " * 5_000_000)])
    size = (5_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (40).to_bytes(4, "little")))
    (tmp_path / "out").mkdir()
    with pytest.raises(BadArchiveError, match="cannot be unpacked"):
        unpack_collection(path, tmp_path / "out")
    assert sum(each.stat().st_size for each in (tmp_path / "out").iterdir()) <= 40

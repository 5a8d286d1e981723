from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from layers.stores import large_collections
from mapapp.cli import app
from tests.loopback import free_port

ROOT = Path(__file__).parents[3]
SECRET = "geheim"  # noqa: S105 - of nothing


def run(*words):
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.stdout, " ".join(done.stderr.split())


@pytest.fixture
def url(make_database):
    return make_database()


def test_what_a_push_does_is_said(url, write_collection):
    place = "postgresql://postgres@" + url.partition("@")[2]
    folder = write_collection(stations=[{"id": "a"}, {"id": "b"}])
    assert run("push", folder, url) == (
        0, "", f"Version 1 is in {place}: 2 records added, 0 changed, 0 removed.",
    )  # fmt: skip
    assert run("push", folder, url) == (0, "", f"{place} holds this already, as version 1.")
    write_collection(stations=[{"id": "a", "country": "FR"}])
    assert run("push", folder, url, "--onto", "1")[2] == (
        f"Version 2 is in {place}: 0 records added, 1 changed, 1 removed."
    )
    code, _, said = run("push", write_collection(stations=[{}]), url, "--onto", "1")
    assert (code, "latest version is 2, pushed by postgres" in said) == (1, True)


def test_what_hinders_a_push_is_one_sentence_without_the_password(
    url, write_collection, monkeypatch
):
    folder = write_collection(stations=[{"country": "QQ"}])
    gone = f"postgresql://anna:{SECRET}@127.0.0.1:{free_port()}/maps"
    for words, expected in {
        (folder, url): "1 fault",
        (folder / "nowhere", url): "There is no collection in",
        (ROOT / "seeds", gone): "Connection refused",
        (ROOT / "seeds", f"postgresql://anna:{SECRET}@x@y/maps"): "is not written as it should be",
        (ROOT / "seeds", f"http://{SECRET}"): "is not written as it should be",
    }.items():
        code, output, said = run("push", *words)
        assert (code, output) == (1, "")
        assert expected in said
        assert SECRET not in said
    monkeypatch.setattr(large_collections, "DATABASE_PACKAGES", ("no_such_package",))
    assert "mapapp[postgis]" in run("push", ROOT / "seeds", gone)[2]


def test_documents_are_made_of_a_database_as_of_its_folder(url, tmp_path):
    folder = tmp_path / "record"
    shutil.copytree(ROOT / "seeds", folder)
    assert run("push", folder, url)[0] == 0
    for words in (
        ("export", "table", "--country", "Italy", "-o", "-"),
        ("brief", "Italy", "-o", "-"),
    ):
        of_folder, of_database = (run(*words, "--collection", each) for each in (folder, url))
        assert of_folder[0] == of_database[0] == 0
        assert of_folder[1] == of_database[1]
        assert "Rome" in of_folder[1]


def test_a_command_that_needs_files_says_so_where_a_database_is_set(url, monkeypatch):
    monkeypatch.setenv("MAPAPP_COLLECTION", url)
    for command in ("check", "locate"):
        code, _, said = run(command)
        assert (code, "needs the files of a collection" in said) == (1, True)


def test_a_server_does_not_start_on_a_database_without_a_collection(url):
    code, _, said = run("serve", "--collection", url, "--port", str(free_port()))
    assert (code, "holds no collection" in said) == (1, True)

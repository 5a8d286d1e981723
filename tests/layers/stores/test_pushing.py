from __future__ import annotations

import json
import os
import pickle
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from pandas.testing import assert_frame_equal
from psycopg.conninfo import conninfo_to_dict

from geodata.collection import read_collection
from geodata.errors import BadCollectionError
from layers.selection import Selection, select
from layers.stores import pushing
from layers.stores.database import readers_of
from layers.stores.database_errors import (
    DatabaseRefusedError,
    DatabaseUnavailableError,
    NothingPushedError,
)
from layers.stores.postgis_store import open_pushed, read_version
from layers.stores.pushing import ChangedMeanwhileError, OtherVersionError, push_collection
from layers.stores.sources import DatabaseAddress

ROOT = Path(__file__).parents[3]
ROME = {"country": "IT", "city": "Rome", "precision": "city"}
PLACES = [
    {"country": "IT", "name": "Rome", "lon": "12.5", "lat": "41.9", "place_id": "", "key": ""}
]


@pytest.fixture
def database(make_database):
    return DatabaseAddress(make_database())


def ask(address, query):
    with psycopg.connect(address.url) as connection:
        return connection.execute(query).fetchall()


def numbers(address):
    return [each for (each,) in ask(address, "SELECT number FROM mapapp.versions ORDER BY 1")]


def same_records(first, second):
    for layer in first.about.layers:
        assert_frame_equal(first.tables[layer], second.tables[layer])


def test_a_push_is_read_back_as_it_was_and_keeps_who_and_when(database, write_collection):
    folder = write_collection(stations=[{"note": 'it\'s "100 %"\n\\N; –'}, {"country": "FR"}])
    pushed = push_collection(folder, database)
    assert pushed == (1, True, 2, 0, 0)
    same_records(read_collection(folder), open_pushed(database))
    versions = ask(
        database, "SELECT pushed_by, pushed_at <= now(), fingerprint FROM mapapp.versions"
    )
    assert versions == [("postgres", True, read_collection(folder).fingerprint)]


def test_each_version_keeps_its_records_and_says_how_many_differ(database, write_collection):
    first = write_collection(stations=[{"id": "a"}, {"id": "b"}, {"id": "c"}])
    push_collection(first, database)
    before, opened = read_collection(first), open_pushed(database)
    second = write_collection(
        stations=[{"id": "d"}, {"id": "a"}, {"id": "b", "country": "FR"}],
        sources=[{}, {"title": "Another"}],
    )
    assert push_collection(second, database) == (2, True, 1, 1, 1)
    same_records(read_collection(second), open_pushed(database))
    same_records(before, opened)
    assert len(open_pushed(database).sources) == 2
    assert len(opened.sources) == 1
    history = ask(database, "SELECT id, since, until FROM mapapp.records ORDER BY id, since")
    assert history == [
        ("a", 1, None), ("b", 1, 2), ("b", 2, None), ("c", 1, 2), ("d", 2, None),
    ]  # fmt: skip


def test_what_is_the_latest_version_already_is_not_pushed_again(database, write_collection):
    folder = write_collection(stations=[{}])
    push_collection(folder, database)
    assert push_collection(folder, database) == (1, False, 0, 0, 0)
    assert numbers(database) == [1]


def test_two_versions_are_answered_for_and_the_history_stays(database, write_collection):
    opened = []
    for country in ("IT", "FR", "ES"):
        push_collection(write_collection(stations=[{"country": country}]), database)
        opened.append(open_pushed(database))
    assert [*opened[1].tables["stations"]["country"]] == ["FR"]
    with pytest.raises(NothingPushedError, match="mapapp push"):
        select(opened[0], Selection()).is_empty  # noqa: B018 - asks
    with pytest.raises(NothingPushedError, match="not this version"):
        open_pushed(database, opened[0].version)
    assert ask(database, "SELECT count(*) FROM mapapp.records") == [(3,)]


def test_a_collection_with_faults_is_not_pushed(database, write_collection):
    with pytest.raises(BadCollectionError, match="QQ"):
        push_collection(write_collection(stations=[{"country": "QQ"}]), database)
    with pytest.raises(NothingPushedError, match="mapapp push"):
        read_version(database)


def test_a_collection_that_is_edited_meanwhile_is_not_pushed(
    database, write_collection, monkeypatch
):
    folder = write_collection(stations=[{}])
    write = pushing.write_files

    def editing(*args):
        write_collection(stations=[{"country": "FR"}])
        return write(*args)

    monkeypatch.setattr(pushing, "write_files", editing)
    with pytest.raises(ChangedMeanwhileError, match="push again"):
        push_collection(folder, database)


def test_a_push_that_fails_on_the_way_leaves_the_version_before(
    database, write_collection, monkeypatch
):
    push_collection(write_collection(stations=[{}]), database)
    before = ask(database, "SELECT id, since, until FROM mapapp.records")

    def cut_off(self, *_):
        ask(database, f"SELECT pg_terminate_backend({self._connection.info.backend_pid})")

    monkeypatch.setattr(pushing._Push, "_drop_until", cut_off)
    with pytest.raises(DatabaseUnavailableError, match="does not answer"):
        push_collection(write_collection(stations=[{"country": "FR"}]), database)
    assert numbers(database) == [1]
    assert ask(database, "SELECT id, since, until FROM mapapp.records") == before
    assert [*open_pushed(database).tables["stations"]["country"]] == ["IT"]


def test_pushes_at_once_wait_for_each_other(database, write_collection, tmp_path):
    push_collection(write_collection(stations=[{}]), database)
    folders = [
        write_collection(tmp_path / country, stations=[{"country": country}] * size)
        for country, size in {"FR": 3, "ES": 5}.items()
    ]
    waiting = threading.Semaphore(0)
    with psycopg.connect(database.url) as other, ThreadPoolExecutor() as pool:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [pushing.LOCK])
        pushes = [
            pool.submit(push_collection, folder, database, on_wait=waiting.release)
            for folder in folders
        ]
        assert all(waiting.acquire(timeout=60) for _ in pushes)
        assert numbers(database) == [1]
        other.commit()
        assert sorted(push.result().number for push in pushes) == [2, 3]
    latest = [*open_pushed(database).tables["stations"]["country"]]
    assert latest in (["FR"] * 3, ["ES"] * 5)


def test_a_role_that_another_database_makes_meanwhile_is_taken(database, make_database):
    name, other = "made_at_once", DatabaseAddress(make_database())
    with psycopg.connect(database.url) as first, ThreadPoolExecutor() as pool:
        pushing.make_role(first, name)
        with psycopg.connect(other.url) as second:
            making = pool.submit(pushing.make_role, second, name)
            with pytest.raises(TimeoutError):
                making.result(timeout=0.5)
            first.commit()
            making.result(timeout=60)
            second.execute(f"DROP ROLE {name}")


def test_a_push_onto_another_version_than_the_latest_is_refused(database, write_collection):
    push_collection(write_collection(stations=[{}]), database, onto=0)
    folder = write_collection(stations=[{"country": "FR"}])
    with pytest.raises(OtherVersionError, match="latest version is 1, pushed by postgres, and not"):
        push_collection(folder, database, onto=0)
    assert push_collection(folder, database, onto=1).number == 2


def test_names_and_texts_of_strangers_are_data(database, write_collection):
    name = "x'; DROP SCHEMA mapapp CASCADE; --\" %s $1 " + "é" * 80
    folder = write_collection(stations=[{"note": name}])
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        if resource["name"] == "stations":
            resource["schema"]["fields"].append({"name": name, "type": "string"})
            resource["path"] = "it's \"%s.csv"
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    table = (folder / "stations.csv").read_text(encoding="utf-8").splitlines()
    quoted = '"' + name.replace('"', '""') + '"'
    lines = [f"{table[0]},{quoted}", f"{table[1]},{quoted}"]
    (folder / "it's \"%s.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    push_collection(folder, database)
    opened = open_pushed(database)
    assert [*opened.tables["stations"][name]] == [name]
    assert select(opened, Selection(search="drop schema")).size("stations") == 1
    for text in (name, "\0", "\ud800"):
        asked = Selection(country=frozenset({text}), search=text)
        assert select(opened, asked).is_empty


def test_points_are_where_other_programs_find_them(database):
    folder = pushing.Path("seeds")
    push_collection(folder, database)
    inside = ask(
        database,
        "SELECT DISTINCT cells->>'country' FROM mapapp.records WHERE until IS NULL "
        "AND layer = 'stations' AND ST_Intersects(points, ST_MakeEnvelope(6, 36, 19, 47.2, 4326))",
    )
    assert ("IT",) in inside
    assert ("BR",) not in inside
    of_country = ask(
        database,
        "SELECT count(*) FROM mapapp.records WHERE layer = 'stations' AND points IS NOT NULL",
    )
    located = read_collection(folder).tables["stations"]["towns"].map(bool).sum()
    assert of_country == [(located,)]


@pytest.fixture
def as_user(postgis, database):
    """The database as a user of their own sees it."""
    made = []

    def make(*roles):
        name = f"user_{len(made)}_{database.url.rpartition('_')[2]}"
        with psycopg.connect(database.url) as connection:
            connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'secret'")
            for role in roles:
                connection.execute(f"GRANT {role} TO {name}")
        made.append(name)
        return DatabaseAddress(postgis.address(database.url.rpartition("/")[2], name, "secret"))

    yield make
    with psycopg.connect(database.url) as connection:
        for name in made:
            connection.execute(f"DROP OWNED BY {name}; DROP ROLE {name}")


def test_who_may_read_and_who_may_push(database, as_user, write_collection):
    push_collection(write_collection(stations=[{}]), database)
    other = write_collection(stations=[{"country": "FR"}])
    reader, editor, nobody = (as_user(*roles) for roles in (
        ["mapapp_reader"], ["mapapp_editor"], []))  # fmt: skip
    assert push_collection(other, editor).number == 2
    assert ask(database, "SELECT pushed_by LIKE 'user_%' FROM mapapp.versions") == [
        (False,),
        (True,),
    ]
    assert [*open_pushed(reader).tables["stations"]["country"]] == ["FR"]
    with pytest.raises(DatabaseRefusedError, match="mapapp_editor"):
        push_collection(other, reader)
    with pytest.raises(DatabaseRefusedError, match="mapapp_reader") as caught:
        open_pushed(nobody)
    assert "secret" not in str(caught.value)
    for address in (reader, editor):  # the app never writes, whoever it connects as
        with pytest.raises(psycopg.Error, match="read-only"):
            readers_of(address).ask("DELETE FROM mapapp.versions")


def test_the_first_push_of_one_who_may_not_prepare_is_refused_in_a_sentence(
    as_user, write_collection
):
    with pytest.raises(DatabaseRefusedError, match="let an administrator") as caught:
        push_collection(write_collection(stations=[{}]), as_user())
    assert "secret" not in str(caught.value)


def test_another_process_asks_the_same_version(database, write_collection):
    push_collection(write_collection(stations=[{}]), database)
    opened = open_pushed(database)
    push_collection(write_collection(stations=[{}, {}]), database)
    copied = pickle.loads(pickle.dumps(opened))  # noqa: S301 - our own
    same_records(opened, copied)
    assert len(copied.tables["stations"]) == 1


def test_the_user_of_the_containers_reads_and_does_not_write(database, write_collection):
    server = conninfo_to_dict(database.url)
    settings = {
        "PGHOST": server["host"], "PGPORT": server["port"], "PGPASSWORD": server["password"],
        "POSTGRES_USER": server["user"], "POSTGRES_DB": server["dbname"],
        "READER_PASSWORD": "it's a \"secret\"",
    }  # fmt: skip
    try:
        script = ROOT / "docs" / "database-user.sh"
        subprocess.run([script], env=os.environ | settings, check=True)  # noqa: S603 - our own
        folder = write_collection(stations=[{}])
        push_collection(folder, database)
        user = f"map_app:{quote(settings['READER_PASSWORD'])}"
        place = "{host}:{port}/{dbname}".format(**server)
        reader = DatabaseAddress(f"postgresql://{user}@{place}")
        same_records(read_collection(folder), open_pushed(reader))
        with pytest.raises(DatabaseRefusedError):
            push_collection(write_collection(stations=[{"country": "FR"}]), reader)
    finally:
        with psycopg.connect(database.url) as connection:
            connection.execute("DROP ROLE IF EXISTS map_app")

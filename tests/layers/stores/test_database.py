from __future__ import annotations

import threading
import time

import psycopg
import pytest

from geodata.errors import GeodataError
from layers.stores import database, large_collections
from layers.stores.database import Readers, connect
from layers.stores.database_errors import (
    DatabaseRefusedError,
    DatabaseUnavailableError,
    ExtraMissingError,
)
from layers.stores.opening import open_source, read_source_state
from layers.stores.pushing import push_collection
from layers.stores.sources import BadAddressError, DatabaseAddress, read_source
from mapapp.messages import explain
from scripts.start_postgis import running_server
from tests.loopback import free_port

SECRET = "geheim"  # noqa: S105 - of nothing


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://anna:geheim@h.example:5432/maps", "postgresql://anna@h.example:5432/maps"),
        ("postgres://anna@h/maps?password=geheim", "postgresql://anna@h/maps"),
        ("POSTGRESQL://:geheim@h/maps", "postgresql://h/maps"),
        ("postgresql://anna:%40geheim@[::1]:1,[::2]/maps", "postgresql://anna@[::1]:1,[::2]/maps"),
        ("postgresql://", "postgresql://"),
        ("postgresql:///maps?host=/run/geheim", "postgresql:///maps"),
    ],
)
def test_an_address_is_shown_without_its_password(url, shown):
    address = read_source(url)
    assert str(address) == shown
    assert SECRET not in repr(address)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://anna:gehe@im@h/maps",
        "postgresql://anna:geheim/@h/maps",
        "postgresql://anna:geheim?@h/maps",
        "postgresql://anna:geheim#@h/maps",
        "postgresql://anna:gehe:im@h/maps",
        "postgresql://anna:geheim",
        "postgresql://anna:geheim/maps",
    ],
)
def test_an_address_that_could_be_read_in_two_ways_is_refused_and_not_repeated(url):
    with pytest.raises(BadAddressError, match="%40") as caught:
        read_source(url)
    assert "geheim" not in explain(caught.value)
    assert "gehe" not in explain(caught.value)


def begin_to_write(address):
    with connect(address):
        raise AssertionError("it lets one in")


def test_a_database_that_does_not_let_one_in_is_reported_in_a_sentence(postgis, monkeypatch):
    monkeypatch.setattr(database, "WAIT_S", 0.3)
    port = postgis.port
    cases = {
        f"postgresql://postgres:{SECRET}@127.0.0.1:{port}/postgres": "password authentication",
        f"postgresql://nobody:{SECRET}@127.0.0.1:{port}/postgres": "password authentication",
        postgis.address("none"): 'database "none" does not exist',
        f"postgresql://postgres:{SECRET}@127.0.0.1:{free_port()}/postgres": "Connection refused",
        f"postgresql://postgres:{SECRET}@127.0.0.1:{port}/postgres?x={SECRET}": "its address",
        f"postgresql://postgres:{SECRET}@127.0.0.1:{port}/postgres?sslmode=require": "SSL",
    }
    for url, reason in cases.items():
        address = DatabaseAddress(url)
        for asking in (read_source_state, begin_to_write):
            with pytest.raises(DatabaseUnavailableError) as caught:
                asking(address)
            said = explain(caught.value)
            assert reason in said
            assert "\n" not in said
            assert SECRET not in said
            assert postgis.password not in said


def test_a_database_without_postgis_says_who_brings_it(postgis, write_collection):
    name = f"bare_{time.time_ns()}"
    url = postgis.make_database(name, template="template1")
    with psycopg.connect(url) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{SECRET}'")
    try:
        with pytest.raises(DatabaseRefusedError, match="CREATE EXTENSION postgis") as caught:
            push_collection(
                write_collection(stations=[{}]),
                DatabaseAddress(postgis.address(name, name, SECRET)),
            )
        assert SECRET not in str(caught.value)
    finally:
        with psycopg.connect(url) as connection:
            connection.execute(f"DROP ROLE {name}")


def test_without_the_extra_a_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr(large_collections, "DATABASE_PACKAGES", ("no_such_package",))
    for ask in (open_source, read_source_state):
        with pytest.raises(ExtraMissingError, match=r"pip install 'mapapp\[postgis\]'"):
            ask(DatabaseAddress("postgresql://h/maps"))


@pytest.fixture
def readers(make_database):
    found = Readers(DatabaseAddress(make_database()))
    yield found
    found.close()


def drop_connections(readers, *, when):
    """Cut off every connection of the readers, once their query is in a state."""
    with psycopg.connect(readers.address.url, autocommit=True) as other:
        for _ in range(200):
            found = other.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = %s",
                [when],
            ).fetchone()
            if found != (0,):
                return
            time.sleep(0.02)
    raise AssertionError("no connection was cut off")


def test_a_connection_that_is_lost_between_queries_is_replaced(readers):
    readers.ask("SELECT 1")
    drop_connections(readers, when="idle")
    assert readers.ask("SELECT $1::int", [2]).rows == [(2,)]


def test_a_query_whose_connection_is_lost_on_the_way_is_asked_again(readers):
    answers = []
    asking = threading.Thread(
        target=lambda: answers.append(readers.ask("SELECT 3, pg_sleep(0.4)::text").rows)
    )
    asking.start()
    drop_connections(readers, when="active")
    asking.join()
    assert answers == [[(3, "")]]


def test_a_query_that_takes_too_long_is_not_asked_again(make_database, monkeypatch):
    monkeypatch.setattr(database, "ANSWER_S", 1)
    readers = Readers(DatabaseAddress(make_database()))
    started = time.monotonic()
    with pytest.raises(DatabaseUnavailableError, match="statement timeout"):
        readers.ask("SELECT pg_sleep(10)")
    assert time.monotonic() - started < 2.5
    readers.close()


@pytest.mark.usefixtures("postgis")
def test_a_server_that_restarts_is_waited_for_and_one_that_is_gone_is_reported(monkeypatch):
    with running_server(free_port()) as server:
        readers = Readers(DatabaseAddress(server.address("postgres")))
        monkeypatch.setattr(database, "WAIT_S", 1.0)
        hasty = Readers(DatabaseAddress(server.address("postgres")))
        for each in (readers, hasty):
            assert each.ask("SELECT 1").rows == [(1,)]
        server.stop()
        with pytest.raises(GeodataError, match=r"does not answer .*Connection refused"):
            hasty.ask("SELECT 2")
        restarting = threading.Timer(0.5, server.start)
        restarting.start()
        assert readers.ask("SELECT 3").rows == [(3,)]
        restarting.join()
        for each in (readers, hasty):
            each.close()

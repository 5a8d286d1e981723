"""Work on a cluster of two workers: the same as without, whatever becomes of a third."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from geodata._index import load_index
from geodata.check import find_faults
from geodata.countries import by_name, country_code
from geodata.errors import UnknownCountryError
from geodata.geocoding import geocode_table
from geodata.workers import Cluster, Processes, do_each
from mapapp.cli import app
from mapapp.exports.brief.folder import write_all
from tests.dask_cluster import ROOT, running_scheduler, running_worker
from tests.loopback import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geodata.collection import Collection
    from tests.conftest import CollectionWriter

SEEDS = ROOT / "seeds"
COUNTRIES = ("AT", "DE", "ES", "FR", "HR", "HU", "IT", "PT", "RS")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with ExitStack() as running:
        address, _ = running.enter_context(running_scheduler())
        for _ in range(2):
            running.enter_context(running_worker(address))
        yield Cluster(address)


@pytest.fixture
def record(make_collection: Any) -> Collection:
    return make_collection(stations=[{"country": code} for code in COUNTRIES])


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_killed_worker_loses_nothing_and_none_needs_the_files(
    cluster: Cluster, record: Collection, tmp_path: Path
):
    from distributed import Client  # noqa: PLC0415 - of an extra

    alone, several = tmp_path / "alone", tmp_path / "several"
    list(write_all(record, alone))
    port = free_port()
    there = f"tcp://127.0.0.1:{port}"
    with (
        Client(cluster.address, set_as_default=False) as watching,
        running_worker(cluster.address, port=port) as third,
    ):
        watching.wait_for_workers(3, timeout=60)
        briefs = write_all(record, several, workers=cluster)
        first = next(briefs)
        third.send_signal(signal.SIGSTOP)
        assert watching.processing()[there], "the third worker has pieces of its own"
        shutil.rmtree(record.folder)
        third.kill()
        assert [code for code, _ in [first, *briefs]] == by_name(COUNTRIES)
    assert written(several) == written(alone)


SHEET = """name,town,land,region,opened,address
Office,Roma,Italy,,2019,
Office,Springfield,US,,2020,
Office,Richmond,Canada,British Columbia,2018,
Office,Cook County,US,,2018,
Office,Youngstown/Warren,US,,2018,
Office,Xyzzyville,HR,,2021,
Office,Parijs,,,2021,
Office,Prato,IT,Toscana,2022,"Via Roma 1, 59100 Prato, Italy"
Office,Atlantis,Nowhere,,2022,
Office,,Denmark,,2022,"Havnegade 9, 5000 Odense, Denmark"
Office,Roma,Italy,,2022,
Office,near Turin,IT,,2022,
"""


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, words)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["geocode", "sheet.csv", "-o", "out.csv", "--place", "town", "--country", "land"],
        ["geocode", "sheet.csv", "-o", "out.csv", "--place", "town", "--admin1", "region"],
        ["import", "sheet.csv", "-o", "imported"],
        ["locate", "collection"],
        ["check", "collection"],
    ],
    ids=" ".join,
)
def test_a_command_prints_and_writes_the_same_on_a_cluster(
    words: list[str],
    cluster: Cluster,
    write_collection: CollectionWriter,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("geodata.geocoding.PIECE", 2)
    towns = ["Rome", "Springfield", "Xyzzyville", "Prato", "Milan"]
    rows = [{"city": town, "country": "IT", "precision": "city"} for town in towns]
    printed, files = [], []
    for place, more in ("alone", []), ("several", ["--scheduler", cluster.address]):
        folder = tmp_path / place
        write_collection(folder / "collection", stations=rows)
        (folder / "sheet.csv").write_text(SHEET, encoding="utf-8")
        monkeypatch.chdir(folder)
        printed.append(run(*words, *more))
        files.append({
            path.relative_to(folder): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        })  # fmt: skip
    assert printed[0] == printed[1]
    assert files[0] == files[1]


@pytest.mark.parametrize(
    "words",
    [
        ["geocode", "sheet.csv", "-o", "out.csv", "--place", "town"],
        ["import", "sheet.csv", "-o", "imported"],
        ["locate", "collection"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            ["--scheduler", "tcp://127.0.0.1:8786", "--online", "nominatim"],
            "An online service is asked from one machine, at its pace: leave out --scheduler or",
        ),
        (["--scheduler", "127.0.0.1:8786"], "is not the address of a Dask scheduler: write tcp://"),
    ],
)
def test_what_no_cluster_can_do_is_refused_in_a_sentence(
    words: list[str],
    more: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.chdir(tmp_path)
    code, _, error = run(*words, *more)
    assert code == 1
    assert said in error
    assert error.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_worker_that_is_killed_while_names_are_looked_up_loses_nothing(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
):
    from distributed import Client  # noqa: PLC0415 - of an extra

    monkeypatch.setattr("geodata.geocoding.PIECE", 2)
    towns = [*load_index().name.slice(0, 60).to_pylist(), "Xyzzyville", "Springfield"]
    frame = pd.DataFrame({"town": towns, "land": [*COUNTRIES[:2]] * 31})
    port = free_port()
    there = f"tcp://127.0.0.1:{port}"
    done: list[int] = []

    def kill_third(count: int, _: int) -> None:
        if not done:
            third.send_signal(signal.SIGSTOP)
            at_work, held = watching.processing()[there], watching.has_what()[there]
            assert at_work or len(held) > 1, "the third worker has pieces besides what all share"
            third.kill()
        done.append(count)

    with (
        Client(cluster.address, set_as_default=False) as watching,
        running_worker(cluster.address, port=port) as third,
    ):
        watching.wait_for_workers(3, timeout=60)
        found = geocode_table(
            frame, place="town", country="land", workers=cluster, progress=kill_third
        )
    assert done == [*range(2, len(frame) + 1, 2)]
    pd.testing.assert_frame_equal(found, geocode_table(frame, place="town", country="land"))


HEAD = (SEEDS / "stations.csv").read_text(encoding="utf-8").partition("\n")[0] + "\n"
FAULTY = {
    "quotes, and ends of lines in cells": '1,"a ""b""\nc",QQ\n2,"x"\n',
    "ends of lines of three kinds": "1,a,QQ\r\n2,b\r3,c,IT\n\n4,d\n",
    "a mark within a cell": '1,5" pipe,QQ\n2,6" pipe,QQ\n',
    "a mark that is not closed": '1,a,QQ\n2,"b\n3,c\n',
    "a text behind a mark": '1,"a"b,QQ\n2,c\n',
    "another encoding": "1,\udce9,QQ\n2,b\n",
    "nothing at all": "",
}
"""What stands in a file of stations behind its header."""


@pytest.mark.parametrize("rows", FAULTY.values(), ids=FAULTY)
def test_the_faults_of_a_file_are_the_same_on_a_cluster(
    rows: str,
    cluster: Cluster,
    write_collection: CollectionWriter,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("geodata._row_pieces.BYTES_AT_ONCE", 8)
    folder = write_collection()
    path = folder / "stations.csv"
    for text in HEAD + rows, rows:
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        assert find_faults(folder, cluster) == find_faults(folder)


def test_faults_that_only_several_rows_show_are_the_same_on_a_cluster(
    cluster: Cluster, write_collection: CollectionWriter, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("geodata._row_pieces.BYTES_AT_ONCE", 8)
    folder = write_collection(
        places=[{"country": "IT", "name": "Milan", "lon": "9.19", "lat": "45.46"}] * 2,
        stations=[
            *({"established": f"{day}.03.2019"} for day in (1, 2, 3)),
            {"id": "st1"},
            {"id": "a b", "sources": "s1;s9"},
            {"id": "a b", "edition": "frist"},
            {"city": "Milan", "precision": "city"},
            {"city": "Rome", "precision": "country", "status": "shut\u200b"},
        ],
    )
    found = find_faults(folder, cluster)
    assert found == find_faults(folder)
    assert {(fault.row, fault.column) for fault in found if fault.file == "stations.csv"} == {
        (None, "established"), (5, "id"), (6, "id"), (6, "sources"), (7, "id"), (7, "edition"),
        (8, "city"), (9, "city"), (9, "precision"), (9, "status"),
    }  # fmt: skip


def test_an_error_of_a_piece_is_raised_as_it_is(cluster: Cluster):
    pieces = ["Italy", "Atlantis", "France"]
    for workers in (cluster, Processes(1), Processes(2)):
        done = do_each(country_code, pieces, workers)
        assert next(done) == "IT"
        with pytest.raises(UnknownCountryError, match="'Atlantis' is not the name or code of one"):
            next(done)


def test_what_runs_another_program_is_not_asked(cluster: Cluster, monkeypatch: pytest.MonkeyPatch):
    from geodata import cluster as asking  # noqa: PLC0415 - of an extra

    monkeypatch.setattr(asking, "describe_program", lambda: "another version")
    with pytest.raises(asking.OtherProgramError, match="does not run the same program: install"):
        list(do_each(country_code, ["Italy"], cluster))


def test_what_a_cluster_lacks_is_reported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    with running_scheduler() as (address, scheduler):
        from geodata import cluster as asking  # noqa: PLC0415 - of an extra

        with running_worker(address, folder=tmp_path), pytest.raises(asking.OtherProgramError):
            list(do_each(country_code, ["Italy"], Cluster(address)))

        with running_worker(address) as worker, monkeypatch.context() as impatient:
            done = do_each(country_code, iter(["Italy"] * 50), Cluster(address))
            assert next(done) == "IT"
            impatient.setattr(asking, "PATIENCE_S", 3)
            worker.kill()
            with pytest.raises(
                asking.NoWorkerError, match=f"start some with `dask worker {address}`"
            ):
                list(done)
            with pytest.raises(asking.NoWorkerError, match="has no worker"):
                list(do_each(country_code, ["Italy"], Cluster(address)))
        with running_worker(address):
            done = do_each(country_code, iter(["Italy"] * 50), Cluster(address))
            assert next(done) == "IT"
            scheduler.kill()
            with pytest.raises(asking.NoSchedulerError):
                list(done)
    monkeypatch.setattr(asking, "PATIENCE_S", 3)
    with pytest.raises(asking.NoSchedulerError, match="start one with `dask scheduler`"):
        list(do_each(country_code, ["Italy"], Cluster(address)))
    assert capfd.readouterr().err == ""


def test_dask_is_loaded_only_when_a_cluster_is_asked_for(tmp_path: Path):
    program = (
        "import sys; from mapapp.cli import app\n"
        "app(['brief', 'IT', '-o', sys.argv[1]], standalone_mode=False)\n"
        "assert not {'dask', 'distributed'} & {*sys.modules}\n"
    )
    words = [sys.executable, "-W", "error", "-c", program, str(tmp_path / "italy.md")]
    subprocess.run(words, cwd=ROOT, check=True, timeout=300)  # noqa: S603 - our own program

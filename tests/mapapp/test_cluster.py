"""Work on a cluster of two workers: the same as without, whatever becomes of a third."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from geodata.countries import by_name, country_code
from geodata.errors import UnknownCountryError
from mapapp.exports.brief.folder import write_all
from mapapp.workers import Cluster, Processes, do_each
from tests.dask_cluster import ROOT, running_scheduler, running_worker
from tests.loopback import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geodata.collection import Collection

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


def test_an_error_of_a_piece_is_raised_as_it_is(cluster: Cluster):
    pieces = ["Italy", "Atlantis", "France"]
    for workers in (cluster, Processes(1), Processes(2)):
        done = do_each(country_code, pieces, workers)
        assert next(done) == "IT"
        with pytest.raises(UnknownCountryError, match="'Atlantis' is not the name or code of one"):
            next(done)


def test_what_runs_another_program_is_not_asked(cluster: Cluster, monkeypatch: pytest.MonkeyPatch):
    from mapapp import cluster as asking  # noqa: PLC0415 - of an extra

    monkeypatch.setattr(asking, "describe_program", lambda: "another version")
    with pytest.raises(asking.OtherProgramError, match="does not run the same program: install"):
        list(do_each(country_code, ["Italy"], cluster))


def test_what_a_cluster_lacks_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    with running_scheduler() as (address, scheduler):
        from mapapp import cluster as asking  # noqa: PLC0415 - of an extra

        with running_worker(address, folder=tmp_path), pytest.raises(asking.OtherProgramError):
            list(do_each(country_code, ["Italy"], Cluster(address)))

        monkeypatch.setattr(asking, "PATIENCE_S", 3)
        with running_worker(address) as worker:
            done = do_each(country_code, iter(["Italy"] * 50), Cluster(address))
            assert next(done) == "IT"
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

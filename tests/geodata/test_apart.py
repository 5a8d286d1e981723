"""Work in another process: its result, its errors, and its end."""

from __future__ import annotations

import pickle
import sys
import threading
import time
from pathlib import Path

import pytest

from geodata import apart
from geodata.apart import Allowed, TooCostlyError, WorkFailedError, run_apart
from geodata.errors import AmbiguousPlaceError, BadCollectionError, GeodataError
from geodata.importing.file_errors import TooLargeError, UnknownSheetError
from geodata.importing.reading import read_apart, read_data
from geodata.zipped import BadArchiveError

MODEST = Allowed(seconds=5, memory=300 * 1024**2)
LIMITED = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="limits time alone")


def double(number: int) -> int:
    print("what is printed is no answer")  # noqa: T201
    return 2 * number


def fail(error: BaseException) -> None:
    raise error


def spin(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


def fill(mebibytes: int) -> int:
    return len(bytearray(mebibytes * 1024**2))


HELD: list[bytearray] = []


def exhaust() -> None:
    """Take all memory to the last bytes, and keep it."""
    size = 1024**2
    while size:
        try:
            HELD.append(bytearray(size))
        except MemoryError:
            size //= 2
    HELD.append(bytearray(1024**3))


def sleep(seconds: float) -> None:
    time.sleep(seconds)


@pytest.fixture(autouse=True)
def _found_by_name(monkeypatch):
    """Let the other process find the functions above."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    for function in (double, fail, spin, fill, exhaust, sleep):
        monkeypatch.setattr(function, "__module__", "test_apart")


def test_a_function_returns_what_it_returns_there():
    assert run_apart(double, 21, allowed=MODEST) == 42


ERRORS = {
    "of the language": ValueError("no"),
    "with facts": TooLargeError("x", 5, 3),
    "with a list": UnknownSheetError("x", "a", ("b", "c")),
    "of an archive": BadArchiveError("x.zip", "is none"),
    "of a collection": BadCollectionError("folder", ["a fault."]),
    "of a place": AmbiguousPlaceError("Rome", ["a", "b"]),
}


@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)
def test_an_error_comes_as_it_was_raised(error):
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))


def test_an_error_of_the_work_is_raised_here():
    with pytest.raises(GeodataError, match="is 0 MB large"):
        run_apart(fail, ERRORS["with facts"], allowed=MODEST)


def test_a_mistake_in_the_program_goes_to_the_log(capfd):
    with pytest.raises(WorkFailedError):
        run_apart(fail, KeyError("a mistake"), allowed=MODEST)
    assert "KeyError: 'a mistake'" in capfd.readouterr().err


@LIMITED
def test_work_that_takes_too_long_or_too_much_memory_is_ended():
    with pytest.raises(TooCostlyError):
        run_apart(spin, 30, allowed=Allowed(seconds=1, memory=MODEST.memory))
    with pytest.raises(TooCostlyError):
        run_apart(fill, 400, allowed=MODEST)
    with pytest.raises(TooCostlyError):
        run_apart(exhaust, allowed=MODEST)


def test_work_that_only_waits_is_ended_too(monkeypatch):
    monkeypatch.setattr(apart, "PATIENCE", 1)
    with pytest.raises(TooCostlyError):
        run_apart(sleep, 60, allowed=Allowed(seconds=1, memory=MODEST.memory))


def test_a_file_is_read_apart_as_it_is_here():
    data = b"City;Country\nMalm\xc3\xb6;Sweden\n"
    here, there = read_data(data, "x.csv"), read_apart(data, "x.csv")
    assert there.cells.equals(here.cells)
    assert there.remarks == here.remarks


def test_others_go_on_while_work_is_done_apart():
    ticks = 0
    worker = threading.Thread(target=run_apart, args=(spin, 1), kwargs={"allowed": MODEST})
    worker.start()
    while worker.is_alive():
        time.sleep(0.01)
        ticks += 1
    assert ticks > 20

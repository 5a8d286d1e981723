from __future__ import annotations

import errno
import os

import pytest

from geodata.errors import GeodataError, NoCollectionError, UnknownCountryError
from mapapp.messages import REMEDIES, explain


@pytest.mark.parametrize("error", [UnknownCountryError("Xanadu"), NoCollectionError("/nowhere")])
def test_errors_of_the_house_speak_for_themselves(error: GeodataError) -> None:
    assert explain(error) == str(error)


@pytest.mark.parametrize("number", REMEDIES)
def test_errors_of_the_system_name_the_path_and_end_with_a_stop(number: int) -> None:
    sentence = explain(OSError(number, os.strerror(number), "/some/where"))

    assert "/some/where" in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_an_error_of_the_system_without_a_remedy_keeps_its_reason() -> None:
    assert explain(OSError(errno.EIO, "Input/output error", "/x")) == "/x: Input/output error."


def test_a_text_in_another_encoding_is_reported() -> None:
    error = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")

    assert "UTF-8" in explain(error)


def test_a_message_of_many_lines_becomes_one() -> None:
    assert explain(ValueError("one\n  two")) == "one two"


def test_a_text_that_cannot_be_written_is_not_a_fault_of_a_file() -> None:
    sentence = explain(UnicodeEncodeError("cp1252", "Łódź", 0, 1, "character maps to <undefined>"))

    assert "cp1252" in sentence
    assert "save the file" not in sentence

from __future__ import annotations

import io
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

from mapapp.files import read_bytes, write_bytes

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_dash_is_standard_input_and_output(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"in")))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=written))

    write_bytes("-", read_bytes("-") + b" and out")

    assert written.getvalue() == b"in and out"


def test_a_path_is_a_file(tmp_path: Path) -> None:
    path = str(tmp_path / "a file")

    write_bytes(path, b"data")

    assert read_bytes(path) == b"data"

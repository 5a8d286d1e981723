from __future__ import annotations

import io
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

from mapapp.files import write_bytes

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_dash_is_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=written))

    write_bytes("-", b"out")

    assert written.getvalue() == b"out"


def test_a_path_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a file"

    write_bytes(str(path), b"data")

    assert path.read_bytes() == b"data"

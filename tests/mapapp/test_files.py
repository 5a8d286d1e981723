from __future__ import annotations

import io
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from mapapp.commands.sheet import read_sheet
from mapapp.files import read_stream, write_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_dash_is_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=written))

    write_bytes("-", b"out")

    assert written.getvalue() == b"out"


@pytest.mark.parametrize(
    ("stream", "use"),
    [
        ("stdout", lambda: write_bytes("-", b"out")),
        ("stdin", lambda: read_stream(1)),
        ("stdin", lambda: read_sheet("-", sheet="", encoding="", mend_letters=False)),
    ],
)
def test_a_stream_that_the_caller_has_closed_is_an_error_to_explain(
    stream: str, use: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, stream, None)

    with pytest.raises(OSError, match="closed by the caller"):
        use()


def test_a_path_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a file"

    write_bytes(str(path), b"data")

    assert path.read_bytes() == b"data"

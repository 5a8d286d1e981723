"""What the server keeps of the files that readers send."""

from __future__ import annotations

import tomllib
from pathlib import Path

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from geodata.importing.reading import LIMITS
from mapapp.uploads import AT_ONCE, keep_latest

CONFIG = Path(__file__).parents[2] / "mapapp" / "entry" / ".streamlit" / "config.toml"


def test_only_the_latest_files_of_each_reader_are_kept():
    manager = MemoryUploadedFileManager("/upload")
    keep_latest(manager)
    for session in ("one", "two"):
        for number in range(10):
            name = f"file-{number}"
            manager.add_file(session, UploadedFileRec(name, f"{name}.csv", "text/csv", b"1"))

    kept = [f"file-{number}" for number in range(10 - AT_ONCE, 10)]
    for session in ("one", "two"):
        every = [f"file-{number}" for number in range(10)]
        assert [file.file_id for file in manager.get_files(session, every)] == kept


def test_the_server_takes_no_larger_file_than_the_page():
    config = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
    assert config["server"]["maxUploadSize"] == LIMITS.size // 1024**2

"""How many files the server keeps for a reader: a browser may send any number, under any name."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFileRec

AT_ONCE = 4
"""A sheet, the zip of its earlier version, its answers, and one that takes the place of any."""


def bound_uploads() -> None:
    """Let the running server forget a reader's oldest file when one too many arrives."""
    if not runtime.exists():
        return
    manager = runtime.get_instance().uploaded_file_mgr
    if isinstance(manager, MemoryUploadedFileManager):
        keep_latest(manager)


def keep_latest(manager: MemoryUploadedFileManager, most: int = AT_ONCE) -> None:
    """Bound what a store of uploads holds for each session."""
    add_file, one_at_a_time = manager.add_file, threading.Lock()

    def add(session_id: str, file: UploadedFileRec) -> None:
        with one_at_a_time:
            add_file(session_id, file)
            held = list(manager.file_storage.get(session_id, ()))
            for file_id in held[:-most]:
                manager.remove_file(session_id, file_id)

    manager.add_file = add  # type: ignore[method-assign]

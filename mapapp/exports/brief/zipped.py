"""Zip files that are the same byte for byte whenever they are written."""

from __future__ import annotations

import io
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = date(1980, 1, 1)
"""The first day that a zip file can name."""


def same_zip(data: bytes, created: str) -> bytes:
    """Pack a zip file again, each entry dated by the data and in the same order.

    Args:
        data: A zip file.
        created: ISO date for all entries.
    """
    day = max(date.fromisoformat(created), EARLIEST)
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = ZipInfo(entry.filename, date_time=(day.year, day.month, day.day, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0
            new.writestr(info, old.read(entry))
    return packed.getvalue()

"""The data that come with the program: whole as they were packaged, or not used.

    packaged_table("territory_names.parquet")

Tables are compared with `data/checksums.txt`, which `python -m geodata.packaged` writes again after
one was built. Texts, whose line ends differ between systems, must end with a line.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.errors import GeodataError

if TYPE_CHECKING:
    import pyarrow as pa

PACKAGE = "geodata.data"
CHECKSUMS = "checksums.txt"
TABLES = "*.parquet"
TEXTS = (
    "column_names.csv", "header_words.csv", "country_names.csv", "date_words.csv",
    "former_states.csv", "record_nouns.csv",
    "regions.csv", "standard_tables.json", "territories.csv",
    "region_words.csv",
    "wider_regions.csv",
)  # fmt: skip


class DamagedDataError(GeodataError, RuntimeError):
    """A file of the program itself is missing or not as it was packaged."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"The program's own file {name} is missing or damaged: reinstall the program, or "
            "take the file back from version control."
        )


def packaged_text(name: str) -> str:
    """Read a packaged text.

    Raises:
        DamagedDataError: It is missing or cut off.
    """
    try:
        text = (files(PACKAGE) / name).read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise DamagedDataError(name) from error
    if not text.endswith("\n"):
        raise DamagedDataError(name)
    return text


def packaged_bytes(name: str) -> bytes:
    """Read a packaged table as it lies on disk.

    Raises:
        DamagedDataError: It is missing, or another than was packaged.
    """
    try:
        data = (files(PACKAGE) / name).read_bytes()
    except OSError as error:
        raise DamagedDataError(name) from error
    if hashlib.sha256(data).hexdigest() != _checksums().get(name):
        raise DamagedDataError(name)
    return data


def packaged_table(name: str) -> pa.Table:
    """Read a packaged table.

    Raises:
        DamagedDataError: It is missing, or another than was packaged.
    """
    import pyarrow as pa  # noqa: PLC0415 - slow, and no command needs it for its help
    import pyarrow.parquet as pq  # noqa: PLC0415 - the same

    return pq.read_table(pa.BufferReader(packaged_bytes(name)))


def check_packaged_data() -> None:
    """See once that everything is there, before a reader comes upon a part that is not.

    Raises:
        DamagedDataError: It names the first file that is missing or damaged.
    """
    for name in _checksums():
        packaged_bytes(name)
    for text in TEXTS:
        packaged_text(text)


@cache
def _checksums() -> dict[str, str]:
    lines = (line.split() for line in packaged_text(CHECKSUMS).splitlines())
    return {name: digest for digest, name in lines}


def _write_checksums() -> None:
    folder = Path(str(files(PACKAGE)))
    tables = sorted(folder.glob(TABLES))
    lines = [f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in tables]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    _write_checksums()

"""Write the record as it was at a commit as one zip, to compare later versions with it.

python scripts/pack_record.py COMMIT > tests/collections/record-VERSION.zip
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from geodata.description import DESCRIPTOR  # noqa: E402 - after the root is on the path
from geodata.zipped import pack_collection  # noqa: E402 - the same


def read_at(commit: str, name: str) -> bytes:
    """A file of `seeds/` as it was at a commit."""
    call = ["git", "show", f"{commit}:seeds/{name}"]
    return subprocess.run(call, cwd=ROOT, check=True, capture_output=True).stdout  # noqa: S603 - a commit of ours


def pack_record(commit: str) -> bytes:
    """The descriptor at a commit and the tables that it names; the same commit, the same zip."""
    descriptor = read_at(commit, DESCRIPTOR)
    tables = [table["path"] for table in json.loads(descriptor)["resources"]]
    files = {DESCRIPTOR: descriptor, **{name: read_at(commit, name) for name in tables}}
    return pack_collection(files, "record")


if __name__ == "__main__":
    sys.stdout.buffer.write(pack_record(sys.argv[1]))

"""The description that a new collection starts from: tables and columns that all of them have."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from geodata.packaged import DamagedDataError, packaged_text

NAME = "collection_template.json"


def read_template() -> dict[str, Any]:
    """Read `data/collection_template.json`; a copy of the caller's own."""
    try:
        descriptor: dict[str, Any] = json.loads(_text())
    except ValueError as error:
        raise DamagedDataError(NAME) from error
    return descriptor


@cache
def _text() -> str:
    return packaged_text(NAME)

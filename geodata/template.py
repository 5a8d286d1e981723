"""The description that a new collection starts from: tables and columns that all of them have."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


def read_template() -> dict[str, Any]:
    """Read `data/collection_template.json`; a copy of the caller's own."""
    descriptor: dict[str, Any] = json.loads(_text())
    return descriptor


@cache
def _text() -> str:
    return (files("geodata.data") / "collection_template.json").read_text(encoding="utf-8")

"""Tables of cases that Python and JavaScript are both held to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases"


def read_cases(name: str) -> Any:
    """What `cases/NAME.json` holds."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

"""How a Content-Security-Policy names a script or style: by its hash."""

from __future__ import annotations

import base64
import hashlib


def hash_source(text: str) -> str:
    """The source of a policy that stands for exactly this script or style."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"

"""Text for those of Streamlit's widgets that read Markdown, so that it shows as it is written."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=@])")


def plain_markdown(text: str) -> str:
    """Escape every sign that Markdown, or Streamlit's own extension of it, gives a meaning."""
    return _SIGNS.sub(r"\\\1", text)

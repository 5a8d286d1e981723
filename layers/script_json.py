"""Values written into scripts: no text in them can end the script or run."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_IN_ELEMENTS: Mapping[str, str] = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}
_IN_TEMPLATES: Mapping[str, str] = {
    **_IN_ELEMENTS,
    "`": "\\u0060",
    "$": "\\u0024",
    "{{": "{\\u007b",
    "{%": "{\\u0025",
    "{#": "{\\u0023",
}
_ELEMENT, _TEMPLATE = (
    re.compile("|".join(map(re.escape, escapes))) for escapes in (_IN_ELEMENTS, _IN_TEMPLATES)
)


def element_json(value: Any) -> str:
    """Write a value as JSON for a `<script>` element of its own: it can neither end nor open one.

    Raises:
        ValueError: A number is not finite.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _ELEMENT.sub(lambda match: _IN_ELEMENTS[match[0]], text)


def script_json(value: Any) -> str:
    """Write a value as JSON that is inert wherever a script may be.

    Nor can a text in it be read as a template by Jinja, which folium runs over its own output, or
    as one by JavaScript: what could is written as an escape, which a script reads as the same text.

    Raises:
        ValueError: A number is not finite.
    """
    return _TEMPLATE.sub(lambda match: _IN_TEMPLATES[match[0]], element_json(value))

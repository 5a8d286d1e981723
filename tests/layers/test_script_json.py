"""JSON that stands in scripts, with texts that try to leave it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from layers.script_json import element_json, script_json

WRITERS = [element_json, script_json]
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "<!--",
    "]]>",
    "${alert(1)}",
    "`${alert(1)}`",
    "{{ 7*7 }}",
    "{{{ 7*7 }}}",
    "{% raw %}",
    "{# gone #}",
    "a\u2028b\u2029c",
    "\"'\\",
    "&lt;b&gt;",
    "_feature_group_0",
]


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_script_reads_the_same_text_back(text: str, write: Any):
    assert json.loads(write({text: [text]})) == {text: [text]}


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_can_end_the_element_or_open_one(text: str, write: Any):
    assert not re.search(r"[<>&\u2028\u2029]", write([text, {text: text}]))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_script_can_be_a_template(text: str):
    written = script_json([text, {text: text}])
    assert not re.search(r"[<>&`$\u2028\u2029]|\{\{|\{%|\{#", written)


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_not_finite_is_refused(value: Any, write: Any):
    with pytest.raises(ValueError, match="not JSON compliant"):
        write(value)

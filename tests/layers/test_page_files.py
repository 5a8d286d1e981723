from __future__ import annotations

import json
import re
from typing import Any

import pytest

from layers.page_files import SCRIPTS, STYLES, page_files, script_json
from layers.style import DARK, LIGHT, MARKS

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


@pytest.mark.parametrize("text", HOSTILE)
def test_a_script_reads_the_same_text_back(text: str):
    assert json.loads(script_json({"text": [text]})) == {"text": [text]}


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_can_end_the_script_or_be_a_template(text: str):
    written = script_json([text, {text: text}])
    assert not re.search(r"[<>&`$\u2028\u2029]|\{\{|\{%|\{#", written)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused(value: Any):
    with pytest.raises(ValueError, match="not JSON compliant"):
        script_json(value)


def test_there_is_a_file_for_each_name_that_a_page_loads():
    assert set(page_files()) == {*SCRIPTS, *STYLES}


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_can_end_the_element_that_holds_it(name: str):
    assert not re.search(r"</script|<!--", page_files()[name], re.IGNORECASE)


@pytest.mark.parametrize("name", STYLES)
def test_no_style_sheet_asks_for_a_file(name: str):
    text = page_files()[name]
    assert "url(" not in re.sub(r"url\(#default#VML\)", "", text)
    assert "@import" not in text


def test_no_script_points_to_a_source_map():
    assert "sourceMappingURL" not in "".join(page_files().values())


def test_the_style_sheet_has_the_colours_of_both_themes():
    text = page_files()["marks.css"]
    assert f"--mapapp-land:{LIGHT.land};" in text
    assert text.count(f"--mapapp-land:{DARK.land};") == 2  # chosen, and chosen by the system


def test_the_script_knows_the_glyph_of_each_role():
    style = re.search(r"\.style=(\{.*?\});\n", page_files()["marks.js"])
    assert style
    assert set(json.loads(style[1])["glyphs"]) == set(MARKS)

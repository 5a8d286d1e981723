from __future__ import annotations

import json
import re

import pytest

from layers.page_files import SCRIPTS, STYLES, page_files
from layers.style import DARK, GLYPHS, LIGHT


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
    style = re.search(r"const style=(\{.*?\});", page_files()["marks.js"])
    assert style
    assert set(json.loads(style[1])["glyphs"]) == set(GLYPHS)

"""What `check` finds no fault with can be shown: every export is written, without a traceback."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from geodata.check import find_faults
from geodata.collection import read_collection
from geodata.errors import BadCollectionError
from layers.selection import Selection, select
from mapapp.exports.article import ArticleOptions, article_html
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.facts import countries_of_record
from mapapp.exports.brief.writers import write_brief
from mapapp.exports.picture.files import draw_picture
from mapapp.exports.picture.options import PictureOptions
from mapapp.exports.table_formats import list_endings, load_format
from tests.mutations import mutate

LUMERIA = Path(__file__).parents[1] / "collections" / "lumeria"
MUTATIONS = 25
"""In each of some parts, so that several processes share the work."""
PARTS = 8
CLEAN_AT_LEAST = 5


def export_everything(folder: Path) -> None:
    collection = read_collection(folder)
    shown = select(collection, Selection())
    article_html(shown, ArticleOptions())
    draw_picture(shown, PictureOptions())
    for ending in list_endings():
        load_format(ending).write_layer(shown, shown.layers[0])
    countries = sorted(countries_of_record(collection))[:1]
    brief = build_brief(collection, countries)
    for form in ("md", "docx"):
        write_brief(brief, form)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_a_check_finds_no_fault_with_is_exported(tmp_path, part):
    clean = 0
    for seed in range(part * MUTATIONS, (part + 1) * MUTATIONS):
        folder = tmp_path / str(seed)
        told = mutate(LUMERIA, folder, Random(seed))  # noqa: S311 - the same every time
        try:
            faults = find_faults(folder)
        except BadCollectionError as error:
            faults = error.faults
        if faults:
            assert all("\n" not in str(fault) for fault in faults), told
            continue
        clean += 1
        try:
            export_everything(folder)
        except Exception as error:
            error.add_note(f"Mutation {seed}: {told}")
            raise
    assert clean >= CLEAN_AT_LEAST

from __future__ import annotations

from typing import Any

from layers.selection import Selection, select
from mapapp.exports.flat_records import cited_sources, exported_layers, flat_rows


def test_layers_are_those_asked_for_or_shown_at_first(seeds: Any) -> None:
    asked = select(seeds, Selection(layer=frozenset({"responses", "stations"})))

    assert exported_layers(asked) == ("stations", "responses")
    assert exported_layers(select(seeds, Selection())) == seeds.about.shown_layers


def test_a_record_with_one_source_says_so(make_collection: Any) -> None:
    collection = make_collection(
        sources=[{}, {"id": "s2"}], stations=[{"sources": "s1"}, {"sources": "s1;s2"}]
    )

    rows = flat_rows(select(collection, Selection()), "stations")

    assert list(rows["single_source"]) == [True, False]


def test_only_what_is_cited_is_listed_as_a_source(make_collection: Any) -> None:
    collection = make_collection(
        sources=[{}, {"id": "s2"}, {"id": "s3"}], stations=[{"sources": "s3;s1"}]
    )

    assert list(cited_sources(select(collection, Selection()))["id"]) == ["s1", "s3"]

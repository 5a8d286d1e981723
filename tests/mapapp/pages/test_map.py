"""What is kept of the map for the next reader who chooses the same."""

from __future__ import annotations

from layers.selection import Selection
from mapapp.pages import map as page
from mapapp.view import View


def written(collection, first):
    view = View(selection=Selection(year=(first, 2030)))
    return page._write(collection, view, (), None)


def test_what_was_chosen_before_is_not_written_again(make_collection):
    collection = make_collection(stations=[{}, {"country": "FR"}])
    pages = [written(collection, first) for first in range(2000, 2020)]
    assert all(written(collection, 2000 + at) is each for at, each in enumerate(pages))


def test_what_is_kept_has_a_bound(monkeypatch, make_collection):
    monkeypatch.setattr(page, "MAX_KEPT", 1)
    collection = make_collection(stations=[{}])
    first = written(collection, 2000)
    assert written(collection, 2000) is first
    written(collection, 2001)
    assert written(collection, 2000) is not first


def test_each_collection_has_pages_of_its_own(make_collection):
    one, other = make_collection(stations=[{}]), make_collection(stations=[{"country": "FR"}])
    assert written(one, 2000).top != written(other, 2000).top

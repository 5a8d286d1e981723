"""The words of labels: the collection's own, names of countries, dates as a language has them."""

from __future__ import annotations

import pytest

from layers.wording import Wording


@pytest.mark.parametrize(
    ("moment", "language", "said"),
    [
        ("2022", "en", "2022"),
        ("2022-12", "en", "December 2022"),
        ("2022-12-07", "en", "7 December 2022"),
        ("2022-12", "fr", "décembre 2022"),
        ("2022-12-07", "de", "7. Dezember 2022"),
        ("2022-12-07", "zh", "2022年12月7日"),
        ("2016-21", "en", "2016"),  # a season: its year is known
        ("", "en", ""),
    ],
)
def test_a_date_is_written_as_the_language_does(make_collection, moment, language, said):
    about = make_collection(stations=[{}]).about
    assert Wording(about, language).date(moment) == said


def test_a_label_says_where_before_what(make_collection):
    wording = Wording(make_collection(stations=[{}]).about)
    town = wording.town("IT", "Milan", "Lombardy")
    assert wording.label(town, "one", "", "two") == "Milan, Lombardy, Italy: one, two"

from __future__ import annotations

import pytest

from mapapp.dates import spell_date


@pytest.mark.parametrize(
    ("edtf", "language", "words"),
    [
        ("", "en", ""),
        ("2018", "en", "2018"),
        ("2018-09", "en", "September 2018"),
        ("2018-09-28", "en", "28 September 2018"),
        ("2018-09-28", "de", "28. September 2018"),
        ("2018-09", "zh", "2018年9月"),
        ("2018~", "en", "about 2018"),
        ("2016/2019", "en", "2016–2019"),
        ("2011/..", "en", "since 2011, open end"),
        ("2015/", "en", "from 2015, end not known"),
        ("/2019", "en", "until 2019, start not known"),
        ("201X", "en", "the 2010s"),
    ],
)
def test_a_date_is_written_as_its_reader_would(edtf: str, language: str, words: str):
    assert spell_date(edtf, language) == words

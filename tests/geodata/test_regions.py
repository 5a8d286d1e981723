from __future__ import annotations

import pytest

from geodata.countries import known_codes
from geodata.regions import region_countries


@pytest.mark.parametrize("name", ["Europe", "europa", "EUROPE", "欧洲", "150", "Europa"])
def test_a_region_is_known_in_any_language(name: str):
    found = region_countries(name)
    assert {"IT", "HR", "GB", "XK"} <= found
    assert "CA" not in found


@pytest.mark.parametrize(
    ("region", "country"),
    [
        ("Latin America", "AR"),
        ("Western Africa", "NG"),
        ("Oceania", "SB"),
        ("Southeast Asia", "KH"),
        ("Americas", "CA"),
        ("world", "ZM"),
    ],
)
def test_a_region_holds_the_countries_of_the_regions_in_it(region: str, country: str):
    assert country in region_countries(region)


@pytest.mark.parametrize("name", ["Italy", "Atlantis", ""])
def test_what_is_no_region_holds_nothing(name: str):
    assert region_countries(name) == frozenset()


def test_every_member_is_a_country():
    assert region_countries("world") <= known_codes()

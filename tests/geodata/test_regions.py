from __future__ import annotations

import pytest

from geodata.countries import known_codes
from geodata.regions import region_countries, union_members


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


def test_the_members_of_a_union_are_found_by_its_code_and_it_is_no_region():
    members = union_members("EU")
    assert {"IT", "HR", "SE"} <= members <= known_codes()
    assert not {"GB", "CH", "EU"} & members
    assert region_countries("European Union") == region_countries("EU") == frozenset()


@pytest.mark.parametrize("code", ["IT", "150", "XX", ""])
def test_what_is_no_union_has_no_members(code: str):
    assert union_members(code) == frozenset()

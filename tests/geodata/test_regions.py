from __future__ import annotations

import pytest

from geodata.countries import known_codes
from geodata.regions import is_world_region, region_countries, union_members


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
def test_what_is_not_a_region_holds_nothing(name: str):
    assert region_countries(name) == frozenset()


def test_every_member_is_a_country():
    assert region_countries("world") <= known_codes()


def test_the_members_of_a_union_are_found_by_its_code_and_it_is_not_a_region():
    members = union_members("EU")
    assert {"IT", "HR", "SE"} <= members <= known_codes()
    assert not {"GB", "CH", "EU"} & members
    assert region_countries("European Union") == region_countries("EU") == frozenset()


@pytest.mark.parametrize("code", ["IT", "150", "XX", ""])
def test_what_is_not_a_union_has_no_members(code: str):
    assert union_members(code) == frozenset()


@pytest.mark.parametrize(
    "name",
    [
        "Eastern Europe", "Asia-Pacific", "Africa (other)", "East Asia & Pacific", "LATAM",
        "Sub-Saharan Africa", "Latin America and the Caribbean", "Afrique de l’Ouest", "Osteuropa",
        "Europa Oriental", "Medio Oriente", "Ближний Восток", "Южная Америка", "东亚", "أوروبا",
        "Rest of the world", "North America", "EU", "150",
    ],
)  # fmt: skip
def test_a_part_of_the_world_is_one(name: str):
    assert is_world_region(name)


@pytest.mark.parametrize(
    "name",
    [
        "South Africa", "Central African Republic", "Südafrika", "West Virginia", "Eastern", "Sud",
        "Western Sahara", "Northern Ireland", "South Australia", "American Samoa", "East Java",
        "North Rhine-Westphalia", "Asia Street", "", "Santa Cruz",
    ],
)  # fmt: skip
def test_what_only_sounds_like_a_part_of_the_world_is_none(name: str):
    assert not is_world_region(name)

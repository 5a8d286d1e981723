"""What is set from outside, and what holds where nothing is."""

from __future__ import annotations

from pathlib import Path

from mapapp.settings import SEEDS, USER_AGENT, read_settings


def test_without_a_setting_the_project_s_own_record_is_shown() -> None:
    settings = read_settings({"MAPAPP_COLLECTION": "", "MAPAPP_USER_AGENT": ""})

    assert settings.collection == SEEDS
    assert settings.user_agent == USER_AGENT


def test_the_environment_names_a_collection_and_who_asks() -> None:
    settings = read_settings(
        {
            "MAPAPP_COLLECTION": "mine",
            "MAPAPP_USER_AGENT": "desk/1 (maps@example.org)",
            "MAPAPP_SERVICE_OPTIONS": "api_key=k",
        }
    )

    assert settings.collection == Path("mine")
    assert settings.user_agent == "desk/1 (maps@example.org)"
    assert settings.service_options == "api_key=k"

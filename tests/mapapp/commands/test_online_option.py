from __future__ import annotations

import pytest

from geodata.errors import ServiceRefusedError
from mapapp.commands.online_option import open_service


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.delenv("MAPAPP_SERVICE_OPTIONS", raising=False)
    return monkeypatch


def test_no_service_is_opened_unless_one_is_asked_for() -> None:
    assert open_service(None) is None


def test_the_terms_are_printed_when_a_service_is_opened(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.setenv("MAPAPP_USER_AGENT", "desk/1 (maps@example.org)")

    service = open_service("nominatim")

    assert service is not None
    assert service.pace == 1.0
    assert "At most one request a second" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "opens"),
    [
        pytest.param("", "it needs api_key", id="no key"),
        pytest.param("key=k", "it takes no key", id="wrong name"),
        pytest.param("api_key", "not of the form name=value", id="no value"),
        pytest.param("api_key=k; timeout=3", "", id="as it should be"),
    ],
)
def test_what_a_service_needs_comes_from_the_environment(
    environment: pytest.MonkeyPatch, options: str, opens: str
) -> None:
    environment.setenv("MAPAPP_SERVICE_OPTIONS", options)

    if not opens:
        assert open_service("opencage") is not None
        return
    with pytest.raises(ServiceRefusedError, match=opens):
        open_service("opencage")

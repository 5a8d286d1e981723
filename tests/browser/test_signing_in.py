"""A server that asks people to sign in, with a provider on this machine."""

from __future__ import annotations

import pytest

from tests.browser.conftest import ROOT
from tests.identity_provider import CLIENT, IdentityProvider
from tests.loopback import free_port

pytestmark = pytest.mark.browser

ANNA = {"email": "anna@newsroom.example", "email_verified": True}
STRANGER = {"email": "anna@elsewhere.example", "email_verified": True}


@pytest.fixture(scope="module")
def provider():
    answering = IdentityProvider()
    with answering.serving() as port:
        answering.port = port
        yield answering


@pytest.fixture(scope="module")
def guarded(serve, provider, tmp_path_factory):
    """The address of an app that lets people of one newsroom in."""
    port, file = free_port(), tmp_path_factory.mktemp("secrets") / "sign-in.toml"
    file.write_text(
        f"""
        [auth]
        redirect_uri = "http://localhost:{port}/oauth2callback"
        cookie_secret = "{"secret " * 8}"
        client_id = "{CLIENT}"
        client_secret = "another"
        server_metadata_url = "{provider.url}/.well-known/openid-configuration"

        [mapapp]
        allow = ["@newsroom.example"]
        """,
        encoding="utf-8",
    )
    return serve(ROOT / "seeds", "--sign-in", str(file), port=port)


def test_nothing_is_shown_before_a_user_who_may_see_it_signs_in(guarded, provider, visit):
    page = visit(f"{guarded}/list?country=IT").page
    page.get_by_text("for people who sign in").wait_for()
    assert "Italy" not in page.content()
    assert "Reported" not in page.content()

    provider.user = STRANGER
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("anna@elsewhere.example may not see this map").wait_for()
    page.get_by_role("button", name="Sign in as someone else").click()
    page.get_by_text("for people who sign in").wait_for()

    provider.user = ANNA
    page.get_by_role("button", name="Sign in").click()
    page.locator("h1", has_text="stations are reported").wait_for()
    page.get_by_text("Signed in as anna@newsroom.example").wait_for()

    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("for people who sign in").wait_for()

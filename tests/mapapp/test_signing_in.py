"""Who is asked to sign in, by which file, and who is let in."""

from __future__ import annotations

import pytest

from mapapp.signing_in import BadSignInError, check_sign_in, is_allowed

WHOLE = """
[auth]
redirect_uri = "https://maps.example.org/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "mapapp"
client_secret = "secret"
server_metadata_url = "https://id.example.org/.well-known/openid-configuration"
"""


@pytest.fixture
def write(tmp_path):
    def write_file(text):
        file = tmp_path / "sign-in.toml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write_file


@pytest.mark.parametrize("more", ["", "[mapapp]", "[mapapp]\nallow = ['@example.org']"])
def test_a_file_that_says_how_people_sign_in_is_taken(write, more):
    check_sign_in(write(WHOLE + more))


@pytest.mark.parametrize(
    ("text", "remedies"),
    [
        ("", ["write redirect_uri", "write cookie_secret", "write server_metadata_url"]),
        ("auth = 1", ["write client_id"]),
        (WHOLE.replace('client_id = "mapapp"', "client_id = 7"), ["write client_id"]),
        (WHOLE.replace("0123456789abcdef", "", 1), ["at least 32 characters"]),
        (WHOLE + "[mapapp]\nallow = 'anna@example.org'", ["write allow"]),
        (WHOLE + "[mapapp]\nallow = [1]", ["write allow"]),
        ("mapapp = 1" + WHOLE, ["write allow"]),
        ("[auth", ["is not TOML"]),
        (b"\xff", ["is not TOML"]),
    ],
    ids=["empty", "no section", "number", "secret", "text", "numbers", "scalar", "broken", "bytes"],
)
def test_what_a_file_lacks_is_reported_at_once(write, text, remedies):
    with pytest.raises(BadSignInError, match="does not say how people sign in") as raised:
        check_sign_in(write(text))
    assert all(each in str(raised.value) for each in remedies)


def test_a_file_that_is_not_there_is_reported(tmp_path):
    with pytest.raises(BadSignInError, match="cannot be read"):
        check_sign_in(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("allowed", "user", "is_let_in"),
    [
        ([], {}, True),
        (["anna@example.org"], {"email": "Anna@Example.org", "email_verified": True}, True),
        (["@example.org"], {"email": "ben@example.org", "email_verified": True}, True),
        (["@example.org"], {"email": "ben@not.example.org", "email_verified": True}, False),
        (["@example.org"], {"email": "ben@example.org"}, False),
        (["@example.org"], {"email": "ben@example.org", "email_verified": "false"}, False),
        (["anna@example.org"], {"email": "", "email_verified": True}, False),
        (["@"], {"email_verified": True}, False),
    ],
)  # fmt: skip
def test_who_is_let_in(allowed, user, is_let_in):
    assert is_allowed(user, allowed) is is_let_in

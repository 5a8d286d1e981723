"""Sign-in by OpenID Connect, for a server that not everyone may read; off unless asked for.

Streamlit does the sign-in: the section `auth` of a file says which provider people sign in with.
Until a reader has, no page reads the collection. The section `mapapp` of the same file may say who
is let in: `allow = ["anna@example.org", "@newsroom.example"]`.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import streamlit as st

from geodata.errors import GeodataError
from geodata.extras import are_installed
from mapapp.panels.components import draw_markup
from mapapp.panels.markup import button, element
from mapapp.panels.notices import notice_html
from mapapp.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

EXTRA = "mapapp[signin]"
PACKAGES = ("authlib", "httpx")
"""What the extra brings."""

SECTION, OWN_SECTION = "auth", "mapapp"
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
"""What the section must say, all of it text; Streamlit's documentation of `st.login` has more."""

MIN_SECRET = 32  # characters: whoever has the secret of the cookies can sign in as anyone


class BadSignInError(GeodataError, ValueError):
    """A file does not say how people sign in."""

    def __init__(self, file: Path, faults: Iterable[str]) -> None:
        self.file = file
        super().__init__(f"{file} does not say how people sign in: {'; '.join(faults)}.")


def check_sign_in(file: Path) -> None:
    """See that people can sign in by what a file says.

    Raises:
        BadSignInError: They cannot; all reasons are given.
    """
    faults = [*_faults_of_file(file)]
    if not are_installed(PACKAGES):
        faults.append(f"the extra {EXTRA} is missing, install it: `pip install '{EXTRA}'`")
    if faults:
        raise BadSignInError(file, faults)


def _faults_of_file(file: Path) -> Iterable[str]:
    try:
        sections = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        yield f"it cannot be read ({error.strerror})"
        return
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        yield f"it is not TOML ({error})"
        return
    stated = sections.get(SECTION)
    stated = stated if isinstance(stated, dict) else {}
    for name in NEEDED:
        if not isinstance(stated.get(name), str) or not stated[name]:
            yield f'write {name} = "..." into its section [{SECTION}]'
    secret = stated.get("cookie_secret")
    if isinstance(secret, str) and 0 < len(secret) < MIN_SECRET:
        yield f"make cookie_secret at least {MIN_SECRET} characters long, at random"
    own = sections.get(OWN_SECTION, {})
    allowed = own.get("allow", []) if isinstance(own, dict) else None
    if not isinstance(allowed, list) or not all(isinstance(each, str) for each in allowed):
        yield f'write allow = ["anna@example.org", "@newsroom.example"] into [{OWN_SECTION}]'


def let_in() -> bool:
    """Whether the reader may see the app; if not, a page says so and how to sign in."""
    if not read_settings().has_sign_in:
        return True
    if not st.user.is_logged_in:
        _show_door("This map is for people who sign in.", ("Sign in", "in"))
        return False
    if not is_allowed(st.user.to_dict(), st.secrets.get(OWN_SECTION, {}).get("allow", ())):
        said = f"{_name()} may not see this map: ask those who run the server."
        _show_door(said, ("Sign in as someone else", "out"))
        return False
    return True


def is_allowed(user: Mapping[str, Any], allowed: Iterable[str]) -> bool:
    """Whether a reader is among those who are let in.

    Args:
        user: What the provider says of them. An e-mail address counts only if it is verified.
        allowed: Addresses, and hosts that begin with `@`; if empty, all that the provider lets in.
    """
    allowed = {each.casefold() for each in allowed}
    if not allowed:
        return True
    if user.get("email_verified") is not True:
        return False
    address = str(user.get("email", "")).casefold()
    host = address.rpartition("@")[2]
    return bool(host) and not allowed.isdisjoint({address, f"@{host}"})


def show_who_signed_in() -> None:
    """Say below a page who reads it, and offer to sign out."""
    if read_settings().has_sign_in:
        said = element("p", f"Signed in as {_name()}. ", class_="muted")
        draw_markup("signed-in", said + button("Sign out", "out", class_="plain"), _turn)


def _name() -> str:
    user = st.user.to_dict()
    return str(user.get("email") or user.get("name") or user.get("sub", ""))


def _show_door(said: str, way: tuple[str, str]) -> None:
    st.set_page_config(page_title="Sign in", layout="wide")
    draw_markup("door", notice_html([said], way_back=way), _turn)


def _turn(report: Mapping[str, Any]) -> None:
    if report.get("action") == "in":
        st.login()
    else:
        st.logout()

"""An OpenID Connect provider on this machine, in which everyone is signed in already."""

from __future__ import annotations

import json
import secrets
import time
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.loopback import serving

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

CLIENT = "mapapp"


class IdentityProvider:
    """Says that whoever asks is `user`, the claims of a token, to the client `mapapp`."""

    def __init__(self) -> None:
        self.user: dict[str, Any] = {}
        self.port = 0
        self._key = RSAKey.generate_key(parameters={"kid": "one"})
        self._nonces: dict[str, str] = {}

    @property
    def url(self) -> str:
        """Its address, which is its name too."""
        return f"http://127.0.0.1:{self.port}"

    def serving(self) -> AbstractContextManager[int]:
        """Answer on a free port until the block ends; set `port` to what it gives."""
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # the name that http.server looks for
                path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
                if path == "/authorize":
                    self.send_response(302)
                    self.send_header("Location", provider.way_back(query))
                    self.end_headers()
                else:
                    self.answer(provider.documents[path])

            def do_POST(self) -> None:  # the same
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self.answer(provider.tokens(parse_qs(body)["code"][0]))

            def answer(self, document: object) -> None:
                body = json.dumps(document).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Keep the tests' output clean."""

        return serving(Handler)

    @property
    def documents(self) -> dict[str, object]:
        """What it answers to anyone, by path."""
        described = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        return {
            "/.well-known/openid-configuration": described,
            "/keys": {"keys": [self._key.as_dict(private=False)]},
        }

    def way_back(self, asked: dict[str, list[str]]) -> str:
        """Where a user who has signed in is sent."""
        code = secrets.token_urlsafe()
        self._nonces[code] = asked["nonce"][0]
        answer = urlencode({"code": code, "state": asked["state"][0]})
        return f"{asked['redirect_uri'][0]}?{answer}"

    def tokens(self, code: str) -> dict[str, object]:
        """What the app gets for a code: once."""
        now = int(time.time())
        claims = {
            "iss": self.url, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 600,
            "nonce": self._nonces.pop(code), **self.user,
        }  # fmt: skip
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self._key)
        return {"access_token": code, "token_type": "Bearer", "id_token": signed}

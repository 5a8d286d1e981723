"""Documents that are shown for a preview."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.requests import Request

from mapapp.entry.documents import MAX_KEPT, Documents

if TYPE_CHECKING:
    from starlette.responses import Response


def ask(documents: Documents, path: str) -> Response:
    name = path.rpartition("/")[2].removesuffix(".html")
    return asyncio.run(documents.answer(Request({"type": "http", "path_params": {"name": name}})))


def test_a_document_is_shown_apart_from_the_app_and_only_the_last_are_kept():
    documents = Documents()
    first = documents.keep(b"<p>0</p>")

    answer = ask(documents, first)

    assert answer.body == b"<p>0</p>"
    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    for number in range(1, MAX_KEPT + 1):
        documents.keep(f"<p>{number}</p>".encode())
    assert ask(documents, first).status_code == 404

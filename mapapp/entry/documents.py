"""Whole documents that a page shows in a frame, such as the article that a reader sets up.

They are served, not written into the page: so they have a policy of their own, and are outside
the app's origin.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from mapapp.entry.headers import DOCUMENT_POLICY

if TYPE_CHECKING:
    from starlette.requests import Request

PATH = "/app/document/{name}.html"
MAX_KEPT = 32
"""A frame loads its document once: the last ones are enough, also of many readers."""


class Documents:
    """The documents shown last, by a name that only those who have seen one can know."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def keep(self, html: bytes) -> str:
        """Keep a document, and say where the server hands it out, from its root."""
        name = hashlib.sha256(html).hexdigest()
        with self._lock:
            self._kept[name] = html
            self._kept.move_to_end(name)
            while len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        return PATH.format(name=name)

    async def answer(self, request: Request) -> Response:
        """Hand out a document."""
        html = self._kept.get(request.path_params["name"])
        if html is None:
            return PlainTextResponse("This preview is no longer kept.", status_code=404)
        return HTMLResponse(
            html,
            headers={"Content-Security-Policy": DOCUMENT_POLICY, "Cache-Control": "no-store"},
        )


DOCUMENTS = Documents()
"""Those of this process."""

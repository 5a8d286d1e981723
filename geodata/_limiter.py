"""One pace for all that asks an online service."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class RateLimiter:
    """Lets one caller through every so many seconds, whichever thread it comes from."""

    def __init__(
        self, seconds_between: float, clock: Callable[[], float], sleep: Callable[[float], None]
    ) -> None:
        self.seconds_between = seconds_between
        self.sleep = sleep
        self._clock = clock
        self._lock = threading.Lock()
        self._free_at = float("-inf")

    def wait(self) -> None:
        """Return when it is this caller's turn."""
        with self._lock:
            pause = self._free_at - self._clock()
            if pause > 0:
                self.sleep(pause)
            self._free_at = self._clock() + self.seconds_between

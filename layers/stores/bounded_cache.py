"""Answers that are kept for the same question: the latest ones, within a limit."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Answer = TypeVar("Answer")


class BoundedCache(Generic[Answer]):
    """Answers by what was asked. Readers may ask at the same time."""

    def __init__(self, most: int, size: Callable[[Answer], int]) -> None:
        """Keep nothing yet.

        Args:
            most: What the sizes of all that is kept add up to at most.
            size: Of one answer, not counting that there is one.
        """
        self._most = most
        self._size = size
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._total = 0
        self._lock = Lock()

    def get(self, asked: Hashable, find: Callable[[], Answer]) -> Answer:
        """The answer that is kept, or a new one."""
        with self._lock:
            if asked in self._answers:
                self._answers.move_to_end(asked)
                return self._answers[asked]
        answer = find()
        with self._lock:
            if asked not in self._answers:
                self._answers[asked] = answer
                self._total += 1 + self._size(answer)
            while self._total > self._most and len(self._answers) > 1:
                _, dropped = self._answers.popitem(last=False)
                self._total -= 1 + self._size(dropped)
        return answer

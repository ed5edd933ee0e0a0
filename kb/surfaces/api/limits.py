"""What one client, and all of them together, may ask of the desk: it sheds requests rather than pile them up.

Questions are answered in threads of their own, so many at a time as it helps; a few more wait their turn in
the order in which they came, and the next one is told to come back. Health and status never stand in that
line.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from kb.surfaces.api.errors import RefusedRequestError

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")

AT_A_TIME = 2
"""Questions that are taken in hand at a time, or as many as processes answer: where one alone does, they are
answered one by one, and the second is received while the first is answered."""

WORDED_AT_A_TIME = 4
"""Questions whose answer a language model words, which waits for it most of the time."""

DRAWN_AT_A_TIME = 1
"""Pages that are drawn, each in a process of its own."""

CLIENTS_REMEMBERED = 10_000
"""Clients whose rate is kept: the one that was silent longest is forgotten first."""

MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class ApiLimits:
    """How many questions may wait, and how many requests one client may make a minute; 0 for any number."""

    waiting: int
    rate: int


class Line:
    """The line in front of the desk."""

    def __init__(self, at_a_time: int, waiting: int) -> None:
        self._at_a_time = at_a_time
        self._most = at_a_time + waiting
        self._present = 0
        self._limiter: CapacityLimiter | None = None

    async def run(self, work: Callable[[], Result]) -> Result:
        """Do work in a thread when its turn comes, or refuse it when too many wait before it."""
        if self._present >= self._most:
            raise RefusedRequestError(
                HTTPStatus.SERVICE_UNAVAILABLE,
                f"{self._present} questions are in hand or wait already",
                "send it again in a moment",
                retry_after=1,
            )
        if self._limiter is None:  # it belongs to the event loop, which is not there before the first request
            self._limiter = CapacityLimiter(self._at_a_time)
        self._present += 1
        try:
            return await run_sync(work, limiter=self._limiter)
        finally:
            self._present -= 1


class Rate:
    """How often each client comes: as many at once as a quarter of a minute allows, then evenly."""

    def __init__(self, a_minute: int) -> None:
        self._a_second = a_minute / MINUTE
        self._at_once = max(1.0, a_minute / 4)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def count(self, client: str) -> None:
        """Count a request of a client, or refuse it."""
        if not self._a_second:
            return
        with self._lock:
            now = time.monotonic()
            left, seen = self._left.pop(client, (self._at_once, now))
            left = min(self._at_once, left + (now - seen) * self._a_second)
            self._left[client] = (max(0.0, left - 1), now) if left >= 1 else (left, now)
            if len(self._left) > CLIENTS_REMEMBERED:
                self._left.popitem(last=False)
        if left < 1:
            raise RefusedRequestError(
                HTTPStatus.TOO_MANY_REQUESTS,
                f"more than {self._a_second * MINUTE:.0f} requests a minute came from here",
                "send it again when the time in Retry-After has passed",
                retry_after=math.ceil((1 - left) / self._a_second),
            )

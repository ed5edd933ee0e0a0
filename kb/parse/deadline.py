"""How long the file in hand may still take: for a step that another program does, and that must be told.

The limit is set by whoever reads the file within limits; where nobody set one, reading's usual one holds.
Like page progress it is bound to the context, so that two threads do not mix.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from kb.settings import READ_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

_until: ContextVar[float | None] = ContextVar("until", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let what is read meanwhile take so many seconds."""
    token = _until.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _until.reset(token)


def seconds_left() -> float:
    """Return how long reading may go on; never less than nothing.

    >>> with within(-1.0):
    ...     seconds_left()
    0.0
    """
    until = _until.get()
    return READ_SECONDS if until is None else max(until - time.monotonic(), 0.0)

"""Who is logged in, and who failed to: both in memory alone, so that a restart forgets them."""

from __future__ import annotations

import math
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from http import HTTPStatus

from kb.surfaces.api.errors import RefusedRequestError

TOKEN_BYTES = 32
SESSION_SECONDS = 12 * 3_600.0
"""A working day: who has not been seen for so long logs in again."""

MOST_SESSIONS = 10_000
FAILURES = 8
FAILURE_SECONDS = 300.0
"""Eight wrong passwords in five minutes: more than anyone mistypes, too few to try a dictionary."""

MOST_CLIENTS = 10_000


@dataclass(frozen=True, slots=True)
class Session:
    """Whose session it is, by which password it began, and when it was seen last."""

    user: str
    mark: str | None
    seen: float


class Sessions:
    """The sessions, by a token that cannot be guessed; the one unused longest ends first."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, user: str, mark: str | None) -> str:
        """Return the token of a new session."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self._lock:
            self._sessions[token] = Session(user, mark, time.monotonic())
            if len(self._sessions) > MOST_SESSIONS:
                self._sessions.popitem(last=False)
        return token

    def of(self, token: str) -> Session | None:
        """Return a session, None when it has ended or never was; it goes on from now."""
        with self._lock:
            session = self._sessions.get(token)
            if session is None:
                return None
            now = time.monotonic()
            del self._sessions[token]
            if now - session.seen > SESSION_SECONDS:
                return None
            self._sessions[token] = replace(session, seen=now)
            return session

    def end(self, token: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(token, None)


class Failures:
    """How often each client failed to log in of late."""

    def __init__(self) -> None:
        self._times: OrderedDict[str, list[float]] = OrderedDict()
        self._lock = threading.Lock()

    def refuse_after_many(self, client: str) -> None:
        """Refuse a client that failed too often, before its password is looked at."""
        with self._lock:
            recent = self._recent(client)
        if len(recent) >= FAILURES:
            raise RefusedRequestError(
                HTTPStatus.TOO_MANY_REQUESTS,
                "the password was wrong too often",
                "try again when the time in Retry-After has passed, or ask the administrator",
                retry_after=math.ceil(recent[0] + FAILURE_SECONDS - time.monotonic()),
            )

    def add(self, client: str) -> None:
        """Note that a client failed."""
        with self._lock:
            self._times[client] = [*self._recent(client), time.monotonic()]
            self._times.move_to_end(client)
            if len(self._times) > MOST_CLIENTS:
                self._times.popitem(last=False)

    def forget(self, client: str) -> None:
        """Forget the failures of a client that came in."""
        with self._lock:
            self._times.pop(client, None)

    def _recent(self, client: str) -> list[float]:
        since = time.monotonic() - FAILURE_SECONDS
        return [moment for moment in self._times.get(client, ()) if moment > since]

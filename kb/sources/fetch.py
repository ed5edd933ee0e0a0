"""Asking the Publications Office politely: the one file that knows httpx.

One request at a time, no more than the interval allows, identified by name. Redirections are followed
only to allowed addresses; what is transient is asked again, and an interrupted body is resumed where it
broke off when the server can say that it is still the same. TLS certificates are always checked.
"""

from __future__ import annotations

import datetime
import re
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from urllib.request import getproxies

import httpx

from kb.errors import RefusedError, UnreachableError
from kb.sources.answers import Answered, Meaning, Reply, Step, meaning

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from kb.sources.addresses import Addresses

PROJECT = "policy-desk"
BACKOFF = (0.5, 1.5, 4.5)
"""How long to wait before each further attempt, in intervals; a client of Cellar does the same."""

MOST_ATTEMPTS: tuple[tuple[type[httpx.TransportError], int], ...] = (
    (httpx.ConnectTimeout, 1),
    (httpx.ConnectError, 2),
    (httpx.TimeoutException, 2),
)
"""What is not worth all attempts: without a network the user is told within a few seconds."""

LONGEST_WAIT = 60.0
"""Seconds; a server that asks for more is asked another day."""

CONNECT_SECONDS = 4.0
"""How long a connection may take, and the name of the server before it; a mobile network takes one."""

SILENCE_SECONDS = 30.0
"""How long a server may say nothing; notices of a megabyte were seen to take ten."""

MOST_BYTES = 100 * 1024 * 1024
"""No document of the Official Journal is as large."""

MOST_REDIRECTIONS = 8

PROXIED = {"http", "https", "all"}


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a server is asked: seconds between two requests, 0 in tests; how to wait and tell the time."""

    interval: float = 1.0
    silence: float = SILENCE_SECONDS
    most_bytes: int = MOST_BYTES
    wait: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic


@dataclass
class _Received:
    """A body as far as it came, and what tells whether the rest still belongs to it."""

    content: bytearray = field(default_factory=bytearray)
    validator: str | None = None

    def resuming(self) -> dict[str, str]:
        """Return the headers that ask for the rest; without a validator the body is asked for anew."""
        if self.content and self.validator:
            return {"Range": f"bytes={len(self.content)}-", "If-Range": self.validator}
        return {}

    def goes_on(self, headers: Mapping[str, str]) -> bool:
        """Tell whether an answer begins where the body broke off."""
        return headers.get("content-range", "").startswith(f"bytes {len(self.content)}-")


class Courier:
    """Carries requests to the Publications Office; a context manager that closes its connections."""

    def __init__(self, addresses: Addresses, pace: Pace) -> None:
        self.addresses = addresses
        self._pace = pace
        self._next = pace.now()
        self._unreachable: str | None = None
        self._resolved = not getproxies().keys().isdisjoint(PROXIED)  # a proxy resolves the names itself
        self._client = httpx.Client(
            headers={"User-Agent": user_agent(), "Accept-Encoding": "identity"},
            timeout=httpx.Timeout(pace.silence, connect=CONNECT_SECONDS),
            follow_redirects=False,
            mounts={"all://127.0.0.1": None, "all://localhost": None},
        )

    def __enter__(self) -> Courier:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def get(self, url: str, headers: Mapping[str, str]) -> Answered:
        """Ask for an address and follow it to where the document is."""
        chain: list[Step] = []
        for _ in range(MOST_REDIRECTIONS):
            reply = self._persistently("GET", url, headers, None)
            chain.append(Step(url, reply.status))
            if meaning(reply) is not Meaning.MOVED:
                return Answered(reply, meaning(reply), tuple(chain))
            url = self.addresses.followed(reply.headers.get("location", ""), url)
        raise RefusedError(f"{chain[0].url} leads from address to address without end")

    def post(self, url: str, form: Mapping[str, str], headers: Mapping[str, str]) -> Answered:
        """Send a form."""
        reply = self._persistently("POST", url, headers, form)
        return Answered(reply, meaning(reply), (Step(url, reply.status),))

    def _persistently(
        self, method: str, url: str, headers: Mapping[str, str], form: Mapping[str, str] | None
    ) -> Reply:
        """Ask until there is an answer that is not transient, or the attempts are used up."""
        received = _Received()
        for attempt, backoff in enumerate((*BACKOFF, None), start=1):
            asked_to_wait = 0.0
            try:
                reply = self._once(method, url, headers, form, received)
            except httpx.TransportError as error:
                self._give_up(error, attempt)
            except (httpx.InvalidURL, httpx.DecodingError) as error:
                raise RefusedError(f"{url}: {error}") from error
            else:
                if backoff is None or meaning(reply) not in {Meaning.BUSY, Meaning.NOT_READY}:
                    return reply
                asked_to_wait = self._asked_to_wait(reply)
            self._pace.wait(max(asked_to_wait, (backoff or 0.0) * self._pace.interval))
        raise UnreachableError(f"{self.addresses.host} does not answer")

    def _give_up(self, error: httpx.TransportError, attempt: int) -> None:
        """Raise when another attempt is of no use: the attempts are used up, or there is no network."""
        most = next((most for kind, most in MOST_ATTEMPTS if isinstance(error, kind)), len(BACKOFF) + 1)
        if attempt < most:
            return
        if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
            self._unreachable = f"{self.addresses.host} cannot be reached ({_reason(error)})"
            raise UnreachableError(self._unreachable) from error
        raise UnreachableError(f"{self.addresses.host} does not answer ({_reason(error)})") from error

    def _asked_to_wait(self, reply: Reply) -> float:
        """Return the seconds that a server asks to wait for."""
        seconds = retry_after(reply.headers.get("retry-after", ""), datetime.datetime.now(datetime.UTC))
        if seconds > LONGEST_WAIT:
            raise UnreachableError(f"{self.addresses.host} asks to come back in {seconds:.0f} seconds")
        return seconds

    def _once(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        form: Mapping[str, str] | None,
        received: _Received,
    ) -> Reply:
        if self._unreachable:
            raise UnreachableError(self._unreachable)
        self._resolve(url)
        self._take_turn()
        asked = {**headers, **received.resuming()}
        with self._client.stream(method, url, headers=asked, data=form) as response:
            status = response.status_code
            answered = {name.lower(): value for name, value in response.headers.items()}
            if status == httpx.codes.PARTIAL_CONTENT and received.goes_on(answered):
                status = httpx.codes.OK.value
            else:
                received.content.clear()
            received.validator = _validator(answered) if status == httpx.codes.OK else None
            for piece in response.iter_bytes():
                received.content += piece
                if len(received.content) > self._pace.most_bytes:
                    raise RefusedError(f"{url} is larger than {self._pace.most_bytes:,} bytes")
        return Reply(url, status, answered, bytes(received.content))

    def _resolve(self, url: str) -> None:
        """Fail early when the server's name cannot be resolved, which can take a minute without a network."""
        if not self._resolved and not can_be_resolved(httpx.URL(url).host):
            self._unreachable = f"{self.addresses.host} cannot be reached (its name cannot be resolved)"
            raise UnreachableError(self._unreachable)
        self._resolved = True

    def _take_turn(self) -> None:
        """Wait until the interval since the last request has passed."""
        early = self._next - self._pace.now()
        if early > 0:
            self._pace.wait(early)
        self._next = self._pace.now() + self._pace.interval


def can_be_resolved(host: str) -> bool:
    """Tell whether a name is resolved in time; the system's resolver cannot be told to hurry."""
    addresses: list[object] = []

    def resolve() -> None:
        with suppress(OSError):
            addresses.extend(socket.getaddrinfo(host, None))

    resolver = threading.Thread(target=resolve, daemon=True)
    resolver.start()
    resolver.join(CONNECT_SECONDS)
    return bool(addresses)


def retry_after(said: str, now: datetime.datetime) -> float:
    """Return the seconds that a `Retry-After` header names, by their number or by a date; else 0.

    >>> retry_after("7", datetime.datetime.now(datetime.UTC))
    7.0
    """
    if said.strip().isdecimal():
        return float(said)
    try:
        when = parsedate_to_datetime(said)
    except ValueError:
        return 0.0
    return max(0.0, (when.astimezone(datetime.UTC) - now).total_seconds())


def user_agent() -> str:
    """Return the name under which the desk asks."""
    try:
        return f"{PROJECT}/{version(PROJECT)}"
    except PackageNotFoundError:
        return PROJECT


def _validator(headers: Mapping[str, str]) -> str | None:
    """Return what `If-Range` needs; a weak ETag cannot tell that bytes are the same."""
    etag = headers.get("etag")
    return etag if etag and not etag.startswith("W/") else headers.get("last-modified")


def _reason(error: httpx.TransportError) -> str:
    """Return what the system says, without its number: "Connection refused"."""
    return re.sub(r"^\[Errno -?\d+\] ", "", str(error)) or type(error).__name__

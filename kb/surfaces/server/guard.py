"""What every request passes first: whose it is, how large, and with which headers the response goes out.

A page of another site that is open in the same browser can send requests to this one, by its address or
under a name that leads here; those are refused. What Gradio offers of other addresses is closed: nothing
leaves the machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders

from kb.surfaces.api import PREFIX
from kb.surfaces.api.errors import RefusedRequestError, refused
from kb.surfaces.server.paths import path_of, under
from kb.surfaces.web.words import LANGUAGE_COOKIE, LANGUAGES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_REQUEST = 4 * 2**20
"""Bytes of what is no upload: the longest text in which references are looked for, written as JSON."""

UPLOADS = re.compile(r"/(?:nl|en)/gradio_api/upload(?:/|$)")
MULTIPART_MARGIN = 2**16
"""Bytes that a form adds to its file."""

LEADS_AWAY = re.compile(r"/(?:proxy=|file=https?:)", re.IGNORECASE)
"""Paths under which Gradio fetches another address for whoever asks."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",  # without the last Gradio makes no page
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",  # "no-referrer" makes a browser send our own forms from "null"
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
PRIVATE = {"Cache-Control": "no-store"}
"""What an answer is, and whatever the API sends."""


@dataclass(frozen=True, slots=True)
class Door:
    """The names under which the desk may be called, none for any, and the bytes that an upload may have."""

    names: frozenset[str]
    upload: int


class Guard:
    """The outermost middleware."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = path_of(scope)
        most = self._door.upload + MULTIPART_MARGIN if UPLOADS.match(path) else LARGEST_REQUEST
        body = _Body(receive, most)
        response = _Response(send, _headers(path, scope), body)
        try:
            self._refuse(path, scope)
            body.refuse_announced(Headers(scope=scope).get("content-length", "0"))
        except RefusedRequestError as error:
            await refused(error)(scope, receive, response.send)
            return
        await self._app(scope, body.receive, response.send)

    def _refuse(self, path: str, scope: Scope) -> None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        names = self._door.names
        if names and _name(host) not in names:
            raise RefusedRequestError(
                HTTPStatus.BAD_REQUEST,
                f"the desk is not called {_name(host)!r} here",
                "name it in KB_HOSTS where the server runs, if it is",
            )
        if scope["method"] not in SAFE and not self._is_ours(headers, host):
            raise RefusedRequestError(
                HTTPStatus.FORBIDDEN, "a page of another site sent this", "open the desk itself"
            )
        if LEADS_AWAY.search(path):
            raise RefusedRequestError(
                HTTPStatus.NOT_FOUND, "nothing is fetched from other addresses", "open it in the browser"
            )

    def _is_ours(self, headers: Headers, host: str) -> bool:
        """Tell whether a request that changes something comes from a page of ours, or from a program."""
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site", "none") in {"none", "same-origin"}
        called = urlsplit(origin).netloc
        return called == host or _name(called) in self._door.names - LOOPBACK


YEAR = 31_536_000
"""Seconds."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""On one machine other programs serve pages too: there the port has to be ours as well."""


def _headers(path: str, scope: Scope) -> dict[str, str]:
    """Return the headers of a response; whoever opened a page is led to its language the next time."""
    if path.startswith(PREFIX):
        return {**HEADERS, **PRIVATE}
    language = path.strip("/")
    if language not in LANGUAGES:
        return HEADERS
    chosen = f"{LANGUAGE_COOKIE}={language}; Path={under(scope, '/')}; Max-Age={YEAR}; HttpOnly; SameSite=Lax"
    return {**HEADERS, "Set-Cookie": chosen}


class _Body:
    """A request's body, which is refused when it grows too large; `refusal` says so then."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._most = most
        self._length = 0
        self.refusal: RefusedRequestError | None = None

    def refuse_announced(self, length: str) -> None:
        if length.isdecimal() and int(length) > self._most:
            raise self._too_large()

    async def receive(self) -> Message:
        message = await self._receive()
        self._length += len(message.get("body", b""))
        if self._length > self._most:
            self.refusal = self._too_large()
            raise self.refusal
        return message

    def _too_large(self) -> RefusedRequestError:
        return RefusedRequestError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"the request has more than {self._most:,} bytes",
            "send less at a time, or have KB_UPLOAD_SIZE raised where the server runs",
        )


class _Response:
    """The way back: with the headers that every response has, unless it has its own.

    What an application makes of a body that broke off is not what became of it: that is sent instead.
    """

    def __init__(self, send: Send, headers: dict[str, str], body: _Body) -> None:
        self._send = send
        self._headers = headers
        self._body = body
        self._is_replaced = False

    async def send(self, message: Message) -> None:
        if self._is_replaced:
            return
        if message["type"] != "http.response.start":
            await self._send(message)
            return
        headers = MutableHeaders(raw=list(message["headers"]))
        for name, value in self._headers.items():
            if name == "Set-Cookie":
                headers.append(name, value)
            else:
                headers.setdefault(name, value)
        refusal = self._body.refusal
        if refusal is None:
            await self._send({**message, "headers": headers.raw})
            return
        self._is_replaced = True
        instead = refused(refusal)
        instead.headers.update(self._headers)
        await self._send(
            {"type": message["type"], "status": instead.status_code, "headers": instead.raw_headers}
        )
        await self._send({"type": "http.response.body", "body": instead.body})


def _name(host: str) -> str:
    """Return the name in a host with its port: "127.0.0.1:7860", "[::1]:7860"."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""

"""One login for the page and the API: a form and a cookie for people, HTTP Basic for programs.

The cookie holds a token that means nothing outside this process; scripts cannot read it, and it is not sent
along from other sites. Whoever has none is led to the form, or refused with 401 under the API's paths.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from base64 import b64decode
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kb.surfaces.api import PREFIX
from kb.surfaces.api.errors import RefusedRequestError, refused
from kb.surfaces.server.login_page import login_page
from kb.surfaces.server.paths import language_of, path_of, under
from kb.surfaces.server.sessions import SESSION_SECONDS, Failures, Sessions
from kb.surfaces.web.words import LANGUAGES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from kb.surfaces.server.users import Users

COOKIE = "kb_session"
LOGIN, LOGOUT = "/login", "/logout"
OPEN = frozenset({LOGIN, LOGOUT, f"{PREFIX}/health"})
"""What is answered to anyone; health tells a proxy that the server runs, and nothing of the texts."""

KNOWN_SECONDS = 600.0
"""How long a program that sends its password with every request is not put through scrypt again."""


class Login:
    """A middleware that lets users in, and knows who they are; without any user it lets everyone in."""

    def __init__(self, app: ASGIApp, users: Users) -> None:
        self._app = app
        self._users = users
        self._sessions = Sessions()
        self._failures = Failures()
        self._key = secrets.token_bytes(32)
        self._known: dict[bytes, float] = {}
        self._is_closed = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a user through, and send everyone else to the form."""
        if scope["type"] == "lifespan" or not self._asks_for_names():
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing here speaks over web sockets
            return
        request = Request(scope, receive)
        try:
            response = await self._response(request)
        except RefusedRequestError as error:
            response = refused(error)
        await (response or self._app)(scope, receive, send)

    def _asks_for_names(self) -> bool:
        """Tell whether there are users; once there were, nobody comes in because their file is gone."""
        self._is_closed = self._is_closed or bool(self._users.names())
        return self._is_closed

    async def _response(self, request: Request) -> Response | None:
        """Return the response of the login itself; None where the request goes on to the desk."""
        path = path_of(request.scope)
        if path == LOGIN:
            return await (self._let_in(request) if request.method == "POST" else self._form(request))
        if path == LOGOUT and request.method == "POST":
            return self._let_out(request)
        user = self._by_cookie(request) or await self._by_password(request)
        if user is None and path not in OPEN:
            return _sent_away(request)
        request.scope["user"] = user
        return None

    async def _form(self, request: Request, failed: bool = False) -> Response:
        said = request.query_params.get("lang", "")
        language = said if said in LANGUAGES else language_of(request)
        action = under(request.scope, f"{LOGIN}?next={quote(_next(request), safe='')}&lang=")
        status = HTTPStatus.UNAUTHORIZED if failed else HTTPStatus.OK
        return HTMLResponse(login_page(language, action, failed=failed), status)

    async def _let_in(self, request: Request) -> Response:
        sent = parse_qs((await request.body()).decode("utf-8", "replace"))
        user = await self._checked(request, sent.get("name", [""])[0], sent.get("password", [""])[0])
        if user is None:
            return await self._form(request, failed=True)
        response = RedirectResponse(under(request.scope, _next(request)), HTTPStatus.SEE_OTHER)
        response.set_cookie(
            COOKIE,
            self._sessions.begin(user, self._users.mark(user)),
            max_age=int(SESSION_SECONDS),
            path=under(request.scope, "/"),
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )
        return response

    def _let_out(self, request: Request) -> Response:
        self._sessions.end(request.cookies.get(COOKIE, ""))
        response = RedirectResponse(under(request.scope, LOGIN), HTTPStatus.SEE_OTHER)
        response.delete_cookie(COOKIE, path=under(request.scope, "/"))
        return response

    def _by_cookie(self, request: Request) -> str | None:
        """Return whose cookie it is, unless that user was taken out since, or has another password."""
        session = self._sessions.of(request.cookies.get(COOKIE, ""))
        if session is None or session.mark is None or self._users.mark(session.user) != session.mark:
            return None
        return session.user

    async def _by_password(self, request: Request) -> str | None:
        kind, _, coded = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "basic":
            return None
        try:
            name, _, password = b64decode(coded).decode().partition(":")
        except ValueError:
            return None
        # by the mark of the user: another password makes another digest
        digest = hashlib.blake2b(f"{self._users.mark(name)} {coded}".encode(), key=self._key).digest()
        now = time.monotonic()
        if now < self._known.get(digest, 0.0):
            return name
        user = await self._checked(request, name, password)
        if user is not None:
            still = {known: until for known, until in self._known.items() if until > now}
            self._known = {**still, digest: now + KNOWN_SECONDS}
        return user

    async def _checked(self, request: Request, name: str, password: str) -> str | None:
        client = request.client.host if request.client else ""
        self._failures.refuse_after_many(client)
        if not await run_in_threadpool(self._users.know, name, password):
            self._failures.add(client)
            return None
        self._failures.forget(client)
        return name


def _sent_away(request: Request) -> Response:
    path = path_of(request.scope)
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        where = under(request.scope, f"{LOGIN}?next={quote(path, safe='')}")
        return RedirectResponse(where, HTTPStatus.SEE_OTHER)
    error = RefusedRequestError(
        HTTPStatus.UNAUTHORIZED, "nobody is logged in", f"log in at {under(request.scope, LOGIN)}"
    )
    response = refused(error)
    if path.startswith(PREFIX):
        response.headers["WWW-Authenticate"] = 'Basic realm="policy desk", charset="UTF-8"'
    return response


def _next(request: Request) -> str:
    """Return the path to go on to: one of this server, whatever the address says."""
    wanted = request.query_params.get("next", "/")
    return wanted if wanted.startswith("/") and not wanted.startswith(("//", "/\\")) else "/"

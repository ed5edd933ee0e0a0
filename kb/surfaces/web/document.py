"""The HTML document around a Gradio page: its language, header, footer, style and script.

Gradio serves a document of its own, in English, with its name and pictures in the head. Ours is made from
it, because which scripts it loads is Gradio's to know: the language and the head are put right, and what
is read before any script has run (header, footer, style) stands in it. A middleware does so, for the one
document of a page; everything else passes untouched.
"""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from kb.desk.kept import KEPT
from kb.render.html.element import Html, element, joined
from kb.render.html.frame import footer, header, preparing
from kb.surfaces.web.words import LANGUAGES, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kb.desk import KnowledgeBase
    from kb.settings import Settings

FOLDER = Path(__file__).parent

LANGUAGE = re.compile(r'(<html[^>]*\blang=")[^"]*(")')
NOT_OURS = re.compile(
    r'<meta\s+(?:property="og:|name="twitter:)[^>]*>'
    r'|<link rel="manifest"[^>]*>|<base [^>]*>|<title>[^<]*</title>'
)
"""Gradio's cards for other sites; an address that fragments of this page must not be counted from."""

APP = re.compile(r"<gradio-app\b.*?</gradio-app>", re.DOTALL)

SPEAKS = '<script>Object.defineProperty(navigator, "language", {{ get: () => "{language}" }});</script>'
"""Gradio's own words, and the language that it says the page is in, follow the browser's: here ours."""

ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' fill='%23154273'/%3E"
    "%3Cpath d='M9 8h14v3H9zm0 6h14v3H9zm0 6h9v3H9z' fill='white'/%3E%3C/svg%3E"
)


class OwnDocument:
    """A middleware that serves the document of a page in our own form."""

    def __init__(self, app: ASGIApp, desk: KnowledgeBase, language: str) -> None:
        self._app = app
        self._desk = desk
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; what comes back to one for a document is put into our form."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        user = scope.get("user")
        await self._app(scope, receive, _Rewriting(send, partial(self._ours, user), self._language).send)

    def _ours(self, user: str | None, gradios: str) -> str:
        stored = self._desk.documents()
        language, words = self._language, WORDS[self._language]
        around = (
            header(words, LANGUAGES, language, user),
            footer(words, stored, privacy(words, self._desk.settings), language),
        )
        return dressed(gradios, language, *around)


class _Rewriting:
    """The way back of one request: an HTML document is held until it is whole, and sent rewritten."""

    def __init__(self, send: Send, rewritten: Callable[[str], str], language: str) -> None:
        self._send = send
        self._language = language
        self._rewritten = rewritten
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._whole(self._start)

    async def _whole(self, start: Message) -> None:
        body = self._body
        headers = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
        if b"<gradio-app" in body:
            body = (await run_in_threadpool(self._rewritten, body.decode())).encode()
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def privacy(words: Mapping[str, str], settings: Settings) -> list[str]:
    """Return what becomes of what is asked and judged here."""
    days, model = settings.judgement_days, settings.llm
    return [
        words["stays"] if model is None else words["model_asked"].format(model=model),
        words["questions_kept"].format(kept=KEPT),
        words["thumbs_kept"],
        words["thumbs_until"].format(days=days) if days else words["thumbs_stay"],
    ]


def dressed(gradios: str, language: str, before: Html, after: Html) -> str:
    """Return a document that Gradio made, as one of ours: `before` and `after` stand around the page."""
    words = WORDS[language]
    title = element("title", f"{words['name']} – {words['about']}")
    head = f'{title}<meta name="color-scheme" content="light dark"><link rel="icon" href="{ICON}">'
    head += f"{SPEAKS.format(language=language)}{_style()}"
    body = (
        element("noscript", element("p", words["no_script"], class_="notice")),
        element("p", words["loading"], id="loading", role="status"),
        preparing(words),
    )
    page = LANGUAGE.sub(rf"\g<1>{language}\g<2>", NOT_OURS.sub("", gradios), count=1)
    page = page.replace("</head>", f"{head}</head>", 1)
    return APP.sub(
        lambda app: f'{before}<div id="content" tabindex="-1">{joined(body)}{app[0]}</div>{after}{_script()}',
        page,
        count=1,
    )


def _is_html(message: Message) -> bool:
    return any(n.lower() == b"content-type" and v.startswith(b"text/html") for n, v in message["headers"])


@cache
def _style() -> str:
    sheets = sorted((FOLDER / "styles").glob("*.css"))
    return f"<style>{''.join(sheet.read_text('utf-8') for sheet in sheets)}</style>"


@cache
def _script() -> str:
    return f"<script>{(FOLDER / 'desk.js').read_text('utf-8')}</script>"

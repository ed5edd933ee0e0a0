"""The replica's server: content negotiation, redirections, lists, SPARQL, and every recorded trouble.

The shapes are those of the real servers: `Location` and item addresses name publications.europa.eu over
plain http, so that a client which follows them blindly leaves the machine.
"""

from __future__ import annotations

import json
import re
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from tests.replica import catalogue
from tests.replica.catalogue import KINDS, PDF, WORKS, Work

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import Message

OFFICE = "http://publications.europa.eu"
SLOW_SECONDS = 30.0
LANGUAGES = frozenset(
    "bul ces dan deu ell eng est fin fra gle hrv hun ita lav lit mlt nld pol por ron slk slv spa swe".split()
)
"""The codes that are taken; those of libraries ("dut", "ger", "fre") are not."""

CHALLENGE = b"""<!DOCTYPE html><html><head><title></title><script>window.awsWafCookieDomainList = [];
window.gokuProps = {"key":"replica","iv":"replica","context":"replica"};</script>
<script src="https://replica.invalid/awswaf/challenge.js"></script></head><body><noscript>
<h1>JavaScript is disabled</h1>In order to continue, we need to verify that you're not a robot.
This requires JavaScript. Enable JavaScript and then reload the page.</noscript></body></html>"""
UNKNOWN = "Resource [system 'celex' - id '{}'] not found."
NOT_HELD = (
    "The resource [cellar:{}] with requested language [{}] does not hold a content datastream of the "
    "requested type"
)
STREAMS = """<html><head><title>300 Multiple-Choice Response</title></head><body><ul>
{}</ul></body></html>"""
STREAM = """<li title="item"><a href="{address}">{address}</a><ul>
<li title="stream_name">DOC_{number}</li><li title="stream_label">{label}</li>
<li title="stream_order">{number}</li></ul></li>
"""


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: Message


class Replica(ThreadingHTTPServer):
    """A server on the loopback interface; a context manager that serves while it is open.

    `asked` are the requests in their order. `off` makes every answer a 503.
    """

    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.asked: list[Asked] = []
        self.off = False
        self.revised = False
        self._attempts: Counter[str] = Counter()
        self._lock = threading.Lock()
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def attempt(self, path: str) -> int:
        """Count the attempts at a path, from 1."""
        with self._lock:
            self._attempts[path] += 1
            return self._attempts[path]

    def __enter__(self) -> Replica:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that hung up; anything else is an error of the replica."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as it was given

    def paths(self) -> list[str]:
        """Return the paths that were asked for, in order."""
        return [asked.path for asked in self.asked]


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"
    server: Replica

    def do_GET(self) -> None:
        self.server.asked.append(Asked("GET", self.path, self.headers))
        path = urlsplit(self.path).path
        if self.server.off:
            self.answer(503)
        elif path.startswith("/resource/celex/"):
            self.resource(path.removeprefix("/resource/celex/"))
        elif path.startswith("/resource/cellar/"):
            self.item(path)
        else:
            self.answer(404, b"nothing here")

    def do_POST(self) -> None:
        self.server.asked.append(Asked("POST", self.path, self.headers))
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if self.server.off:
            self.answer(503)
        elif self.path != "/webapi/rdf/sparql" or "query" not in form:
            self.answer(400, b"no query")
        else:
            rows = [row for celex in _numbers(form["query"][0]) for row in _rows(WORKS.get(celex))]
            result = {
                "head": {"vars": ["celex", "lang", "mtype", "item", "title"]},
                "results": {"bindings": rows},
            }
            self.answer(200, json.dumps(result).encode(), {"Content-Type": "application/sparql-results+json"})

    def resource(self, encoded: str) -> None:
        """Negotiate: the number must be encoded whole, the language named, one of the media types held."""
        language = self.headers.get("Accept-Language", "")
        work = None if "(" in encoded else WORKS.get(unquote(encoded))
        if language not in LANGUAGES:
            self.answer(400, b"Accept-Language is missing or no ISO 639-2/T code")
        elif work is None:
            self.answer(404, UNKNOWN.format(encoded).encode())
        elif not TROUBLES.get(work.celex, _no_trouble)(self, work):
            self.negotiate(work, language)

    def negotiate(self, work: Work, language: str) -> None:
        accept = self.headers.get("Accept", "")
        streams = work.streams.get((language, accept), ()) if accept != PDF else ()
        if not streams:
            self.answer(404, NOT_HELD.format(work.cellar, language).encode())
        elif len(streams) == 1:
            self.moved(OFFICE + work.item(language, accept, 1))
        else:
            numbers = range(len(streams), 0, -1)  # the real lists are in no order either
            listed = (
                STREAM.format(
                    address=OFFICE + work.item(language, accept, number),
                    number=number,
                    label="ACT" if number == 1 else "ANNEX",
                )
                for number in numbers
            )
            self.answer(
                300, STREAMS.format("".join(listed)).encode(), {"Content-Type": "application/xhtml+xml"}
            )

    def item(self, path: str) -> None:
        for work in WORKS.values():
            if path in work.items():
                media_type, content = work.items()[path]
                if not ITEM_TROUBLES.get(work.celex, _no_trouble)(self, work):
                    self.answer(200, content, {"Content-Type": f"{media_type};charset=UTF-8"})
                return
        self.answer(404, b"nothing here")

    def moved(self, address: str) -> None:
        self.answer(303, b"", {"Location": address})

    def answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the requests are kept in `asked`."""


def _numbers(query: str) -> list[str]:
    """Return the numbers that a query asks for; a plain literal matches nothing."""
    return re.findall(r'"([^"]+)"\^\^xsd:string', query)


def _rows(work: Work | None) -> list[dict[str, dict[str, str]]]:
    if work is None:
        return []
    return [
        {
            "celex": {"type": "typed-literal", "value": work.celex},
            "lang": {"type": "literal", "value": language.upper()},
            "mtype": {"type": "literal", "value": KINDS[media_type]},
            "item": {"type": "uri", "value": OFFICE + work.item(language, media_type, number)},
            **(
                {"title": {"type": "literal", "value": title}} if (title := work.titles.get(language)) else {}
            ),
        }
        for (language, media_type), contents in work.streams.items()
        for number in range(1, len(contents) + 1)
    ]


# Troubles: each answers itself and returns True, or leaves the request to be answered as usual.


def _no_trouble(*_: object) -> bool:
    return False


def _first(times: int, status: int, **headers: str) -> Callable[[Handler, Work], bool]:
    """Answer with a status the first times."""

    def trouble(handler: Handler, work: Work) -> bool:
        if handler.server.attempt(work.celex) > times:
            return False
        handler.answer(status, b"", {name.replace("_", "-"): value for name, value in headers.items()})
        return True

    return trouble


def _challenge(handler: Handler, _work: Work) -> bool:
    handler.answer(200, CHALLENGE, {"Content-Type": "text/html"})
    return True


def _leads(address: str) -> Callable[[Handler, Work], bool]:
    def trouble(handler: Handler, work: Work) -> bool:
        handler.moved(address.format(celex=work.celex))
        return True

    return trouble


def _gone(handler: Handler, work: Work) -> bool:
    handler.answer(404, NOT_HELD.format(work.cellar, "").encode())
    return True


def _not_acceptable(handler: Handler, _work: Work) -> bool:
    if handler.headers["Accept"] != catalogue.XHTML:
        return False
    handler.answer(406)
    return True


def _silence(handler: Handler, _work: Work) -> bool:
    handler.server.closing.wait(SLOW_SECONDS)
    handler.close_connection = True
    return True


def _revision(handler: Handler, _work: Work) -> bool:
    """Give an ETag, and 304 to who has it; another text after the revision."""
    etag = '"after"' if handler.server.revised else '"before"'
    if handler.headers.get("If-None-Match") == etag:
        handler.answer(304, b"", {"ETag": etag})
    else:
        content = catalogue.note("nld", "Herzien" if handler.server.revised else "Notitie")
        handler.answer(200, content, {"Content-Type": catalogue.XHTML, "ETag": etag})
    return True


def _breaks_off(etag: str | None) -> Callable[[Handler, Work], bool]:
    """Send half of the body and close; the rest to who asks for it and names the ETag."""

    def trouble(handler: Handler, work: Work) -> bool:
        (content,) = next(iter(work.streams.values()))
        headers = {"Content-Type": catalogue.XHTML, **({"ETag": etag} if etag else {})}
        start = re.fullmatch(r"bytes=(\d+)-", handler.headers.get("Range", ""))
        if start and handler.headers.get("If-Range") == etag:
            rest = content[int(start[1]) :]
            where = f"bytes {start[1]}-{len(content) - 1}/{len(content)}"
            handler.answer(206, rest, {**headers, "Content-Range": where})
        elif handler.server.attempt(work.celex) > 1:
            handler.answer(200, content, headers)
        else:
            handler.answer(
                200, content[: len(content) // 2], {**headers, "Content-Length": str(len(content))}
            )
            handler.close_connection = True
        return True

    return trouble


TROUBLES: dict[str, Callable[[Handler, Work], bool]] = {
    catalogue.NOT_YET.celex: _first(2, 202),
    catalogue.NEVER_READY.celex: _first(1_000, 202),
    catalogue.OLD.celex: _not_acceptable,
    catalogue.HASTY.celex: _first(1, 429, Retry_After="7"),
    catalogue.PATIENT.celex: _first(1, 429, Retry_After="86400"),
    catalogue.FAULTY.celex: _first(1, 500),
    catalogue.DOWN.celex: _first(1_000, 503),
    catalogue.ROBOT_CHECK.celex: _challenge,
    catalogue.SLOW.celex: _silence,
    catalogue.ELSEWHERE.celex: _leads("http://elsewhere.invalid/{celex}"),
    catalogue.ENDLESS.celex: _leads(OFFICE + "/resource/celex/{celex}"),
}
ITEM_TROUBLES: dict[str, Callable[[Handler, Work], bool]] = {
    catalogue.REVISED.celex: _revision,
    catalogue.LISTED_BUT_GONE.celex: _gone,
    catalogue.BROKEN_OFF.celex: _breaks_off('"whole"'),
    catalogue.BROKEN_OFF_UNMARKED.celex: _breaks_off(None),
}

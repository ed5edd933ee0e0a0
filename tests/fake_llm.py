"""A language model's server that says what a test wants: real HTTP on the loopback address.

It speaks the protocols of OpenAI-compatible servers and of Ollama, enough for LlamaIndex's own clients.
"""

from __future__ import annotations

import json
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PASSAGE = re.compile(r"<<(?P<key>[0-9a-f]+)>> (?P<text>.*?) <</(?P=key)>>")


@dataclass(frozen=True)
class Asked:
    """What the model was told."""

    system: str
    user: str

    @property
    def passages(self) -> dict[str, str]:
        """The passages it was shown, by key."""
        return {match["key"]: match["text"] for match in PASSAGE.finditer(self.user)}

    def key_of(self, words: str) -> str:
        """Return the key of the first passage that holds some words."""
        return next(key for key, text in self.passages.items() if words in text)

    def key_without(self, words: str) -> str:
        """Return the key of the first passage that does not hold some words."""
        return next(key for key, text in self.passages.items() if words not in text)


@dataclass(frozen=True)
class Broken:
    """A body that is no reply, under a status."""

    status: int
    body: bytes


class FakeModel(ThreadingHTTPServer):
    """The server; `says` may be replaced between questions."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.says: Callable[[Asked], str | Broken] = lambda _: "NONE"
        self.asked: list[Asked] = []
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def sleeps(self, _: Asked) -> str:
        """Say nothing for as long as the server lives."""
        self.closing.wait(60)
        return "NONE"


@contextmanager
def serving() -> Iterator[FakeModel]:
    """Run a server in a thread."""
    with FakeModel() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: FakeModel

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        form = {"/v1/chat/completions": _openai, "/api/chat": _ollama}.get(self.path)
        if form is None:
            self._send(404, b"{}")
            return
        said = {message["role"]: message["content"] for message in sent["messages"]}
        asked = Asked(said.get("system", ""), said["user"])
        self.server.asked.append(asked)
        reply = self.server.says(asked)
        if isinstance(reply, Broken):
            self._send(reply.status, reply.body)
        else:
            self._send(200, json.dumps(form(sent["model"], reply)).encode())

    def _send(self, status: int, body: bytes) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            return  # whoever asked has gone

    def log_message(self, *_: object) -> None:
        """Print nothing."""


def _openai(model: str, reply: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": reply}
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": model,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }


def _ollama(model: str, reply: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": reply}
    return {"model": model, "created_at": "2026-01-01T00:00:00Z", "done": True, "message": message}

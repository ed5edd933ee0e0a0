"""Running the server until it is told to stop: what is being answered then is answered, and it exits 0."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from kb.surfaces.server.application import application

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from kb.desk import KnowledgeBase
    from kb.settings import ServerSettings

LAST_SECONDS = 10
"""How long a stop waits for what is being answered, and for pages that stay connected."""

STOPPING = (signal.SIGINT, signal.SIGTERM)


class Server(uvicorn.Server):
    """A server for which a signal to stop is a request, and no failure."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at a signal, and do not die of it afterwards, as uvicorn would."""
        before = {number: signal.signal(number, self.handle_exit) for number in STOPPING}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def serve(desk: KnowledgeBase, settings: ServerSettings, bound: socket.socket) -> None:
    """Serve a desk at a socket that listens, until a signal comes."""
    config = uvicorn.Config(
        application(desk, settings),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=LAST_SECONDS,
    )
    Server(config).run([bound])

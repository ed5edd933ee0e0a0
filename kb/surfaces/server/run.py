"""Running the server until it is told to stop: what is being answered then is answered, and it exits 0."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from kb.surfaces.server.application import application
from kb.surfaces.server.first_start import FirstStart
from kb.surfaces.server.guard import LOOPBACK, Door
from kb.surfaces.server.pages import let_pages_go
from kb.workers import Workers

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from fastapi import FastAPI

    from kb.desk import KnowledgeBase
    from kb.ingestion import Progress
    from kb.settings import ServerSettings

LAST_SECONDS = 10
"""How long a stop waits for what is being answered; pages that are open do not delay it."""

IDLE_SECONDS = 75
"""How long a connection stays open between two requests: longer than the minute for which a proxy keeps
its own, or requests would meet a connection that is being closed."""

STOPPING = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server is: the host that was asked for, its socket, and the path that a proxy puts before."""

    host: str
    bound: socket.socket
    root_path: str

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host in LOOPBACK or self.host.startswith("127.")


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


class DeskServer(Server):
    """A server of pages, which keep a connection as long as they are open."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let the pages go, and stop when the last answer is given."""
        let_pages_go(self._app)
        await super().shutdown(sockets)


def serve(
    desk: KnowledgeBase,
    settings: ServerSettings,
    place: Place,
    showing: Callable[[], AbstractContextManager[Progress]],
    complain: Callable[[str], None],
) -> None:
    """Serve a desk at a socket that listens, until a signal comes; it reads its first texts meanwhile."""
    workers = Workers(desk, settings.workers)
    first_start = FirstStart(desk, workers, showing, complain)
    door = _door(desk, settings, place)
    app = application(desk, workers, settings, door, lambda: first_start.is_running)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        root_path=place.root_path,
        timeout_graceful_shutdown=LAST_SECONDS,
        timeout_keep_alive=IDLE_SECONDS,
    )
    desk.judgements.drop_old()
    first_start.begin()
    DeskServer(config, app).run([place.bound])
    first_start.stop()


def _door(desk: KnowledgeBase, settings: ServerSettings, place: Place) -> Door:
    """Return under which names the desk is called: any where it listens to the network and none is named."""
    here = LOOPBACK | {place.host} if place.is_loopback or settings.hosts else frozenset()
    return Door(here | settings.hosts, desk.settings.upload_size * desk.settings.upload_files)

"""What is done before the first question: an empty knowledge base reads the corpus, and all is loaded once.

The server listens meanwhile, and says what it is doing. A stop in the middle loses nothing: a mark in the
data folder says that the corpus was not read to its end, and the next start goes on.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from kb.errors import KnowledgeBaseError
from kb.workers.warming import WARMING_UP, warmed_up

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from kb.desk import KnowledgeBase
    from kb.ingestion import Progress
    from kb.workers import Workers

MARK = "first-start.unfinished"

LAST_SECONDS = 10.0
"""How long a stop waits for the file in hand; whatever was not finished is done at the next start."""


class _StoppedError(KnowledgeBaseError):
    """The server stops."""


class FirstStart:
    """Makes a desk ready in a thread of its own."""

    def __init__(
        self,
        desk: KnowledgeBase,
        workers: Workers,
        showing: Callable[[], AbstractContextManager[Progress]],
        complain: Callable[[str], None],
    ) -> None:
        self._desk = desk
        self._workers = workers
        self._showing = showing
        self._complain = complain
        self._mark = desk.settings.home / MARK
        self._stops = threading.Event()
        self._thread = threading.Thread(target=self._run, name="first start", daemon=True)

    def begin(self) -> None:
        """Begin; questions are refused until it is done."""
        self._thread.start()

    def stop(self) -> None:
        """Stop before the next page, and wait for that; those who answer are ended, too."""
        self._stops.set()
        self._workers.close()
        self._thread.join(LAST_SECONDS)

    @property
    def is_running(self) -> bool:
        """Whether the desk is not ready yet."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            if self._mark.exists() or not self._desk.status().documents:
                self._read_corpus()
            for question, language in WARMING_UP:
                if not self._stops.is_set():
                    self._workers.do(warmed_up, question, language)
        except _StoppedError:
            return
        except KnowledgeBaseError as error:
            if not self._stops.is_set():
                self._complain(str(error))

    def _read_corpus(self) -> None:
        with suppress(OSError):  # what is wrong with the folder, the reading says
            self._mark.parent.mkdir(parents=True, exist_ok=True)
            self._mark.touch()
        with self._showing() as progress:

            def told(done: int, total: int, name: str) -> None:
                if self._stops.is_set():
                    raise _StoppedError
                progress(done, total, name)

            report = self._desk.ingest(progress=told)
        self._mark.unlink(missing_ok=True)
        for failure in report.failed:
            self._complain(failure.error)

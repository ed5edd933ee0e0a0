"""One process that reads files one after another, and is replaced when it dies or hangs over one.

Starting a process takes half a second and reading a file mostly less, so the process is kept. A file that
breaks it is reported as that file's error; the next file gets a new process.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, TYPE_CHECKING

from kb.errors import SourceError
from kb.ingestion.messages import (
    FindReferences,
    Found,
    OutOfMemory,
    PageReached,
    Read,
    ReadFile,
    Refused,
    Stumbled,
)
from kb.parse.page_progress import tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from kb.ingestion.files import SourceFile
    from kb.ingestion.messages import Request, Said
    from kb.ingestion.steps import References
    from kb.passages import Passage
    from kb.settings import Settings
    from kb.store.prepared import Prepared

START_SECONDS = 120.0
"""How long a process may take to start; it takes half a second on an idle machine."""

END_SECONDS = 10.0
"""How long the system may take to clear away a process that was killed."""

ENTRY = "import sys; sys.path[:] = sys.argv[3:]; from kb.ingestion.child import main; main()"
"""The child finds this package where the parent found it. It is no `multiprocessing` child, which would run
the user's own script again from its first line."""


class ReadingProcess:
    """Reads files in another process; a context manager that ends it.

    The settings limit the seconds for each file, and the memory of the process.
    """

    def __init__(self, settings: Settings) -> None:
        self._seconds = settings.read_seconds
        self._memory = settings.read_memory
        self._child: _Child | None = None

    def __enter__(self) -> ReadingProcess:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def read(self, file: SourceFile, language: str | None) -> Sequence[Prepared]:
        """Return the documents in a file, or raise `SourceError` with the reason why they cannot be had."""
        said = self._answer(ReadFile(file, language), file.name)
        if isinstance(said, Read):
            return said.documents
        raise self._complaint(said, file.name)

    def find_references(self, file: str, passages: Sequence[Passage]) -> References:
        """Return the references in each passage of a document, or raise `SourceError` with the reason."""
        said = self._answer(FindReferences(passages), file)
        if isinstance(said, Found):
            return said.references
        raise self._complaint(said, file)

    def _answer(self, request: Request, file: str) -> Said:
        child = self._started(file)
        try:
            child.ask(request)
            said = self._result(child)
        except _EndedError as error:
            self._end()
            raise SourceError(
                "{file}: the process that read it broke off ({how}); the file is damaged or too large: "
                "download it again, or take another format of it",
                file=file,
                how=error,
            ) from error
        except _SilentError as error:
            self._end()
            raise SourceError(
                "{file}: took more than {seconds} s to read and was given up; split it, or take another "
                "format of it",
                file=file,
                seconds=f"{self._seconds:.0f}",
            ) from error
        if isinstance(said, OutOfMemory):
            self._end()
        return said

    def _started(self, file: str) -> _Child:
        if self._child is None:
            self._child = _Child(self._seconds, self._memory)
            try:
                self._child.hear(START_SECONDS)
            except (_EndedError, _SilentError) as error:
                self._end()
                raise SourceError(
                    "{file}: the process that reads files does not start; free memory or raise its limit "
                    "(KB_READ_MEMORY), and try again",
                    file=file,
                ) from error
        return self._child

    def _result(self, child: _Child) -> Said:
        until = time.monotonic() + self._seconds
        while True:
            said = child.hear(max(until - time.monotonic(), 0.0))
            if not isinstance(said, PageReached):
                return said
            tell(said.page, said.pages)

    def _complaint(self, said: Said, file: str) -> SourceError:
        match said:
            case Refused(reason):
                return SourceError(reason)
            case OutOfMemory():
                return SourceError(
                    "{file}: needs more than {most} MB of memory to read; split it, or take another format "
                    "of it",
                    file=file,
                    most=self._memory // 2**20,
                )
            case Stumbled(what):
                return SourceError(
                    "{file}: could not be read ({what}); please report this, with the file if you may",
                    file=file,
                    what=what,
                )
        return SourceError("{file}: could not be read", file=file)

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child = None


class _EndedError(Exception):
    """The process ended by itself; it says how."""


class _SilentError(Exception):
    """The process said nothing within its time."""


class _Child:
    """A running process, and the thread that takes in what it says: only so can a pipe be waited for."""

    def __init__(self, seconds: float, memory: int) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, with our own words
            [sys.executable, "-c", ENTRY, str(seconds), str(memory), *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._said: SimpleQueue[Said | None] = SimpleQueue()
        self._listener = Thread(target=self._listen, args=(self._process.stdout,), daemon=True)
        self._listener.start()

    def ask(self, request: Request) -> None:
        """Give the process a file to read."""
        requests = self._process.stdin
        if requests is None:
            return
        with suppress(BrokenPipeError):  # hearing it tells how it ended
            pickle.dump(request, requests, pickle.HIGHEST_PROTOCOL)
            requests.flush()

    def hear(self, seconds: float) -> Said:
        """Return what the process says next, or raise `_EndedError` or `_SilentError`."""
        try:
            said = self._said.get(timeout=seconds)
        except Empty as error:
            raise _SilentError from error
        if said is None:
            code = self._process.wait(END_SECONDS)
            raise _EndedError(f"signal {-code}" if code < 0 else f"code {code}")
        return said

    def kill(self) -> None:
        """End the process, whatever it is doing, and a program that reads a scan for it."""
        self._process.kill()
        if sys.platform != "win32":
            with suppress(ProcessLookupError, PermissionError):  # nobody of its session is left
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(END_SECONDS)
        self._listener.join(END_SECONDS)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()

    def _listen(self, results: IO[bytes]) -> None:
        with suppress(EOFError, pickle.UnpicklingError):
            while True:
                self._said.put(pickle.load(results))  # noqa: S301 - from our own child
        self._said.put(None)

"""What runs in the process that reads files: hostile bytes are parsed here, and not where the store is open.

Requests come in on standard input and results go out on standard output, as pickles of our own values: both
ends are this program. The process limits its own memory where the system can (not on Windows), and ends by
itself when a file takes too long, even when nobody is left to end it.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from kb.errors import SourceError
from kb.ingestion.read import prepared_file
from kb.memory_limit import limit_memory
from kb.parse.deadline import within
from kb.parse.page_progress import listening

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.ingestion.files import SourceFile
    from kb.store.prepared import Prepared

WATCHDOG_MARGIN = 10.0
"""Seconds after which the process ends itself when its parent, which should have ended it, is gone."""


@dataclass(frozen=True, slots=True)
class Request:
    """A file to read, and the language that the user says it is in."""

    file: SourceFile
    language: str | None


@dataclass(frozen=True, slots=True)
class Ready:
    """The process has started and waits for a file."""


@dataclass(frozen=True, slots=True)
class PageReached:
    """A page of the file is about to be read: its number from 1, of how many."""

    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The file cannot be read, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Stumbled:
    """A reader failed over the file in a way that nobody foresaw."""

    what: str


@dataclass(frozen=True, slots=True)
class OutOfMemory:
    """The file needs more memory than it is given; the process ends."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the file holds: a document for each language in it."""

    documents: tuple[Prepared, ...]


Said = Ready | PageReached | Read | Refused | Stumbled | OutOfMemory


def main() -> None:
    """Read files until no more are asked for: `seconds` and `memory` stand on the command line."""
    seconds, memory = float(sys.argv[1]), int(sys.argv[2])
    results = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no result
    limit_memory(memory)
    with results:
        _serve(sys.stdin.buffer, results, seconds)


def _serve(requests: BinaryIO, results: BinaryIO, seconds: float) -> None:
    def say(said: Said) -> None:
        results.write(pickle.dumps(said, pickle.HIGHEST_PROTOCOL))
        results.flush()

    say(Ready())
    while (request := _next(requests)) is not None:
        faulthandler.dump_traceback_later(seconds + WATCHDOG_MARGIN, exit=True, file=sys.stderr)
        try:
            with within(seconds):
                said = _read(request, lambda page, pages: say(PageReached(page, pages)))
            say(said)
        except MemoryError:
            say(OutOfMemory())
            return
        faulthandler.cancel_dump_traceback_later()


def _next(requests: BinaryIO) -> Request | None:
    try:
        request: Request = pickle.load(requests)  # noqa: S301 - from our own parent
    except EOFError:
        return None
    return request


def _read(request: Request, progress: Callable[[int, int], None]) -> Said:
    try:
        with listening(progress):
            return Read(prepared_file(request.file, request.language))
    except SourceError as error:
        return Refused(str(error))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this file's
        return Stumbled(f"{type(error).__name__}: {error}")

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
from typing import TYPE_CHECKING, BinaryIO

from kb.errors import SourceError
from kb.ingestion.messages import (
    FindReferences,
    Found,
    OutOfMemory,
    PageReached,
    Read,
    ReadFile,
    Ready,
    Refused,
    Stumbled,
)
from kb.ingestion.read import cut_file
from kb.memory_limit import limit_memory
from kb.parse.deadline import within
from kb.parse.page_progress import listening
from kb.store.prepared import references_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.ingestion.messages import Request, Said

WATCHDOG_MARGIN = 10.0
"""Seconds after which the process ends itself when its parent, which should have ended it, is gone."""


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
                said = _done(request, lambda page, pages: say(PageReached(page, pages)))
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


def _done(request: Request, progress: Callable[[int, int], None]) -> Said:
    try:
        match request:
            case ReadFile(file, language):
                with listening(progress):
                    return Read(cut_file(file, language))
            case FindReferences(passages):
                return Found(references_in(passages))
    except SourceError as error:
        return Refused(error.message)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this file's
        return Stumbled(f"{type(error).__name__}: {error}")

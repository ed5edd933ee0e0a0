"""Those who do tasks, one at a time each: a process of its own, or this one."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Protocol, TypeVar

from kb.errors import WorkerError
from kb.process import ONE_THREAD
from kb.workers.child import Done, Ready, Refused, Reply, Stumbled, Task, done

if TYPE_CHECKING:
    from kb.desk import KnowledgeBase
    from kb.settings import Settings

Result = TypeVar("Result")

ENTRY = "import sys; sys.path[:] = sys.argv[1:]; from kb.workers.child import main; main()"
"""The child finds this package where the parent found it. It is no `multiprocessing` child, which would run
the user's own script again from its first line."""

END_SECONDS = 1.0
"""How long a process may take to end by itself once nothing more can come; it takes a hundredth of it."""


class Hand(Protocol):
    """Somebody who does tasks."""

    def do(self, task: Task[Result]) -> Reply[Result]:
        """Do a task; raise `WorkerError` when that cannot be done any more."""

    def end(self) -> None:
        """Do no more tasks; one that is being done breaks off."""


class ThisProcess:
    """Does tasks in this process, with the desk that it has."""

    def __init__(self, desk: KnowledgeBase) -> None:
        self._desk = desk

    def do(self, task: Task[Result]) -> Reply[Result]:
        """Do a task."""
        return done(self._desk, task)

    def end(self) -> None:
        """There is nothing to end: the desk is its owner's to close."""


class OwnProcess:
    """Does tasks in a process of its own, over the data folder that settings name; `id` is the system's."""

    def __init__(self, settings: Settings) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, with our own words
            [sys.executable, "-c", ENTRY, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**ONE_THREAD, **os.environ},
            start_new_session=True,  # Ctrl+C is for the parent, which finishes what is being answered
        )
        self.id = self._process.pid
        self._send(settings)

    def wait(self) -> None:
        """Wait until it is ready, or raise `WorkerError`."""
        if not isinstance(self._heard(), Ready):
            raise WorkerError("a process that answers questions did not start as it should")

    def do(self, task: Task[Result]) -> Reply[Result]:
        """Have a task done."""
        self._send(task)
        reply = self._heard()
        if isinstance(reply, Done | Refused | Stumbled):
            return reply
        raise WorkerError("a process that answers questions said what was not asked")

    def end(self) -> None:
        """End the process, whatever it is doing: it does so by itself when its standard input ends."""
        self._close(self._process.stdin)
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._close(self._process.stdout)

    @staticmethod
    def _close(pipe: IO[bytes] | None) -> None:
        with suppress(OSError):  # something was left to say, and nobody is there to hear it
            if pipe is not None:
                pipe.close()

    def _send(self, said: object) -> None:
        requests = self._process.stdin
        with suppress(OSError, ValueError):  # that it has ended is heard
            if requests is not None:
                requests.write(pickle.dumps(said, pickle.HIGHEST_PROTOCOL))
                requests.flush()

    def _heard(self) -> object:
        replies = self._process.stdout
        try:
            return pickle.load(replies) if replies is not None else None  # noqa: S301 - from our own child
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            raise WorkerError("a process that answers questions broke off") from error

"""What runs in a process that answers: it opens the data folder, and does one task after the other.

The settings and then tasks come in on standard input, replies go out on standard output, as pickles: both
ends are this program. When standard input ends, which it does however the parent ends, this process ends at
once, whatever it is doing. Signals to stop are the parent's to obey: it finishes what is being answered.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, BinaryIO, Generic, TypeVar

from kb.desk import KnowledgeBase
from kb.errors import KnowledgeBaseError
from kb.workers.warming import WARMING_UP, warmed_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.settings import Settings

LONGEST_TASK = 600.0
"""Seconds after which a process that does not come back ends itself: an answer takes a tenth of one, and
building the indexes of 100,000 passages anew, which the first question may have to wait for, two minutes."""

Result = TypeVar("Result")

STOPPING = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Task(Generic[Result]):
    """A function of this program with the arguments that follow the desk."""

    function: Callable[..., Result]
    arguments: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """The process has opened the folder and waits for a task."""


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """What a task returned, and the generation of the texts that it was done on."""

    result: Result
    generation: int | None


@dataclass(frozen=True, slots=True)
class Refused:
    """The task raised an error that is somebody's to read."""

    error: KnowledgeBaseError


@dataclass(frozen=True, slots=True)
class Stumbled:
    """The task failed in a way that nobody foresaw; the trace is the administrator's to read."""

    trace: str


Reply = Done[Result] | Refused | Stumbled


def main() -> None:
    """Do tasks until no more can come."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no reply
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    settings: Settings = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
    tasks: SimpleQueue[Task[object]] = SimpleQueue()
    Thread(target=_listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    with KnowledgeBase.open(settings=settings) as desk:
        with suppress(KnowledgeBaseError):  # whoever asks is told
            for question, language in WARMING_UP:
                warmed_up(desk, question, language)
        _say(replies, Ready())
        while True:
            task = tasks.get()
            faulthandler.dump_traceback_later(LONGEST_TASK, exit=True)
            _say(replies, done(desk, task))
            faulthandler.cancel_dump_traceback_later()


def done(desk: KnowledgeBase, task: Task[Result]) -> Reply[Result]:
    """Do a task."""
    try:
        result = task.function(desk, *task.arguments)
    except KnowledgeBaseError as error:
        return Refused(error)
    except Exception:  # noqa: BLE001 - whatever it is, it is this task's
        return Stumbled(traceback.format_exc())
    return Done(result, desk.generation)


def _listen(requests: BinaryIO, tasks: SimpleQueue[Task[object]]) -> None:
    """Take in tasks in a thread of its own, which alone learns at once that the parent is gone."""
    try:
        with suppress(EOFError):
            while True:
                tasks.put(pickle.load(requests))  # noqa: S301 - from our own parent
    finally:
        os._exit(0)


def _say(replies: BinaryIO, reply: Ready | Reply[object]) -> None:
    with suppress(BrokenPipeError):  # nobody is left to hear it
        replies.write(pickle.dumps(reply, pickle.HIGHEST_PROTOCOL))
        replies.flush()

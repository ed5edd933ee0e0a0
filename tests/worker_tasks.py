"""Tasks for the tests of those who answer; a process of its own imports them, so they are kept apart."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import UsageError

if TYPE_CHECKING:
    from kb.desk import KnowledgeBase

PATIENCE = 60.0


def who(_: KnowledgeBase) -> int:
    """Say which process does it."""
    return os.getpid()


def who_meets(_: KnowledgeBase, folder: str, others: int) -> int:
    """Say which process does it, once others do it at the same time."""
    (Path(folder) / str(os.getpid())).touch()
    until = time.monotonic() + PATIENCE
    while len(list(Path(folder).iterdir())) < others and time.monotonic() < until:
        time.sleep(0.01)
    return os.getpid()


def die_once(_: KnowledgeBase, mark: str) -> int:
    """End the process in which it is done for the first time, as if the system had."""
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def die(_: KnowledgeBase) -> None:
    """End the process in which it is done."""
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(_: KnowledgeBase) -> None:
    """Fail in a way that somebody should read."""
    raise UsageError("write something else")


def stumble(_: KnowledgeBase) -> None:
    """Fail in a way that nobody foresaw."""
    raise ZeroDivisionError


def print_something(_: KnowledgeBase) -> str:
    """Print, as a library may."""
    print("no reply")  # noqa: T201 - which is what is tried
    return "reply"

"""One writer at a time: whoever changes a data folder holds its lock, and a second one waits or says so."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kb.errors import HomeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_NAME = "ingest.lock"
LOCK_SECONDS = 600.0
"""How long a second ingestion waits for the first."""


@contextmanager
def only_one(home: Path, lock: str = LOCK_NAME) -> Iterator[None]:
    """Hold the data folder for writing, or for another work that one process does at a time; wait else."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with FileLock(home / lock, timeout=LOCK_SECONDS):
            yield
    except Timeout as error:
        raise HomeError(
            f"another process has been writing to {home} for {LOCK_SECONDS:.0f} s; try again later"
        ) from error
    except OSError as error:
        raise HomeError(
            f"cannot write to the data folder {home} ({error.strerror}); choose another with --home or "
            "KB_HOME, or change its permissions"
        ) from error


def is_held(home: Path, lock: str = LOCK_NAME) -> bool:
    """Tell whether somebody is writing to the data folder at this moment."""
    if not (home / lock).is_file():
        return False
    try:
        with FileLock(home / lock, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False  # a folder that may only be read has no writer

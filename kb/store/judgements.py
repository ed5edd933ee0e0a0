"""What people thought of answers: one JSON object a line in `judgements.jsonl`, added to and never changed.

A line is there whole or not at all, also when two processes write or the disk is full. What is older than the
settings say is left out when the next one comes; everything can be erased. The file holds questions, so only
the user of the server may read it.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from kb.errors import HomeError, UsageError
from kb.store.lock import only_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

NAME, LOCK = "judgements.jsonl", "judgements.lock"
SCHEMA = 1

LONGEST_COMMENT = 2_000
"""Characters, as many as a question may have."""

LARGEST_LINE = 2_000_000
"""Bytes; an answer with its texts has some thousands."""

FOR_EVER = 0
"""The number of days that says so."""

PRIVATE = 0o600
NAME_BYTES = 9

Verdict = Literal["up", "down"]
VERDICTS = ("up", "down")


def _now() -> datetime:
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on an answer, with the question and the whole answer that it is about.

    `result` is what `kb ask --json` prints; `searched` are the languages searched and `searched_documents`
    the ids of the works, None for all.
    """

    verdict: Verdict
    comment: str
    question: str
    language: str
    context: str | None
    searched: tuple[str, ...] | None
    result: Mapping[str, object]
    searched_documents: tuple[str, ...] | None = None
    id: str = field(default_factory=lambda: secrets.token_hex(NAME_BYTES))
    at: datetime = field(default_factory=_now)

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise UsageError(f"unknown verdict {self.verdict!r}: choose up or down")
        if len(self.comment) > LONGEST_COMMENT:
            raise UsageError(
                f"the comment has {len(self.comment)} characters: write at most {LONGEST_COMMENT}"
            )

    def line(self) -> bytes:
        """Return it as it is written."""
        fields = {**asdict(self), "at": self.at.isoformat(timespec="seconds")}
        first = {"schema": SCHEMA, "id": fields.pop("id"), "at": fields.pop("at")}
        ordered = {**first, **{name: value for name, value in fields.items() if name != "result"}}
        ordered["result"] = fields["result"]
        line = f"{json.dumps(ordered, ensure_ascii=False)}\n".encode("utf-8", "backslashreplace")
        if len(line) > LARGEST_LINE:
            raise UsageError("the answer is too long to be kept with its verdict")
        return line


class Judgements:
    """The judgements of a data folder, kept for a number of days, or `FOR_EVER`."""

    def __init__(self, home: Path, days: int) -> None:
        self._home = home
        self._path = home / NAME
        self._days = days

    def add(self, judgement: Judgement) -> None:
        """Keep a judgement, and drop those that are too old."""
        line = judgement.line()
        with only_one(self._home, LOCK):
            self._drop_old()
            _append(self._path, line)

    def drop_old(self) -> None:
        """Drop the judgements that are too old."""
        if self._path.exists():
            with only_one(self._home, LOCK):
                self._drop_old()

    def lines(self) -> Iterator[dict[str, object]]:
        """Iterate over the judgements as they are written, oldest first."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            raise HomeError(f"{self._path}: cannot be read ({error.strerror})") from error
        yield from (read for line in content.splitlines() if (read := _read(line)) is not None)

    def erase(self) -> int:
        """Erase all judgements, and return how many there were."""
        with only_one(self._home, LOCK):
            count = sum(1 for _ in self.lines())
            self._path.unlink(missing_ok=True)
        return count

    def _drop_old(self) -> None:
        """Write the file anew without what is too old, beside it first: it is there whole at any instant."""
        if self._days == FOR_EVER or not self._path.exists():
            return
        oldest = _now() - timedelta(days=self._days)
        lines = self._path.read_bytes().splitlines(keepends=True)
        kept = [line for line in lines if not _is_older(line, oldest)]
        if len(kept) < len(lines):
            beside = self._path.with_suffix(".part")
            _append(beside, b"".join(kept))
            beside.replace(self._path)


def _append(path: Path, content: bytes) -> None:
    """Add content whole, or leave the file as it was."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE)
    try:
        before = os.fstat(descriptor).st_size
        try:
            written = os.write(descriptor, content)
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, before)
            raise
        if written < len(content):
            os.ftruncate(descriptor, before)
            raise HomeError(f"{path}: cannot be written whole; make room on the disk")
    finally:
        os.close(descriptor)


def _read(line: bytes) -> dict[str, object] | None:
    """Return the object of a line; None for one that somebody damaged by hand."""
    try:
        read = json.loads(line)
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def _is_older(line: bytes, oldest: datetime) -> bool:
    """Tell whether a line says that it is older; what says nothing is kept."""
    read = _read(line)
    try:
        return datetime.fromisoformat(str(read and read.get("at"))) < oldest
    except (ValueError, TypeError):
        return False

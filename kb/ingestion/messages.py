"""What the process that reads files is asked, and what it says: pickles of our own values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.citations import Reference
    from kb.errors import Message
    from kb.ingestion.files import SourceFile
    from kb.passages import Passage
    from kb.store.prepared import Prepared


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file to read, and the language that the user says it is in."""

    file: SourceFile
    language: str | None


@dataclass(frozen=True, slots=True)
class FindReferences:
    """The passages of a document, to find the references in."""

    passages: Sequence[Passage]


Request = ReadFile | FindReferences


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

    reason: Message


@dataclass(frozen=True, slots=True)
class Stumbled:
    """A step failed over the file in a way that nobody foresaw."""

    what: str


@dataclass(frozen=True, slots=True)
class OutOfMemory:
    """The file needs more memory than it is given; the process ends."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the file holds: a document for each language in it, cut into passages."""

    documents: Sequence[Prepared]


@dataclass(frozen=True, slots=True)
class Found:
    """The references in each passage."""

    references: Sequence[tuple[Reference, ...]]


Said = Ready | PageReached | Read | Found | Refused | Stumbled | OutOfMemory

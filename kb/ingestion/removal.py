"""Documents out of the store: all of it in one transaction, and what it means for their files."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import UsageError
from kb.ingestion.files import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingestion.uploads import Uploads
    from kb.store import Store, StoredDocument

NAMED = 10
"""So many documents are named in a message, at most."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A document that was removed; `comes_back` is the file that brings it back when it is ingested again."""

    document: str
    language: str
    file: str
    comes_back: str | None


def remove(store: Store, uploads: Uploads, work: str, language: str | None) -> tuple[Removed, ...]:
    """Remove a work in a language, or in all of them, and its files where they were handed in.

    Raises:
        UsageError: There is no such document.
    """
    stored = store.documents()
    gone = [d for d in stored if d.expression.id == work and language in (None, d.expression.language)]
    if not gone:
        raise unknown(work, language, stored)
    store.remove_all([(d.expression.id, d.expression.language) for d in gone])
    uploads.sweep(d.origin.path for d in stored if d not in gone)
    return tuple(_removed(document) for document in gone)


def _removed(document: StoredDocument) -> Removed:
    expression, origin = document.expression, document.origin
    still_there = Path(origin.path).exists()
    return Removed(
        expression.id,
        expression.language,
        printable(origin.name),
        printable(origin.path) if still_there else None,
    )


def unknown(work: str, language: str | None, stored: Sequence[StoredDocument]) -> UsageError:
    """Return the error for a document that is not stored, which says what is."""
    spoken = [d.expression.language for d in stored if d.expression.id == work]
    if spoken:
        return UsageError(
            f"{work} is not stored in {language!r}, only in {', '.join(spoken)}: choose one of them"
        )
    return none_stored(work, list(dict.fromkeys(d.expression.id for d in stored)))


def none_stored(work: str, known: Sequence[str]) -> UsageError:
    """Return the error for a work that is not stored, which names those that are; of many, the nearest."""
    if len(known) <= NAMED:
        return UsageError(f"no document {work!r} is stored: choose one of {', '.join(known)}")
    near = get_close_matches(work, known, NAMED, cutoff=0)
    return UsageError(
        f"no document {work!r} is stored: of {len(known)} the nearest are {', '.join(near)}; "
        "kb status lists all"
    )

"""A document with all that follows from it and is stored with it: its passages and their references.

Preparing is the costly part of storing and needs no database, so it can be done in another process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.citations import Part, find_in_parts
from kb.passages import passages_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.citations import Reference
    from kb.document import Document
    from kb.passages import Passage


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document, its passages in reading order, and for each passage the references in it."""

    document: Document
    passages: tuple[Passage, ...]
    references: tuple[tuple[Reference, ...], ...]


def prepared(document: Document) -> Prepared:
    """Cut a document into passages and find the references in them."""
    passages = tuple(passages_of(document))
    return Prepared(document, passages, references_in(passages))


def references_in(passages: Sequence[Passage]) -> tuple[tuple[Reference, ...], ...]:
    """Return the references in each passage of one document, which are given in reading order."""
    if not passages:
        return ()
    parts = [Part(passage.text, passage.place.footnote) for passage in passages]
    found = find_in_parts(parts, language=passages[0].expression.language)
    return tuple(in_passage.references for in_passage in found)

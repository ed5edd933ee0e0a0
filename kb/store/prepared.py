"""A document with all that follows from it and is stored with it: its passages and their references.

To prepare a document is the costly part of storing it and needs no database, so it can be done in another
process or on another machine.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.citations import Part, find_in_parts
from kb.passages import passages_of
from kb.store.rows import page_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.citations import Reference
    from kb.document import Document, Expression
    from kb.passages import Passage


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is stored of a document: its text, its passages in reading order, the references in each.

    `pages` is their number, None where the source has none.
    """

    expression: Expression
    source: str
    pages: int | None
    unlocated_notes: tuple[int, ...]
    passages: tuple[Passage, ...]
    references: tuple[tuple[Reference, ...], ...] = ()


def prepared(document: Document) -> Prepared:
    """Cut a document into passages and find the references in them."""
    ready = cut(document)
    return replace(ready, references=references_in(ready.passages))


def cut(document: Document) -> Prepared:
    """Cut a document into passages; their references are not found yet."""
    return Prepared(
        expression=document.expression,
        source=document.source,
        pages=page_count(document),
        unlocated_notes=document.unlocated_notes,
        passages=tuple(passages_of(document)),
    )


def references_in(passages: Sequence[Passage]) -> tuple[tuple[Reference, ...], ...]:
    """Return the references in each passage of one document, which are given in reading order."""
    if not passages:
        return ()
    parts = [Part(passage.text, passage.place.footnote) for passage in passages]
    found = find_in_parts(parts, language=passages[0].expression.language)
    return tuple(in_passage.references for in_passage in found)

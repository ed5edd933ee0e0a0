"""A document opened to be read: all its blocks in order, each with its references and where pages turn.

The store keeps every block as a passage, headings and lead-ins too, so nothing is read anew from the file.
A translation that has no pages of its own inherits those on which its original stands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.ingestion.removal import unknown
from kb.register import ShownReference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.passages import PageTurn, Passage
    from kb.store import Store, StoredDocument


@dataclass(frozen=True, slots=True)
class OpenedBlock:
    """A heading, paragraph, lead-in, item, note or line of the title; spans count in its text."""

    passage: Passage
    references: tuple[ShownReference, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A document, the languages that it is stored in, and its blocks in reading order with the notes last."""

    document: StoredDocument
    languages: tuple[str, ...]
    blocks: tuple[OpenedBlock, ...]


def opened(store: Store, work: str, language: str) -> Opened:
    """Return a document as it is read; call it inside a snapshot."""
    document = stored_in(store, work, language)
    expressions = [d.expression for d in store.documents() if d.expression.id == work]
    passages = store.expression_passages(work, language)
    if document.pages is None:
        others = [e.language for e in expressions if e.language != language]
        passages = tuple(_paged(passages, _pages(store, work, others)))
    found: dict[int, list[ShownReference]] = {}
    for mention in store.mentions_of(work, language):
        found.setdefault(mention.ordinal, []).append(ShownReference.of(mention.reference))
    return Opened(
        document,
        tuple(e.language for e in expressions),
        tuple(OpenedBlock(passage, tuple(found.get(passage.ordinal, ()))) for passage in passages),
    )


def stored_in(store: Store, work: str, language: str) -> StoredDocument:
    """Return the document of this name; raise `UsageError` where there is none."""
    stored = store.documents()
    for document in stored:
        if (document.expression.id, document.expression.language) == (work, language):
            return document
    raise unknown(work, language, stored)


def _pages(store: Store, work: str, languages: Iterable[str]) -> Mapping[str, PageTurn]:
    """Return the page on which each place begins, in the first of some languages that has pages."""
    for language in languages:
        turns = {
            p.place.anchor: p.page_turns[0] for p in store.expression_passages(work, language) if p.page_turns
        }
        if turns:
            return turns
    return {}


def _paged(passages: Iterable[Passage], pages: Mapping[str, PageTurn]) -> Iterable[Passage]:
    for passage in passages:
        turn = pages.get(passage.place.anchor)
        yield passage if turn is None else replace(passage, page_turns=(replace(turn, position=0),))

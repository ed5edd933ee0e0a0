"""What stands around a quotation: the words before and after it, its notes, and itself in other languages.

A quotation alone can be torn from its context; whoever signs it wants to see that it was not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.answer.record import reader_of
from kb.document import BlockKind
from kb.register import ShownReference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kb.passages import Passage
    from kb.register import Instrument, Register
    from kb.store import Store

REACH = 1
"""Passages before and after: enough to see what a paragraph goes on from."""

BESIDE = frozenset({BlockKind.PARAGRAPH, BlockKind.LEAD_IN, BlockKind.ITEM})
"""What is shown before and after: a note, a heading and a title are shown in places of their own."""


@dataclass(frozen=True, slots=True)
class HangingNote:
    """A footnote, the references in it, and the instruments that they lead to, by key."""

    passage: Passage
    references: tuple[ShownReference, ...]
    instruments: Mapping[str, Instrument]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a passage.

    `before` and `after` stand in the same section. `parallels` are the same passage in the other languages of
    its work, and `note` is what it refers to when it is a footnote itself. `reader` is what read its file.
    """

    before: tuple[Passage, ...]
    after: tuple[Passage, ...]
    parallels: tuple[Passage, ...]
    notes: tuple[HangingNote, ...]
    reader: str


def surroundings(store: Store, register: Register, passages: Iterable[Passage]) -> dict[str, Surroundings]:
    """Return what stands around each passage, by its key; nothing for one whose text was replaced since."""
    stored = {
        (document.expression.id, document.expression.language, document.expression.version): document
        for document in store.documents()
    }
    around = {}
    for passage in passages:
        expression = passage.expression
        document = stored.get((expression.id, expression.language, expression.version))
        if document is not None:
            before, after = _neighbours(store, passage)
            around[passage.key] = Surroundings(
                before,
                after,
                store.parallels(passage),
                tuple(_notes(store, register, passage)),
                reader_of(document),
            )
    return around


def _neighbours(store: Store, passage: Passage) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    if passage.kind not in BESIDE:
        return (), ()
    near = [
        other
        for other in store.neighbours(passage, REACH)
        if other.kind in BESIDE and other.place.section == passage.place.section
    ]
    return (
        tuple(other for other in near if other.ordinal < passage.ordinal),
        tuple(other for other in near if other.ordinal > passage.ordinal),
    )


def _notes(store: Store, register: Register, passage: Passage) -> Iterator[HangingNote]:
    """The notes that hang on a passage; of a note, itself."""
    expression = passage.expression
    notes = store.notes_of(expression.id, expression.language, [mark.note for mark in passage.marks])
    for note in (passage,) if passage.kind is BlockKind.NOTE else notes:
        references = tuple(ShownReference.of(mention.reference) for mention in store.mentions_in(note))
        yield HangingNote(note, references, {r.instrument: register.of(r.instrument) for r in references})

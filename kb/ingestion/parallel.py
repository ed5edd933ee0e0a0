"""Which places of a file in several languages are the same in each, and which only have the same number.

The halves of a bilingual note say the same, so their places have the same anchors, and one is shown beside
the other. The first paragraph of a letter and the first of the text that it encloses have nothing in common.
A section of a later language keeps its anchor where it says the same, and gets one of its own elsewhere: a
translation that is none would be shown as one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kb.encoder import BUILT_IN, load_encoder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.document import Block, Document

SAME = 0.7
"""The mean similarity of the blocks of two sections that say the same, by their lengths. Sections of the
communication and of its translation have 0.86 and more, different sections of it 0.67 at most."""


def with_own_places(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Return the documents of one file with anchors that mean the same place in each."""
    done: list[Document] = []
    for document in documents:
        done.append(_with_own_places(document, done))
    return tuple(done)


def _with_own_places(document: Document, before: Sequence[Document]) -> Document:
    taken = [_sections(other.blocks) for other in before]
    apart = {
        anchor
        for anchor, blocks in _sections(document.blocks).items()
        if any(anchor in sections and not _say_the_same(sections[anchor], blocks) for sections in taken)
    }
    code = document.expression.language
    return replace(document, blocks=tuple(_moved(block, apart, code) for block in document.blocks))


def _moved(block: Block, apart: set[str], code: str) -> Block:
    """Return a block with the anchors of some sections, its own and those of its notes, marked as apart."""
    place = replace(block.place, anchor=_anchor(block.place.anchor, apart, code))
    marks = tuple(replace(mark, note=_anchor(mark.note, apart, code)) for mark in block.marks)
    return replace(block, place=place, marks=marks)


def _anchor(anchor: str, apart: set[str], code: str) -> str:
    section, slash, rest = anchor.partition("/")
    return f"{section}-{code}{slash}{rest}" if section in apart else anchor


def _sections(blocks: Sequence[Block]) -> Mapping[str, Sequence[Block]]:
    found: dict[str, list[Block]] = {}
    for block in blocks:
        found.setdefault(block.place.anchor.partition("/")[0], []).append(block)
    return found


def _say_the_same(one: Sequence[Block], other: Sequence[Block]) -> bool:
    """Tell whether two sections have the same places with the same meaning."""
    if [block.place.anchor for block in one] != [block.place.anchor for block in other]:
        return False
    encoder = load_encoder(BUILT_IN)
    ours, theirs = (encoder.encode([block.text.text for block in blocks]) for blocks in (one, other))
    lengths = [len(block.text) for block in one]
    return sum(
        length * float(a @ b) for length, a, b in zip(lengths, ours, theirs, strict=True)
    ) >= SAME * sum(lengths)

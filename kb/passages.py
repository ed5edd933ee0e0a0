"""A document into passages: one a paragraph, list item, note or line of the title, and no other.

A passage never crosses a section. Headings and lead-ins are passages too, because they can be quoted,
but they are not searched by themselves: a heading is the context of what stands under it, a lead-in
carries its items, and the sentence with its mark carries a note.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.analysis import sentences
from kb.citations import names_of_cited
from kb.document import BlockKind, Locator
from kb.structure.vocabulary import KIND_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.document import Block, Document, Expression, NoteMark, Place
    from kb.text import MappedText, Span

SEARCHED = frozenset({BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE})
"""The kinds of passage that are indexed."""


@dataclass(frozen=True, slots=True)
class PageTurn:
    """From `position` of a passage's text on, the page is this one."""

    position: int
    index: int
    label: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is searched and quoted.

    `ordinal` counts from 0 in the expression, in reading order with the notes last. `context` is what
    it stands under: its heading, or what its kind is called. `carrier` is what it completes and is not
    understood without: the lead-in of an item, the sentence that carries the mark of a note.
    `cited_names` is what the instruments are called that a note cites by their numbers. Positions in
    `marks` and `page_turns` are in the passage's own text.
    """

    expression: Expression
    ordinal: int
    kind: BlockKind
    place: Place
    mapped: MappedText
    marks: tuple[NoteMark, ...]
    page_turns: tuple[PageTurn, ...]
    context: str
    carrier: str
    cited_names: str = ""

    @property
    def text(self) -> str:
        """The cleaned text that is searched, shown and quoted."""
        return self.mapped.text

    @property
    def beside(self) -> str:
        """What it completes and the names of what it cites: searched with it, and nearly as its own words."""
        return f"{self.carrier} {self.cited_names}".strip()

    @property
    def key(self) -> str:
        """The passage's name: "com-2008-652.nl#3.1/p4"."""
        return f"{self.expression.id}.{self.expression.language}#{self.place.anchor}"

    def locate(self, span: Span) -> Locator:
        """Return where a part of the passage stands."""
        pieces = self.mapped.source_spans(span)
        first = self._page_at(span.start)
        last = self._page_at(max(span.end - 1, span.start))
        return Locator(
            section=self.place.section,
            heading=self.place.heading,
            paragraph=self.place.paragraph,
            point=self.place.point,
            footnote=self.place.footnote,
            page=first.label if first else None,
            page_end=last.label if last else None,
            page_index=first.index if first else None,
            anchor=self.place.anchor,
            span=(pieces[0].start, pieces[-1].end),
            spans=tuple((piece.start, piece.end) for piece in pieces),
        )

    def _page_at(self, position: int) -> PageTurn | None:
        turn = bisect_right(self.page_turns, position, key=lambda t: t.position) - 1
        return self.page_turns[turn] if turn >= 0 else None


def passages_of(document: Document) -> Iterator[Passage]:
    """Iterate over the passages of a document, in reading order."""
    heading: Block | None = None
    lead_in = ""
    items: dict[str, str] = {}
    carriers = _carriers(document)
    names = {
        kind: by_language.get(document.expression.language, "") for kind, by_language in KIND_NAMES.items()
    }
    for ordinal, block in enumerate(document.blocks):
        if block.kind is BlockKind.HEADING:
            heading = block
        if block.kind is not BlockKind.ITEM:
            lead_in = block.text.text if block.kind is BlockKind.LEAD_IN else ""
            items.clear()
        context = {
            BlockKind.TITLE: "",
            BlockKind.HEADING: "",
            BlockKind.NOTE: names["note"],
        }.get(block.kind, _under(heading, block))
        carrier = {
            BlockKind.TITLE: names["title"],
            BlockKind.ITEM: f"{lead_in} {items.get(_outer(block), '')}".strip(),
            BlockKind.NOTE: carriers.get(block.place.anchor, ""),
        }.get(block.kind, "")
        if block.kind is BlockKind.ITEM:
            items[block.place.anchor] = block.text.text
        is_note = block.kind is BlockKind.NOTE
        yield Passage(
            expression=document.expression,
            ordinal=ordinal,
            kind=block.kind,
            place=block.place,
            mapped=block.text,
            marks=block.marks,
            page_turns=tuple(_page_turns(document, block)),
            context=context,
            carrier=carrier,
            cited_names=names_of_cited(block.text.text, document.expression.language) if is_note else "",
        )


def _outer(item: Block) -> str:
    """Return the anchor of the item that an item stands inside: "art5/p1.c" of "art5/p1.c.ii"."""
    return item.place.anchor.rpartition(".")[0]


def _under(heading: Block | None, block: Block) -> str:
    """Return what a block stands under: its heading, or the name of a section that has none."""
    if heading is not None and heading.place.section == block.place.section:
        return heading.text.text
    return block.place.section or ""


def _carriers(document: Document) -> dict[str, str]:
    """Return for each note, by its anchor, the sentence that carries its mark."""
    carriers: dict[str, str] = {}
    for block in document.blocks:
        for mark in block.marks:
            sentence = next((s for s in sentences(block.text.text) if s.start < mark.position <= s.end), None)
            if sentence is not None:
                carriers[mark.note] = sentence.of(block.text.text)
    return carriers


def _page_turns(document: Document, block: Block) -> Iterator[PageTurn]:
    previous: int | None = None
    for segment in block.text.segments:
        page = document.page_at(segment.source.start)
        if page is not None and page.index != previous:
            previous = page.index
            yield PageTurn(segment.span.start, page.index, page.label)

"""Pages into a `Document`: one pass over the chunks, then the notes.

Guarantees: every word of the body and of the notes is in exactly one block; each block leads back to
the source; a note mark is taken out of the text only when it can be that note's mark and no other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

from kb.document import Block, BlockKind, Document, NoteMark, Page, Place
from kb.parse.pages import Role
from kb.structure.act_places import ActPlaces
from kb.structure.acts import parts_of_act
from kb.structure.headings import Section, SectionNumbering
from kb.structure.lines import Chunk, chunks, joining_edits
from kb.structure.notes import named_marks, numbered_notes
from kb.text import Edit, MappedText, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.document import Expression
    from kb.parse.pages import LocatedMark, PagedText
    from kb.structure.notes import NamedMark, ReadNote

FRONT_ANCHOR = "title"
"""The anchor of what stands before any heading."""

MAX_TITLE_LENGTH = 200

ENTITLED = frozenset({Role.ARTICLE, Role.ANNEX})
"""The parts of an act that have a title on the lines behind their first."""

RAISED_TRADEMARK = re.compile(r"\b([A-Z]{3,})TM\b")
"""A name in capitals with a raised TM glued to it: "INNOVATM"."""


def build_document(expression: Expression, paged: PagedText) -> Document:
    """Build the document that an expression's pages hold."""
    source = paged.source
    edits = sorted((*_mark_edits(paged.marks), *_trademark_edits(source)), key=lambda edit: edit.span)
    notes_read = numbered_notes(paged)
    cleaner = _Cleaner(source, tuple(edits), tuple(named_marks(paged, notes_read)))
    pieces = parts_of_act(source, chunks(source, paged.pages))
    blocks = tuple(_named_once(_body(cleaner, pieces, expression.language)))
    notes = tuple(_notes(cleaner, notes_read, blocks))
    located = {mark.note for mark in cleaner.marks}
    return Document(
        expression=expression,
        source=source,
        blocks=(*blocks, *notes),
        pages=tuple(Page(p.index, p.label, p.span()) for p in paged.pages if paged.paginated),
        unlocated_notes=tuple(
            note.place.footnote
            for note in notes
            if note.place.footnote is not None and note.place.anchor not in located
        ),
    )


def _mark_edits(marks: Sequence[LocatedMark]) -> Iterator[Edit]:
    return (Edit(mark.span, "") for mark in marks)


def _trademark_edits(source: str) -> Iterator[Edit]:
    """Turn a raised TM into ™ where the text also writes the name without it."""
    for match in RAISED_TRADEMARK.finditer(source):
        if re.search(rf"\b{match[1]}\b", source):
            yield Edit(Span(match.end(1), match.end()), "™")


@dataclass(frozen=True, slots=True)
class _Cleaner:
    """The source, and what every cleaning step has said must change in it, in source order."""

    source: str
    edits: tuple[Edit, ...]
    marks: tuple[NamedMark, ...]

    def text(self, lines: Sequence[Span]) -> MappedText:
        pieces, joins = joining_edits(self.source, lines)
        return MappedText.clean(self.source, pieces, (*_within(self.edits, lines), *joins))

    def block(
        self, kind: BlockKind, place: Place, lines: Sequence[Span], text: MappedText | None = None
    ) -> Block:
        """Return a block of some lines; `text` is what is read of them, where that is known."""
        text = text or self.text(lines)
        marks = tuple(
            NoteMark(mark.number, text.position_after(mark.span.start), mark.note)
            for mark in _within(self.marks, lines)
            if any(line.start <= mark.span.start < line.end for line in lines)
        )
        return Block(kind, place, text, marks)


_Spanned = TypeVar("_Spanned", "Edit", "NamedMark")


def _within(ordered: Sequence[_Spanned], lines: Sequence[Span]) -> Sequence[_Spanned]:
    """Return what begins between the first and the last of some lines: a document has very many lines."""
    if not lines:
        return ()
    first = bisect_left(ordered, lines[0].start, key=lambda found: found.span.start)
    return ordered[first : bisect_left(ordered, lines[-1].end, key=lambda found: found.span.start)]


@dataclass
class _Position:
    """Where the reading stands: the open section, and what has been counted in it."""

    section: Section | None = None
    paragraph: int = 0
    item: int = 0
    in_list: bool = False

    def enter(self, section: Section) -> Place:
        self.section, self.paragraph, self.item, self.in_list = section, 0, 0, False
        return Place(section.anchor, section.label, section.heading)

    def next_paragraph(self) -> Place:
        self.paragraph += 1
        self.item, self.in_list = 0, False
        return self._place(None)

    def next_item(self, printed: str | None) -> Place:
        if not self.in_list:
            self.paragraph += 1
            self.item, self.in_list = 0, True
        self.item += 1
        return self._place(printed or str(self.item))

    def continue_as_list(self) -> None:
        """The paragraph just read leads in a list: its items count with it."""
        self.in_list = True

    def _place(self, point: str | None) -> Place:
        within = self.section.anchor if self.section else FRONT_ANCHOR
        tail = f"p{self.paragraph}" if point is None else f"p{self.paragraph}.{point}"
        label, heading = (self.section.label, self.section.heading) if self.section else (None, None)
        return Place(f"{within}/{tail}", label, heading, self.paragraph, point)


def _body(cleaner: _Cleaner, pieces: Sequence[Chunk], language: str) -> Iterator[Block]:
    numbering, position, act = SectionNumbering(), _Position(), ActPlaces(cleaner.source, language)
    is_titled = False
    for chunk, following in zip_longest(pieces, pieces[1:]):
        title = cleaner.text(chunk.lines[1:]).text if chunk.role in ENTITLED else ""
        part = act.part(chunk, following, title)
        if part is not None:
            yield cleaner.block(part.kind, part.place, part.lines)
            continue
        start = chunk.item_start(cleaner.source)
        if start is not None or chunk.role is Role.ITEM:
            yield cleaner.block(BlockKind.ITEM, *_item(position, chunk, start))
            continue
        read = cleaner.text(chunk.lines)
        text = read.text
        is_titled = is_titled or chunk.role is Role.TITLE
        section = _section(numbering, chunk, text, opened=is_titled or position.section is not None)
        if section is not None:
            yield cleaner.block(BlockKind.HEADING, position.enter(section), chunk.lines, read)
            continue
        place = position.next_paragraph()
        kind = BlockKind.PARAGRAPH if position.section else _front_kind(chunk, text)
        if following is not None and _leads_in(cleaner.source, chunk, following):
            kind = BlockKind.LEAD_IN
            position.continue_as_list()
        yield cleaner.block(kind, place, chunk.lines, read)


def _item(position: _Position, chunk: Chunk, start: re.Match[str] | None) -> tuple[Place, tuple[Span, ...]]:
    """Return the place of a list item, and its lines without the bullet or number."""
    if start is None:
        return position.next_item(None), chunk.lines
    first = Span(start.end(), chunk.lines[0].end)
    return position.next_item(start["point"] and start["point"].strip("()")), (first, *chunk.lines[1:])


def _section(numbering: SectionNumbering, chunk: Chunk, text: str, *, opened: bool) -> Section | None:
    """Return the section that a chunk opens; a heading of the first level before all others is the title."""
    if not chunk.heading:
        return numbering.section(text) if chunk.role is None else None
    if chunk.heading == 1 and not opened:
        return None
    return numbering.declared(text)


def _named_once(blocks: Iterable[Block]) -> Iterator[Block]:
    """Number an anchor that comes again: two annexes without a number, a list inside a list."""
    seen: Counter[str] = Counter()
    for block in blocks:
        anchor = block.place.anchor
        seen[anchor] += 1
        again = replace(block.place, anchor=f"{anchor}-{seen[anchor]}")
        yield block if seen[anchor] == 1 else replace(block, place=again)


def _front_kind(chunk: Chunk, text: str) -> BlockKind:
    """What stands before any heading is a line of the title, or a paragraph of a preamble."""
    if chunk.role is not None:
        return BlockKind.TITLE if chunk.role is Role.TITLE else BlockKind.PARAGRAPH
    is_title = len(text) <= MAX_TITLE_LENGTH and text[-1] not in ".!?;"
    return BlockKind.TITLE if is_title else BlockKind.PARAGRAPH


def _leads_in(source: str, chunk: Chunk, following: Chunk) -> bool:
    is_item = following.role is Role.ITEM or following.item_start(source) is not None
    return chunk.raw(source).endswith(":") and is_item


def _notes(cleaner: _Cleaner, notes: Sequence[ReadNote], blocks: Sequence[Block]) -> Iterator[Block]:
    homes: dict[str, Place] = {}
    for block in blocks:
        for mark in block.marks:
            homes.setdefault(mark.note, block.place)
    for note in notes:
        contents = (line.content(cleaner.source) for line in note.lines)
        kept = [content for content in contents if content]
        place = Place(note.anchor, footnote=note.number)
        home = homes.get(note.anchor)
        if home is not None:
            place = replace(place, section=home.section, heading=home.heading)
        yield cleaner.block(BlockKind.NOTE, place, kept)

"""The pages of a drawn document into paged text: furniture out, columns in order, notes at their place.

What is read is written out anew, one line of the page a line of the source, with a blank line between
blocks, so that the source is the same whichever way a program drew it. Every character that is drawn
stands in it once, except the hyphens that only the end of a line brought about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.parse.footnotes import locate_marks, only_in_order
from kb.parse.fragments import sided, upright
from kb.parse.furniture import furniture_of, page_labels, without_contents
from kb.parse.line_ends import LineEnds
from kb.parse.lines_of_page import Piece, pieces_of
from kb.parse.page_notes import MARK, SUPERSCRIPTS, Note, NoteNumbers
from kb.parse.pages import Declared, Line, LocatedMark, NoteLines, PagedText, PageLines
from kb.parse.paragraphs import Drawn, TextBlock, blocks_of, type_of
from kb.parse.reading_order import reading_order
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.parse.fragments import PageContent, Rule


UNDERLINE = 0.35
"""A rule within this part of an em below its words underlines them."""

MAX_RULES = 1_000

RAISED_FIGURES = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class _Page:
    """A page whose lines are found: running text and notes together, and what stands around them."""

    pieces: tuple[Piece, ...]
    furniture: tuple[Piece, ...]
    rules: tuple[Rule, ...]


def paged_text(
    contents: Sequence[PageContent], labels: Sequence[str | None], declared: Declared
) -> PagedText:
    """Read the pages of a document; `labels` are those that the file itself gives them."""
    pages = _parted([upright(content) for content in contents])
    letters = type_of([page.pieces for page in pages])
    printed = page_labels([page.furniture for page in pages], labels)
    numbers = NoteNumbers()
    leads: list[list[Piece]] = []
    read: list[tuple[list[TextBlock], list[Note]]] = []
    for page in pages:
        parted = [without_contents(column) for column in reading_order(page.pieces, page.rules)]
        leads.append([piece for _, rows in parted for row in rows for piece in row.pieces])
        columns, notes = numbers.take([c for c, _ in parted if c], letters.body, page.rules)
        read.append(([b for column in columns for b in blocks_of(column, letters, page.rules)], notes))
    writer = _Writer(LineEnds(line.text for blocks, notes in read for line in _all_lines(blocks, notes)))
    for page, label, to_pages, (blocks, notes) in zip(pages, printed, leads, read, strict=True):
        writer.write(label, (*page.furniture, *to_pages), blocks, notes)
    return writer.finished(declared)


def _parted(contents: Sequence[PageContent]) -> list[_Page]:
    level = [sided([f for f in content.fragments if not f.artifact])[0] for content in contents]
    apart = [[f for f in content.fragments if f.artifact or f.turn != 0] for content in contents]
    pieces = [pieces_of(fragments) for fragments in level]
    edges = furniture_of(pieces, [content.height for content in contents])
    return [
        _Page(
            tuple(piece for piece in of_page if piece not in edge),
            (*pieces_of([replace(f, turn=0) for f in aside]), *(p for p in of_page if p in edge)),
            tuple(_without_underlines(content.rules, of_page)),
        )
        for of_page, edge, aside, content in zip(pieces, edges, apart, contents, strict=True)
    ]


def _without_underlines(rules: Sequence[Rule], pieces: Sequence[Piece]) -> Iterator[Rule]:
    """Iterate over the rules that part something; a page with very many of them is a drawing."""
    if len(rules) > MAX_RULES:
        return
    for rule in rules:
        if not any(
            0 <= piece.y - rule.y <= UNDERLINE * piece.size
            and piece.x - piece.size <= rule.x
            and rule.end <= piece.end + piece.size
            for piece in pieces
        ):
            yield rule


def _all_lines(blocks: Iterable[TextBlock], notes: Iterable[Note]) -> Iterator[Drawn]:
    for block in blocks:
        yield from block.lines
    for note in notes:
        yield from note.lines


class _Writer:
    """Writes the source, page by page, and remembers where everything stands in it."""

    def __init__(self, line_ends: LineEnds) -> None:
        self.pages: list[PageLines] = []
        self._raised: list[list[Span]] = []
        self._line_ends = line_ends
        self._parts: list[str] = []
        self._length = 0

    def finished(self, declared: Declared) -> PagedText:
        """Return all that was written, with the marks of the notes.

        A raised figure that is no mark is written as one, "m²", lest it be read as part of a number.
        """
        source = "".join(self._parts)
        pages = list(zip(self.pages, self._raised, strict=True))
        raised = [mark for page, signs in pages for mark in _raised_marks(source, page, signs)]
        taken = {mark.span for mark in raised}
        source = _with_superscripts(source, [s for signs in self._raised for s in signs if s not in taken])
        guessed = [mark for page in self.pages for mark in _guessed_marks(source, page, raised)]
        marks = (LocatedMark(mark.number, _with_space(source, mark.span)) for mark in raised)
        ordered = sorted((*marks, *guessed), key=lambda mark: mark.span)
        return PagedText(source, tuple(self.pages), paginated=True, marks=tuple(ordered), declared=declared)

    def write(
        self,
        label: str | None,
        furniture: Sequence[Piece],
        blocks: Sequence[TextBlock],
        notes: Sequence[Note],
    ) -> None:
        """Write a page: its furniture, its text, its notes."""
        self._raised.append([])
        around = [self._line(Drawn(piece.text)) for piece in furniture]
        body: list[Line] = []
        for block in blocks:
            for line in self._line_ends.joined(block.lines):
                body.append(self._line(line, heading=block.heading))
            if not block.goes_on or block is blocks[-1]:
                body.append(self._line(Drawn("")))
        of_notes = tuple(self._note(note) for note in notes)
        if not (around or body or of_notes):
            around = [self._line(Drawn(""))]
        self.pages.append(PageLines(len(self.pages), label, tuple(body), of_notes, tuple(around)))

    def _line(self, line: Drawn, markup: int = 0, heading: int = 0) -> Line:
        """Write a line; a figure within its markup is a number of its own."""
        start = self._length
        self._parts += [line.text, "\n"]
        self._length += len(line.text) + 1
        self._raised[-1] += [span.shifted(start) for span in line.raised if span.start >= markup]
        return Line(Span(start, self._length), markup, heading)

    def _note(self, note: Note) -> NoteLines:
        first, *others = self._line_ends.joined(note.lines)
        lines = (self._line(first, note.markup), *(self._line(line) for line in others))
        return NoteLines(note.number, lines, note.continued)


def _raised_marks(source: str, page: PageLines, raised: Sequence[Span]) -> Iterator[LocatedMark]:
    """Iterate over the raised figures of a page's body that can be the mark of one note only."""
    ends = [line.span.end for line in page.body]
    numbers = [note.number for note in page.notes if not note.continued]
    signs = [(_mark_number(s.of(source)), s) for s in raised if ends and s.end <= ends[-1]]
    chosen = only_in_order([[span for n, span in signs if n == number] for number in numbers])
    for number, span in zip(numbers, chosen, strict=True):
        if span is not None:
            yield LocatedMark(number, span)


def _guessed_marks(source: str, page: PageLines, raised: Sequence[LocatedMark]) -> Sequence[LocatedMark]:
    """Return the marks that are not raised, where they fit in one place only."""
    found = {mark.number for mark in raised if page.span().start <= mark.span.start < page.span().end}
    rest = tuple(note for note in page.notes if note.number not in found)
    return locate_marks(source, replace(page, notes=rest)) if rest else ()


def _with_superscripts(source: str, raised: Iterable[Span]) -> str:
    """Write figures as raised ones; each takes the place of one character."""
    parts: list[str] = []
    at = 0
    for span in raised:
        parts += [source[at : span.start], span.of(source).translate(RAISED_FIGURES)]
        at = span.end
    return "".join((*parts, source[at:]))


def _mark_number(text: str) -> int | None:
    match = MARK.fullmatch(text.strip().translate(SUPERSCRIPTS))
    return int(match[1]) if match else None


def _with_space(source: str, mark: Span) -> Span:
    """A space before a mark goes with it where what follows needs none: "innovatie 2, en"."""
    if source[mark.start - 1 : mark.start] == " " and not source[mark.end : mark.end + 1].isalnum():
        return Span(mark.start - 1, mark.end)
    return mark

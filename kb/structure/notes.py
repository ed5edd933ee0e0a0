"""Which footnote is which: its number is not enough where each page begins at 1 again.

The first note of a number goes by it alone, "n1", in every language and in every document whose notes count
on; the next ones with that number are counted, "n1-2". A mark belongs to the note at the foot of its page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.parse.pages import Line, PagedText
    from kb.text import Span


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A footnote: the page that it begins on, its number, its anchor, and its lines on all pages."""

    page: int
    number: int
    anchor: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NamedMark:
    """The mark of a note in the source, and the anchor of that note."""

    number: int
    span: Span
    note: str


def numbered_notes(paged: PagedText) -> list[ReadNote]:
    """Return the notes of a text in the order in which they begin."""
    notes: list[ReadNote] = []
    last: dict[int, ReadNote] = {}
    seen: Counter[int] = Counter()
    for page in paged.pages:
        for part in page.notes:
            known = last.get(part.number)
            if known is None or not (part.continued or known.page == page.index):
                seen[part.number] += 1
                known = ReadNote(page.index, part.number, _anchor(part.number, seen[part.number]))
                last[part.number] = known
                notes.append(known)
            known.lines.extend(part.lines)
    return notes


def _anchor(number: int, time: int) -> str:
    return f"n{number}" if time == 1 else f"n{number}-{time}"


def named_marks(paged: PagedText, notes: Sequence[ReadNote]) -> Iterator[NamedMark]:
    """Iterate over the marks in source order, each with the note of its page, else the first so numbered."""
    on_page = {(note.page, note.number): note.anchor for note in notes}
    starts = [page.span().start for page in paged.pages]
    for mark in sorted(paged.marks, key=lambda mark: mark.span):
        page = paged.pages[bisect_right(starts, mark.span.start) - 1].index
        yield NamedMark(mark.number, mark.span, on_page.get((page, mark.number), _anchor(mark.number, 1)))

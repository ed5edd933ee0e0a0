"""Plain text into pages, among them the text that a PDF of the Commission leaves behind.

The layout is the one of `eurlex.md`, section 4: the notes of a page follow a line of blanks; the page
after them begins with a single space, or with the running foot ("NL 7   NL"), which extraction puts
before the text of its page. A form feed also begins a page. A blank line does not end a note, and a
line that does not carry the next number continues the note above it. Where each page begins at 1 again,
the first note of a page is number 1 when the page has a mark for it. A rule under which no note was ever
begun is only a rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kb.parse.footnotes import possible_marks
from kb.parse.pages import Line, NoteLines, PagedText, PageLines
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RUNNING_FOOT = re.compile(r"([A-Z]{2})\s+(\d{1,3})\s+\1\s*")
"""The language and the printed page number: "NL 7   NL", "EN 2 EN"."""

NOTE_SEPARATOR = re.compile(r" {40,}\r?\n?|_{10,}\s*")
"""The rule above the notes, which extraction leaves as a line of 49 blanks or of underscores."""

NOTE_START = re.compile(r"\s?(\d{1,3})\s(?=\S)")
"""The number that opens a note: "25 Zie Verordening (EG) nr. 1082/2006"."""

PAGE_OPENING_AFTER_NOTES = re.compile(r" \S")
"""Exactly one space before the first word: the text of the next page."""

FORM_FEED = "\f"


def read_plain(source: str) -> PagedText:
    """Read the pages of an extracted text; their lines tile it."""
    reader = _Reader(source)
    for line in _lines(source):
        reader.take(line)
    drafts = [draft for draft in reader.drafts if draft.body or draft.notes or draft.furniture]
    labels = _labels([draft.printed for draft in drafts])
    pages = tuple(
        PageLines(index, label, tuple(draft.body), draft.note_lines(), tuple(draft.furniture))
        for index, (draft, label) in enumerate(zip(drafts, labels, strict=True))
    )
    return PagedText(source, pages, paginated=len(pages) > 1 or any(labels))


def _lines(source: str) -> Iterator[Line]:
    """Cut at line feeds only, so that the lines tile the source whatever else it holds."""
    start = 0
    while start < len(source):
        found = source.find("\n", start)
        end = len(source) if found < 0 else found + 1
        yield Line(Span(start, end))
        start = end


@dataclass
class _NoteDraft:
    number: int
    continued: bool
    lines: list[Line] = field(default_factory=list)


@dataclass
class _PageDraft:
    printed: int | None = None
    body: list[Line] = field(default_factory=list)
    notes: list[_NoteDraft] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    in_notes: bool = False

    def has_text(self, source: str) -> bool:
        return bool(self.notes) or any(not line.is_blank(source) for line in self.body)

    def note_lines(self) -> tuple[NoteLines, ...]:
        return tuple(NoteLines(n.number, tuple(n.lines), n.continued) for n in self.notes)


class _Reader:
    """Reads line by line; remembers the page it is on and the last note it has seen."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.drafts = [_PageDraft()]
        self.last_note = 0

    def take(self, line: Line) -> None:
        text = line.span.of(self.source)
        page = self.drafts[-1]
        foot = RUNNING_FOOT.fullmatch(text.lstrip(FORM_FEED))
        if foot:
            page = self._begin_page()
            page.printed = int(foot.group(2))
            page.furniture.append(line)
        elif text.startswith(FORM_FEED):
            self._begin_page().body.append(line)
        elif NOTE_SEPARATOR.fullmatch(text):
            page.in_notes = True
            page.furniture.append(line)
        elif page.in_notes and PAGE_OPENING_AFTER_NOTES.match(text):
            self._begin_page().body.append(line)
        elif page.in_notes:
            self._take_note_line(page, line, text)
        else:
            page.body.append(line)

    def _begin_page(self) -> _PageDraft:
        if self.drafts[-1].has_text(self.source):
            self.drafts.append(_PageDraft())
        return self.drafts[-1]

    def _take_note_line(self, page: _PageDraft, line: Line, text: str) -> None:
        start = NOTE_START.match(text)
        if start and self._is_due(page, int(start.group(1))):
            self.last_note = int(start.group(1))
            line = replace(line, markup=start.end())
            page.notes.append(_NoteDraft(self.last_note, continued=False))
        elif not page.notes and self.last_note:
            page.notes.append(_NoteDraft(self.last_note, continued=True))
        (page.notes[-1].lines if page.notes else page.body).append(line)

    def _is_due(self, page: _PageDraft, number: int) -> bool:
        begins_anew = number == 1 and not page.notes and bool(possible_marks(self.source, page.body, 1))
        return number == self.last_note + 1 or begins_anew


def _labels(printed: Sequence[int | None]) -> list[str | None]:
    """Count from the printed numbers that survived; when they disagree, only those are labels."""
    offsets = {number - index for index, number in enumerate(printed) if number is not None}
    if len(offsets) == 1:
        offset = offsets.pop()
        return [str(index + offset) if index + offset > 0 else None for index in range(len(printed))]
    return [None if number is None else str(number) for number in printed]

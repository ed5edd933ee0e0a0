"""The text that a reader of markup writes out, line by line, with what it knows of each line.

A file with markup has no text of its own that characters could be counted in. So its reader writes one,
always the same for the same file: a block to a line, with a blank line behind it, white space collapsed
to single spaces. The lines tile what is written, and the marks of notes stand where their anchors stood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kb.parse.pages import Declared, Line, LocatedMark, NoteLines, PagedText, PageLines, Role
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphens and characters without width: they only tell a browser where it may break."""

NOTE_LABEL = re.compile(r"[(\[]?\s*(?P<number>\d{1,3})\s*[)\]]?\.?\s*")
"""The number that a note begins with: "(12) ", "[12] ", "12 "."""

SPACES = re.compile(r"\s+")
CLOSING = frozenset(".,;:!?)]}”’»")
"""What no space stands before, once the mark between them is taken out."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `mark` is the number of the note when the text is the mark of one."""

    text: str
    mark: int | None = None


BREAK = Run("\n")
"""A line break inside a block; known by its identity, for a file may hold a line feed of its own."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a reader knows of a block."""

    role: Role | None = None
    heading: int = 0
    depth: int = 0
    language: str | None = None


NO_FORM = Form()


@dataclass
class _Page:
    label: str | None = None
    body: list[Line] = field(default_factory=list)
    notes: dict[int, list[Line]] = field(default_factory=dict)
    furniture: list[Line] = field(default_factory=list)

    def lines(self, index: int) -> PageLines:
        notes = tuple(NoteLines(number, tuple(lines)) for number, lines in sorted(self.notes.items()))
        return PageLines(index, self.label, tuple(self.body), notes, tuple(self.furniture))

    def is_empty(self) -> bool:
        return not (self.body or self.notes or self.furniture)


class Extraction:
    """Writes the extracted text and accounts for each character as it goes."""

    def __init__(self, page: str | None = None) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._marks: list[LocatedMark] = []
        self._pages = [_Page(page)]

    def turn_page(self, label: str | None) -> None:
        """Begin a page; one on which nothing stands yet only gets its label."""
        if self._pages[-1].is_empty():
            self._pages[-1].label = label
        else:
            self._pages.append(_Page(label))

    def block(self, runs: Sequence[Run], form: Form = NO_FORM, *, goes_on: bool = False) -> None:
        """Write a block of the body; one that goes on over the page has no blank line behind it."""
        self._write(runs, form, self._pages[-1].body, blank=not goes_on)

    def furniture(self, runs: Sequence[Run]) -> None:
        """Write what is not part of the text: a masthead, a running head."""
        self._write(runs, NO_FORM, self._pages[-1].furniture, blank=True)

    def note(self, number: int, runs: Sequence[Run]) -> None:
        """Write a note that begins with its number, or a further paragraph of it."""
        known = self._pages[-1].notes.setdefault(number, [])
        lines: list[Line] = []
        self._write(runs, NO_FORM, lines, blank=True)
        label = NOTE_LABEL.match("".join(run.text for run in runs).lstrip())
        if lines and label and not known and int(label["number"]) == number:
            lines[0] = replace(lines[0], markup=len(SPACES.sub(" ", label[0])))
        known += lines

    def paged(self, declared: Declared, *, paginated: bool = False) -> PagedText:
        """Return what was written, with what the file declares of itself."""
        pages = [page for page in self._pages if not page.is_empty()]
        return PagedText(
            source="".join(self._parts),
            pages=tuple(page.lines(index) for index, page in enumerate(pages)),
            paginated=paginated,
            marks=tuple(self._marks),
            declared=declared,
        )

    def _write(self, runs: Sequence[Run], form: Form, lines: list[Line], *, blank: bool) -> None:
        role = form.role
        written = False
        for text, marks in _printed_lines(runs):
            start = self._append(text + "\n")
            self._marks += (LocatedMark(number, span.shifted(start)) for number, span in marks)
            span = Span(start, self._length)
            lines.append(
                Line(span, heading=form.heading, role=role, depth=form.depth, language=form.language)
            )
            role = FURTHER_LINES.get(role, role) if role else None
            written = True
        if written and blank:
            lines.append(Line(Span(self._append("\n"), self._length)))

    def _append(self, text: str) -> int:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start


FURTHER_LINES = {Role.ARTICLE: Role.SUBTITLE, Role.ANNEX: Role.SUBTITLE}
"""The lines under the first of a heading are its title: "Artikel 5", below it "Verbotene Praktiken"."""


def _printed_lines(runs: Iterable[Run]) -> list[tuple[str, list[tuple[int, Span]]]]:
    """Return the lines of a block, white space collapsed, each with the marks in it."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run is BREAK:
            lines.append([])
        else:
            lines[-1].append(run)
    printed = [_collapsed(line) for line in lines]
    return [(text, _spans_to_take_out(text, marks)) for text, marks in printed if text]


def _collapsed(runs: Iterable[Run]) -> tuple[str, list[tuple[int, Span]]]:
    text = ""
    marks: list[tuple[int, Span]] = []
    for run in runs:
        piece = SPACES.sub(" ", INVISIBLE.sub("", run.text))
        if not text or text.endswith(" "):
            piece = piece.removeprefix(" ")
        bare = piece.strip()
        if run.mark is not None and bare:
            start = len(text) + piece.index(bare)
            marks.append((run.mark, Span(start, start + len(bare))))
        text += piece
    return text.rstrip(), marks


def _spans_to_take_out(text: str, marks: Sequence[tuple[int, Span]]) -> list[tuple[int, Span]]:
    """Widen each mark over the space that would stand alone, or before a comma, without it.

    A space is taken from the left where the line or a comma follows or another space does; the spaces
    between two marks go with the second. Marks that a line consists of stay: they hang on nothing.
    """
    rest = text
    for _, span in reversed(marks):
        rest = rest[: span.start] + rest[span.end :]
    if not rest.strip():
        return []
    widened: list[tuple[int, Span]] = []
    for number, span in marks:
        floor = widened[-1][1].end if widened else 0
        start, end = span.start, span.end
        spaced = text[end : end + 1] == " "
        following = text[end : end + 2].lstrip()[:1]
        closes = not following or following in CLOSING
        if start > floor and text[start - 1] == " " and (closes or spaced):
            start -= 1
        if spaced and (closes or start == 0):
            end += 1
        widened.append((number, Span(start, end)))
    return widened

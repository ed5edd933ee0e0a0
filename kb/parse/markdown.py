"""Markdown into one page: headings by their signs, footnotes by theirs, nothing guessed.

What is read is the part of CommonMark that documents with footnotes need: headings that begin with `#`,
paragraphs and list items separated by blank lines, `[^5]` for the mark of note 5 and `[^5]: …` for its
text. Emphasis and links stay as they are written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.parse.pages import Line, LocatedMark, NoteLines, PagedText, PageLines
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADING = re.compile(r" {0,3}(?P<signs>#{1,6})\s+(?=\S)")
NOTE = re.compile(r" {0,3}\[\^(?P<number>\d{1,3})\]:\s*")
NOTE_GOES_ON = re.compile(r" {2,}\S|\t\S|\s*$")
"""A line of a note after its first is indented; a blank line stays with it."""

MARK = re.compile(r"\[\^(?P<number>\d{1,3})\](?!:)")


def read_markdown(source: str) -> PagedText:
    """Read a text in Markdown; its lines tile it."""
    body: list[Line] = []
    notes: dict[int, list[Line]] = {}
    open_note: int | None = None
    for line in _lines(source):
        text = line.span.of(source)
        note = NOTE.match(text)
        if note:
            open_note = int(note["number"])
            notes.setdefault(open_note, []).append(Line(line.span, markup=note.end()))
        elif open_note is not None and NOTE_GOES_ON.match(text):
            notes[open_note].append(line)
        else:
            open_note = None
            body.append(_body_line(line, text))
    page = PageLines(
        index=0,
        label=None,
        body=tuple(body),
        notes=tuple(NoteLines(number, tuple(lines)) for number, lines in sorted(notes.items())),
        furniture=(),
    )
    pages = (page,) if source else ()
    return PagedText(source, pages, paginated=False, marks=tuple(_marks(source, body, set(notes))))


def _lines(source: str) -> Iterator[Line]:
    start = 0
    for text in source.splitlines(keepends=True):
        yield Line(Span(start, start + len(text)))
        start += len(text)


def _body_line(line: Line, text: str) -> Line:
    heading = HEADING.match(text)
    return Line(line.span, heading.end(), len(heading["signs"])) if heading else line


def _marks(source: str, body: list[Line], notes: set[int]) -> Iterator[LocatedMark]:
    """The first mark of a note that there is: a second one would hang it in two places."""
    seen: set[int] = set()
    for line in body:
        for match in MARK.finditer(source, line.span.start, line.span.end):
            number = int(match["number"])
            if number in notes and number not in seen:
                seen.add(number)
                yield LocatedMark(number, Span(*match.span()))

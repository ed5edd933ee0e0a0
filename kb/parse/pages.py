"""What every reader produces: pages whose characters are each accounted for exactly once.

A character of the extracted text is in a line of the body, in a footnote, or in the furniture
(running head and foot, separator, and what is in another language where a file holds several); the lines of
a page tile it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

CELL_SEPARATOR = " | "
"""What stands between the cells of a table; each of its rows is a line."""


class Role(StrEnum):
    """What a line is, where its file says so and nobody has to guess."""

    TEXT = "text"
    TITLE = "title"
    PREAMBLE = "preamble"
    RECITAL = "recital"
    DIVISION = "division"
    ARTICLE = "article"
    SUBTITLE = "subtitle"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FINAL = "final"
    ANNEX = "annex"
    CONTINUED = "continued"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source with its line break.

    `markup` counts the characters at its start that are no text: the signs of a heading, the number of
    a note. `heading` is the level of a line that declares itself a heading, from 1; 0 for any other.
    `depth` counts the lists that an item stands in. `language` is the one that its file says it is in, a
    code of two letters, where it says so of single parts.
    """

    span: Span
    markup: int = 0
    heading: int = 0
    role: Role | None = None
    depth: int = 0
    language: str | None = None

    def content(self, source: str) -> Span:
        """Return the line without markup and the white space around it; empty for a blank line."""
        text = self.span.of(source)[self.markup :]
        bare = text.strip()
        start = self.span.start + self.markup + (len(text) - len(text.lstrip()) if bare else 0)
        return Span(start, start + len(bare))

    def is_blank(self, source: str) -> bool:
        """Tell whether the line holds white space only."""
        return not self.span.of(source).strip()


@dataclass(frozen=True, slots=True)
class NoteLines:
    """The lines of one footnote on one page; `continued` when the note began on an earlier page."""

    number: int
    lines: tuple[Line, ...]
    continued: bool = False


@dataclass(frozen=True, slots=True)
class PageLines:
    """A page: index from 0, printed label where it is known, and its lines by what they are."""

    index: int
    label: str | None
    body: tuple[Line, ...]
    notes: tuple[NoteLines, ...]
    furniture: tuple[Line, ...]

    def lines(self) -> Iterator[Line]:
        """Iterate over all lines of the page, in source order."""
        noted = (line for note in self.notes for line in note.lines)
        return iter(sorted((*self.body, *noted, *self.furniture), key=lambda line: line.span))

    def span(self) -> Span:
        """Return what of the source the page covers."""
        ordered = list(self.lines())
        return Span(ordered[0].span.start, ordered[-1].span.end)


@dataclass(frozen=True, slots=True)
class LocatedMark:
    """The mark of a note in the body: `span` of the source is what to take out."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Declared:
    """What a file says of itself: its language (a code of two letters) and its title."""

    language: str | None = None
    title: str | None = None


NOTHING_DECLARED = Declared()


@dataclass(frozen=True, slots=True)
class PagedText:
    """The extracted text of a file and its pages; one page without a label where it has none.

    `marks` are the marks of notes that stand in one place for certain. `declared` is what the file says
    of itself, as far as it can be believed.
    """

    source: str
    pages: tuple[PageLines, ...]
    paginated: bool
    marks: tuple[LocatedMark, ...] = ()
    declared: Declared = NOTHING_DECLARED

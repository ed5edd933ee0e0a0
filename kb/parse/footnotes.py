"""Where the marks of the footnotes stand in the running text.

Extraction glues a raised number to the word before it: "goed1", "innovatie2.", "Regio's22". Numbers
that are no marks look the same ("KP7", "25%", "2007-2013"). What tells them apart is the expected set:
the notes of a page are known from its foot, and their marks stand in that page's body, once each and
in order (`eurlex.md`, section 4). A mark that fits in no place, or in more than one, is reported and
left alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.parse.pages import LocatedMark
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.parse.pages import Line, PagedText, PageLines

GLUED = r"(?<=[^\W\d_]|[)\]\"”’'»])(?P<glued>{n})(?![\d%]|[^\W\d_]|-\d|[.,]\d)"
"""After a letter, a bracket or a quotation mark: "goed1", "(EOR)14", "netwerken\"4", "Regio's22"."""

AFTER_STOP = r"(?<=[^\W\d_][.,;:])(?P<stop>{n})(?=\s|$)"
"""After the punctuation of a word: "ontwikkelen.5 Clusterbeleid"."""

AFTER_TRADEMARK = r"(?<=[A-Z]TM)(?P<spaced> {n})(?![\d%]|[^\W\d_]|[.,]\d)"
"""After a raised TM, with a space: "INNOVATM 17"; the space belongs to the mark."""

ACRONYM_WITH_NUMBER = re.compile(r"\b[A-Z]{2,}$")
"""What stands before a number that may be part of a name: "KP" in "KP7", "FP" in "FP7"."""


def with_marks(paged: PagedText) -> PagedText:
    """Return the same pages with the marks that can stand in one place only."""
    marks = tuple(mark for page in paged.pages for mark in locate_marks(paged.source, page))
    return replace(paged, marks=marks)


def locate_marks(source: str, page: PageLines) -> tuple[LocatedMark, ...]:
    """Return the marks on a page that can stand in one place only, in order."""
    numbers = [note.number for note in page.notes if not note.continued]
    candidates = [possible_marks(source, page.body, number) for number in numbers]
    chosen = only_in_order(candidates)
    return tuple(
        LocatedMark(number, span) for number, span in zip(numbers, chosen, strict=True) if span is not None
    )


def possible_marks(source: str, lines: Sequence[Line], number: int) -> list[Span]:
    """Return where the mark of a note may stand, by what is before and behind it."""
    pattern = re.compile("|".join((GLUED, AFTER_STOP, AFTER_TRADEMARK)).format(n=number))
    found = [
        Span(*match.span())
        for line in lines
        for match in pattern.finditer(source, line.span.start, line.span.end)
    ]
    plain = [span for span in found if not _is_part_of_a_name(source, span)]
    return plain or found


def _is_part_of_a_name(source: str, span: Span) -> bool:
    if source[span.start] == " ":
        return False
    return ACRONYM_WITH_NUMBER.search(source[max(span.start - 12, 0) : span.start]) is not None


def only_in_order(candidates: Sequence[Sequence[Span]]) -> list[Span | None]:
    """Choose for each number its only candidate between those of its neighbours.

    The earliest and the latest choice that keep the order bound every mark; where both agree there
    is one place only. A number without any candidate does not unsettle the others.
    """
    bounds = zip(_earliest(candidates), _latest(candidates), strict=True)
    return [first if first == last else None for first, last in bounds]


def _earliest(candidates: Sequence[Sequence[Span]]) -> list[Span | None]:
    chosen: list[Span | None] = []
    at = 0
    for row in candidates:
        first = min((span for span in row if span.start >= at), default=None)
        chosen.append(first)
        at = first.end if first else at
    return chosen


def _latest(candidates: Sequence[Sequence[Span]]) -> list[Span | None]:
    chosen: list[Span | None] = []
    before: int | None = None
    for row in reversed(candidates):
        last = max((s for s in row if before is None or s.end <= before), default=None)
        chosen.append(last)
        before = last.start if last else before
    return chosen[::-1]

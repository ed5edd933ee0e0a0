"""Lines into chunks: what the blank lines, bullets and page breaks of the body hold together.

A blank line ends a chunk and a bullet begins one. A page break ends none by itself: the sentence that
stood open at the foot of a page goes on at the head of the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kb.parse.pages import Role
from kb.structure.headings import looks_like_heading
from kb.structure.vocabulary import SURE_BULLETS, WEAK_BULLETS
from kb.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.parse.pages import Line, PageLines

BULLET = rf"[{re.escape(SURE_BULLETS + WEAK_BULLETS)}]"
POINT = r"(?P<point>\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\))"
ITEM_START = re.compile(rf"(?:{BULLET}|{POINT})\s+(?=\S)")
"""A bullet, or a letter, roman numeral or number with a bracket: "• ", "a) ", "(ii) ", "3) "."""

SENTENCE_END = re.compile(r"[.!?:;][\"”’»)\]]*\d{0,3}$")
"""The end of a sentence or item, perhaps with a closing quotation mark and a note mark."""

SUSPENDED_HYPHEN = re.compile(r"(?:en|of|and|or|und|oder|et|ou)\b", re.IGNORECASE)
"""What follows a hyphen that stands for a word half: "onderzoeks- en testfaciliteiten"."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """The contents of consecutive lines that belong together, in source coordinates.

    `heading` is the level of a chunk that declares itself a heading, from 1; 0 for any other. `role` is
    what it is in an act, declared or found out; `depth` counts the lists that a declared item stands in.
    """

    lines: tuple[Span, ...]
    heading: int = 0
    role: Role | None = None
    depth: int = 0

    def raw(self, source: str) -> str:
        """Return the text as it stands in the source, lines joined by a space."""
        return " ".join(line.of(source) for line in self.lines)

    def item_start(self, source: str) -> re.Match[str] | None:
        """Return the bullet or number that makes the chunk a list item."""
        first = self.lines[0]
        return ITEM_START.match(source, first.start, first.end)


def chunks(source: str, pages: Sequence[PageLines]) -> list[Chunk]:
    """Group the body lines of all pages, joining across a page break what it cut in two."""
    joined: list[Chunk] = []
    for page in pages:
        groups = _groups(source, page.body)
        if joined and groups and _goes_on(source, joined[-1], groups[0]):
            joined[-1] = replace(joined[-1], lines=joined[-1].lines + groups.pop(0).lines)
        joined += groups
    return joined


def _groups(source: str, lines: Iterable[Line]) -> list[Chunk]:
    groups: list[list[Span]] = [[]]
    firsts: list[Line | None] = [None]
    for line in lines:
        content = line.content(source)
        after_heading = firsts[-1] is not None and firsts[-1].heading
        if not content or line.heading or after_heading or _opens_item(source, content, groups[-1]):
            groups.append([])
            firsts.append(None)
        if content:
            groups[-1].append(content)
            firsts[-1] = firsts[-1] or line
    return [
        Chunk(tuple(group), first.heading, first.role, first.depth)
        for group, first in zip(groups, firsts, strict=True)
        if first is not None
    ]


def _opens_item(source: str, line: Span, group: Sequence[Span]) -> bool:
    """A dash or a bracketed letter inside a sentence that is still open is punctuation."""
    if ITEM_START.match(source, line.start, line.end) is None:
        return False
    return (
        not group
        or source[line.start] in SURE_BULLETS
        or SENTENCE_END.search(group[-1].of(source)) is not None
    )


def _goes_on(source: str, above: Chunk, below: Chunk) -> bool:
    if above.role is not None or below.role is not None:
        return below.role is Role.CONTINUED
    if below.item_start(source) is not None or above.heading or below.heading:
        return False
    if looks_like_heading(above.raw(source)) or looks_like_heading(below.raw(source)):
        return False
    return SENTENCE_END.search(above.raw(source)) is None


def joining_edits(source: str, lines: Sequence[Span]) -> tuple[tuple[Span, ...], tuple[Edit, ...]]:
    """Return the pieces and edits that turn lines into one line.

    Each line keeps the white space character behind it as the space between two words; a hyphen that
    ends a line without such a space is real and joins the halves of its word. Nothing is dropped.
    """
    pieces: list[Span] = []
    edits: list[Edit] = []
    for line, following in pairwise(lines):
        if _hyphen_joins(source, line, following):
            pieces.append(line)
            continue
        pieces.append(Span(line.start, line.end + 1))
        if source[line.end] != " ":
            edits.append(Edit(Span(line.end, line.end + 1), " "))
    return (*pieces, *lines[-1:]), tuple(edits)


def _hyphen_joins(source: str, line: Span, following: Span) -> bool:
    if source[line.end - 1] != "-" or source[line.end] not in "\r\n":
        return False
    return SUSPENDED_HYPHEN.match(source, following.start, following.end) is None

"""Where a part of an act stands: "art27/p1", "rec12", "annex3/p1", the same in every language.

A paragraph of an article goes by the number printed before it. Where an article has none, its paragraphs
are counted for the anchor and have no number to be cited by. Points inside points are named by the way to
them: "a.ii".
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kb.document import BlockKind, Place
from kb.parse.pages import Role
from kb.structure.acts import ANNEX, RECITAL, article_number
from kb.structure.headings import roman
from kb.structure.lines import BULLET
from kb.structure.vocabulary import ANNEX_NAMES, RECITAL_NAMES
from kb.text import Span

if TYPE_CHECKING:
    from kb.structure.lines import Chunk

MARKER = re.compile(
    rf"(?:(?P<bullet>{BULLET})|(?P<printed>\(?(?:[a-z]{{1,2}}|[ivxl]{{1,6}}|\d{{1,3}}[a-z]?)\)|\d{{1,3}}[a-z]?\.))"
    r"\s+(?=\S)",
    re.IGNORECASE,
)
"""What numbers a paragraph or a point: "1.", "(1)", "a)", "(iv)", "—"."""

ENDS_SENTENCE = re.compile(r"[.;!?][\"”’»)\]]*$")
BULLETS, LETTERS, NUMERALS = "bullets", "letters", "numerals"
"""What a list looks like, when its points are not numbered with figures."""

FRONT_PARTS = {Role.TITLE: "preamble", Role.PREAMBLE: "preamble", Role.FINAL: "final"}
"""Parts that are no sections, and what their anchors begin with."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block to be: its kind, its place and its lines without the number that the place holds."""

    kind: BlockKind
    place: Place
    lines: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Point:
    """A point that stands open: what its list looks like, its number or letter, and whether it is printed."""

    shape: str
    label: str
    printed: bool


@dataclass
class ActPlaces:
    """Follows an act through its chunks; says nothing of chunks before and behind it."""

    source: str
    language: str
    _section: Place | None = None
    _paragraph: str = ""
    _counted: int = 0
    _shape: str | None = None
    _points: list[_Point] = field(default_factory=list)
    _ends_in_colon: bool = False
    _divisions: int = 0
    _front_counts: Counter[str] = field(default_factory=Counter)

    def part(self, chunk: Chunk, following: Chunk | None, title: str) -> Part | None:
        """Return what a chunk is in the act, None when it is no part of it.

        `title` is the cleaned text of the lines behind the first.
        """
        opened = self._opened(chunk, title)
        if opened is not None:
            return opened
        if chunk.heading:
            self._section = None
        if self._section is None:
            return None
        part = self._text(chunk, following)
        self._ends_in_colon = chunk.raw(self.source).endswith(":")
        return part

    def _opened(self, chunk: Chunk, title: str) -> Part | None:
        first = chunk.lines[0].of(self.source)
        if chunk.role is Role.ARTICLE:
            number = article_number(first)
            return self._heading(chunk, Place(f"art{number}", first.rstrip("."), title or None))
        if chunk.role is Role.ANNEX:
            return self._heading(chunk, self._annex(first, title))
        if chunk.role is Role.DIVISION:
            self._divisions += 1
            return self._heading(chunk, Place(f"division{self._divisions}"))
        recital = RECITAL.match(first) if chunk.role is Role.RECITAL else None
        if recital is not None:
            name = RECITAL_NAMES.get(self.language, RECITAL_NAMES["en"])
            self._enter(Place(f"rec{recital['number']}", f"{name} {recital['number']}"))
            begin = chunk.lines[0].start + recital.end()
            return Part(BlockKind.PARAGRAPH, self._place(), _from(chunk, begin))
        if chunk.role in FRONT_PARTS and (self._section is not None or chunk.role is not Role.TITLE):
            self._enter_front(FRONT_PARTS[chunk.role])
        return None

    def _annex(self, label: str, title: str) -> Place:
        match = ANNEX.fullmatch(label)
        printed = match["number"] if match else None
        name = ANNEX_NAMES.get(self.language, ANNEX_NAMES["en"])
        if not printed:
            return Place("annex", name, title or None)
        number = printed if printed.isdigit() else str(roman(printed.upper()))
        return Place(f"annex{number}", f"{name} {printed.upper()}", title or None)

    def _heading(self, chunk: Chunk, place: Place) -> Part:
        self._enter(place)
        return Part(BlockKind.HEADING, place, chunk.lines)

    def _enter(self, section: Place) -> None:
        self._section, self._paragraph, self._counted, self._shape = section, "", 0, None
        self._points.clear()

    def _enter_front(self, anchor: str) -> None:
        if self._section is None or self._section.anchor != anchor:
            self._enter(Place(anchor))
            self._counted = self._front_counts[anchor]

    def _text(self, chunk: Chunk, following: Chunk | None) -> Part:
        marker = MARKER.match(self.source, chunk.lines[0].start, chunk.lines[0].end)
        if self._is_paragraph(chunk, marker):
            self._begin_paragraph(marker)
        elif chunk.role is Role.ITEM or marker is not None:
            return self._point(chunk, marker)
        else:
            marker = None
            self._next_unnumbered()
        leads_in = following is not None and self._leads_in(chunk, following)
        kind = BlockKind.LEAD_IN if leads_in else BlockKind.PARAGRAPH
        return Part(kind, self._place(), _without(chunk, marker))

    def _is_paragraph(self, chunk: Chunk, marker: re.Match[str] | None) -> bool:
        """Tell whether a number is that of a paragraph: the one that is due, printed like the first."""
        if marker is None or marker["printed"] is None or chunk.role is Role.ITEM:
            return False
        if chunk.role is Role.PARAGRAPH:
            return True
        number, shape = _bare(marker["printed"]), _shape(marker["printed"])
        if not number[0].isdigit() or not self._in_article():
            return False
        if not self._paragraph and not self._points:
            return number == "1"
        return shape == self._shape and _follows(self._paragraph, number)

    def _in_article(self) -> bool:
        return self._section is not None and self._section.anchor.startswith("art")

    def _begin_paragraph(self, marker: re.Match[str] | None) -> None:
        if marker is not None:
            self._shape = _shape(marker["printed"])
            self._paragraph = _bare(marker["printed"])
        self._points.clear()

    def _next_unnumbered(self) -> None:
        """Begin a paragraph without a number; in one that has one, it goes on."""
        self._points.clear()
        if self._shape is None:
            self._counted += 1
            self._paragraph = str(self._counted)
            self._front_counts[self._section.anchor if self._section else ""] = self._counted

    def _point(self, chunk: Chunk, marker: re.Match[str] | None) -> Part:
        if not self._paragraph:
            self._next_unnumbered()
        printed = marker["printed"] if marker else None
        shape = f"depth {chunk.depth}" if chunk.role is Role.ITEM else self._list_of(printed)
        shapes = [point.shape for point in self._points]
        before = None
        if shape in shapes:
            before = self._points[shapes.index(shape)]
            del self._points[shapes.index(shape) :]
        goes_on = marker is None and before is not None and before.printed
        label = before.label if before and goes_on else _bare(printed) if printed else _counted_on(before)
        self._points.append(_Point(shape, label, goes_on or printed is not None))
        return Part(BlockKind.ITEM, self._place(), _without(chunk, marker))

    def _list_of(self, printed: str | None) -> str:
        """Return which list a point is in by the look of its number.

        "i)" goes on after "h)", begins a list inside it where "h)" ends in a colon, and is the first of a
        list elsewhere; "v)" goes on after "iv)" or after "u)".
        """
        if printed is None:
            return BULLETS
        bare = _bare(printed)
        if bare[0].isdigit():
            return f"numbers {_shape(printed)}"
        if re.fullmatch(r"[ivxl]+", bare) is None:
            return LETTERS
        numerals, letters = self._label_in(NUMERALS), self._label_in(LETTERS)
        if numerals and roman(bare.upper()) == roman(numerals.upper()) + 1:
            return NUMERALS
        if letters and _next_letter(letters) == bare:
            return NUMERALS if self._ends_in_colon and self._points[-1].shape == LETTERS else LETTERS
        return NUMERALS if bare == "i" else LETTERS

    def _label_in(self, shape: str) -> str | None:
        """Return the number of the point that stands open in a list."""
        return next((point.label for point in self._points if point.shape == shape), None)

    def _leads_in(self, chunk: Chunk, following: Chunk) -> bool:
        if following.heading or following.role not in (None, Role.TEXT, Role.ITEM):
            return False
        raw = chunk.raw(self.source)
        if not raw.endswith(":") and ENDS_SENTENCE.search(raw):
            return False
        marker = MARKER.match(self.source, following.lines[0].start, following.lines[0].end)
        return following.role is Role.ITEM or (
            marker is not None and not self._is_paragraph(following, marker)
        )

    def _place(self) -> Place:
        section = self._section or Place("act")
        path = ".".join(point.label for point in self._points)
        if section.anchor.startswith("rec"):
            anchor = f"{section.anchor}.{path}" if path else section.anchor
            return replace(section, anchor=anchor, point=path or None)
        anchor = f"{section.anchor}/p{self._paragraph}" + (f".{path}" if path else "")
        return replace(section, anchor=anchor, paragraph=self._number(), point=path or None)

    def _number(self) -> int | None:
        """Return the number to cite a paragraph by: as printed in an article, counted elsewhere."""
        is_printed = self._shape is not None or not self._in_article()
        return int(self._paragraph) if is_printed and self._paragraph.isdigit() else None


def _without(chunk: Chunk, marker: re.Match[str] | None) -> tuple[Span, ...]:
    """Return the lines of a chunk without the number or bullet that begins it."""
    return chunk.lines if marker is None else _from(chunk, marker.end())


def _from(chunk: Chunk, begin: int) -> tuple[Span, ...]:
    return (Span(begin, chunk.lines[0].end), *chunk.lines[1:])


def _bare(printed: str) -> str:
    return printed.strip("().").lower()


def _shape(printed: str) -> str:
    return printed.replace(_bare(printed), "") or printed


def _follows(last: str, number: str) -> bool:
    """Tell whether a paragraph's number is the next: 2 after 1, 1a after 1."""
    digits = re.match(r"\d+", last)
    due = int(digits[0]) + 1 if digits else 1
    return number == str(due) or (number[:-1] == (digits[0] if digits else "") and number > last)


def _next_letter(letter: str) -> str:
    return chr(ord(letter[-1]) + 1)


def _counted_on(before: _Point | None) -> str:
    return str(int(before.label) + 1) if before and before.label.isdigit() else "1"

"""Which rows at the end of a page are its notes, told by their size and by the rule above them.

A note goes on over a page break: what stands above the first number on the next page, in the letters of
the notes, is the rest of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kb.parse.paragraphs import Drawn, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.parse.fragments import Rule
    from kb.parse.lines_of_page import Piece
    from kb.parse.reading_order import Column, Row

SMALLER = 0.93
"""Notes are set at most at this part of the size of the text."""

SEPARATOR_WIDTH = 0.7
"""The rule above the notes is at most so wide, in parts of its column; wider ones belong to tables."""

USUAL_SEPARATOR = 150.0
"""Points; word processors draw a rule of two inches, however narrow the text."""

ABOVE = 3.0
"""It stands at most so many ems above the first note."""

NOTE_START = re.compile(r"(?:\((?P<framed>\d{1,3})\)|(?P<plain>\d{1,3})[.)]?)(?:\s+|(?=[^\W\d_]))(?=\S)")
MARK = re.compile(r"\(?(\d{1,3})\)?")
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾", "0123456789()")


@dataclass
class Note:
    """A note on a page: its number, the length of the number as printed, and its lines."""

    number: int
    markup: int
    lines: list[Drawn] = field(default_factory=list)
    continued: bool = False


@dataclass
class NoteNumbers:
    """Remembers the last note of the pages before, which is the one that may go on."""

    last: int = 0

    def take(
        self, columns: Sequence[Column], body: float, rules: Sequence[Rule]
    ) -> tuple[list[Column], list[Note]]:
        """Part the columns of a page into those of its text and its notes."""
        marks = raised_numbers([row for column in columns for row in column.rows])
        kept: list[Column] = []
        notes: list[Note] = []
        for column in columns:
            start = self._start(column, body, rules, marks)
            if start < len(column.rows):
                self._read(column.rows[start:], notes, marks)
            if start:
                kept.append(replace(column, rows=column.rows[:start]))
        return kept, notes

    def _start(self, column: Column, body: float, rules: Sequence[Rule], marks: frozenset[int]) -> int:
        """Return the index of the row from which on a column holds notes."""
        rows = column.rows
        small = len(rows)
        while small and rows[small - 1].size <= SMALLER * body:
            small -= 1
        for index in range(len(rows)):
            is_first = _is_below_separator(column, index, rules)
            if is_first and self._begins_notes(rows[index], marks, may_go_on=index >= small):
                return index
        rest = range(small, len(rows))
        numbered = (i for i in rest if self._begins(_start_of(rows[i]), marks, is_first=True))
        return next(numbered, len(rows))

    def _begins_notes(self, row: Row, marks: frozenset[int], *, may_go_on: bool) -> bool:
        """Tell whether a row below a short rule is a note that is marked above, or the rest of one."""
        start = _start_of(row)
        is_marked = start is not None and start.number in marks
        is_next = start is not None and start.number == self.last + 1
        return is_marked or (may_go_on and (is_next or self.last > 0))

    def _begins(self, start: _Start | None, marks: frozenset[int], *, is_first: bool) -> bool:
        """Tell whether a number begins a note: the next one, or one whose mark stands above."""
        if start is None:
            return False
        may_skip = is_first or (start.is_raised and start.number > self.last)
        return start.number == self.last + 1 or (may_skip and start.number in marks)

    def _read(self, rows: Sequence[Row], notes: list[Note], marks: frozenset[int]) -> None:
        """Read rows into notes; where one number is raised, a figure on the line begins none."""
        starts = [_start_of(row) for row in rows]
        only_raised = any(s and s.is_raised and self._begins(s, marks, is_first=True) for s in starts)
        for row, start in zip(rows, starts, strict=True):
            is_first = all(note.continued for note in notes)
            may_begin = start is not None and (start.is_raised or not only_raised)
            if start and may_begin and self._begins(start, marks, is_first=is_first):
                self.last = start.number
                notes.append(Note(start.number, start.length))
            elif not notes:
                notes.append(Note(self.last, 0, continued=True))
            notes[-1].lines.append(printed(row))


@dataclass(frozen=True, slots=True)
class _Start:
    """The number at the start of a row, its length, and whether it is raised."""

    number: int
    length: int
    is_raised: bool


def _start_of(row: Row) -> _Start | None:
    line = printed(row)
    text = line.text.translate(SUPERSCRIPTS)
    raised = next((span for span in line.raised if span.start == 0), None)
    raised_sign = raised and MARK.fullmatch(raised.of(text).strip())
    if raised and raised_sign:
        rest = text[raised.end :]
        return _Start(int(raised_sign[1]), len(text) - len(rest.lstrip()), is_raised=True)
    start = NOTE_START.match(text)
    return _Start(int(start["framed"] or start["plain"]), start.end(), text != line.text) if start else None


def printed(row: Row) -> Drawn:
    """Return a row of a note as it is read."""
    return joined(row.pieces)


def _is_below_separator(column: Column, index: int, rules: Sequence[Rule]) -> bool:
    row = column.rows[index]
    above = column.rows[index - 1].y if index else row.y + ABOVE * row.size
    return any(
        row.y + row.size / 2 < rule.y < min(above, row.y + ABOVE * row.size)
        and abs(rule.x - column.left) < row.size * 2
        and rule.end - rule.x <= max(SEPARATOR_WIDTH * (column.right - column.left), USUAL_SEPARATOR)
        for rule in rules
    )


def raised_numbers(rows: Sequence[Row]) -> frozenset[int]:
    """Return the numbers that are raised in rows, at their ends or inside them."""
    found = (number for row in rows for piece in row.pieces for number in _raised(piece))
    return frozenset(found)


def _raised(piece: Piece) -> list[int]:
    texts = [span.of(piece.text) for span in piece.raised if span.start]
    matches = (MARK.fullmatch(text) for text in texts)
    return [int(match[1]) for match in matches if match]

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

NOTE_START = re.compile(r"\(?(?P<number>\d{1,3})\)?[.)]?\s*(?=\S)")
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
        numbered = (i for i in range(small, len(rows)) if self._number(rows[i], marks) is not None)
        return next(numbered, len(rows))

    def _begins_notes(self, row: Row, marks: frozenset[int], *, may_go_on: bool) -> bool:
        """Tell whether a row below a short rule is a note that is marked above, or the rest of one."""
        number = self._number(row, marks)
        return number in marks or (may_go_on and (number is not None or self.last > 0))

    def _number(self, row: Row, marks: frozenset[int]) -> int | None:
        """Return the number of the note that a row begins: the next one, or one that is marked above."""
        start = NOTE_START.match(printed(row).text.translate(SUPERSCRIPTS))
        number = int(start["number"]) if start else None
        return number if number is not None and (number == self.last + 1 or number in marks) else None

    def _read(self, rows: Sequence[Row], notes: list[Note], marks: frozenset[int]) -> None:
        for row in rows:
            line = printed(row)
            number = self._number(row, marks)
            if number is not None and (number > self.last or not notes):
                self.last = number
                start = NOTE_START.match(line.text.translate(SUPERSCRIPTS))
                notes.append(Note(number, start.end() if start else 0))
            elif not notes:
                notes.append(Note(self.last, 0, continued=True))
            notes[-1].lines.append(line)


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

"""The order in which a page is read: columns one after the other, the cells of a table row by row.

Two columns of running text have a gutter that no line crosses, and lines on both sides that fill their
column. Everything else that stands side by side is a table, or a label and what it names.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import itemgetter
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.parse.fragments import Rule
    from kb.parse.lines_of_page import Piece

MIN_GUTTER = 6.0
"""Points; a gutter is rarely under a pica (12), a justified space rarely over half of one."""

MIN_COLUMN_LINES = 4
"""Fewer lines side by side are a table or a pair of addresses, not columns."""

FILLED = 0.6
"""Half of the lines of a text column fill at least this share of it."""

ALIKE = 0.5
"""Columns side by side are alike: none is narrower than this share of the other."""

GUTTER_BETWEEN = (0.25, 0.75)
"""Where a gutter may lie, in parts of the width of the text."""

MIN_RULES_ACROSS = 2
"""So many rules across a gutter are the lines of a table."""

ONE_ROW = 0.35
"""Baselines within this part of an em are one row."""

LABEL = re.compile(r"[•·▪◦‣●–—*-]|\(?(?:[a-z]|[ivx]{1,5}|\d{1,3})[.)]?\)?|\d{1,2}(?:\.\d{1,2})+\.?|[A-Z]\.")
"""What may stand apart before its text: a bullet, the number of a point, heading or note."""


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one baseline of a column, from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def y(self) -> float:
        """The baseline."""
        return self.pieces[0].y

    @property
    def x(self) -> float:
        """Where the row begins."""
        return self.pieces[0].x

    @property
    def end(self) -> float:
        """Where the row ends."""
        return max(piece.end for piece in self.pieces)

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        first, *others = self.pieces  # most rows are one piece, and they are asked often
        return max(self.pieces, key=lambda piece: len(piece.text)).size if others else first.size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(piece.bold for piece in self.pieces)

    @property
    def text(self) -> str:
        """The row as it is read."""
        return " ".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Column:
    """Rows that are read one under the other, between a left and a right edge."""

    rows: tuple[Row, ...]
    left: float
    right: float


def reading_order(pieces: Sequence[Piece], rules: Sequence[Rule]) -> list[Column]:
    """Return the columns of a page, as they are read; a page without columns is one."""
    if not pieces:
        return []
    gutter = _gutter(pieces, rules)
    if gutter is None:
        return [_column(pieces)]
    columns: list[Column] = []
    for beside, band in _bands(pieces, gutter, rules):
        if not beside:
            columns.append(_column(band))
            continue
        columns += reading_order([p for p in band if p.end <= gutter], rules)
        columns += reading_order([p for p in band if p.end > gutter], rules)
    return _merged(columns)


def _bands(pieces: Sequence[Piece], gutter: float, rules: Sequence[Rule]) -> list[tuple[bool, list[Piece]]]:
    """Part a page into what runs across a gutter and what stands beside it, from top to bottom.

    A few lines beside it between others across are no columns: a table, a heading with its number.
    """
    bands = [(beside, list(band)) for beside, band in groupby(pieces, key=lambda p: not p.x < gutter < p.end)]
    return [(beside and _stands_in_columns(band, gutter, rules), band) for beside, band in bands]


def _merged(columns: Sequence[Column]) -> list[Column]:
    """Join columns that follow one another over the full width."""
    merged: list[Column] = []
    for column in columns:
        before = merged[-1] if merged else None
        if before is not None and before.rows[-1].y > column.rows[0].y and _is_as_wide(before, column):
            merged[-1] = _column([p for c in (before, column) for r in c.rows for p in r.pieces])
        else:
            merged.append(column)
    return merged


def _is_as_wide(first: Column, second: Column) -> bool:
    """Tell whether two columns lie over one another; beside each other they do not."""
    shared = min(first.right, second.right) - max(first.left, second.left)
    narrower = min(first.right - first.left, second.right - second.left)
    wider = max(first.right - first.left, second.right - second.left)
    return shared > FILLED * narrower and narrower > FILLED * wider


def _gutter(pieces: Sequence[Piece], rules: Sequence[Rule]) -> float | None:
    """Return the middle of the widest gap that columns of text leave between them."""
    left, right = min(p.x for p in pieces), max(p.end for p in pieces)
    first, last = (int(left + share * (right - left)) for share in GUTTER_BETWEEN)
    turns: Counter[int] = Counter()
    for piece in pieces:
        begin, end = max(int(piece.x), first), min(int(piece.end) + 1, last)
        if begin < end:
            turns[begin] += 1
            turns[end] -= 1
    crossed = accumulate(turns[x] for x in range(first, last))
    runs = [
        (crossings, [x for x, _ in points])
        for crossings, points in groupby(zip(range(first, last), crossed, strict=True), key=itemgetter(1))
    ]
    gutters = [
        (-crossings, len(run), (run[0] + run[-1] + 1) / 2)
        for crossings, run in runs
        if len(run) >= MIN_GUTTER
    ]
    dividing = (gutter for *_, gutter in sorted(gutters, reverse=True) if _divides(pieces, gutter, rules))
    return next(dividing, None)


def _divides(pieces: Sequence[Piece], gutter: float, rules: Sequence[Rule]) -> bool:
    bands = groupby(pieces, key=lambda p: not p.x < gutter < p.end)
    return any(beside and _stands_in_columns(list(band), gutter, rules) for beside, band in bands)


def _stands_in_columns(band: Sequence[Piece], gutter: float, rules: Sequence[Rule]) -> bool:
    sides = [p for p in band if p.end <= gutter], [p for p in band if p.end > gutter]
    if any(_line_count(side) < MIN_COLUMN_LINES for side in sides):
        return False
    top, bottom = band[0].y, band[-1].y
    across = {
        round(r.y)
        for r in rules
        if r.x < gutter - MIN_GUTTER and r.end > gutter + MIN_GUTTER and bottom < r.y < top
    }
    if len(across) >= MIN_RULES_ACROSS:
        return False
    widths = [max(p.end for p in side) - min(p.x for p in side) for side in sides]
    are_alike = min(widths) >= ALIKE * max(widths)
    return are_alike and all(_is_filled(side, width) for side, width in zip(sides, widths, strict=True))


def _line_count(pieces: Sequence[Piece]) -> int:
    return len({round(piece.y) for piece in pieces})


def _is_filled(side: Sequence[Piece], width: float) -> bool:
    return median(row.end - row.x for row in _rows(side)) >= FILLED * width


def _column(pieces: Sequence[Piece]) -> Column:
    return Column(tuple(_rows(pieces)), min(p.x for p in pieces), max(p.end for p in pieces))


def _rows(pieces: Sequence[Piece]) -> Iterator[Row]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.y, p.x)):
        if rows and rows[-1][0].y - piece.y <= ONE_ROW * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        yield Row(tuple(sorted(row, key=lambda p: p.x)))


def without_labels(row: Row) -> tuple[Piece, ...]:
    """Return what stands side by side in a row, a label and what it names being one."""
    first, *rest = row.pieces
    return tuple(rest) if rest and LABEL.fullmatch(first.text) else row.pieces

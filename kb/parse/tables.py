"""Which rows of a column are a table, and what stands in each of its cells.

Rows with several pieces that follow one another are a table. A cell may run over several baselines:
drawn rules tell where its row ends, and without them a row begins where its first column has text.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kb.parse.reading_order import without_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.parse.fragments import Rule
    from kb.parse.lines_of_page import Piece
    from kb.parse.reading_order import Row

MIN_ROWS = 2
"""So many rows with cells are a table, or one row between so many rules."""

WRAPPED = 1.5
"""The next baseline of a cell is at most so many ems below."""

NEAR = 2.0
"""A rule within so many ems of a row is one of its table."""

REACH = 20.0
"""The rules that show where its columns meet are within so many ems: a cell may have that many lines."""

RULED_SHARE = 0.5
"""With at least so many rules for each row, the rules tell the rows."""

EVEN = 0.12
"""Gaps that differ by no more than this part of an em are the spaces of a justified line, however wide."""

MIN_GAPS = 2
"""One gap alone is even with nothing."""

ABUTTING = 3.0
"""Two rules whose ends are so many points apart meet at the edge of a column."""

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its cells from left to right, each with its pieces from top to bottom."""

    cells: tuple[tuple[Piece, ...], ...]


def with_tables(rows: Sequence[Row], rules: Sequence[Rule]) -> Iterator[Row | TableRow]:
    """Iterate over the rows of a column, those of tables as such."""
    at = 0
    while at < len(rows):
        end = _table_end(rows, at, rules)
        if _is_table(rows[at:end], rules):
            yield from _table_rows(rows[at:end], rules)
            at = end
        else:
            yield rows[at]
            at += 1


def _has_cells(row: Row) -> bool:
    pieces = without_labels(row)
    gaps = [after.x - before.end for before, after in pairwise(pieces)]
    is_justified = len(gaps) >= MIN_GAPS and max(gaps) - min(gaps) <= EVEN * row.size
    return len(pieces) > 1 and not is_justified


def _table_end(rows: Sequence[Row], start: int, rules: Sequence[Rule]) -> int:
    """Return where the rows that may be a table with the one at `start` end."""
    if not _has_cells(rows[start]):
        return start
    end = start + 1
    while end < len(rows) and (_has_cells(rows[end]) or _is_wrapped(rows[start:end], rows[end], rules)):
        end += 1
    return end


def _is_wrapped(table: Sequence[Row], row: Row, rules: Sequence[Rule]) -> bool:
    """Tell whether a row without cells goes on with a cell of the table above it."""
    above = table[-1]
    if above.y - row.y > WRAPPED * max(row.size, above.size):
        return False
    if any(row.y < rule.y < above.y for rule in _rules_of((*table, row), rules)):
        return False
    edges = _edges((*table, row), _rules_of(table, rules, REACH))
    columns = _columns(table, edges)
    within = [index for index, column in enumerate(columns) if _overlap(row.pieces[0], column) > 0]
    return len(within) == 1 and (within[0] > 0 or len(table) > 1 or bool(edges))


def _is_table(rows: Sequence[Row], rules: Sequence[Rule]) -> bool:
    with_cells = sum(_has_cells(row) for row in rows)
    if with_cells >= MIN_ROWS or len(rows) > with_cells > 0:
        return True
    return with_cells > 0 and len(_heights(_rules_of(rows, rules))) >= MIN_ROWS


def _rules_of(rows: Sequence[Row], rules: Sequence[Rule], reach: float = NEAR) -> list[Rule]:
    """Return the rules that lie across a table."""
    left, right = min(row.x for row in rows), max(row.end for row in rows)
    top, bottom = rows[0].y + reach * rows[0].size, rows[-1].y - reach * rows[-1].size
    return [r for r in rules if bottom < r.y < top and min(r.end, right) - max(r.x, left) > 0]


def _heights(rules: Iterable[Rule]) -> list[int]:
    return sorted({round(rule.y) for rule in rules}, reverse=True)


def _edges(rows: Sequence[Row], rules: Sequence[Rule]) -> list[float]:
    """Return where the columns of a ruled table meet: where one rule ends and the next begins.

    Another table may stand close by, so the rules that are nearest to the rows decide.
    """
    found: dict[int, list[float]] = {}
    for before, after in pairwise(sorted(rules, key=lambda rule: (round(rule.y), rule.x))):
        if round(before.y) == round(after.y) and 0 <= after.x - before.end <= ABUTTING:
            found.setdefault(round(before.y), []).append((before.end + after.x) / 2)
    top, bottom = rows[0].y, rows[-1].y
    nearest = min(found, key=lambda y: (max(y - top, bottom - y, 0), -len(found[y])), default=None)
    return [] if nearest is None else found[nearest]


def _columns(rows: Sequence[Row], edges: Sequence[float]) -> list[Interval]:
    """Return where the columns lie: as ruled, else those of the row with most cells.

    A column is widened by what stands in it and in no other.
    """
    if edges:
        return list(pairwise((-math.inf, *edges, math.inf)))
    with_cells = [row for row in rows if _has_cells(row)]
    columns = [(piece.x, piece.end) for piece in max(with_cells, key=lambda row: len(row.pieces)).pieces]
    for piece in (piece for row in with_cells for piece in row.pieces):
        inside = [index for index, column in enumerate(columns) if _overlap(piece, column) > 0]
        if len(inside) == 1:
            start, end = columns[inside[0]]
            columns[inside[0]] = (min(start, piece.x), max(end, piece.end))
    return columns


def _overlap(piece: Piece, column: Interval) -> float:
    return min(piece.end, column[1]) - max(piece.x, column[0])


def _table_rows(rows: Sequence[Row], rules: Sequence[Rule]) -> Iterator[TableRow]:
    columns = _columns(rows, _edges(rows, _rules_of(rows, rules, REACH)))
    for group in _grouped(rows, columns, _heights(_rules_of(rows, rules))):
        cells: list[list[Piece]] = [[] for _ in columns]
        for row in group:
            for piece in row.pieces:
                cells[_column_of(piece, columns)].append(piece)
        yield TableRow(tuple(tuple(cell) for cell in cells if cell))


def _column_of(piece: Piece, columns: Sequence[Interval]) -> int:
    return max(range(len(columns)), key=lambda index: _overlap(piece, columns[index]))


def _grouped(
    rows: Sequence[Row], columns: Sequence[Interval], heights: Sequence[float]
) -> Iterator[list[Row]]:
    """Iterate over the baselines of each row of a table."""
    inside = [height for height in heights if rows[-1].y < height < rows[0].y]
    is_ruled = bool(heights) and len(inside) + 1 >= RULED_SHARE * sum(_has_cells(row) for row in rows)
    group: list[Row] = []
    for row in rows:
        begins = _is_parted(row, group, inside) if is_ruled else _column_of(row.pieces[0], columns) == 0
        if group and begins:
            yield group
            group = []
        group.append(row)
    yield group


def _is_parted(row: Row, group: Sequence[Row], heights: Sequence[float]) -> bool:
    return bool(group) and any(row.y < height <= group[-1].y for height in heights)

"""Which rows of a column are a table, and what stands in each of its cells.

Rows with several pieces that follow one another are a table. A cell may run over several baselines:
drawn rules tell where its row ends, and without them a row begins where its first column has text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.parse.reading_order import without_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.parse.fragments import Rule
    from kb.parse.lines_of_page import Piece
    from kb.parse.reading_order import Row

MIN_ROWS, MIN_CELLS = 2, 3
"""So many rows with two cells are a table, or one row with so many cells."""

WRAPPED = 1.5
"""The next baseline of a cell is at most so many ems below."""

NEAR = 2.0
"""A rule within so many ems of a row is one of its table."""

RULED_SHARE = 0.5
"""With at least so many rules for each row, the rules tell the rows."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its cells from left to right, each with its pieces from top to bottom."""

    cells: tuple[tuple[Piece, ...], ...]


def with_tables(rows: Sequence[Row], rules: Sequence[Rule]) -> Iterator[Row | TableRow]:
    """Iterate over the rows of a column, those of tables as such."""
    at = 0
    while at < len(rows):
        end = _table_end(rows, at)
        table = rows[at:end]
        if _is_table(table, rules):
            yield from _table_rows(table, rules)
            at = end
        else:
            yield rows[at]
            at += 1


def _has_cells(row: Row) -> bool:
    return len(without_labels(row)) > 1


def _table_end(rows: Sequence[Row], start: int) -> int:
    """Return where the rows that may be a table with the one at `start` end."""
    end = start
    while end < len(rows) and (_has_cells(rows[end]) or (end > start and _is_wrapped(rows, start, end))):
        end += 1
    return end


def _is_wrapped(rows: Sequence[Row], start: int, at: int) -> bool:
    """Tell whether a row without cells goes on with a cell of the table above it."""
    above, row = rows[at - 1], rows[at]
    if above.y - row.y > WRAPPED * max(row.size, above.size):
        return False
    columns = _columns([r for r in rows[start:at] if _has_cells(r)])
    return sum(_overlap(row.pieces[0], column) > 0 for column in columns) == 1


def _is_table(rows: Sequence[Row], rules: Sequence[Rule]) -> bool:
    with_cells = [row for row in rows if _has_cells(row)]
    if len(with_cells) >= MIN_ROWS or any(len(without_labels(row)) >= MIN_CELLS for row in with_cells):
        return True
    return bool(with_cells) and len(_rules_of(rows, rules)) >= MIN_ROWS


def _rules_of(rows: Sequence[Row], rules: Sequence[Rule]) -> list[float]:
    """Return the heights of the rules that lie across a table, from top to bottom."""
    left, right = min(row.x for row in rows), max(row.end for row in rows)
    top, bottom = rows[0].y + NEAR * rows[0].size, rows[-1].y - NEAR * rows[-1].size
    across = {
        round(rule.y)
        for rule in rules
        if bottom < rule.y < top and min(rule.end, right) - max(rule.x, left) > 0
    }
    return sorted(across, reverse=True)


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Return where the columns lie: those of the row with most cells, widened by what stands in one."""
    columns = [(piece.x, piece.end) for piece in max(rows, key=lambda row: len(row.pieces)).pieces]
    for row in rows:
        for piece in row.pieces:
            inside = [index for index, column in enumerate(columns) if _overlap(piece, column) > 0]
            if len(inside) == 1:
                start, end = columns[inside[0]]
                columns[inside[0]] = (min(start, piece.x), max(end, piece.end))
    return columns


def _overlap(piece: Piece, column: tuple[float, float]) -> float:
    return min(piece.end, column[1]) - max(piece.x, column[0])


def _table_rows(rows: Sequence[Row], rules: Sequence[Rule]) -> Iterator[TableRow]:
    columns = _columns([row for row in rows if _has_cells(row)])
    for group in _grouped(rows, columns, _rules_of(rows, rules)):
        cells: list[list[Piece]] = [[] for _ in columns]
        for row in group:
            for piece in row.pieces:
                cells[_column_of(piece, columns)].append(piece)
        yield TableRow(tuple(tuple(cell) for cell in cells if cell))


def _column_of(piece: Piece, columns: Sequence[tuple[float, float]]) -> int:
    return max(range(len(columns)), key=lambda index: _overlap(piece, columns[index]))


def _grouped(
    rows: Sequence[Row], columns: Sequence[tuple[float, float]], heights: Sequence[float]
) -> Iterator[list[Row]]:
    """Iterate over the baselines of each row of a table."""
    inside = [height for height in heights if rows[-1].y < height < rows[0].y]
    is_ruled = len(inside) + 1 >= RULED_SHARE * sum(_has_cells(row) for row in rows) and bool(inside)
    group: list[Row] = []
    for row in rows:
        if group and _begins_row(row, group, columns, inside if is_ruled else None):
            yield group
            group = []
        group.append(row)
    yield group


def _begins_row(
    row: Row, group: Sequence[Row], columns: Sequence[tuple[float, float]], heights: Sequence[float] | None
) -> bool:
    above = group[-1]
    if heights is not None:
        return any(row.y < height <= above.y for height in heights)
    return _column_of(row.pieces[0], columns) == 0

"""Rows into blocks: headings, paragraphs, list items and rows of tables.

What parts two paragraphs is a larger step down, a first line that is indented, a bullet, another size of
letter, or a line that ends early with the end of a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Protocol

from kb.parse.pages import CELL_SEPARATOR
from kb.parse.reading_order import LABEL, Column, Row, without_labels
from kb.parse.tables import TableRow, with_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kb.parse.fragments import Rule
    from kb.parse.lines_of_page import Piece
    from kb.text import Span

LARGER = 1.12
"""A heading that is told by its size is at least so much larger than the text."""

OTHER_SIZE = 0.08
"""Sizes that differ by this share belong to different blocks."""

STEP = 1.3
"""A step down of so many times the usual one parts two paragraphs."""

LARGEST_STEP = 2.5
"""A step of more ems than this is no line step."""

MIN_INSIDE = 3
"""So many steps inside sentences tell how far apart lines are; fewer may be those of a table."""

FOOT = 0.4
"""The part of a page's text, from below, that may be notes."""

INDENT, MAX_INDENT = 0.8, 4.0
"""A first line is indented by at least so many ems; a line that stands in further is centred."""

EARLY = 0.2
"""A line that ends at least this share of the column before its edge ends early."""

PLACED = 3.0
"""A heading begins, or has its middle, within so many ems of that of its column."""

MAX_HEADING_ROWS, MAX_HEADING_LENGTH = 4, 200
MAX_TITLES = 2
"""A size of letter that only so many blocks of the first page have is the title's."""

ENDS_LIKE_TEXT = re.compile(r"[.;,:]$")
ENDS_SENTENCE = re.compile(r"[.!?:;][\"”’»)\]]*\d{0,3}$")
ENDS_OPEN = re.compile(r"[\w,–—-]$")
NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+\S")
LETTERS = re.compile(r"(?:[^\W\d_].*){4}")
"""Fewer letters than this are a sign in a drawing, not a heading."""


class Readable(Protocol):
    """Text with raised signs in it."""

    @property
    def text(self) -> str:
        """The text."""

    @property
    def raised(self) -> tuple[Span, ...]:
        """Its raised signs, in order."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line of text as it will be read, and which of its signs are raised."""

    text: str
    raised: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines that belong together; `heading` is the level of a heading from 1, 0 for any other."""

    lines: tuple[Drawn, ...]
    heading: int = 0
    goes_on: bool = False
    """Whether its last sentence is open where a column ends, so that the next block continues it."""


@dataclass(frozen=True, slots=True)
class Type:
    """The letters of a document: the size of its text, whether that is bold, and the title's size."""

    body: float
    bold: bool = False
    title: float | None = None


def joined(parts: Iterable[Readable], separator: str = " ") -> Drawn:
    """Join texts with a separator; their raised signs move along."""
    text = ""
    raised: list[Span] = []
    for part in parts:
        text += separator if text else ""
        raised += [span.shifted(len(text)) for span in part.raised]
        text += part.text
    return Drawn(text, tuple(raised))


def type_of(pages: Sequence[Sequence[Piece]]) -> Type:
    """Tell the letters of the running text from all pages, and those of the title from the first.

    Notes may be longer than the text, but they stand at the foot of the page.
    """
    sizes: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    for pieces in pages:
        for piece in _above_foot(pieces):
            sizes[piece.size] += len(piece.text)
        for piece in pieces:
            bold[piece.bold] += len(piece.text)
    if not sizes:
        return Type(0.0)
    body = sizes.most_common(1)[0][0]
    large = [(p.size, index) for index, pieces in enumerate(pages) for p in pieces if p.size >= LARGER * body]
    largest = max((size for size, _ in large), default=None)
    of_title = [index for size, index in large if size == largest]
    is_title = largest is not None and len(of_title) <= MAX_TITLES * MAX_HEADING_ROWS and not any(of_title)
    return Type(body, bold[True] > bold[False], largest if is_title else None)


def _above_foot(pieces: Sequence[Piece]) -> Iterator[Piece]:
    if pieces:
        top, bottom = pieces[0].y, pieces[-1].y
        yield from (piece for piece in pieces if piece.y >= bottom + FOOT * (top - bottom))


def blocks_of(column: Column, letters: Type, rules: Sequence[Rule]) -> Iterator[TextBlock]:
    """Iterate over the blocks of a column, from top to bottom."""
    blocks = list(_blocks(column, letters, rules))
    yield from blocks[:-1]
    for last in blocks[-1:]:
        is_open = not last.heading and not ENDS_SENTENCE.search(last.lines[-1].text)
        yield replace(last, goes_on=is_open and CELL_SEPARATOR not in last.lines[-1].text)


def _blocks(column: Column, letters: Type, rules: Sequence[Rule]) -> Iterator[TextBlock]:
    steps = _usual_steps(column.rows)
    group: list[Row] = []
    for row in with_tables(column.rows, rules):
        if isinstance(row, TableRow):
            yield from _text(group, column, letters)
            group = []
            cells = (joined(cell) for cell in row.cells)
            yield TextBlock((joined(cells, CELL_SEPARATOR),))
            continue
        if group and _parts(group, row, column, steps[row.size]):
            yield from _text(group, column, letters)
            group = []
        group.append(row)
    yield from _text(group, column, letters)


def _text(group: Sequence[Row], column: Column, letters: Type) -> Iterator[TextBlock]:
    if not group:
        return
    lines = tuple(joined(row.pieces) for row in group)
    whole = joined(lines)
    level = _heading_level(group, whole.text, letters) if _is_placed(group, column) else 0
    yield TextBlock((whole,) if level else lines, level)


def _usual_steps(rows: Sequence[Row]) -> Mapping[float, float]:
    """Return how far apart the lines of a paragraph are, by the size of their letters.

    Where paragraphs are short, most steps lead from one to the next: then those inside a sentence tell.
    """
    steps = [
        (row.size, above.y - row.y, _is_continued(above, row))
        for above, row in pairwise(rows)
        if 0 < above.y - row.y <= LARGEST_STEP * max(above.size, row.size)
    ]
    usual = median(step for _, step, _ in steps) if steps else 0.0
    inside: dict[float, list[float]] = {row.size: [] for row in rows}
    for size, step, continued in steps:
        if continued:
            inside[size].append(step)
    return {size: median(some) if len(some) >= MIN_INSIDE else usual for size, some in inside.items()}


def _is_continued(above: Row, row: Row) -> bool:
    """Tell whether a sentence goes on from one row to the next beyond doubt."""
    return row.text[:1].islower() and row.size == above.size and not ENDS_LIKE_TEXT.search(above.text)


def _parts(group: Sequence[Row], row: Row, column: Column, usual: float) -> bool:
    """Tell whether a row begins a block of its own."""
    above = group[-1]
    step = above.y - row.y
    return (
        step < 0
        or step > STEP * max(usual, row.size)
        or abs(row.size - above.size) > OTHER_SIZE * max(row.size, above.size)
        or row.bold != above.bold
        or _has_label(row)
        or (row.bold and NUMBERED.match(row.text) is not None)
        or _is_indented(group, row)
        or _ended_early(above, row, column)
    )


def _has_label(row: Row) -> bool:
    return len(row.pieces) > 1 and LABEL.fullmatch(row.pieces[0].text) is not None


def _is_indented(group: Sequence[Row], row: Row) -> bool:
    """A first line stands in; under a bullet it is the line that stands out that begins anew."""
    first, above = group[0], group[-1]
    if _has_label(first):
        return row.x <= first.x + 1
    return len(group) > 1 and INDENT * row.size < row.x - above.x < MAX_INDENT * row.size


def _ended_early(above: Row, row: Row, column: Column) -> bool:
    return (
        column.right - above.end > EARLY * (column.right - column.left)
        and ENDS_SENTENCE.search(above.text) is not None
        and not row.text[:1].islower()
    )


def _is_placed(group: Sequence[Row], column: Column) -> bool:
    """Tell whether rows begin at the edge of their column or stand in its middle, as headings do."""
    if any(len(without_labels(row)) > 1 for row in group):
        return False
    margin = PLACED * group[0].size
    middle = (column.left + column.right) / 2
    elsewhere = [
        row for row in group if row.x - column.left > margin and abs((row.x + row.end) / 2 - middle) > margin
    ]
    if not elsewhere:
        return True
    usual = Counter(round(row.x) for row in column.rows).most_common(1)[0][0]
    return all(round(row.x) == usual for row in elsewhere)


def _heading_level(group: Sequence[Row], text: str, letters: Type) -> int:
    if len(group) > MAX_HEADING_ROWS or len(text) > MAX_HEADING_LENGTH or not LETTERS.search(text):
        return 0
    is_large = group[0].size >= LARGER * letters.body
    stands_out = is_large or (all(row.bold for row in group) and not letters.bold)
    if not stands_out or ENDS_LIKE_TEXT.search(text) or group[0].size < letters.body * (1 - OTHER_SIZE):
        return 0
    numbered = NUMBERED.match(text)
    if numbered:
        return 2 + numbered["number"].count(".")
    return 1 if group[0].size == letters.title else 2

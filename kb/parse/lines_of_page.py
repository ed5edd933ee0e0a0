"""Fragments into pieces of lines: what stands together on one baseline, with the raised signs in it.

A raised number belongs to the line that it is raised from, in whichever of the three ways it is drawn.
A wide gap parts a line: a gutter between columns, or between the cells of a table.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kb.parse.fragments import dominant_size
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.parse.fragments import Fragment

SAME_BASELINE = 0.2
"""Baselines within this part of an em are one line."""

SMALLER = 0.85
"""Raised and lowered signs are drawn at most at this part of the size of their line."""

LOWERED, RAISED = 0.35, 0.75
"""How far below and above a baseline, in ems, its lowered and raised signs stand."""

CLEARLY_RAISED = 0.08
"""A small sign this part of an em above the baseline is raised."""

TOUCHING = 0.6
"""A raised sign stands at most so many ems from the word it hangs on."""

NUMBER_BEFORE = 4.0
"""A note's own number may be set off from its text by so many ems."""

WORD_GAP = 0.13
"""Fragments further apart than this part of an em are two words."""

CELL_GAP = 1.0
"""Fragments further apart than so many ems stand in two columns or cells."""

CONTINUED_GAP = 1.3
"""Fragments drawn in one go may be so far apart: the spaces of a justified line in a narrow column."""

BUCKET = 8.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line without a wide gap in it; `raised` are the parts of its text that are raised."""

    text: str
    x: float
    end: float
    y: float
    size: float
    bold: bool
    raised: tuple[Span, ...] = ()


def pieces_of(fragments: Sequence[Fragment]) -> list[Piece]:
    """Return the pieces of a page's lines, from top to bottom and from left to right."""
    found = [piece for line in _lines(fragments) for piece in _pieces(line)]
    return sorted(found, key=lambda piece: (-piece.y, piece.x))


class _Lines:
    """The lines found so far, by height, so that a fragment need not be compared with all of them."""

    def __init__(self) -> None:
        self.all: list[list[Fragment]] = []
        self.largest = 0.0
        self._by_height: dict[int, list[list[Fragment]]] = defaultdict(list)

    def add(self, fragment: Fragment) -> None:
        line = [fragment]
        self.all.append(line)
        self.largest = max(self.largest, fragment.size)
        self._by_height[int(fragment.y // BUCKET)].append(line)

    def near(self, fragment: Fragment) -> Iterator[list[Fragment]]:
        reach = 1 + int(2 * fragment.size // BUCKET)
        middle = int(fragment.y // BUCKET)
        for height in range(middle - reach, middle + reach + 1):
            yield from self._by_height.get(height, ())


def _lines(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """Gather what stands on one baseline; larger letters first, so that small ones find their line."""
    lines = _Lines()
    for fragment in sorted(fragments, key=lambda f: (-round(f.size, 1), -f.y, f.x)):
        line = _line_of(fragment, lines)
        if line is None:
            lines.add(fragment)
        else:
            line.append(fragment)
    return lines.all


def _line_of(fragment: Fragment, lines: _Lines) -> list[Fragment] | None:
    near = list(lines.near(fragment))
    if fragment.size > SMALLER * lines.largest:
        return _level(fragment, near)
    touching = (line for line in near if any(_is_raised(fragment, f) and _touches(fragment, f) for f in line))
    before = (line for line in near if any(_is_raised(fragment, f) and _numbers(fragment, f) for f in line))
    return next(touching, None) or next(before, None) or _level(fragment, near)


def _level(fragment: Fragment, near: Iterable[list[Fragment]]) -> list[Fragment] | None:
    reach = SAME_BASELINE * fragment.size
    return next((line for line in near if abs(line[0].y - fragment.y) <= reach), None)


def _is_raised(small: Fragment, large: Fragment) -> bool:
    return (
        small.size <= SMALLER * large.size
        and -LOWERED * large.size <= small.y - large.y <= RAISED * large.size
    )


def _touches(small: Fragment, large: Fragment) -> bool:
    return -TOUCHING * large.size / 2 <= small.x - large.end <= TOUCHING * large.size


def _numbers(small: Fragment, large: Fragment) -> bool:
    gap = large.x - small.end
    return small.text.strip("()").isdigit() and -TOUCHING <= gap <= NUMBER_BEFORE * large.size


def _pieces(line: Sequence[Fragment]) -> Iterator[Piece]:
    ordered = sorted(line, key=lambda fragment: fragment.x)
    group = [ordered[0]]
    reached = ordered[0].end
    for before, fragment in pairwise(ordered):
        widest = CONTINUED_GAP if fragment.continues else CELL_GAP
        if fragment.x - reached > widest * max(before.size, fragment.size):
            yield _piece(group)
            group = []
        group.append(fragment)
        reached = max(reached, fragment.end)
    yield _piece(group)


def _piece(group: Sequence[Fragment]) -> Piece:
    if len(group) == 1:
        (only,) = group
        return Piece(only.text, only.x, only.end, only.y, dominant_size(group), only.bold)
    size = dominant_size(group)
    base = next(f.y for f in group if round(f.size * 2) / 2 == size)
    text = ""
    raised: list[Span] = []
    last: Fragment | None = None
    for fragment in group:
        if last is not None and fragment.x - last.end > WORD_GAP * min(last.size, fragment.size):
            text += " "
        start = len(text)
        text += fragment.text
        if fragment.size <= SMALLER * size and fragment.y - base >= CLEARLY_RAISED * size:
            raised.append(Span(start, len(text)))
        last = fragment
    letters = sum(len(f.text) for f in group)
    bold = sum(len(f.text) for f in group if f.bold)
    return Piece(
        text,
        group[0].x,
        max(f.end for f in group),
        base,
        size,
        bold * 2 > letters,
        tuple(_joined(raised)),
    )


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Two raised fragments that touch are one sign: "1" and "2" are 12."""
    open_span: Span | None = None
    for span in spans:
        if open_span is not None and open_span.end == span.start:
            open_span = Span(open_span.start, span.end)
            continue
        if open_span is not None:
            yield open_span
        open_span = span
    if open_span is not None:
        yield open_span

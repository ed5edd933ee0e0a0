"""Running heads and feet, and the page numbers printed in them.

A line at the edge of a page is furniture when other pages carry the same line at the same height, the
figures in it apart, or when it is nothing but a page number in one of its usual forms.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.parse.lines_of_page import Piece
    from kb.parse.reading_order import Column, Row

EDGE_LINES = 6
"""How many lines from the top and from the bottom may be furniture."""

NEIGHBOURS = 2
"""A head or foot stands again at most so many pages away: those of left and right pages differ."""

HEIGHT_STEP = 6.0
"""Heights within so many points are the same."""

EDGE_SHARE = 0.12
"""A page number without more stands within this share of the page's height from its edge."""

OUTSIDE = 0.15
"""A running head or foot stands within this share of the page's height from its edge."""

FIGURES = re.compile(r"\d+")
ROMAN = r"[ivxlc]{1,7}"
PAGE_NUMBER = re.compile(
    rf"(?:(?P<tongue>[A-Z]{{2}})\s+(?P<framed>\d{{1,4}})\s+(?P=tongue)"
    rf"|[-–—(\[]?\s*(?P<plain>\d{{1,4}}|{ROMAN})\s*[-–—)\]]?"
    rf"|(?:page|pagina|blz\.?|seite|página|p\.)\s*(?P<named>\d{{1,4}}|{ROMAN})(?:\s*(?:/|of|van|von|sur|de)\s*\d+)?"
    rf"|(?P<counted>\d{{1,4}})\s*/\s*\d{{1,4}})",
    re.IGNORECASE,
)
"""A line that is a page number: "NL 7 NL", "7", "- 7 -", "iv", "Page 7 of 9", "7/9"."""

NUMBER_INSIDE = re.compile(
    rf"(?:^|\s)(?:(?:page|pagina|blz\.?|seite|página)\s*)?(?P<number>\d{{1,4}}|{ROMAN})(?:\s*/\s*\d{{1,4}})?(?=\s|$)",
    re.IGNORECASE,
)
Key = tuple[str, int]
"""What makes two lines the same: their words, figures apart, and their height."""

LEADS_TO_PAGE = re.compile(rf"(?:\.\s?){{4,}}\s*(?:\d{{1,4}}|{ROMAN})$")
ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A page number as printed: its value, and whether in roman numerals."""

    text: str
    value: int
    roman: bool


def furniture_of(pages: Sequence[Sequence[Piece]], heights: Sequence[float]) -> list[frozenset[Piece]]:
    """Return for each page the pieces of its running head and foot."""
    keys = [{_key(p) for edge in _edges(pieces) for line in edge for p in line} for pieces in pages]
    return [
        frozenset(_at_edges(pieces, _near(keys, index), height))
        for index, (pieces, height) in enumerate(zip(pages, heights, strict=True))
    ]


def without_contents(column: Column) -> tuple[Column | None, tuple[Row, ...]]:
    """Part a column into its text and its lines of a table of contents, which lead to a page by dots."""
    contents = tuple(row for row in column.rows if LEADS_TO_PAGE.search(row.text))
    rows = tuple(row for row in column.rows if row not in contents)
    return (replace(column, rows=rows) if rows else None), contents


def _near(keys: Sequence[set[Key]], index: int) -> set[Key]:
    """Return what stands at the edges of the pages around one."""
    around = (*keys[max(index - NEIGHBOURS, 0) : index], *keys[index + 1 : index + 1 + NEIGHBOURS])
    return set().union(*around)


def _at_edges(pieces: Sequence[Piece], repeated: set[Key], height: float) -> Iterator[Piece]:
    for edge in _edges(pieces):
        for line in edge:
            is_furniture = all(_key(p) in repeated for p in line) or _is_number(line, height)
            if not is_furniture or not _is_outside(line[0], height):
                break
            yield from line


def _is_outside(piece: Piece, height: float) -> bool:
    return not OUTSIDE * height < piece.y < (1 - OUTSIDE) * height


def _edges(pieces: Sequence[Piece]) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """Return the lines from the top down and from the bottom up, as far as furniture may reach."""
    lines: list[list[Piece]] = []
    for piece in pieces:
        if lines and abs(lines[-1][0].y - piece.y) <= piece.size / 2:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return lines[:EDGE_LINES], lines[::-1][:EDGE_LINES]


def _key(piece: Piece) -> Key:
    return FIGURES.sub("#", piece.text), round(piece.y / HEIGHT_STEP)


def _is_number(line: Sequence[Piece], height: float) -> bool:
    at_edge = line[0].y < EDGE_SHARE * height or line[0].y > (1 - EDGE_SHARE) * height
    return at_edge and PAGE_NUMBER.fullmatch(" ".join(p.text for p in line)) is not None


def page_labels(furniture: Sequence[Sequence[Piece]], declared: Sequence[str | None]) -> list[str | None]:
    """Return the label of each page: as printed, else as the file says, else its place in the file.

    A number counts as printed when the pages around it count on from it; a page between two of them that
    shows none is counted with them.
    """
    candidates = [list(_numbers(pieces)) for pieces in furniture]
    offsets = Counter(
        (number.roman, number.value - index)
        for index, numbers in enumerate(candidates)
        for number in {(n.roman, n.value): n for n in numbers}.values()
    )
    labels: list[str | None] = []
    for index, numbers in enumerate(candidates):
        counted = [n for n in numbers if offsets[n.roman, n.value - index] > 1]
        best = max(counted, key=lambda n: offsets[n.roman, n.value - index], default=None)
        labels.append(best.text if best else declared[index] or _counted(index, offsets, declared))
    return labels


def _counted(index: int, offsets: Counter[tuple[bool, int]], declared: Sequence[str | None]) -> str:
    arabic = {offset: count for (roman, offset), count in offsets.items() if not roman and count > 1}
    offset = max(arabic, key=lambda o: arabic[o], default=0)
    if any(declared) or index + 1 + offset - 1 <= 0:
        return str(index + 1)
    return str(index + offset) if arabic else str(index + 1)


def _numbers(pieces: Sequence[Piece]) -> Iterator[PrintedNumber]:
    for piece in pieces:
        whole = PAGE_NUMBER.fullmatch(piece.text)
        found = [next(filter(None, whole.group("framed", "plain", "named", "counted")))] if whole else []
        for text in found or [match["number"] for match in NUMBER_INSIDE.finditer(piece.text)]:
            roman = not text.isdigit()
            value = _roman(text.lower()) if roman else int(text)
            if value:
                yield PrintedNumber(text, value, roman)


def _roman(numeral: str) -> int:
    """Return the value of a roman numeral in small letters.

    >>> _roman("xiv")
    14
    """
    values = [ROMAN_VALUES[letter] for letter in numeral]
    return sum(-v if v < n else v for v, n in zip(values, [*values[1:], 0], strict=True))

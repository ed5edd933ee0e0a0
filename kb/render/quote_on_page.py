"""Where a quotation stands among the characters of a page as another program reads that page.

A quotation is cleaned text: lines joined, hyphens at line ends and note marks taken out, the cells of a row
set apart. The page is what a renderer says is drawn, with all of that still in it and its own idea of spaces.
So both are compared without spaces, hyphens and what separates cells, and a quotation may be interrupted on
the page: by a note mark, by what stands between two columns, by the end of the page. A box around the wrong
words would be a false proof: where the place is in doubt, there is none.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from kb.parse.pages import CELL_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MEANT_ALIKE = str.maketrans("‘’‚`´“”„«»–—−", "'''''\"\"\"\"\"---")
HYPHENS = frozenset("-\u2010\u2011\u00ad\u0002\ufffe")
"""What may stand at a line's end only because it is one; pdfium gives U+0002 or U+FFFE there."""

BETWEEN_CELLS = frozenset(CELL_SEPARATOR.strip())
"""What stands between the cells of a row in cleaned text; on the page there is a line, or nothing."""

LONG_PIECE = 25
"""Characters without spaces, some five words: so many in a row do not meet by chance."""

ENOUGH = 0.5
"""The share of a quotation that must stand on a page, unless the quotation begins or ends there."""

WHOLE = 0.95
"""From this share on, all of it is there: a misread ligature or a space made of glyphs may be missing."""

SHORT_GAP = 12
"""Characters of the page between two pieces that hang together: a note mark, a page number."""


class Boxed(StrEnum):
    """How much of a quotation was found on a page."""

    WHOLE = "whole"
    PARTLY = "partly"
    NOT_FOUND = "not found"
    SEVERAL = "several places"
    NOTHING_ASKED = "nothing asked"


@dataclass(frozen=True, slots=True)
class Standing:
    """The characters of the page that make up a quotation, by their position, in order."""

    boxed: Boxed
    positions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text for comparing, and the position in the original of each of its characters."""

    text: str
    positions: tuple[int, ...]

    @classmethod
    def of(cls, characters: Iterable[str]) -> _Folded:
        kept = [
            (folded, position)
            for position, character in enumerate(characters)
            for folded in unicodedata.normalize("NFKC", character).translate(MEANT_ALIKE)
            if folded.isprintable() and not folded.isspace() and folded not in HYPHENS | BETWEEN_CELLS
        ]
        return cls("".join(folded for folded, _ in kept), tuple(position for _, position in kept))

    def characters_of(self, start: int, length: int) -> tuple[int, ...]:
        """Return the positions in the original, each once: a ligature is several characters here."""
        return tuple(dict.fromkeys(self.positions[start : start + length]))

    def places_of(self, text: str) -> Iterator[int]:
        at = self.text.find(text)
        while at >= 0:
            yield at
            at = self.text.find(text, at + 1)


def standing_of_quote(page: Sequence[str], quote: str, around: str = "") -> Standing:
    """Return where a quotation stands on a page.

    Args:
        page: The characters of the page, one each.
        quote: Cleaned text.
        around: The passage that it is quoted from, which tells two places of the same words apart.
    """
    wanted, text, passage = _Folded.of(quote).text, _Folded.of(page), _Folded.of(around).text
    if not wanted:
        return Standing(Boxed.NOTHING_ASKED)
    places = list(text.places_of(wanted))
    if len(places) > 1:
        places = list(_within(places, text, wanted, passage))
        if len(places) != 1:
            return Standing(Boxed.SEVERAL)
    if places:
        return Standing(Boxed.WHOLE, text.characters_of(places[0], len(wanted)))
    return _in_pieces(text, wanted)


def _within(places: Sequence[int], page: _Folded, wanted: str, passage: str) -> Iterator[int]:
    """Iterate over the places that stand where the passage does; the passage holds the quote once."""
    inside = passage.find(wanted)
    if inside < 0 or passage.find(wanted, inside + 1) >= 0:
        return
    starts = {start + inside for start in page.places_of(passage)}
    yield from (place for place in places if place in starts)


def _in_pieces(page: _Folded, wanted: str) -> Standing:
    """A quotation that is interrupted on the page, or runs on over its end."""
    blocks = SequenceMatcher(None, wanted, page.text, autojunk=False).get_matching_blocks()
    pieces = _hanging_together([(block.a, block.b, block.size) for block in blocks if block.size])
    covered = sum(size for _, _, size in pieces)
    longest = max(pieces, key=lambda piece: piece[2], default=(0, 0, 0))
    reaches_an_end = longest[0] == 0 or longest[0] + longest[2] == len(wanted)
    certain = longest[2] >= min(LONG_PIECE, len(wanted) * WHOLE) and (
        covered >= ENOUGH * len(wanted) or (reaches_an_end and longest[2] >= LONG_PIECE)
    )
    if not certain:
        return Standing(Boxed.NOT_FOUND)
    positions = tuple(at for _, b, size in pieces for at in page.characters_of(b, size))
    return Standing(Boxed.WHOLE if covered >= WHOLE * len(wanted) else Boxed.PARTLY, positions)


def _hanging_together(blocks: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the pieces that are long, and the short ones right beside a piece that is kept."""
    kept = {block for block in blocks if block[2] >= LONG_PIECE}
    forward = list(pairwise(blocks))
    for before, after in forward:
        if before in kept and _near(before, after):
            kept.add(after)
    for before, after in reversed(forward):
        if after in kept and _near(before, after):
            kept.add(before)
    return [block for block in blocks if block in kept]


def _near(before: tuple[int, int, int], after: tuple[int, int, int]) -> bool:
    """Tell whether nothing of the quotation and little of the page stands between two pieces."""
    return before[0] + before[2] == after[0] and after[1] - (before[1] + before[2]) <= SHORT_GAP

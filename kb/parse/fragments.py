"""What a page draws: pieces of text and thin rules, each with its place. No PDF library in sight.

Places are in points, x to the right and y upwards from the lower left corner of the page as it is read.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        "\0": None,
        "\u200b": None,
        "\ufeff": None,
        "\uf0b7": "•",
        "\uf0a7": "▪",
    }
)
"""What fonts draw as one glyph is two letters; what draws nothing is no character; Symbol's bullets."""

SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of text on one baseline, drawn in one go.

    `size` is the height of the letters as they appear, whatever way the page scales them, and `turn` how
    many quarter turns against the clock the line is rotated. `artifact` tells that the page itself calls
    it a running head or foot; `continues`, that it goes on with the fragment before it on its line.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    bold: bool = False
    turn: int = 0
    artifact: bool = False
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal line."""

    x: float
    end: float
    y: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page draws, and its size."""

    fragments: tuple[Fragment, ...]
    rules: tuple[Rule, ...]
    width: float
    height: float


def normalised(text: str) -> str:
    """Return text as it is read: ligatures in letters, every white space a space, no two in a row.

    >>> normalised("eﬃciënt   beleid")
    'efficiënt beleid'
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text  # most text is so
    return SPACES.sub(" ", text.translate(LIGATURES))


def dominant_size(fragments: Iterable[Fragment]) -> float:
    """Return the size in which most characters are drawn, to half a point; 0.0 for no text."""
    counts: Counter[float] = Counter()
    for fragment in fragments:
        counts[round(fragment.size * 2) / 2] += len(fragment.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def upright(content: PageContent) -> PageContent:
    """Turn a page so that most of its text reads from left to right."""
    counts = Counter({0: 0})
    for fragment in content.fragments:
        counts[fragment.turn] += len(fragment.text)
    turn = counts.most_common(1)[0][0]
    if turn == 0:
        return content
    width, height = (content.height, content.width) if turn % 2 else (content.width, content.height)
    fragments = tuple(_turned(fragment, turn, content) for fragment in content.fragments)
    return PageContent(fragments, (), width, height)


def _turned(fragment: Fragment, turn: int, content: PageContent) -> Fragment:
    length = fragment.end - fragment.x
    x, y = {
        1: (fragment.y, content.width - fragment.x),
        2: (content.width - fragment.x, content.height - fragment.y),
        3: (content.height - fragment.y, fragment.x),
    }[turn]
    return replace(fragment, x=x, end=x + length, y=y, turn=(fragment.turn - turn) % 4)


def sided(fragments: Sequence[Fragment]) -> tuple[list[Fragment], list[Fragment]]:
    """Part what reads from left to right from what is turned: marginal stamps and watermarks."""
    level = [fragment for fragment in fragments if fragment.turn == 0]
    return level, [fragment for fragment in fragments if fragment.turn != 0]

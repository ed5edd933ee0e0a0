"""Text into mentions: one walk over its words, in time linear in its length.

Soft hyphens are invisible and may stand anywhere, also inside a number; a line may end in blanks and the
next begin with some. Both are left out before the grammar looks, so that a gap is one character wherever
no blank line is, and the spans are led back to the text as given.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kb.citations.genres import with_genre
from kb.citations.grammar import RULES
from kb.citations.grammar.names import name_rule
from kb.citations.grammar.pinpoints import TRIGGERS as PINPOINT_TRIGGERS
from kb.citations.grammar.pinpoints import attach, read_pinpoint
from kb.citations.reference import Mention
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kb.citations.grammar.pinpoints import Located

WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]+")
"""A word of Latin letters, which every trigger is: listed, they are told half again as fast as by class."""

INVISIBLE = "\u00ad\u200b\u2060\ufeff"
"""Soft hyphen, zero-width space, word joiner, byte order mark."""

GAP = re.compile(r"\s\s+")
"""More white space than a gap needs; line breaks in it stay, since a blank line is one."""


def find_mentions(text: str) -> list[Mention]:
    """Return the mentions of instruments in a text, in order; none overlaps another."""
    visible = _Visible.of(text)
    return [visible.restored(mention) for mention in _find(visible.text)]


def _find(text: str) -> list[Mention]:
    walk = _Walk(text)
    triggers = _triggers()
    for word in WORD.finditer(text):
        trigger = triggers.get(word[0])
        if trigger is not None:
            walk.read(trigger, word.start())
    return attach(text, with_genre(text, walk.mentions), walk.pinpoints)


class _Trigger(NamedTuple):
    """What waits for a word: the rules, in order of precedence, and whether it may open a pinpoint."""

    rules: tuple[Callable[[str, int], tuple[Mention, ...]], ...]
    opens_pinpoint: bool


class _Walk:
    """What was read so far, and how far; nothing is read twice."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.mentions: list[Mention] = []
        self.pinpoints: list[Located] = []
        self._done = 0

    def read(self, trigger: _Trigger, at: int) -> None:
        """Read what begins at a trigger, unless it lies in what was read before."""
        if at < self._done:
            return
        for read in trigger.rules:
            found = read(self.text, at)
            if found and found[0].span.start >= self._done:
                self.mentions += found
                self._done = found[-1].span.end
                return
        located = read_pinpoint(self.text, at) if trigger.opens_pinpoint else None
        if located is not None:
            self.pinpoints.append(located)
            self._done = located.span.end


@cache
def _triggers() -> dict[str, _Trigger]:
    every = (*RULES, name_rule())
    words = PINPOINT_TRIGGERS.union(*(rule.triggers for rule in every))
    return {
        word: _Trigger(tuple(r.read for r in every if word in r.triggers), word in PINPOINT_TRIGGERS)
        for word in words
    }


@dataclass(frozen=True, slots=True)
class _Visible:
    """A text without what is superfluous in it, and where each character was taken out."""

    original: str
    text: str
    removed: tuple[int, ...]

    @classmethod
    def of(cls, original: str) -> _Visible:
        hides_some = any(character in original for character in INVISIBLE)
        found = [n for n, c in enumerate(original) if c in INVISIBLE] if hides_some else []
        for gap in GAP.finditer(original):
            found += _superfluous(gap[0], gap.start())
        if not found:
            return cls(original, original, ())
        found.sort()
        kept = (original[before + 1 : at] for before, at in pairwise([-1, *found, len(original)]))
        return cls(original, "".join(kept), tuple(position - n for n, position in enumerate(found)))

    def restored(self, mention: Mention) -> Mention:
        """Return a mention with its span in the text as given."""
        if not self.removed:
            return mention
        start = mention.span.start + self._before(mention.span.start + 1)
        end = mention.span.end + self._before(mention.span.end)
        span = Span(start, end)
        return Mention(
            mention.key,
            mention.kind,
            span,
            span.of(self.original),
            mention.pinpoint,
            mention.certainty,
            mention.repaired_url,
        )

    def _before(self, position: int) -> int:
        """Count what was taken out in front of the character before a position."""
        return bisect_left(self.removed, position)


def _superfluous(gap: str, start: int) -> Iterable[int]:
    """Return the offsets of a gap's white space that is neither its only blank nor a line break."""
    if "\n" not in gap:
        return range(start + 1, start + len(gap))
    return (start + at for at, character in enumerate(gap) if character != "\n")

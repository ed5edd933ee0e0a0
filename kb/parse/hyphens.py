"""The hyphen at the end of a line: part of its word, or only there because the line ended.

A soft hyphen is never part of a word. A drawn hyphen is taken out when the same document writes the word
elsewhere without it, and never with it; otherwise it stays, because "MKB-beleid" is quoted with its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.parse.paragraphs import Drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SOFT = "\u00ad"
HYPHENS = ("-", "\u2010")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LAST_PART = re.compile(r"(?P<word>[^\W\d_]+)[-\u2010\u00ad]$")
FIRST_PART = re.compile(r"[^\W\d_]+")
REST = re.compile(r"\S+\s?")


class Hyphens:
    """Knows the words of a document, and so which hyphens are only the end of a line."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: set[str] = set()
        for line in lines:
            self._words.update(WORD.findall(line.replace(SOFT, "").lower()))

    def joined(self, lines: Sequence[Drawn]) -> list[Drawn]:
        """Return the lines with the halves of words that a line end parted brought together."""
        done: list[Drawn] = []
        for line in lines:
            rest = line
            if done and self._is_line_end(done[-1].text, line.text):
                done[-1], rest = _moved(done[-1], line)
            if rest.text:
                done.append(rest)
        return [_without_soft(line) for line in done]

    def _is_line_end(self, above: str, below: str) -> bool:
        last, first = LAST_PART.search(above), FIRST_PART.match(below)
        if last is None or first is None or not first[0][0].islower():
            return False
        if above.endswith(SOFT):
            return True
        whole, parted = (f"{last['word']}{sign}{first[0]}".lower() for sign in ("", "-"))
        return whole in self._words and parted not in self._words


def _moved(above: Drawn, below: Drawn) -> tuple[Drawn, Drawn]:
    """Move the second half of a word up to its first."""
    rest = REST.match(below.text)
    taken = rest.end() if rest else 0
    word = below.text[:taken].rstrip()
    start = len(above.text) - 1
    up = tuple(span.shifted(start) for span in below.raised if span.end <= taken)
    down = tuple(type(s)(s.start - taken, s.end - taken) for s in below.raised if s.start >= taken)
    return Drawn(above.text[:-1] + word, (*above.raised, *up)), Drawn(below.text[taken:], down)


def _without_soft(line: Drawn) -> Drawn:
    """Take out the soft hyphens that are left: those inside a line, which nobody sees."""
    if SOFT not in line.text:
        return line
    raised = tuple(
        type(span)(_visible(line.text, span.start), _visible(line.text, span.end)) for span in line.raised
    )
    return Drawn(line.text.replace(SOFT, ""), raised)


def _visible(text: str, offset: int) -> int:
    return offset - text.count(SOFT, 0, offset)

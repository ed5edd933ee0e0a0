"""The hyphen at the end of a line: part of its word, or only there because the line ended.

A soft hyphen is never part of a word. A drawn hyphen is taken out when the same document writes the word
elsewhere without it, and never with it; or when neither half is a word that it ever writes. Otherwise it
stays, because "MKB-beleid" is quoted with its own.
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
HALF_AT_START = re.compile(r"^[^\W\d_]*")
ENOUGH_WORDS = 300
"""A document of fewer different words does not show which ones it would write."""

REST = re.compile(r"\S+\s?")


class Hyphens:
    """Knows the words of a document, and so which hyphens are only the end of a line."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: set[str] = set()
        is_broken = False
        for line in lines:
            _, *whole = HALF_AT_START.split(line, 1) if is_broken else ("", line)
            is_broken = LAST_PART.search(line) is not None
            text = LAST_PART.sub("", "".join(whole)).replace(SOFT, "").lower()
            self._words.update(WORD.findall(text))

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
        if whole in self._words or parted in self._words:
            return parted not in self._words
        are_known = {last["word"].lower(), first[0]} & self._words
        return not are_known and not last["word"].isupper() and len(self._words) >= ENOUGH_WORDS


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

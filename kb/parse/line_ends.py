"""What the end of a line parts and should not: words at a hyphen, and addresses.

A soft hyphen is never part of a word. A drawn hyphen is taken out when the same document writes the word
elsewhere without it, and never with it; or when neither half is a word, in a document that is seen to break
its words at the end of lines. Otherwise it stays, because "MKB-beleid" is quoted with its own. An address
has no hyphens to take out; its next line is the rest of it where it looks like one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.parse.paragraphs import Drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SOFT = "\u00ad"
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
HYPHENS = ("-", "\u2010", SOFT)
LAST_PART = re.compile(r"(?P<word>[^\W\d_]+)[-\u2010\u00ad]$")
FIRST_PART = re.compile(r"[^\W\d_]+")
HALF_AT_START = re.compile(r"^[^\W\d_]*")
MIN_BROKEN = 3
"""So many words that it also writes whole, broken at a line's end, show that a document breaks words."""

REST = re.compile(r"\S+\s?")
ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")
OPEN_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[^\s.,;:)>\"”’-]$")
REST_OF_ADDRESS = re.compile(r"[\w.%~-]*[/_=?&#]\S*|\w+\.(?:html?|pdf|cfm|do|asp|jsp)\b")
"""What no word holds: "vities/regions_en.html", "index.cfm"."""


class LineEnds:
    """Knows the words of a document, and so which hyphens are only the end of a line."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: set[str] = set()
        broken: list[tuple[str, str]] = []
        half = ""
        for line in lines:
            first = HALF_AT_START.match(line) if half else None
            if first:
                broken.append((half, first[0].lower()))
            last = _last_part(line)
            half = last["word"].lower() if last else ""
            whole = line[first.end() if first else 0 : last.start() if last else len(line)]
            self._words.update(WORD.findall(whole.replace(SOFT, "").lower()))
        known = sum(f"{last}{first}" in self._words for last, first in broken)
        kept = sum(f"{last}-{first}" in self._words for last, first in broken)
        self._breaks_words = known >= MIN_BROKEN and known > kept

    def joined(self, lines: Sequence[Drawn]) -> list[Drawn]:
        """Return the lines with the halves of words and addresses brought together."""
        done: list[Drawn] = []
        for line in lines:
            rest = line
            if done and _goes_on(done[-1].text, line.text):
                done[-1], rest = _moved(done[-1], line)
            elif done and self._is_line_end(done[-1].text, line.text):
                done[-1], rest = _moved(Drawn(done[-1].text[:-1], done[-1].raised), line)
            if rest.text:
                done.append(rest)
        return [_without_soft(line) for line in done]

    def _is_line_end(self, above: str, below: str) -> bool:
        last = _last_part(above)
        first = FIRST_PART.match(below) if last else None
        if last is None or first is None or not first[0][0].islower() or ADDRESS.search(above):
            return False
        if above.endswith(SOFT):
            return True
        whole, parted = (f"{last['word']}{sign}{first[0]}".lower() for sign in ("", "-"))
        if whole in self._words or parted in self._words:
            return parted not in self._words
        are_known = {last["word"].lower(), first[0]} & self._words
        return self._breaks_words and not are_known and not last["word"].isupper()


def _last_part(line: str) -> re.Match[str] | None:
    """Return the part of a word that a line breaks off; few lines end in a hyphen, and the search is long."""
    return LAST_PART.search(line) if line.endswith(HYPHENS) else None


def _goes_on(above: str, below: str) -> bool:
    if "://" not in above and "www." not in above:
        return False
    return OPEN_ADDRESS.search(above) is not None and REST_OF_ADDRESS.match(below) is not None


def _moved(above: Drawn, below: Drawn) -> tuple[Drawn, Drawn]:
    """Move the second half of a word up to its first."""
    rest = REST.match(below.text)
    taken = rest.end() if rest else 0
    word = below.text[:taken].rstrip()
    start = len(above.text)
    up = tuple(span.shifted(start) for span in below.raised if span.end <= taken)
    down = tuple(type(s)(s.start - taken, s.end - taken) for s in below.raised if s.start >= taken)
    return Drawn(above.text + word, (*above.raised, *up)), Drawn(below.text[taken:], down)


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

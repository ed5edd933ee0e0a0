"""Which chunks are headings, and what section each opens.

A number makes a heading only when it is the next one: after 3.1 come 3.2, 4 and 3.1.1 and nothing
else, so that a paragraph which begins with a figure stays a paragraph. Without a number a heading is
a known word ("Conclusies") or a short line of capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.parse.pages import CELL_SEPARATOR
from kb.structure.vocabulary import ANNEX_LABELS, UNNUMBERED_HEADINGS

MAX_HEADING_LENGTH = 200
"""Longer than any heading of a communication ("2. DE KOMENDE UITDAGINGEN — …" has 69)."""

MIN_CAPITALS = 4
"""Fewer capital letters than this are an abbreviation, not a heading."""

NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+(?P<heading>\S.*)")
ANNEX = re.compile(
    rf"(?P<label>(?:{'|'.join(ANNEX_LABELS)})(?:\s+(?P<number>[IVX]+|\d{{1,2}}))?)"
    r"(?:\s*[:.–—-]\s*(?P<heading>\S.*))?",
    re.IGNORECASE,
)
ENDS_LIKE_TEXT = re.compile(r"[.;,:!?][\"”’»)]*$")
BEGINS_LIKE_TEXT = re.compile(r"[a-zà-öø-ÿ\d]")
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(frozen=True, slots=True)
class Section:
    """What a heading opens: its anchor, its label as printed, and the words of the heading."""

    anchor: str
    label: str
    heading: str


def looks_like_heading(text: str) -> bool:
    """Tell whether a chunk could be a heading, whatever the number that is due."""
    if len(text) > MAX_HEADING_LENGTH or ENDS_LIKE_TEXT.search(text) or CELL_SEPARATOR in text:
        return False
    numbered = NUMBERED.fullmatch(text)
    if numbered is not None:
        return BEGINS_LIKE_TEXT.match(numbered["heading"]) is None
    return _annex(text) is not None or _name_anchor(text) is not None or _is_in_capitals(text)


class SectionNumbering:
    """Follows the numbers of the headings and decides which may come next."""

    def __init__(self) -> None:
        self._path: tuple[int, ...] = ()
        self._unnamed = 0

    def section(self, text: str) -> Section | None:
        """Return the section that a chunk opens, None when the chunk is no heading."""
        if len(text) > MAX_HEADING_LENGTH or ENDS_LIKE_TEXT.search(text) or CELL_SEPARATOR in text:
            return None
        return self._numbered(text) or _annex(text) or self._unnumbered(text)

    def declared(self, text: str) -> Section:
        """Return the section of a chunk that its file says to be a heading.

        Its number need not be the next one, only a later one: the heading before it may not be told as such.
        """
        match = NUMBERED.fullmatch(text)
        path = _path(match["number"]) if match else ()
        if match and path > self._path and not BEGINS_LIKE_TEXT.match(match["heading"]):
            self._path = path
            return Section(match["number"], match["number"], match["heading"])
        return self.section(text) or self.unnumbered(text)

    def _numbered(self, text: str) -> Section | None:
        match = NUMBERED.fullmatch(text)
        if match is None or BEGINS_LIKE_TEXT.match(match["heading"]):
            return None
        path = _path(match["number"])
        if not self._may_follow(path):
            return None
        self._path = path
        return Section(match["number"], match["number"], match["heading"])

    def _may_follow(self, path: tuple[int, ...]) -> bool:
        if not self._path:
            return path in {(0,), (1,)}
        if path == (*self._path, 1):
            return True
        parent, last = path[:-1], path[-1]
        depth = len(parent)
        return self._path[:depth] == parent and self._path[depth : depth + 1] == (last - 1,)

    def _unnumbered(self, text: str) -> Section | None:
        anchor = _name_anchor(text)
        if anchor is not None:
            return Section(anchor, text, text)
        if not _is_in_capitals(text):
            return None
        return self.unnumbered(text)

    def unnumbered(self, text: str) -> Section:
        """Return the section of a heading that has neither a number nor a known name."""
        self._unnamed += 1
        return Section(f"u{self._unnamed}", text, text)


def _path(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


def _name_anchor(text: str) -> str | None:
    """Return the anchor of a section that goes by a known word."""
    return next((a for a, names in UNNUMBERED_HEADINGS.items() if text.lower() in names), None)


def _is_in_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= MIN_CAPITALS and all(letter.isupper() for letter in letters)


def _annex(text: str) -> Section | None:
    match = ANNEX.fullmatch(text)
    if match is None:
        return None
    number = match["number"]
    if number and not number.isdigit():
        number = str(roman(number.upper()))
    return Section(f"annex{number or ''}", match["label"], match["heading"] or match["label"])


def roman(numeral: str) -> int:
    """Return the value of a roman numeral.

    >>> roman("XIV")
    14
    """
    values = [ROMAN[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-v if v < n else v for v, n in zip(values, following, strict=True))

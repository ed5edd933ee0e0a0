"""Footnotes by number, as people ask for them: "voetnoot 25", "note 25", "Fußnote 25"."""

from __future__ import annotations

import re

NUMBER_SIGN = r"\s{0,2}(?:nr\.?\s{0,2}|no\.?\s{0,2}|number\s|nummer\s)?"
NOTE_MENTION = re.compile(
    rf"\b(?:(?:(?:voet|eind)?noot|(?:foot|end)?note|fu(?:ß|ss)note|vn\.?){NUMBER_SIGN}(?P<one>\d{{1,3}})"
    rf"|(?:(?:voet|eind)?noten|(?:foot|end)?notes|fu(?:ß|ss)noten){NUMBER_SIGN}"
    r"(?P<several>\d{1,3}(?:(?:\s?,\s?|\s(?:en|and|et|und|of|or)\s)\d{1,3})*))\b",
    re.IGNORECASE,
)
"""voetnoot 25 · noot 25 · footnote 25 · note no. 25 · Fußnote 25 · vn. 25 · voetnoten 5, 7 en 23"""


def note_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of the footnotes that a text names, in order.

    >>> note_numbers("Vergelijk voetnoot 5 met noot 23"), note_numbers("footnotes 5, 7 and 23")
    ((5, 23), (5, 7, 23))
    """
    return tuple(
        int(number)
        for match in NOTE_MENTION.finditer(text)
        for number in re.findall(r"\d+", match["one"] or match["several"])
    )

"""Footnotes by number, as people ask for them: "voetnoot 25", "note 25", "Fußnote 25"."""

from __future__ import annotations

import re

NOTE_MENTION = re.compile(
    r"\b(?:(?:voet|eind)?noot|(?:foot|end)?note|fu(?:ß|ss)note|vn\.?)"
    r"\s{0,2}(?:nr\.?\s{0,2}|no\.?\s{0,2}|number\s|nummer\s)?(?P<number>\d{1,3})\b",
    re.IGNORECASE,
)
"""voetnoot 25 · noot 25 · footnote 25 · note no. 25 · Fußnote 25 · vn. 25"""


def note_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of the footnotes that a text names, in order.

    >>> note_numbers("Vergelijk voetnoot 5 met noot 23")
    (5, 23)
    """
    return tuple(int(match["number"]) for match in NOTE_MENTION.finditer(text))

"""Dates as the four languages write them: "31.7.2006", "van 5 juli 2006", "13./14. März 2008".

A range stands for its last day: conclusions are known by the day on which a meeting ended.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from kb.citations.lexicon import MONTHS

if TYPE_CHECKING:
    from re import Match

SPACE = r"[\s]{0,4}"

_MONTH_NUMBERS = {
    name: number for names in MONTHS.values() for number, name in enumerate(names.split(), start=1)
} | {
    "févr": 2, "jan": 1, "feb": 2, "mrt": 3, "apr": 4, "aug": 8, "sept": 9, "okt": 10, "oct": 10,
    "nov": 11, "dec": 12, "déc": 12, "dez": 12, "janv": 1, "juil": 7,
}  # fmt: skip

_ORDINAL_MARK = r"(?:er|e|st|nd|rd|th)?"
_DAY = rf"\d{{1,2}}{_ORDINAL_MARK}\.?"
_JOINED = rf"{SPACE}(?:[-–—/]|en|and|et|und|tot|to|au|bis){SPACE}"
_NAMES = "|".join(sorted(map(re.escape, _MONTH_NUMBERS), key=len, reverse=True))

DATE = (
    rf"(?:(?:{_DAY}{_JOINED})?(?<!\d)(?P<numeric>\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{4}})"
    rf"|(?:{_DAY}(?:\s{{1,4}}(?i:{_NAMES})\.?)?{_JOINED})?(?P<day>\d{{1,2}}){_ORDINAL_MARK}\.?\s{{1,4}}"
    rf"(?P<month>(?i:{_NAMES}))\.?\s{{1,4}}(?P<year>\d{{4}}))(?!\d)"
)
"""A date, or a range of days within a month, as a pattern with named groups; used once in a pattern."""


def date_of(match: Match[str]) -> datetime.date | None:
    """Return the (last) day of a match of `DATE`; None for a day that does not exist."""
    numeric = match["numeric"]
    try:
        if numeric:
            day, month, year = (int(part) for part in re.split(r"[./]", numeric))
        else:
            day, month, year = int(match["day"]), _MONTH_NUMBERS[match["month"].lower()], int(match["year"])
        return datetime.date(year, month, day)
    except ValueError:
        return None

"""CELEX numbers: the identifiers of EUR-Lex, read, written and made by rule.

`S yyyy T nnnn (nn) R(nn) -yyyymmdd`: sector, year, descriptor, number, and where they apply a split, a
corrigendum and the date of a consolidation (`eurlex.md`, section 2). A number that is read and written
again is the same: `Celex.parse(str(c)) == c`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PATTERN = re.compile(
    r"(?P<sector>[0-9CE])(?P<year>\d{4})(?P<descriptor>[A-Z]{1,2})(?P<number>\d{4,5})"
    r"(?P<split>\(\d{2}\))?(?P<corrigendum>R\(\d{2}\))?(?:-(?P<consolidated>\d{8}))?"
)
"""The validator of `eurlex.md`, section 2.1; treaties and national measures have forms of their own."""

CONSOLIDATED_SECTOR = "0"
LEGISLATION = "3"
PREPARATORY = "5"


@dataclass(frozen=True, slots=True)
class Celex:
    """A CELEX number in its parts; `split`, `corrigendum` and `consolidated` are digits or None."""

    sector: str
    year: int
    descriptor: str
    number: int
    split: str | None = None
    corrigendum: str | None = None
    consolidated: str | None = None

    @classmethod
    def parse(cls, text: str) -> Celex | None:
        """Return the number that a text is, None when it is none.

        >>> str(Celex.parse("52006XC1230(01)"))
        '52006XC1230(01)'
        """
        match = PATTERN.fullmatch(text)
        if match is None:
            return None
        return cls(
            match["sector"],
            int(match["year"]),
            match["descriptor"],
            int(match["number"]),
            match["split"] and match["split"].strip("()"),
            match["corrigendum"] and match["corrigendum"].strip("R()"),
            match["consolidated"],
        )

    def __str__(self) -> str:
        written = f"{self.sector}{self.year:04}{self.descriptor}{self.number:04}"
        written += f"({self.split})" if self.split else ""
        written += f"R({self.corrigendum})" if self.corrigendum else ""
        return written + (f"-{self.consolidated}" if self.consolidated else "")

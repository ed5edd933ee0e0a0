"""Which of several files of one expression is the active one (DESIGN section 10).

What was fetched from the Publications Office stands before a file of the corpus, and that before a
working translation. The file itself decides by what lies beside it and what is declared about it, so
that a fetched file which is taken away no longer stands before anything.
"""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path

from kb.document import Authority
from kb.sources.manifest import PROVENANCE_SUFFIX


class Standing(IntEnum):
    """How a file of an expression ranks among others; a file of unknown authority is a translation to us."""

    WORKING_TRANSLATION = 0
    AUTHENTIC = 1
    FETCHED = 2


def standing_of(path: Path | str, authority: Authority | None) -> Standing:
    """Return the standing of a file."""
    file = Path(path)
    if file.with_name(file.name + PROVENANCE_SUFFIX).is_file() and file.is_file():
        return Standing.FETCHED
    return Standing.AUTHENTIC if authority is Authority.AUTHENTIC else Standing.WORKING_TRANSLATION

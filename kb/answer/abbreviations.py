"""What the letters of an abbreviation stand for: the sentence that spells it out, or that none does.

A sentence that only uses an abbreviation does not say what it stands for, however well it meets the question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.encoder.abbreviations import short_names, spelled_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.answer.evidence import Evidence
    from kb.retrieve.query import Query


def spelling_out(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence that spells out an abbreviation for which a question asks that; best first.

    A sentence that has the very letters asked about comes before one that has those of another language.
    """
    spelled = [(piece, spelled_out(piece.text)) for piece in evidence if query.abbreviations]
    own = [piece for piece, out in spelled if out & query.abbreviations]
    names = frozenset(name for short in query.abbreviations for name in short_names(short))
    return own or [piece for piece, out in spelled if out & names]

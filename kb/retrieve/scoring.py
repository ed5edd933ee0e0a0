"""How well a passage that was read meets a question: one number from a few that mean the same everywhere.

The score is linear in its parts. Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid
Retrieval" (TOIS 2023) find a convex combination of calibrated scores better than reciprocal ranks, and it
keeps a law that ranks break: of two passages of a kind, the one that scores higher everywhere is never lower
overall. Each part is between 0 and 1 for every question and language, so that the lists of two languages can
be merged.
"""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from kb.document import BlockKind
from kb.retrieve.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Collection

    from kb.retrieve.candidates import Candidates
    from kb.retrieve.query import Query
    from kb.retrieve.reading import Reading


class Parts(NamedTuple):
    """What tells how well a passage meets a question.

    `lexical` is its BM25 score; `passage` how near it is in meaning as a whole, and `sentence` how near its
    nearest sentence is; `align` how its words meet those of the question, and `kind` the same for the best
    sentence that looks like an answer of the kind asked. The others say what it is, as 0 or 1: `note`
    (which repeats what its sentence says), `source` (a note where a reference is asked for), `item` (which
    shares its lead-in) and `title` (which names what every question is about).
    """

    lexical: float
    passage: float
    sentence: float
    align: float
    kind: float
    note: float
    source: float
    item: float
    title: float


WEIGHTS = Parts(
    lexical=0.13,
    passage=0.17,
    sentence=0.26,
    align=0.28,
    kind=0.16,
    note=-0.03,
    source=0.05,
    item=-0.04,
    title=-0.05,
)
"""Weights of the parts, of which those of scores are 1 together. `python -m eval fit-ranking` fits them on
the development questions and prints 0.11, 0.23, 0.28, 0.28, 0.10. Seven settings about as near to it as its
folds are to each other put a right passage first for 78 to 80 % of the questions; of those with 80 % this one
puts a definition first where one is asked for."""

LEAST = 1e-4
"""The score of a hit from which what it is would take all."""

SCORED = 5
"""So many parts, the first, are scores; the others say what the passage is."""

SCORES = {"lexical": ("lexical",), "dense": ("passage", "sentence"), "align": ("align",), "kind": ("kind",)}
"""The scores that can be left out to see what they are worth, and their parts."""


def parts_of(query: Query, reading: Reading, key: int, candidates: Candidates) -> Parts:
    """Return the parts of the score of a passage that was read, with what the indexes say of it."""
    kind = reading.passage.kind
    return Parts(
        lexical=candidates.lexical.get(key, 0.0),
        passage=candidates.dense.get(key, 0.0),
        sentence=reading.meaning(),
        align=reading.score(),
        kind=reading.score_of_kind(query.kind),
        note=float(kind is BlockKind.NOTE),
        source=float(kind is BlockKind.NOTE and query.kind.kind is Kind.REFERENCE),
        item=float(kind is BlockKind.ITEM),
        title=float(kind is BlockKind.TITLE),
    )


class Scorer:
    """The weighted sum of the parts of some scores, and of what the passage is."""

    def __init__(self, scores: Collection[str]) -> None:
        left_out = {part for name, parts in SCORES.items() if name not in scores for part in parts}
        self._weights = Parts(
            *(0.0 if n in left_out else w for n, w in zip(Parts._fields, WEIGHTS, strict=True))
        )

    def score(self, parts: Parts) -> float:
        """Return a passage's score; 0 for one without any positive score, which is no hit."""
        weighed = [*map(mul, self._weights, parts)]
        return max(sum(weighed), LEAST) if any(score > 0 for score in weighed[:SCORED]) else 0.0

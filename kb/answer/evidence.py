"""Which sentences of the passages found bear on the question, best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.passages import Passage
    from kb.retrieve.interaction import Alignment, Interaction
    from kb.retrieve.query import Query
    from kb.retrieve.reading import ReadSentence
    from kb.retrieve.retriever import Retrieved

READ_PASSAGES = 8
"""How many of the passages found are read for evidence."""

SENTENCE_WEIGHT = 0.45
PASSAGE_WEIGHT = 0.2
KIND_WEIGHT = 0.15
RANK_WEIGHT = 0.2
"""Shares of a sentence's score: what it covers, what its passage covers, whether it looks like an
answer of the kind asked, and how well its passage was retrieved."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may carry the answer: its passage as retrieved, and its score from 0 to 1."""

    found: Retrieved
    sentence: ReadSentence
    score: float
    fits_kind: bool

    @property
    def passage(self) -> Passage:
        """The passage it stands in."""
        return self.found.passage

    @property
    def interaction(self) -> Interaction:
        """What its alignments are about: the question and the words found."""
        return self.found.reading.interaction

    @property
    def alignment(self) -> Alignment:
        """How the sentence, with its passage around it, meets the question."""
        return self.sentence.alignment.best_of(self.found.reading.alignment)


def weigh(query: Query, found: Sequence[Retrieved]) -> list[Evidence]:
    """Return the sentences of the best passages, best first; ties in the order found."""
    read = found[:READ_PASSAGES]
    best = max((retrieved.score for retrieved in read), default=0.0)
    evidence = [
        _evidence(query, retrieved, sentence, retrieved.score / best)
        for retrieved in read
        for sentence in retrieved.reading.sentences
    ]
    return sorted(evidence, key=lambda piece: -piece.score)


def _evidence(query: Query, found: Retrieved, sentence: ReadSentence, rank: float) -> Evidence:
    fits = found.reading.fits(sentence, query.kind)
    score = (
        SENTENCE_WEIGHT * sentence.coverage
        + PASSAGE_WEIGHT * found.reading.coverage
        + KIND_WEIGHT * fits * sentence.coverage
        + RANK_WEIGHT * rank
    )
    return Evidence(found, sentence, score, fits)

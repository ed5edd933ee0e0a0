"""Which sentences of the passages found bear on the question, best first."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kb.document import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.passages import Passage
    from kb.retrieve.interaction import Alignment, Interaction
    from kb.retrieve.query import Query
    from kb.retrieve.reading import ReadSentence
    from kb.retrieve.retriever import Retrieved

READ_PASSAGES = 8
"""How many of the passages found are read for evidence."""


class Traits(NamedTuple):
    """What tells how likely a sentence holds the answer.

    `sentence` is the share of the question that it covers, `kind` the same where it looks like an answer of
    the kind asked. `rank` is how well its passage was retrieved beside the best one, and `meaning` how near
    the sentence is by its vector. `note` and `item` say what it stands in: a note may tell what its sentence
    does not, and the lead-in of an item covers the question for all items alike. `length` is the logarithm
    of its words.
    """

    sentence: float
    kind: float
    rank: float
    meaning: float
    note: float
    item: float
    length: float


WEIGHTS = Traits(
    sentence=7.2,
    kind=2.5,
    rank=8.8,
    meaning=5.6,
    note=-0.4,
    item=-0.3,
    length=-0.9,
)
"""Weights of a softmax over the sentences read, as `python -m eval fit-evidence` fits them on the development
questions, each asked of all texts, of the Dutch and of the English alone. Of those asked of all texts a right
sentence comes first for 73 % and among the first three for 88 %, also by cross-validation over pairs. What
its passage covers, whether its place was found in another language too, and whether it comes first in its
passage were tried and told no more."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may carry the answer: its passage as retrieved, and its likelihood among all."""

    found: Retrieved
    sentence: ReadSentence
    score: float
    fits_kind: bool
    traits: Traits

    @property
    def text(self) -> str:
        """Its words."""
        return self.sentence.span.of(self.passage.text)

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
    """Return the sentences of the best passages, likeliest first; ties in the order found."""
    read = [retrieved for retrieved in found[:READ_PASSAGES] if _may_answer(query, retrieved.passage)]
    best = max((retrieved.score for retrieved in read), default=0.0)
    sentences = [(retrieved, sentence) for retrieved in read for sentence in retrieved.reading.sentences]
    fits = [retrieved.reading.fits(sentence, query.kind) for retrieved, sentence in sentences]
    traits = [_traits(*each, fit, each[0].score / best) for each, fit in zip(sentences, fits, strict=True)]
    evidence = [
        Evidence(*each, share, fit, own)
        for each, share, fit, own in zip(sentences, _softmax(traits), fits, traits, strict=True)
    ]
    return sorted(evidence, key=lambda piece: -piece.score)


def _may_answer(query: Query, passage: Passage) -> bool:
    """A line of the title names what every question is about; it answers only who asks for the title."""
    return passage.kind is not BlockKind.TITLE or passage.carrier.lower() in query.own.lower()


def _traits(found: Retrieved, sentence: ReadSentence, fits: bool, rank: float) -> Traits:
    return Traits(
        sentence=sentence.coverage,
        kind=fits * sentence.coverage,
        rank=rank,
        meaning=sentence.meaning,
        note=float(found.passage.kind is BlockKind.NOTE),
        item=float(found.passage.kind is BlockKind.ITEM),
        length=math.log(1 + len(sentence.span.of(found.passage.text).split())),
    )


def _softmax(traits: Sequence[Traits]) -> list[float]:
    logits = [sum(weight * own for weight, own in zip(WEIGHTS, each, strict=True)) for each in traits]
    highest = max(logits, default=0.0)
    powers = [math.exp(logit - highest) for logit in logits]
    total = sum(powers)
    return [power / total for power in powers]

"""A passage read with a question in mind: which sentence meets it, and how well.

A passage scores the mean of its best sentence and of itself as a whole: an answer usually stands in
one sentence, but what it is about may have been said in the one before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.analysis import analysed, sentences
from kb.retrieve.align import Alignment, align

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kb.analysis import Term
    from kb.passages import Passage
    from kb.retrieve.kinds import KindRule
    from kb.text import Span

CONTEXT_SIMILARITY = 0.5
"""A word met only in what the passage stands under counts this much."""

CARRIER_SIMILARITY = 0.85
"""A word met only in what the passage completes counts this much: an item goes on where its lead-in
stops, and a note is about what the sentence says that carries its mark."""


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence of a passage, how it meets the question, and the share of it that it covers.

    `is_about` tells whether the sentence begins with what the question asks about, as a definition does.
    """

    span: Span
    alignment: Alignment
    coverage: float
    is_about: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage and its sentences; `alignment` and `coverage` count its surroundings too."""

    passage: Passage
    sentences: tuple[ReadSentence, ...]
    alignment: Alignment
    coverage: float

    def score(self) -> float:
        """Return how well the passage meets the question, from 0 to 1."""
        best = max((sentence.coverage for sentence in self.sentences), default=0.0)
        return (best + self.coverage) / 2

    def score_of_kind(self, rule: KindRule) -> float:
        """Return the coverage of the best sentence that looks like an answer of a kind."""
        return max((s.coverage for s in self.sentences if self.fits(s, rule)), default=0.0)

    def fits(self, sentence: ReadSentence, rule: KindRule) -> bool:
        """Tell whether a sentence looks like an answer of a kind; never, where nothing tells."""
        if rule.expected is None or (rule.begins_with_subject and not sentence.is_about):
            return False
        return rule.expected.search(sentence.span.of(self.passage.text)) is not None


def read_passage(passage: Passage, terms: Sequence[Term], weight: Callable[[Term], float]) -> Reading:
    """Read a passage for the terms of a question, analysed in the passage's language."""
    language = passage.expression.language
    words = analysed(passage.text, language)
    context = align(terms, analysed(passage.context, language)).scaled(CONTEXT_SIMILARITY)
    carrier = align(terms, analysed(passage.carrier, language)).scaled(CARRIER_SIMILARITY)
    whole = align(terms, words).best_of(carrier).best_of(context)
    read = []
    for span in sentences(passage.text):
        inside = [word for word in words if span.start <= word.token.span.start < span.end]
        alignment = align(terms, inside).best_of(carrier)
        is_about = any(align(terms, inside[:1]).matches)
        read.append(ReadSentence(span, alignment, alignment.coverage(weight), is_about))
    return Reading(passage, tuple(read), whole, whole.coverage(weight))

"""A passage read with a question in mind: which sentence meets it, and how well.

A passage scores the mean of its best sentence and of itself as a whole: an answer usually stands in
one sentence, but what it is about may have been said in the one before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from kb.analysis import analyzer, sentences
from kb.encoder.glossary import in_names
from kb.retrieve.apposition import explained
from kb.retrieve.kinds import LEADS_IN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.analysis import Term
    from kb.passages import Passage
    from kb.pattern import Pattern
    from kb.retrieve.interaction import Alignment, Interaction
    from kb.retrieve.kinds import KindRule
    from kb.retrieve.results import Match
    from kb.text import Span

CONTEXT_SIMILARITY = 0.5
"""A word met only in what the passage stands under counts this much."""

CARRIER_SIMILARITY = 0.85
"""A word met only in what the passage completes counts this much: an item goes on where its lead-in
stops, and a note is about what the sentence says that carries its mark."""

GIVES_A_NAME = re.compile(
    r"\b(?:bekend als|known as|bekannt als|connue?s? sous le nom de)\b(?P<name>[^,;:.()]*)"
)
"""After which a sentence names what it has told of: "gespecialiseerde instellingen, bekend als …"."""

KEPT_PASSAGES = 4096
"""Passages whose analysis is kept: more than many questions look at."""

KEPT_SENTENCES = 32_768
"""Sentences of which is kept whether they look like an answer of a kind."""


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence of a passage, how it meets the question, and the share of it that it covers.

    `meaning` is how near the sentence as a whole is to the question, by their vectors. `is_about` tells
    whether the sentence begins with what the question asks about, as a definition does; `explains` whether it
    says in passing what that is.
    """

    span: Span
    alignment: Alignment
    coverage: float
    meaning: float
    is_about: bool
    explains: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage and its sentences; `alignment` and `coverage` count its surroundings too.

    `is_led_in` tells whether it stands in a list of what somebody does of whom the question asks that.
    """

    passage: Passage
    interaction: Interaction
    sentences: tuple[ReadSentence, ...]
    alignment: Alignment
    coverage: float
    is_led_in: bool = False

    def score(self) -> float:
        """Return how well the passage meets the question, from 0 to 1."""
        best = max((sentence.coverage for sentence in self.sentences), default=0.0)
        return (best + self.coverage) / 2

    def meaning(self) -> float:
        """Return how near the sentence is that is nearest to the question."""
        return max((sentence.meaning for sentence in self.sentences), default=0.0)

    def score_of_kind(self, rule: KindRule) -> float:
        """Return the coverage of the best sentence that looks like an answer of a kind."""
        return max((s.coverage for s in self.sentences if self.fits(s, rule)), default=0.0)

    def matches(self) -> tuple[Match, ...]:
        """Return the words of the question that were met, each with the word that meets it best."""
        terms = passage_terms(self.passage)
        return self.interaction.matches(
            (
                (terms.own, 1.0),
                (terms.carrier, CARRIER_SIMILARITY),
                (terms.context, CONTEXT_SIMILARITY),
            )
        )

    def fits(self, sentence: ReadSentence, rule: KindRule) -> bool:
        """Tell whether a sentence looks like an answer of a kind; never, where nothing tells."""
        if rule.begins_with_subject and sentence.explains:
            return True
        if rule.led_in:
            return self.is_led_in
        if rule.expected is None or (rule.begins_with_subject and not sentence.is_about):
            return False
        return _looks_like(rule.expected, sentence.span.of(self.passage.text))


@lru_cache(maxsize=KEPT_SENTENCES)
def _looks_like(expected: Pattern, sentence: str) -> bool:
    return expected.search(sentence) is not None


@dataclass(frozen=True, slots=True)
class SentenceTerms:
    """A sentence of a passage, the range of the passage's terms in it, and where what it is about begins.

    `subject` counts the terms before that: none, or those before a name that is given ("bekend als …"), of
    which `named` counts the terms. `explained` are the ranges of its terms that may be the name of what it
    explains in passing.
    """

    span: Span
    inside: slice
    subject: int = 0
    named: int = 0
    explained: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PassageTerms:
    """The terms of a passage, of what it stands under and of what it completes, and its sentences.

    What it completes may begin a list of what somebody does: "The Commission will:". Then `acting` counts its
    terms up to who does it.
    """

    own: tuple[Term, ...]
    context: tuple[Term, ...]
    carrier: tuple[Term, ...]
    sentences: tuple[SentenceTerms, ...]
    acting: int = 0


def passage_terms(passage: Passage) -> PassageTerms:
    """Return the analysis of a passage, kept from earlier questions where it was met before."""
    return _analysed(passage.text, passage.context, passage.beside, passage.expression.language)


@lru_cache(maxsize=KEPT_PASSAGES)
def _analysed(text: str, context: str, carrier: str, language: str) -> PassageTerms:
    analysis = analyzer(language)
    own, beneath, beside = (
        tuple(in_names(analysis.terms(each), language)) for each in (text, context, carrier)
    )
    leads_in = LEADS_IN.search(carrier)
    return PassageTerms(
        own,
        beneath,
        beside,
        tuple(_with_terms(text, language, own)),
        sum(term.token.span.end <= leads_in.start() for term in beside) if leads_in else 0,
    )


def _with_terms(text: str, language: str, own: Sequence[Term]) -> Iterator[SentenceTerms]:
    starts = np.array([term.token.span.start for term in own], np.int64)
    for span in sentences(text):
        gives = GIVES_A_NAME.search(text, span.start, span.end)
        name = gives.span("name") if gives else (span.start, span.start)
        first, begin, end, last = map(int, np.searchsorted(starts, (span.start, *name, span.end)))
        names = tuple(explained(span.of(text), language, own[first:last], span.start))
        yield SentenceTerms(span, slice(first, last), begin - first, end - begin, names)

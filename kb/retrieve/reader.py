"""All passages that a question looks at in a language, read together.

What of a passage is the same for every question (its words by their numbers, the vectors of its sentences)
is found once and kept. A question then meets all texts of all passages in a few array operations.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from kb.retrieve.interaction import Alignment, Interaction
from kb.retrieve.lexicon import NO_WORD, Lexicon
from kb.retrieve.reading import (
    CARRIER_SIMILARITY,
    CONTEXT_SIMILARITY,
    KEPT_PASSAGES,
    Reading,
    ReadSentence,
    passage_terms,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from kb.encoder import Encoder, WordEncoder
    from kb.passages import Passage
    from kb.retrieve.candidates import Candidates
    from kb.retrieve.query import Query
    from kb.retrieve.reading import PassageTerms
    from kb.retrieve.weights import TermWeights
    from kb.text import Span

CONTEXT, CARRIER, SENTENCES = 1, 2, 3
"""After the passage itself, which comes first, its texts are what it stands under, what it completes, and
its sentences."""


NAMED = 0.8
"""A text begins with what a question is about when its first words of content, as many as the question has of
its own, meet each of those with this similarity: another form of the word or another name. Not fitted."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What of a passage is the same for every question.

    `numbers` are the words of its texts, one text after the other, each after a `NO_WORD`, so that none is
    empty; `lengths` says how many each has with it. `vectors` has a row a sentence.
    """

    spans: tuple[Span, ...]
    numbers: NDArray[np.int64]
    lengths: NDArray[np.int64]
    vectors: NDArray[np.float32]


class Reader:
    """Reads the passages of one generation."""

    def __init__(self, encoder: Encoder, words: WordEncoder, weights: TermWeights) -> None:
        self._encoder = encoder
        self._words = words
        self._weights = weights
        self._lexicon = Lexicon(words)
        self._kept: dict[int, Prepared] = {}

    def read(self, query: Query, vector: NDArray[np.float32], candidates: Candidates) -> dict[int, Reading]:
        """Return the candidates as they are read with a question in mind, whose vector is given."""
        prepared = self._prepared(candidates.passages)
        if not prepared:
            return {}
        numbers = np.concatenate([each.numbers for each in prepared])
        lengths = np.concatenate([each.lengths for each in prepared])
        starts = np.cumsum(lengths) - lengths
        interaction = Interaction(
            candidates.terms,
            lambda term: self._weights.weight(term, candidates.language) * query.share(term),
            self._lexicon,
            numbers,
            candidates.other_names,
        )
        texts = np.array([len(each.lengths) for each in prepared])
        met = _with_surroundings(interaction.align_all(numbers, starts), texts)
        coverages = interaction.coverages(met)
        about = _about(query, interaction, numbers, starts, lengths)
        meanings = iter(np.einsum("sd,d->s", np.concatenate([p.vectors for p in prepared]), vector).tolist())
        read = {}
        first = 0
        for (key, passage), each in zip(candidates.passages.items(), prepared, strict=True):
            rows = range(first + SENTENCES, first + len(each.lengths))
            sentences = tuple(
                ReadSentence(span, Alignment(met[row]), coverages[row], meaning, about[row])
                for row, span, meaning in zip(
                    rows, each.spans, islice(meanings, len(each.spans)), strict=True
                )
            )
            read[key] = Reading(passage, interaction, sentences, Alignment(met[first]), coverages[first])
            first += len(each.lengths)
        return read

    def _prepared(self, passages: Mapping[int, Passage]) -> list[Prepared]:
        """Return what is the same for every question, in the order of the passages."""
        if self._lexicon.is_full or len(self._kept) > KEPT_PASSAGES:
            self._lexicon, self._kept = Lexicon(self._words), {}
        new = {key: passage for key, passage in passages.items() if key not in self._kept}
        if new:
            self._kept.update(zip(new, self._prepare(list(new.values())), strict=True))
        return [self._kept[key] for key in passages]

    def _prepare(self, passages: Sequence[Passage]) -> Iterator[Prepared]:
        analysed = [passage_terms(passage) for passage in passages]
        sentences = [
            span.of(passage.text)
            for passage, terms in zip(passages, analysed, strict=True)
            for span, _ in terms.sentences
        ]
        vectors = self._encoder.encode(sentences)
        ends = np.cumsum([len(terms.sentences) for terms in analysed])
        for terms, own_vectors in zip(analysed, np.split(vectors, ends[:-1]), strict=True):
            yield self._numbered(terms, own_vectors)

    def _numbered(self, terms: PassageTerms, vectors: NDArray[np.float32]) -> Prepared:
        own, context, carrier = map(self._lexicon.numbers, (terms.own, terms.context, terms.carrier))
        texts = (own, context, carrier, *(own[inside] for _, inside in terms.sentences))
        return Prepared(
            tuple(span for span, _ in terms.sentences),
            np.concatenate([np.append(NO_WORD, text) for text in texts]),
            np.array([1 + len(text) for text in texts]),
            vectors,
        )


def _about(
    query: Query,
    interaction: Interaction,
    numbers: NDArray[np.int64],
    starts: NDArray[np.int64],
    lengths: NDArray[np.int64],
) -> list[bool]:
    """Tell of each text whether it begins with what the question is about, where that matters to its kind."""
    subject = np.array([query.share(term) == 1 for term in interaction.terms], bool)
    if not query.kind.begins_with_subject or not subject.any():
        return [False] * len(starts)
    first_words = np.minimum(lengths, 1 + subject.sum())
    beginnings = [numbers[start : start + some] for start, some in zip(starts, first_words, strict=True)]
    met = interaction.align_all(np.concatenate(beginnings), np.cumsum(first_words) - first_words)
    return [bool(meets.all()) for meets in met[:, subject] >= NAMED]


def _with_surroundings(met: NDArray[np.float32], texts: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return how passages and their sentences meet a question, with what they complete and stand under.

    Args:
        met: How each text of each passage meets it by itself, a row a text.
        texts: How many texts each passage has.
    """
    passages = np.cumsum(texts) - texts
    carriers = met[passages + CARRIER] * np.float32(CARRIER_SIMILARITY)
    contexts = met[passages + CONTEXT] * np.float32(CONTEXT_SIMILARITY)
    completed: NDArray[np.float32] = np.maximum(met, np.repeat(carriers, texts, axis=0))
    completed[passages] = np.maximum(completed[passages], contexts)
    return completed

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
    empty; `lengths` says how many each has with it, `subjects` how many stand before what it is about,
    and of how many the name is that it gives, and `explained` where the names may stand of what it explains.
    `vectors` has a row a sentence. `acting` counts as in `PassageTerms`.
    """

    spans: tuple[Span, ...]
    numbers: NDArray[np.int64]
    lengths: NDArray[np.int64]
    subjects: tuple[tuple[int, int], ...]
    explained: tuple[tuple[tuple[int, int], ...], ...]
    vectors: NDArray[np.float32]
    acting: int


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
        asked = np.array([query.share(term) == 1 for term in interaction.terms], bool)
        about = _about(query, interaction, asked, prepared) or [False] * len(starts)
        explains = _explains(query, interaction, asked, prepared) or [False] * len(starts)
        meanings = iter(np.einsum("sd,d->s", np.concatenate([p.vectors for p in prepared]), vector).tolist())
        read = {}
        first = 0
        for (key, passage), each in zip(candidates.passages.items(), prepared, strict=True):
            rows = range(first + SENTENCES, first + len(each.lengths))
            sentences = tuple(
                ReadSentence(span, Alignment(met[row]), coverages[row], meaning, about[row], explains[row])
                for row, span, meaning in zip(
                    rows, each.spans, islice(meanings, len(each.spans)), strict=True
                )
            )
            acts = query.kind.led_in and _acts(interaction, asked, each)
            read[key] = Reading(
                passage, interaction, sentences, Alignment(met[first]), coverages[first], acts
            )
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
            sentence.span.of(passage.text)
            for passage, terms in zip(passages, analysed, strict=True)
            for sentence in terms.sentences
        ]
        vectors = self._encoder.encode(sentences)
        ends = np.cumsum([len(terms.sentences) for terms in analysed])
        for terms, own_vectors in zip(analysed, np.split(vectors, ends[:-1]), strict=True):
            yield self._numbered(terms, own_vectors)

    def _numbered(self, terms: PassageTerms, vectors: NDArray[np.float32]) -> Prepared:
        own, context, carrier = map(self._lexicon.numbers, (terms.own, terms.context, terms.carrier))
        texts = (own, context, carrier, *(own[sentence.inside] for sentence in terms.sentences))
        return Prepared(
            tuple(sentence.span for sentence in terms.sentences),
            np.concatenate([np.append(NO_WORD, text) for text in texts]),
            np.array([1 + len(text) for text in texts]),
            ((0, 0),) * SENTENCES + tuple((sentence.subject, sentence.named) for sentence in terms.sentences),
            ((),) * SENTENCES + tuple(sentence.explained for sentence in terms.sentences),
            vectors,
            terms.acting,
        )


def _about(
    query: Query, interaction: Interaction, asked: NDArray[np.bool_], prepared: Sequence[Prepared]
) -> list[bool]:
    """Tell of each text whether what it is about is what the question is about; nothing where none asks.

    `asked` tells of each term whether it is the question's own.
    """
    if not query.kind.begins_with_subject or not asked.any():
        return []
    about = []
    for each in prepared:
        texts = np.split(each.numbers, np.cumsum(each.lengths)[:-1])
        for text, (subject, named) in zip(texts, each.subjects, strict=True):
            words = text[1 + subject :][: named or asked.sum()]
            meets = interaction.align_all(words, np.arange(len(words)))[:, asked] >= NAMED
            about.append(bool(meets.any(axis=0).all() and (not named or meets.any(axis=1).all())))
    return about


def _explains(
    query: Query, interaction: Interaction, asked: NDArray[np.bool_], prepared: Sequence[Prepared]
) -> list[bool]:
    """Tell of each text whether it says in passing what the question is about; nothing where none asks."""
    if not query.kind.begins_with_subject or not asked.any():
        return []

    def is_asked(words: NDArray[np.int64]) -> bool:
        meets = interaction.align_all(words, np.arange(len(words)))[:, asked] >= NAMED
        return bool(meets.any(axis=0).all() and meets.any(axis=1).all())

    return [
        any(is_asked(each.numbers[start + 1 + begin : start + 1 + end]) for begin, end in names)
        for each in prepared
        for start, names in zip(np.cumsum(each.lengths) - each.lengths, each.explained, strict=True)
    ]


def _acts(interaction: Interaction, asked: NDArray[np.bool_], each: Prepared) -> bool:
    """Tell whether a passage stands in a list of what they do of whom alone the question asks that."""
    many = int(asked.sum())
    if not each.acting or not many:
        return False
    end = int(each.lengths[:CARRIER].sum()) + 1 + each.acting
    words = each.numbers[end - min(many, each.acting) : end]
    return bool((interaction.align_all(words, np.arange(len(words)))[:, asked] >= NAMED).any(axis=0).all())


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

"""Which word of a question meets which word of a text, and how much of the question that covers.

Two words meet when they share a key: the same stem, or one as a part of the other ("beleid" and
"clusterbeleid", "2008" and "2007-2013"; a period that is asked for is met by itself only). They also meet
when the glossary knows them as names of one concept ("FP7" and "KP7"), and when their vectors are alike
("workforce" and "beroepsbevolking"). Each word of the question counts with its
best match: the late interaction of ColBERT (Khattab and Zaharia, SIGIR 2020) over whole words, with an
encoder that needs no neural network. It is the explanation of a hit and the measure of evidence.

The similarities of all words that occur in the passages found are computed at once; every passage,
sentence and heading then looks up its own columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.analysis import TokenKind
from kb.retrieve.results import Match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from kb.analysis import Term
    from kb.retrieve.word_vectors import WordVectors

PART_SIMILARITY = 0.85
"""A word that is only a part of the other is less than the word itself."""

SYNONYM_SIMILARITY = 0.95
"""Another name of the same concept, from the glossary."""

MEANING_SIMILARITY = 0.9
"""A word of the same meaning is less than the same word, however alike their vectors are."""

MIN_COSINE = 0.3
"""Less alike than this, two words have nothing to do with each other."""


WELL_MET = 0.5
"""A word whose best match is less alike than this is missing from a text."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each term of a question how well a text meets it (0 to 1), and by which word (a column).

    Both arrays have one entry a term; the column says nothing where the similarity is 0.
    """

    similarity: NDArray[np.float32]
    column: NDArray[np.int64]

    def scaled(self, factor: float) -> Alignment:
        """Return the same matches, each worth `factor` of what it was."""
        return Alignment(self.similarity * np.float32(factor), self.column)

    def best_of(self, other: Alignment) -> Alignment:
        """Return the better match of two texts for each term."""
        first = self.similarity >= other.similarity
        return Alignment(
            np.where(first, self.similarity, other.similarity),
            np.where(first, self.column, other.column),
        )


class Interaction:
    """The terms of a question, their weights, and their similarity to every word of some texts."""

    def __init__(
        self,
        terms: Sequence[Term],
        weight: Callable[[Term], float],
        texts: Iterable[Sequence[Term]],
        vectors: WordVectors,
        also_called: Sequence[frozenset[str]],
    ) -> None:
        self.terms = tuple(terms)
        self._weights = np.array([weight(term) for term in terms], np.float32)
        self._words: list[Term] = []
        self._column: dict[str, int] = {}
        for text in texts:
            for term in text:
                if term.token.word not in self._column:
                    self._column[term.token.word] = len(self._words)
                    self._words.append(term)
        self._similarity = np.maximum(
            _by_form(self.terms, self._words, also_called),
            _by_meaning(self.terms, self._words, vectors) * np.float32(MEANING_SIMILARITY),
        )

    def columns(self, text: Sequence[Term]) -> NDArray[np.int64]:
        """Return the columns of a text's terms, in order; the text is one of those given."""
        return np.fromiter((self._column[term.token.word] for term in text), np.int64, len(text))

    def align(self, columns: NDArray[np.int64]) -> Alignment:
        """Return how a text meets the question, given its columns."""
        if not len(columns) or not self.terms:
            nothing = np.zeros(len(self.terms), np.float32)
            return Alignment(nothing, nothing.astype(np.int64))
        within = self._similarity[:, columns]
        best = within.argmax(axis=1)
        return Alignment(within[np.arange(len(best)), best], columns[best])

    def meets(self, term: Term, text: Sequence[Term]) -> bool:
        """Tell whether one of a text's words meets a term of the question well; the text is one of those given."""
        near = self._similarity[self.terms.index(term), self.columns(text)]
        return bool((near >= WELL_MET).any())

    def least_met(self, alignment: Alignment) -> float:
        """Return by how much the term is missed that is missed most, of what the weightiest term weighs: 0 to 1."""
        weightiest = float(self._weights.max(initial=0.0))
        missed = (1 - alignment.similarity) * self._weights
        return float(missed.max(initial=0.0)) / weightiest if weightiest else 0.0

    def coverage(self, alignment: Alignment) -> float:
        """Return the share of the question that is met, by weight: 0 to 1; 0 for no terms."""
        total = float(self._weights.sum())
        return float(alignment.similarity @ self._weights) / total if total else 0.0

    def unmet(self, alignment: Alignment) -> tuple[Term, ...]:
        """Return the terms that nothing meets well."""
        met = zip(self.terms, alignment.similarity, strict=True)
        return tuple(term for term, similarity in met if similarity < WELL_MET)

    def matches(self, alignment: Alignment) -> tuple[Match, ...]:
        """Return the words that met, in the order of the question."""
        met = zip(self.terms, alignment.similarity, alignment.column, strict=True)
        return tuple(
            Match(term.token.word, self._words[column].token.word, round(float(similarity), 2))
            for term, similarity, column in met
            if similarity > 0
        )


def _by_form(
    terms: Sequence[Term], words: Sequence[Term], also_called: Sequence[frozenset[str]]
) -> NDArray[np.float32]:
    wholes: dict[str, list[int]] = {}
    parts: dict[str, list[int]] = {}
    for column, word in enumerate(words):
        wholes.setdefault(word.key, []).append(column)
        for part in word.parts:
            parts.setdefault(part, []).append(column)
    similarity = np.zeros((len(terms), len(words)), np.float32)
    for row, term in enumerate(terms):
        if term.token.kind is TokenKind.WORD:
            for part in term.parts:
                holding = wholes.get(part, []) + parts.get(part, [])
                similarity[row, list(set(holding))] += PART_SIMILARITY / len(term.parts)
        # A word may be a part of one name and the whole of another: the names come in no order.
        for held, alike in ((parts, PART_SIMILARITY), (wholes, SYNONYM_SIMILARITY)):
            for name in also_called[row]:
                similarity[row, held.get(name, [])] = alike
        similarity[row, parts.get(term.key, [])] = PART_SIMILARITY
        similarity[row, wholes.get(term.key, [])] = 1.0
    return similarity


def _by_meaning(terms: Sequence[Term], words: Sequence[Term], vectors: WordVectors) -> NDArray[np.float32]:
    similarity = np.zeros((len(terms), len(words)), np.float32)
    rows = [row for row, term in enumerate(terms) if term.token.kind is TokenKind.WORD]
    columns = [column for column, word in enumerate(words) if word.token.kind is TokenKind.WORD]
    if not rows or not columns:
        return similarity
    asked = vectors.of([terms[row].token.word for row in rows])
    found = vectors.of([words[column].token.word for column in columns])
    cosine = asked @ found.T
    similarity[np.ix_(rows, columns)] = np.where(cosine >= MIN_COSINE, cosine, 0)
    return similarity

"""Which word of a question meets which word of a text, and how much of the question that covers.

Two words meet when they share a key: the same stem, or one as a part of the other ("beleid" and
"clusterbeleid", "2008" and "2007-2013"; a period that is asked for is met by itself only). They also meet
when the glossary knows them as names of one concept ("FP7" and "KP7"), and when their vectors are alike
("workforce" and "beroepsbevolking"). Each word of the question counts with its
best match: the late interaction of ColBERT (Khattab and Zaharia, SIGIR 2020) over whole words, with an
encoder that needs no neural network. It is the explanation of a hit and the measure of evidence.

The similarities of all words that occur in the passages found are computed at once; every passage,
sentence and heading then looks up its own words, all of them in a few array operations. None is a matrix
product: its threads wait for each other, and on a busy machine it took many times as long.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.analysis import TokenKind
from kb.retrieve.lexicon import NO_WORD
from kb.retrieve.results import Match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from kb.analysis import Term
    from kb.retrieve.lexicon import Lexicon

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
    """How well a text meets each term of a question: one number a term, 0 to 1."""

    similarity: NDArray[np.float32]

    def best_of(self, other: Alignment) -> Alignment:
        """Return the better match of two texts for each term."""
        return Alignment(np.maximum(self.similarity, other.similarity))


class Interaction:
    """The terms of a question, their weights, and their similarity to every word of some texts.

    Args:
        terms: The words of content of the question.
        weight: How much a term tells.
        lexicon: What knows the words by their numbers.
        numbers: The words of the texts that will be aligned; a word may stand in it more than once.
        also_called: The other keys under which each term may stand.
    """

    def __init__(
        self,
        terms: Sequence[Term],
        weight: Callable[[Term], float],
        lexicon: Lexicon,
        numbers: NDArray[np.int64],
        also_called: Sequence[frozenset[str]],
    ) -> None:
        self.terms = tuple(terms)
        self._weights = np.array([weight(term) for term in terms], np.float32)
        self._total = float(self._weights.sum())
        self._lexicon = lexicon
        asked = lexicon.vectors(lexicon.numbers(terms))
        held = np.zeros(len(lexicon), bool)
        held[numbers] = True
        held[NO_WORD] = True
        some = np.flatnonzero(held)
        # A word that stands in none of the texts has the row of no word, which stays zero.
        self._row = np.where(held, np.cumsum(held) - 1, 0)
        self._similarity = np.maximum(
            self._by_form(len(some), also_called),
            _by_meaning(lexicon.vectors(some), asked) * np.float32(MEANING_SIMILARITY),
        )
        self._similarity[0] = 0

    def align(self, text: Iterable[Term]) -> Alignment:
        """Return how a text meets the question, whose words are among those given."""
        numbers = np.append(NO_WORD, self._lexicon.numbers(text))
        return Alignment(self.align_all(numbers, np.zeros(1, np.int64))[0])

    def align_all(self, numbers: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return how each of some texts meets the question: a row a text, a column a term.

        Args:
            numbers: The words of all texts, one text after the other; none is empty.
            starts: Where each text begins.
        """
        return np.maximum.reduceat(self._similarity.take(self._row[numbers], axis=0), starts, axis=0)

    def least_met(self, alignment: Alignment) -> float:
        """Return how much the term is missed that is missed most, of what the weightiest weighs: 0 to 1."""
        weightiest = float(self._weights.max(initial=0.0))
        missed = (1 - alignment.similarity) * self._weights
        return float(missed.max(initial=0.0)) / weightiest if weightiest else 0.0

    def coverage(self, alignment: Alignment) -> float:
        """Return the share of the question that is met, by weight: 0 to 1; 0 for no terms."""
        return self.coverages(alignment.similarity[np.newaxis])[0]

    def coverages(self, similarity: NDArray[np.float32]) -> list[float]:
        """Return the share of the question that each of some texts meets, given a row a text."""
        met: list[float] = (similarity * self._weights).sum(axis=1).tolist()
        return [share / self._total if self._total else 0.0 for share in met]

    def unmet(self, alignment: Alignment) -> tuple[Term, ...]:
        """Return the terms that nothing meets well."""
        met = zip(self.terms, alignment.similarity, strict=True)
        return tuple(term for term, similarity in met if similarity < WELL_MET)

    def matches(self, texts: Iterable[tuple[Sequence[Term], float]]) -> tuple[Match, ...]:
        """Return the words of some texts that met, in the order of the question; of two alike, the first.

        Each text comes with what a match in it counts.
        """
        words, shares = zip(*((term, share) for text, share in texts for term in text), strict=True)
        rows = self._row[self._lexicon.numbers(words)]
        found = self._similarity[rows] * np.array(shares, np.float32)[:, np.newaxis]
        best = zip(self.terms, found.argmax(axis=0), found.max(axis=0), strict=True)
        return tuple(
            Match(term.token.word, words[at].token.word, round(float(similarity), 2))
            for term, at, similarity in best
            if similarity > 0
        )

    def _by_form(self, rows: int, also_called: Sequence[frozenset[str]]) -> NDArray[np.float32]:
        wholes, parts = self._lexicon.wholes, self._lexicon.parts
        similarity = np.zeros((rows, len(self.terms)), np.float32)
        for column, term in enumerate(self.terms):
            if term.token.kind is TokenKind.WORD:
                for part in term.parts:
                    holding = self._row[[*wholes(part), *parts(part)]]
                    similarity[holding, column] += PART_SIMILARITY / len(term.parts)
            # A word may be a part of one name and the whole of another: the names come in no order.
            for held, alike in ((parts, PART_SIMILARITY), (wholes, SYNONYM_SIMILARITY)):
                for name in also_called[column]:
                    similarity[self._row[held(name)], column] = alike
            similarity[self._row[parts(term.key)], column] = PART_SIMILARITY
            similarity[self._row[wholes(term.key)], column] = 1.0
        return similarity


def _by_meaning(found: NDArray[np.float32], asked: NDArray[np.float32]) -> NDArray[np.float32]:
    cosine: NDArray[np.float32] = np.einsum("fd,ad->fa", found, asked)
    return np.where(cosine >= MIN_COSINE, cosine, np.float32(0))

"""The built-in encoder: one meaning in Dutch, English, German and French, without a neural network.

A word has a vector; a word that the table does not know is the mean of its character n-grams; a
text is the sum of its words, made length 1. NumPy and a 25 MB file that came with the package are
all it takes: no download, no network, no accelerator. How it was trained: `kb.encoder.training`.
"""

from __future__ import annotations

import math
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kb.encoder.features import Ragged, buckets, number_words, words
from kb.encoder.weights import Weights, open_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kb.encoder.rows import Rows

BUILT_IN = Path(__file__).with_name("weights")

# Texts whose words are looked up and spelled together, each word once, and texts summed together: few enough
# to stay in the cache.
LOOKED_UP_AT_ONCE = 2_048
SUMMED_AT_ONCE = 64


class BilingualEncoder:
    """Texts and words in four languages as unit vectors in one space.

    >>> encoder = BilingualEncoder.load()
    >>> vectors = encoder.encode(["beroepsbevolking", "workforce", "banana"])
    >>> bool(vectors[0] @ vectors[1] > vectors[0] @ vectors[2])
    True
    """

    def __init__(self, weights: Weights[Rows]) -> None:
        self._weights = weights
        self._row_of = {word: row for row, word in enumerate(weights.words)}

    @classmethod
    def load(cls, folder: Path = BUILT_IN) -> BilingualEncoder:
        """Open the encoder of a folder, by default the one that came with the package."""
        return cls(open_weights(folder))

    @property
    def name(self) -> str:
        """Name and version of the weights."""
        return self._weights.facts.name

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        return self._weights.rows.dimensions

    @property
    def fingerprint(self) -> str:
        """Sha256 of the weights: two encoders with one fingerprint give the same vectors."""
        return self._weights.facts.sha256

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length 1 for each text; a text without words gives a zero row."""
        sums = np.zeros((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), LOOKED_UP_AT_ONCE):
            distinct, spelled = number_words(words(t) for t in texts[start : start + LOOKED_UP_AT_ONCE])
            if distinct:
                self._add_up(self._word_vectors(distinct), spelled, sums[start:])
        return _unit_rows(sums)

    def encode_words(self, some_words: Sequence[str]) -> NDArray[np.float32]:
        """Return the unit vector of each word, for matching word by word.

        A word is what `features.words` returns: in lower case, without punctuation.
        """
        return _unit_rows(self._word_vectors(some_words))

    def word_weight(self, word: str) -> float:
        """Return how telling a word is, from 0 (in every sentence) to 1 (never seen).

        Inverse document frequency over the sentences of the training text, all languages
        together, as a share of its maximum.
        """
        row = self._row_of.get(word)
        seen = int(self._weights.frequencies[row]) if row is not None else 0
        return 1.0 - math.log1p(seen) / self._log_sentences

    def word_information(self, word: str) -> float:
        """Return how far a word moves the meaning of a text that it stands in.

        It is the length of the word's vector before it is made 1, which grows with what the word tells of
        its text (Oyama, Yokoi and Shimodaira, EMNLP 2023): "the" 0.25, "go" 0.8, "pays" 1.2, "penalty" 1.8.
        """
        return float(np.linalg.norm(self._word_vectors([word])[0]))

    @cached_property
    def _log_sentences(self) -> float:
        return math.log1p(self._weights.facts.sentences)

    @staticmethod
    def _add_up(vectors: NDArray[np.float32], spelled: Ragged, sums: NDArray[np.float32]) -> None:
        """Sum each text's words into its row: add up runs of rows, one row a distinct word of a text.

        A matrix product would do it too, but its threads wait for each other: on a busy machine
        it took twelve times as long.
        """
        for start in range(0, len(spelled), SUMMED_AT_ONCE):
            some = spelled.take(np.arange(start, min(start + SUMMED_AT_ONCE, len(spelled))))
            cells, counts = np.unique(some.owners * len(vectors) + some.values, return_counts=True)
            if len(cells):
                owners, numbers = np.divmod(cells, len(vectors))
                weighted = vectors[numbers] * counts[:, None].astype(np.float32)
                starts = np.flatnonzero(np.diff(owners, prepend=-1))
                sums[start + owners[starts]] = np.add.reduceat(weighted, starts, axis=0)

    def _word_vectors(self, distinct: Sequence[str]) -> NDArray[np.float32]:
        rows = np.fromiter((self._row_of.get(word, -1) for word in distinct), np.int64)
        vectors = np.zeros((len(distinct), self.dimensions), np.float32)
        known = rows >= 0
        vectors[known] = self._weights.rows.take(rows[known])
        if not known.all():
            vectors[~known] = self._spell(
                [word for word, is_known in zip(distinct, known, strict=True) if not is_known]
            )
        return vectors

    def _spell(self, unknown: Sequence[str]) -> NDArray[np.float32]:
        """Return the mean of each unknown word's n-grams."""
        hashing = self._weights.hashing
        grams = Ragged.of([buckets(word, hashing) for word in unknown])
        vectors = self._weights.rows.take(len(self._weights.words) + grams.values)
        sums = np.add.reduceat(vectors, grams.starts[:-1], axis=0)
        return np.divide(sums, grams.lengths[:, None], dtype=np.float32)


def _unit_rows(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, np.where(lengths > 0, lengths, 1), dtype=np.float32)

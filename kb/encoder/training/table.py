"""The table while it is trained: a word's vector is a share of its own row and of its n-grams'.

Trained apart, the word and its n-grams teach each other: a rare word leans on its parts, and the
parts learn from frequent words what they mean in unseen ones. Once trained, the sum is folded into
the word's row, so that at run time only unknown words are spelled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from kb.encoder.features import NgramHashing, Ragged, buckets

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    from kb.encoder.training.corpus import Corpus
    from kb.encoder.training.recipe import Recipe

    Numbers = NDArray[np.int64]

WORDS_AT_ONCE = 8192
FEWEST_WORDS_TO_DROP_FROM = 3  # a shorter text would lose its meaning


class Table:
    """Rows of words, then rows of n-gram buckets, and how each word is composed of them."""

    def __init__(self, corpus: Corpus, recipe: Recipe, random: np.random.Generator) -> None:
        self.hashing = NgramHashing(recipe.buckets, recipe.shortest_ngram, recipe.longest_ngram)
        self.vocabulary = _choose_words(corpus, recipe.words)
        grams = Ragged.of([buckets(word, self.hashing) for word in corpus.words])
        self._known = np.isin(np.arange(len(corpus.words)), self.vocabulary)
        self._parts, self._shares = _compose(grams, self.vocabulary, recipe.word_share)
        self._word_share = recipe.word_share
        self._random = random
        self._word_dropout, self._row_dropout = recipe.word_dropout, recipe.row_dropout
        rows = torch.empty(len(self.vocabulary) + recipe.buckets, recipe.dimensions)
        self.rows = torch.nn.Parameter(rows.normal_(0, recipe.initial_spread))

    def text_vectors(self, texts: Ragged) -> Tensor:
        """Return the unit vector of each text, computing each distinct word once.

        Some words are left out of their texts and some rows out of their words, drawn anew each
        time, so that neither a text nor a word comes to rest on one thing alone.
        """
        distinct, places = np.unique(texts.values, return_inverse=True)
        spelled = self._random.random(len(distinct)) < self._row_dropout
        sums = functional.embedding_bag(
            torch.from_numpy(places.reshape(-1)),
            self._word_vectors(distinct, spelled),
            torch.from_numpy(texts.starts[:-1]),
            mode="sum",
            per_sample_weights=torch.from_numpy(self._keep_words(texts)),
        )
        return functional.normalize(sums, dim=1)

    @torch.no_grad()
    def fold_words(self) -> NDArray[np.float32]:
        """Return the whole vector of each word of the vocabulary."""
        parts = [
            self._word_vectors(some, np.zeros(len(some), np.bool_)).numpy()
            for start in range(0, len(self.vocabulary), WORDS_AT_ONCE)
            for some in [self.vocabulary[start : start + WORDS_AT_ONCE]]
        ]
        return np.concatenate(parts).astype(np.float32)

    def bucket_vectors(self) -> NDArray[np.float32]:
        """Return the n-gram rows as trained."""
        return self.rows.detach().numpy()[len(self.vocabulary) :].astype(np.float32)

    def _keep_words(self, texts: Ragged) -> NDArray[np.float32]:
        kept = self._random.random(len(texts.values)) >= self._word_dropout
        kept |= np.repeat(texts.lengths < FEWEST_WORDS_TO_DROP_FROM, texts.lengths)
        return kept.astype(np.float32)

    def _word_vectors(self, numbers: Numbers, without_row: NDArray[np.bool_]) -> Tensor:
        """Compose words; those without their row are spelled, as an unknown word would be."""
        places = Ragged(np.arange(len(self._shares)), self._parts.starts).take(numbers)
        shares = self._shares[places.values]
        spelled = without_row & self._known[numbers]
        shares[np.repeat(spelled, places.lengths)] /= 1 - self._word_share
        shares[places.starts[:-1][spelled]] = 0
        return functional.embedding_bag(
            torch.from_numpy(self._parts.values[places.values]),
            self.rows,
            torch.from_numpy(places.starts[:-1]),
            mode="sum",
            per_sample_weights=torch.from_numpy(shares),
        )


def _choose_words(corpus: Corpus, size: int) -> Numbers:
    """Return the glossary's words, which the desk is for however rare, and the most frequent."""
    counts = corpus.count_texts_with_word()
    return np.lexsort((-counts, ~corpus.in_glossary))[:size]


def _compose(grams: Ragged, vocabulary: Numbers, word_share: float) -> tuple[Ragged, NDArray[np.float32]]:
    """Return the table rows that each word is composed of and the share of each row."""
    row_of = np.full(len(grams), -1, np.int64)
    row_of[vocabulary] = np.arange(len(vocabulary))
    known = row_of >= 0
    starts = grams.starts + np.concatenate(([0], np.cumsum(known)))
    own = starts[:-1][known]
    values = np.empty(starts[-1], np.int64)
    shares = np.empty(starts[-1], np.float32)
    rest = np.ones(starts[-1], np.bool_)
    rest[own] = False
    values[own], shares[own] = row_of[known], word_share
    values[rest] = grams.values + len(vocabulary)
    shares[rest] = np.repeat(np.where(known, 1 - word_share, 1.0) / grams.lengths, grams.lengths)
    return Ragged(values, starts), shares

"""Distils the teacher into a table of word and n-gram vectors.

Both texts of a pair are pulled to the teacher's vector of the English one, and each must find it,
and its translation, among all the others of its batch. The last is what makes languages meet: the
table cannot hold all of the teacher's space, so it keeps what tells translations apart.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from kb.encoder.training.corpus import FEWEST_WORDS_OF_A_SENTENCE, Corpus, draw_batches
from kb.encoder.training.table import Table

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    from kb.encoder.features import NgramHashing
    from kb.encoder.training.recipe import Recipe

LOG = logging.getLogger(__name__)

NEVER = -1e4  # similarity of a text that must not count as a negative


@dataclass(frozen=True, slots=True)
class Trained:
    """Float vectors of the words, n-grams folded in, and of the n-gram buckets."""

    words: list[str]
    word_vectors: NDArray[np.float32]
    bucket_vectors: NDArray[np.float32]
    frequencies: NDArray[np.int32]
    sentences: int
    hashing: NgramHashing


@dataclass(frozen=True, slots=True)
class Batch:
    """The vectors of one batch and which of its pairs say the same."""

    english: Tensor
    other: Tensor
    target: Tensor
    same_target: Tensor
    same_other: Tensor


def train(corpus: Corpus, targets: NDArray[np.float32], recipe: Recipe, seed: int) -> Trained:
    """Train one table; the same seed on the same machine gives the same table."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    table = Table(corpus, recipe, random)
    teacher = torch.from_numpy(targets)
    optimiser = torch.optim.Adam([table.rows], lr=recipe.learning_rate, fused=True)
    for epoch in range(recipe.epochs):
        started = time.perf_counter()
        losses = []
        batches = list(draw_batches(corpus, recipe.pairs_at_once, recipe.sentence_copies, random))
        for place, pairs in enumerate(batches):
            _set_learning_rate(optimiser, recipe, (epoch + place / len(batches)) / recipe.epochs)
            loss = _loss(_encode_batch(table, corpus, teacher, pairs), recipe)
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            optimiser.step()
            losses.append(loss.item())
        seconds = time.perf_counter() - started
        LOG.info("epoch %d: loss %.4f, %.0f s", epoch + 1, np.mean(losses), seconds)
    return _finish(table, corpus)


def _set_learning_rate(optimiser: torch.optim.Optimizer, recipe: Recipe, progress: float) -> None:
    for parameters in optimiser.param_groups:
        parameters["lr"] = recipe.learning_rate * (1 - progress) + recipe.last_learning_rate


def _encode_batch(table: Table, corpus: Corpus, teacher: Tensor, pairs: NDArray[np.int64]) -> Batch:
    texts = np.concatenate([corpus.english[pairs], corpus.other[pairs]])
    english, other = table.text_vectors(corpus.texts.take(texts)).chunk(2)
    return Batch(
        english=english,
        other=other,
        target=teacher[torch.from_numpy(corpus.target[pairs])],
        same_target=_equal_elsewhere(corpus.target[pairs]),
        same_other=_equal_elsewhere(corpus.other[pairs]),
    )


def _equal_elsewhere(numbers: NDArray[np.int64]) -> Tensor:
    """Mark the places off the diagonal where two pairs have the same text: no true negatives."""
    equal = numbers[:, None] == numbers[None, :]
    np.fill_diagonal(equal, val=False)
    return torch.from_numpy(equal)


def _loss(batch: Batch, recipe: Recipe) -> Tensor:
    near = 1 - ((batch.english + batch.other) * batch.target).sum(dim=1).mean() / 2
    to_teacher = (
        _rank(batch.english, batch.target, batch.same_target, recipe.sharpness)
        + _rank(batch.other, batch.target, batch.same_target, recipe.sharpness)
    ) / 2
    same = batch.same_target | batch.same_other
    to_translation = (
        _rank(batch.other, batch.english, same, recipe.sharpness)
        + _rank(batch.english, batch.other, same, recipe.sharpness)
    ) / 2
    return (
        recipe.closeness * near
        + recipe.teacher_ranking * to_teacher
        + recipe.translation_ranking * to_translation
    )


def _rank(questions: Tensor, answers: Tensor, excused: Tensor, sharpness: float) -> Tensor:
    """Cross-entropy of finding the answer at one's own place among all."""
    similarities = (questions @ answers.T * sharpness).masked_fill(excused, NEVER)
    return functional.cross_entropy(similarities, torch.arange(len(questions)))


def _finish(table: Table, corpus: Corpus) -> Trained:
    frequencies = corpus.count_texts_with_word(FEWEST_WORDS_OF_A_SENTENCE)
    return Trained(
        words=[corpus.words[number] for number in table.vocabulary],
        word_vectors=table.fold_words(),
        bucket_vectors=table.bucket_vectors(),
        frequencies=frequencies[table.vocabulary].astype(np.int32),
        sentences=corpus.count_texts(FEWEST_WORDS_OF_A_SENTENCE),
        hashing=table.hashing,
    )

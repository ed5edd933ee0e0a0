"""Rounds trained vectors to the four-bit rows that ship, each with the scale that suits it best.

A scale a row and not one for the table: rows differ in length by design, since a row's length is
the weight of its word. The scale is not set by the row's largest number: with 15 levels, clipping
a few large numbers costs less than coarse steps for all the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.encoder.rows import LARGEST, PackedRows, pack
from kb.encoder.weights import Facts, Weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kb.encoder.training.train import Trained

# Shares of a row's largest number that the last level may stand for; the best is kept by row.
CLIPPINGS = (1.0, 0.9, 0.8, 0.7, 0.6)


@dataclass(frozen=True, slots=True)
class FloatRows:
    """Rows before rounding, to measure what rounding costs."""

    vectors: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.vectors)

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self.vectors.shape[1])

    def take(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of these numbers."""
        return self.vectors[numbers]


def quantise(vectors: NDArray[np.float32]) -> PackedRows:
    """Round each row to 15 levels, with the scale that leaves the least square error."""
    largest = np.abs(vectors).max(axis=1)
    best = np.full(len(vectors), np.inf)
    levels = np.zeros(vectors.shape, np.int8)
    scales = np.ones(len(vectors), np.float16)
    for clipping in CLIPPINGS:
        tried = _scale(largest * clipping)
        rounded = _round(vectors, tried)
        errors = np.square(rounded * tried[:, None].astype(np.float32) - vectors).sum(axis=1)
        better = errors < best
        best[better], levels[better], scales[better] = (
            errors[better],
            rounded[better],
            tried[better],
        )
    return PackedRows(pack(levels), scales)


def quantise_trained(trained: Trained, name: str) -> Weights[PackedRows]:
    """Return the weights that ship, not yet hashed."""
    rows = quantise(_all_rows(trained))
    return Weights(_facts(trained, name), trained.words, rows, trained.frequencies)


def keep_floats(trained: Trained, name: str) -> Weights[FloatRows]:
    """Return the same weights before rounding."""
    rows = FloatRows(_all_rows(trained))
    return Weights(_facts(trained, name), trained.words, rows, trained.frequencies)


def _scale(largest: NDArray[np.float32]) -> NDArray[np.float16]:
    """Return what one level is worth, never zero, so that a zero row divides too."""
    return np.maximum(largest / LARGEST, np.finfo(np.float16).tiny).astype(np.float16)


def _round(vectors: NDArray[np.float32], scales: NDArray[np.float16]) -> NDArray[np.int8]:
    steps = np.rint(vectors / scales[:, None].astype(np.float32))
    return np.clip(steps, -LARGEST, LARGEST).astype(np.int8)


def _all_rows(trained: Trained) -> NDArray[np.float32]:
    return np.concatenate([trained.word_vectors, trained.bucket_vectors])


def _facts(trained: Trained, name: str) -> Facts:
    return Facts(
        name=name,
        shortest_ngram=trained.hashing.shortest,
        longest_ngram=trained.hashing.longest,
        sentences=trained.sentences,
        sha256="",
    )

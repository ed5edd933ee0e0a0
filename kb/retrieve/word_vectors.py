"""The vectors of words that were met before, so that each is computed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kb.encoder import WordEncoder

KEPT_WORDS = 50_000
"""About 50 MB of vectors; beyond it all are forgotten and met anew."""


class WordVectors:
    """A growing table of unit vectors, by word."""

    def __init__(self, encoder: WordEncoder) -> None:
        self._encoder = encoder
        self._row: dict[str, int] = {}
        self._table: NDArray[np.float32] = np.zeros((0, 0), np.float32)

    def of(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length 1 for each word."""
        if len(self._row) > KEPT_WORDS:
            self._row, self._table = {}, np.zeros((0, 0), np.float32)
        new = list(dict.fromkeys(word for word in words if word not in self._row))
        if new:
            vectors = self._encoder.encode_words(new)
            self._table = np.concatenate([self._table, vectors]) if len(self._table) else vectors
            self._row |= {word: len(self._row) + n for n, word in enumerate(new)}
        return self._table[[self._row[word] for word in words]]

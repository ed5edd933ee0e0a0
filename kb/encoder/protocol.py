"""What the rest of the package asks of an encoder: two seams, each a few methods wide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


class Encoder(Protocol):
    """Texts into unit vectors; two encoders of one fingerprint give the same vectors."""

    @property
    def name(self) -> str:
        """What users call it."""
        ...

    @property
    def fingerprint(self) -> str:
        """What identifies its vectors."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length 1 for each text; a text without words gives a zero row."""
        ...


class WordEncoder(Protocol):
    """Words into unit vectors, for late interaction, and how much a word tells."""

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        ...

    def encode_words(self, some_words: Sequence[str]) -> NDArray[np.float32]:
        """Return the unit vector of each word in lower case."""
        ...

    def word_weight(self, word: str) -> float:
        """Return how telling a word is, from 0 (in every sentence) to 1 (never seen)."""
        ...

    def word_information(self, word: str) -> float:
        """Return how far a word moves the meaning of a text that it stands in; 0 is not at all."""
        ...

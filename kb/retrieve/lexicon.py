"""The words of the texts that were read, each met once: what holds a key, and their vectors.

A word gets a number when it is first met. A text is then its numbers, found once, and a question looks into
arrays instead of going through the words of every text again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kb.analysis import TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from kb.analysis import Term
    from kb.encoder import WordEncoder

NO_WORD = 0
"""The number that stands for no word; nothing meets it."""

ENOUGH_WORDS = 50_000
"""About 50 MB of vectors."""


class Lexicon:
    """A growing list of words; a word is a term with its keys, without the place where it was met."""

    def __init__(self, encoder: WordEncoder) -> None:
        self._encoder = encoder
        self._words = [""]
        self._number: dict[tuple[str, TokenKind, tuple[str, ...]], int] = {}
        self._wholes: dict[str, list[int]] = {}
        self._parts: dict[str, list[int]] = {}
        self._waiting: dict[int, str] = {}
        self._vectors = np.zeros((1, encoder.dimensions), np.float32)

    def __len__(self) -> int:
        return len(self._words)

    @property
    def is_full(self) -> bool:
        """Whether it holds so many words that a new one should take its place."""
        return len(self) > ENOUGH_WORDS

    def numbers(self, text: Iterable[Term]) -> NDArray[np.int64]:
        """Return the number of each term of a text, in order."""
        return np.array([self._met(term) for term in text], np.int64)

    def wholes(self, key: str) -> Sequence[int]:
        """Return the numbers of the words that have a key."""
        return self._wholes.get(key, [])

    def parts(self, key: str) -> Sequence[int]:
        """Return the numbers of the words that have a key as a part."""
        return self._parts.get(key, [])

    def vectors(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the unit vectors of words; what is no word but a figure has a zero row."""
        while len(self._vectors) < len(self):
            self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
        if self._waiting:
            self._vectors[list(self._waiting)] = self._encoder.encode_words(list(self._waiting.values()))
            self._waiting.clear()
        return self._vectors[numbers]

    def _met(self, term: Term) -> int:
        number = self._number.get((term.token.word, term.token.kind, term.keys))
        return self._added(term) if number is None else number

    def _added(self, term: Term) -> int:
        number = self._number[term.token.word, term.token.kind, term.keys] = len(self)
        self._words.append(term.token.word)
        self._wholes.setdefault(term.key, []).append(number)
        for part in term.parts:
            self._parts.setdefault(part, []).append(number)
        if term.token.kind is TokenKind.WORD:
            self._waiting[number] = term.token.word
        return number

"""Turns text into what the encoder's table has rows for: words, and hashed n-grams of a word.

Training and run time share this module, so a word means the same rows on both sides. Everything
here is stable across machines and Python versions: no `hash()`, no locale, no word list.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

# Letters and digits of any script: "l'œuvre" is two words and keeps its ligature.
WORD = re.compile(r"[^\W_]+")

START, END = "<", ">"  # mark a word's edges, so that "<on" is a prefix and "on>" a suffix


@dataclass(frozen=True, slots=True)
class NgramHashing:
    """Which n-grams of a word are looked up, and over how many buckets they are spread."""

    buckets: int
    shortest: int = 3
    longest: int = 5


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of unequal length: row `i` is `values[starts[i]:starts[i + 1]]`."""

    values: NDArray[np.int64]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Ragged:
        """Lay the rows end to end."""
        lengths = np.fromiter((len(row) for row in rows), np.int64, len(rows))
        values = np.fromiter((value for row in rows for value in row), np.int64, lengths.sum())
        return cls(values, np.concatenate(([0], np.cumsum(lengths))))

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        """How many values each row has."""
        return np.diff(self.starts)

    @property
    def owners(self) -> NDArray[np.int64]:
        """The row that each value belongs to."""
        return np.repeat(np.arange(len(self), dtype=np.int64), self.lengths)

    def take(self, rows: NDArray[np.int64]) -> Ragged:
        """Return only these rows, in this order."""
        lengths = self.lengths[rows]
        starts = np.concatenate(([0], np.cumsum(lengths)))
        shifts = np.repeat(self.starts[rows] - starts[:-1], lengths)
        return Ragged(self.values[shifts + np.arange(starts[-1])], starts)


def words(text: str) -> list[str]:
    """Return the words of a text in reading order, in lower case and composed form.

    >>> words("Clusters van wereldklasse, nr. 1082/2006: l'Œuvre")
    ['clusters', 'van', 'wereldklasse', 'nr', '1082', '2006', 'l', 'œuvre']
    """
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


def ngrams(word: str, hashing: NgramHashing) -> list[str]:
    """Return the character n-grams of a word between its edges; a number stays whole.

    A number has no parts worth sharing: 1082 and 1083 are as different as any two acts.

    >>> ngrams("zee", NgramHashing(buckets=8, shortest=3, longest=4))
    ['<ze', 'zee', 'ee>', '<zee', 'zee>']
    >>> ngrams("1082", NgramHashing(buckets=8))
    ['1082']
    """
    if word.isdigit():
        return [word]
    edged = f"{START}{word}{END}"
    return [
        edged[start : start + size]
        for size in range(hashing.shortest, hashing.longest + 1)
        for start in range(len(edged) - size + 1)
    ]


def buckets(word: str, hashing: NgramHashing) -> list[int]:
    """Return the bucket of each n-gram of a word; every word has at least one.

    >>> buckets("zee", NgramHashing(buckets=1000, shortest=3, longest=3))
    [29, 41, 152]
    """
    return [zlib.crc32(ngram.encode()) % hashing.buckets for ngram in ngrams(word, hashing)]


def number_words(texts: Iterable[Iterable[str]]) -> tuple[list[str], Ragged]:
    """Give each distinct word a number, by first sight, and spell the texts in those numbers."""
    numbers: dict[str, int] = {}
    spelled = [[numbers.setdefault(word, len(numbers)) for word in text] for text in texts]
    return list(numbers), Ragged.of(spelled)

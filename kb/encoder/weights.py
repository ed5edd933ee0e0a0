"""The encoder's weights as files: what training writes and run time maps into memory.

A folder of five plain files: `encoder.json` (the facts), `words.txt` (one word a line, the line
is its row), `levels.npy` and `scales.npy` (the rows: first the words, then the n-gram buckets)
and `frequencies.npy` (in how many training sentences each word stands). Opening reads the word
list and maps the rest, so it takes milliseconds and processes share the memory.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from kb.encoder.features import NgramHashing
from kb.encoder.rows import PackedRows, Rows
from kb.errors import EncoderError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FACTS, WORDS, LEVELS, SCALES, FREQUENCIES = (
    "encoder.json",
    "words.txt",
    "levels.npy",
    "scales.npy",
    "frequencies.npy",
)
HASHED = (WORDS, LEVELS, SCALES, FREQUENCIES)  # in this order; the facts hold the hash

Number = TypeVar("Number", bound=np.generic)
SomeRows_co = TypeVar("SomeRows_co", bound=Rows, covariant=True)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the other files do not say themselves."""

    name: str
    shortest_ngram: int
    longest_ngram: int
    sentences: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Weights(Generic[SomeRows_co]):
    """A table of vectors, words first, then n-gram buckets, and how common the words are."""

    facts: Facts
    words: list[str]
    rows: SomeRows_co
    frequencies: NDArray[np.int32]

    @property
    def hashing(self) -> NgramHashing:
        """The n-grams that the rows after the words stand for."""
        return NgramHashing(
            buckets=len(self.rows) - len(self.words),
            shortest=self.facts.shortest_ngram,
            longest=self.facts.longest_ngram,
        )


def open_weights(folder: Path) -> Weights[PackedRows]:
    """Map the weights of a folder into memory.

    Raises:
        EncoderError: a file is missing, or the files do not belong together.
    """
    try:
        weights = Weights(
            facts=Facts(**json.loads((folder / FACTS).read_text(encoding="utf-8"))),
            words=(folder / WORDS).read_text(encoding="utf-8").split("\n"),
            rows=PackedRows(_map(folder / LEVELS, np.uint8), _map(folder / SCALES, np.float16)),
            frequencies=_map(folder / FREQUENCIES, np.int32),
        )
    except (OSError, ValueError, TypeError) as error:
        raise EncoderError(f"encoder weights in {folder}: {error}; install again") from error
    _check_lengths(weights, folder)
    return weights


def write_weights(weights: Weights[PackedRows], folder: Path) -> Facts:
    """Write the five files and return the facts as written, with the hash of the rest."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WORDS).write_text("\n".join(weights.words), encoding="utf-8", newline="\n")
    np.save(folder / LEVELS, weights.rows.levels)
    np.save(folder / SCALES, weights.rows.scales)
    np.save(folder / FREQUENCIES, weights.frequencies)
    facts = asdict(weights.facts) | {"sha256": hash_weights(folder)}
    (folder / FACTS).write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    return Facts(**facts)


def hash_weights(folder: Path) -> str:
    """Return the sha256 of the files beside the facts, which must equal `Facts.sha256`."""
    digest = hashlib.sha256()
    for name in HASHED:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def _map(path: Path, number: type[Number]) -> NDArray[Number]:
    """Map an array without reading it; the plain view spares numpy's memmap bookkeeping."""
    mapped: NDArray[Number] = np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    if mapped.dtype != number:
        raise ValueError(f"{path.name} holds {mapped.dtype}, not {number.__name__}")
    return mapped


def _check_lengths(weights: Weights[PackedRows], folder: Path) -> None:
    words, rows, scales = len(weights.words), len(weights.rows), len(weights.rows.scales)
    if words >= rows or scales != rows or len(weights.frequencies) != words:
        raise EncoderError(
            f"encoder weights in {folder}: {words} words, {rows} rows, {scales} scales and "
            f"{len(weights.frequencies)} frequencies do not belong together; install again"
        )

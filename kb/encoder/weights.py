"""The encoder's weights as files: what training writes and run time maps into memory.

A folder of five plain files: `encoder.json` (the facts), `words.txt` (one word a line, the line
is its row), `rows.npy` (int8: first the words, then the n-gram buckets), `scales.npy` (float16,
one a row) and `frequencies.npy` (in how many training sentences each word stands). Opening reads
the word list and maps the rest, so it takes milliseconds and shares memory between processes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from kb.encoder.features import NgramHashing
from kb.errors import EncoderError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FACTS, WORDS, ROWS, SCALES, FREQUENCIES = (
    "encoder.json",
    "words.txt",
    "rows.npy",
    "scales.npy",
    "frequencies.npy",
)
HASHED = (WORDS, ROWS, SCALES, FREQUENCIES)  # in this order; the facts hold the hash

Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the files do not say themselves."""

    name: str
    shortest_ngram: int
    longest_ngram: int
    sentences: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Weights:
    """A table of vectors with one scale a row: words first, then n-gram buckets.

    Rows are int8 in what ships; training measures the same table in float32 before.
    """

    facts: Facts
    words: list[str]
    rows: NDArray[np.int8] | NDArray[np.float32]
    scales: NDArray[np.float16]
    frequencies: NDArray[np.int32]

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self.rows.shape[1])

    @property
    def hashing(self) -> NgramHashing:
        """The n-grams that the rows after the words stand for."""
        return NgramHashing(
            buckets=len(self.rows) - len(self.words),
            shortest=self.facts.shortest_ngram,
            longest=self.facts.longest_ngram,
        )


def open_weights(folder: Path) -> Weights:
    """Map the weights of a folder into memory.

    Raises:
        EncoderError: a file is missing, or the files do not belong together.
    """
    try:
        weights = Weights(
            facts=Facts(**json.loads((folder / FACTS).read_text(encoding="utf-8"))),
            words=(folder / WORDS).read_text(encoding="utf-8").split("\n"),
            rows=_map(folder / ROWS, np.int8),
            scales=_map(folder / SCALES, np.float16),
            frequencies=_map(folder / FREQUENCIES, np.int32),
        )
    except (OSError, ValueError, TypeError) as error:
        raise EncoderError(f"encoder weights in {folder}: {error}; install again") from error
    _check_shapes(weights, folder)
    return weights


def write_weights(weights: Weights, folder: Path) -> Facts:
    """Write the five files and return the facts as written, with the hash of the rest."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WORDS).write_text("\n".join(weights.words), encoding="utf-8", newline="\n")
    np.save(folder / ROWS, weights.rows)
    np.save(folder / SCALES, weights.scales)
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


def _check_shapes(weights: Weights, folder: Path) -> None:
    known, rows = len(weights.words), len(weights.rows)
    if known >= rows or len(weights.scales) != rows or len(weights.frequencies) != known:
        raise EncoderError(
            f"encoder weights in {folder}: {known} words, {rows} rows, "
            f"{len(weights.scales)} scales and {len(weights.frequencies)} frequencies "
            "do not belong together; install again"
        )

"""Measures an encoder: translation retrieval, loading time, and speed against its teacher."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.encoder.bilingual import BilingualEncoder
from kb.encoder.training.pairs import LANGUAGES, Pair, of_language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Encode = Callable[[Sequence[str]], NDArray[np.float32]]

# The fastest run is reported: whatever else the machine does can only slow a run down.
ENCODER_RUNS, TEACHER_RUNS, LOADING_RUNS = 20, 3, 5
TIMED_TEXTS = 1000


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Share of texts whose nearest text in the other language is their translation."""

    language: str
    to_english: float
    from_english: float

    def __str__(self) -> str:
        return f"{self.language} {self.to_english:.3f} / {self.from_english:.3f}"


@dataclass(frozen=True, slots=True)
class Speed:
    """Texts a second of the encoder and of the teacher, same texts, same cores, one run."""

    encoder: float
    teacher: float

    @property
    def ratio(self) -> float:
        """How many times the teacher's speed the encoder has."""
        return self.encoder / self.teacher


def measure_retrieval(encode: Encode, pairs: Sequence[Pair]) -> list[Retrieval]:
    """Rank all translations for every text, by cosine, in both directions, language by language."""
    return [
        _retrieve(encode, of_language(pairs, language), language)
        for language in LANGUAGES
        if of_language(pairs, language)
    ]


def mean_accuracy(figures: Sequence[Retrieval]) -> float:
    """Return the mean over languages and directions: the one number that recipes are chosen on."""
    return statistics.fmean(share for figure in figures for share in (figure.to_english, figure.from_english))


def measure_speed(encode: Encode, teach: Encode, texts: Sequence[str]) -> Speed:
    """Time both on the first texts."""
    some = list(texts[:TIMED_TEXTS])
    ours = min(_seconds(encode, some) for _ in range(ENCODER_RUNS))
    theirs = min(_seconds(teach, some) for _ in range(TEACHER_RUNS))
    return Speed(encoder=len(some) / ours, teacher=len(some) / theirs)


def measure_loading(folder: Path) -> float:
    """Return the fewest seconds to open the weights of a folder."""
    runs = []
    for _ in range(LOADING_RUNS):
        start = time.perf_counter()
        BilingualEncoder.load(folder)
        runs.append(time.perf_counter() - start)
    return min(runs)


def _retrieve(encode: Encode, pairs: Sequence[Pair], language: str) -> Retrieval:
    english = encode([pair.english for pair in pairs])
    other = encode([pair.other for pair in pairs])
    similarities = other @ english.T
    own = np.arange(len(pairs))
    return Retrieval(
        language=language,
        to_english=float((similarities.argmax(axis=1) == own).mean()),
        from_english=float((similarities.argmax(axis=0) == own).mean()),
    )


def _seconds(encode: Encode, texts: Sequence[str]) -> float:
    start = time.perf_counter()
    encode(texts)
    return time.perf_counter() - start

"""How much longer a question takes over more passages, and beside a bare BM25 query and the bare encoder.

The passages are made here, of the words of the shipped texts in another order, so that anyone can repeat the
measurement. All figures of a run are ratios of medians that were measured in that run, on that machine.
"""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.baselines import plain_bm25
from kb import KnowledgeBase, load_encoder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from eval.questions import GoldQuestion

SEED = 652
PARAGRAPHS = 100
"""Paragraphs of a document; a file of one's own has about as many."""

WORDS = 60
"""Words of a paragraph: the mean of the shipped texts."""

ENCODED = 2_000
"""Passages that are encoded to see how many that is in a second."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The median milliseconds of a question among so many passages, of the desk and of what it is held to."""

    passages: int
    question: float
    bm25: float
    encoder: float


def make_passages(folder: Path, vocabulary: Sequence[str], count: int) -> None:
    """Write documents that have so many paragraphs together."""
    chance = random.Random(SEED)  # noqa: S311 - the same documents each time
    folder.mkdir(parents=True)
    for number in range(0, count, PARAGRAPHS):
        some = range(min(PARAGRAPHS, count - number))
        paragraphs = [" ".join(chance.choices(vocabulary, k=WORDS)).capitalize() + "." for _ in some]
        (folder / f"made-{number}.txt").write_text("\n\n".join(paragraphs), "utf-8")


def taken(home: Path, questions: Sequence[GoldQuestion], made: Path | None) -> Taken:
    """Measure questions over the shipped texts, and over those with the made ones."""
    encoder = load_encoder()
    with KnowledgeBase.open(home) as desk:
        desk.ingest()
        if made is not None:
            desk.ingest([made], language="en")
        bm25 = plain_bm25(desk, None)
        return Taken(
            sum(document.passages for document in desk.status().documents),
            _median(lambda question: desk.ask(question.question, language=question.language), questions),
            _median(bm25, questions),
            _median(lambda question: encoder.encode([question.question]), questions),
        )


def encoded_in_a_second(texts: Sequence[str]) -> float:
    """Return how many passages the encoder turns into vectors in a second."""
    encoder = load_encoder()
    repeated = (list(texts) * (ENCODED // len(texts) + 1))[:ENCODED]
    begun = time.perf_counter()
    encoder.encode(repeated)
    return ENCODED / (time.perf_counter() - begun)


def _median(ask: Callable[[GoldQuestion], object], questions: Sequence[GoldQuestion]) -> float:
    """Return the median milliseconds of a question, all of them asked once before."""
    for question in questions:
        ask(question)
    spent = []
    for question in questions:
        begun = time.perf_counter()
        ask(question)
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)

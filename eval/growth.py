"""How much longer a question takes over more passages, and beside a bare BM25 query and the bare encoder.

The passages are made here, of the words of the shipped texts as often as they stand there, so that anyone can
repeat the measurement; they are ingested as any file is. All figures of a run are medians of the processor's
time, and ratios of medians, that were measured in that run, on that machine.
"""

from __future__ import annotations

import math
import random
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from eval.baselines import plain_bm25
from eval.limits import Held
from eval.spent import Spent, median, spent
from kb import KnowledgeBase, load_encoder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from eval.questions import GoldQuestion

SEED = 652
PARAGRAPHS = 100
"""Paragraphs of a document; a file of one's own has about as many."""

WORDS = 60
"""Words of a paragraph: the mean of the shipped texts."""

ENCODED = 2_000
"""Passages that are encoded to see how many that is in a second."""

MANY, MOST_MS = 100_000, 60.0
"""Among so many passages a question takes so many milliseconds at most."""

FACTOR, MOST_TIMES = 100, 20.0
"""Among so many times as many passages it takes so many times as long at most. A linear scan would take as
many times as long as there are times as many passages; for other factors the same power of them holds."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The median milliseconds of a question among so many passages, and what ingesting them took."""

    passages: int
    question: float
    ingested: Spent


def make_passages(folder: Path, words: Sequence[str], count: int) -> None:
    """Write documents that have so many paragraphs together; a word comes as often as it is given."""
    chance = random.Random(SEED)  # noqa: S311 - the same documents each time
    folder.mkdir(parents=True)
    for number in range(0, count, PARAGRAPHS):
        some = range(min(PARAGRAPHS, count - number))
        paragraphs = [" ".join(chance.choices(words, k=WORDS)).capitalize() + "." for _ in some]
        (folder / f"made-{number}.txt").write_text("\n\n".join(paragraphs), "utf-8")


def taken(home: Path, questions: Sequence[GoldQuestion], made: Path | None) -> Taken:
    """Measure questions over the shipped texts, or over those with the made ones."""
    with KnowledgeBase.open(home) as desk:
        ingested = spent(desk.ingest)
        if made is not None:
            ingested = spent(lambda: desk.ingest([made], language="en"))
        passages = sum(document.passages for document in desk.status().documents)
        return Taken(passages, question_ms(desk, questions), ingested)


def question_ms(desk: KnowledgeBase, questions: Sequence[GoldQuestion]) -> float:
    """Return the median milliseconds of a question to the desk, warm."""
    return _median(lambda question: desk.ask(question.question, language=question.language), questions)


def alone_ms(desk: KnowledgeBase, questions: Sequence[GoldQuestion]) -> tuple[float, float]:
    """Return the median milliseconds of a bare BM25 query, and of the bare encoder."""
    encoder = load_encoder()
    return (
        _median(plain_bm25(desk, None), questions),
        _median(lambda question: encoder.encode([question.question]), questions),
    )


def held(rows: Sequence[Taken]) -> Iterator[Held]:
    """Iterate over what holds between these measurements, of which the later have more passages."""
    first, last = rows[0], rows[-1]
    if last.passages > first.passages:
        more = last.passages / first.passages
        yield Held(
            f"a question among {last.passages:,} passages beside {first.passages:,}",
            last.question / first.question,
            MOST_TIMES ** (math.log(more) / math.log(FACTOR)),
            "times",
        )
    many = next((row for row in rows if row.passages >= MANY), None)
    if many is not None:
        yield Held(f"a question among {many.passages:,} passages", many.question, MOST_MS, "ms")


def encoded_in_a_second(texts: Sequence[str]) -> float:
    """Return how many passages the encoder turns into vectors in a second."""
    encoder = load_encoder()
    repeated = (list(texts) * (ENCODED // len(texts) + 1))[:ENCODED]
    begun = time.perf_counter()
    encoder.encode(repeated)
    return ENCODED / (time.perf_counter() - begun)


def _median(ask: Callable[[GoldQuestion], object], questions: Sequence[GoldQuestion]) -> float:
    """Return the median milliseconds of the processor for a question, all of them asked once before."""
    for question in questions:
        ask(question)
    return 1000 * median(spent(partial(ask, question)) for question in questions).processor

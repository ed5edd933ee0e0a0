"""Speed, measured in one run: how long a warm question takes, and what an import loads."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.questions import GoldQuestion
    from kb import KnowledgeBase

REPEATS = 3


def warm_question_ms(desk: KnowledgeBase, questions: Sequence[GoldQuestion]) -> list[float]:
    """Return the milliseconds that each question takes, asked warm, all of them `REPEATS` times."""
    for question in questions:
        desk.ask(question.question, language=question.language)
    taken = []
    for _ in range(REPEATS):
        for question in questions:
            begun = time.perf_counter()
            desk.ask(question.question, language=question.language)
            taken.append((time.perf_counter() - begun) * 1000)
    return taken


def process_ms(arguments: Sequence[str]) -> float:
    """Return the median milliseconds of a fresh Python process with these arguments."""
    taken = []
    for _ in range(2 * REPEATS + 1):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)  # noqa: S603 - ours
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)

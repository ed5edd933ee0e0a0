"""One run of the evaluation: the shipped corpus is read in, every question asked, a run file made.

The questions are asked by a process a core, because a desk answers one at a time; which process asks which
question changes nothing.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from eval import references
from eval.asking import Task, asked
from eval.questions import GOLD
from eval.quotations import Shelf
from eval.run_file import SCHEMA, ReferenceFigures, RunFile, RunSettings, Timing
from kb import KnowledgeBase, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from eval.questions import GoldQuestion
    from eval.run_file import Row

PROCESSES = min(os.cpu_count() or 1, 4)
CHUNK = 16
"""Questions handed to a process at a time: few enough that no process waits long for the last one."""

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
"""Each process computes in one thread: more than the cores hold only disturb each other."""

ACROSS = {"nl": "en", "en": "nl"}
"""The language of the texts in which alone a question is answered across languages."""

GIT_DESCRIBE = ("git", "-C", str(Path(__file__).parent), "describe")

LANGUAGES = ("nl", "en", "fr", "de")


def both_ways(questions: Sequence[GoldQuestion]) -> list[Task]:
    """Return the tasks of a whole run: all of all texts, then those to answer across languages."""
    to_answer = [question for question in questions if question.outcome == "answer"]
    return [
        *(Task(question) for question in questions),
        *(Task(question, (ACROSS[question.language],)) for question in to_answer),
    ]


def evaluated(tasks: Sequence[Task], tell: Callable[[int], None]) -> RunFile:
    """Read the shipped corpus into a knowledge base, do the tasks, and return the run.

    Args:
        tasks: What to ask, and of which texts.
        tell: Told how many of the tasks are done, now and then.
    """
    begun, at = time.perf_counter(), datetime.now(UTC)
    with tempfile.TemporaryDirectory() as home:
        settings = Settings.from_environment(home)
        with KnowledgeBase.open(settings=settings) as desk:
            desk.ingest()
            status = desk.status()
            record = desk.record(desk.ask(tasks[0].question.question, llm="none"))
        rows: list[Row] = []
        with _asking(settings, tasks) as coming:
            references_found = tuple(figures_of_references())
            for some in coming:
                rows += some
                tell(len(rows))
    return RunFile(
        schema=SCHEMA,
        timing=Timing(at=at, seconds=round(time.perf_counter() - begun, 1)),
        program=record.program,
        commit=commit(),
        settings=RunSettings(scores=tuple(sorted(settings.scores)), abstains=settings.abstains),
        encoder=status.encoder or "",
        index=status.index,
        corpus=record.collection.digest,
        gold=f"sha256:{hashlib.sha256(GOLD.read_bytes()).hexdigest()}",
        references=references_found,
        rows=tuple(rows),
    )


def figures_of_references() -> Iterator[ReferenceFigures]:
    """Iterate over how well references are found in the gold cases, one language at a time."""
    rows = [references.compared(case) for case in references.gold_cases()]
    for language in LANGUAGES:
        some = [row for row in rows if row.case.language == language]
        yield ReferenceFigures(
            language=language,
            cases=len(some),
            precision=round(references.precision(some), 4),
            recall=round(references.recall(some), 4),
            celex=round(references.celex_accuracy(some), 4),
            pinpoint=round(references.pinpoint_accuracy(some), 4),
        )


def commit() -> str | None:
    """Return the commit of the checkout, with "-dirty" where files differ from it; None outside one."""
    described = subprocess.run(  # noqa: S603 - ours
        [*GIT_DESCRIBE, "--always", "--dirty", "--abbrev=12"],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return described.stdout.strip() or None


@contextmanager
def _asking(settings: Settings, tasks: Sequence[Task]) -> Iterator[Iterator[list[Row]]]:
    """Let other processes do the tasks, and give the rows in the order of the tasks as they come."""
    chunks = [tasks[begin : begin + CHUNK] for begin in range(0, len(tasks), CHUNK)]
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    try:
        with ProcessPoolExecutor(min(PROCESSES, len(chunks)), get_context("spawn")) as pool:
            yield pool.map(_asked_by_process, [settings] * len(chunks), chunks)
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _asked_by_process(settings: Settings, tasks: Sequence[Task]) -> list[Row]:
    return asked(*_opened(settings), tasks)


@cache
def _opened(settings: Settings) -> tuple[KnowledgeBase, Shelf]:
    """Open the knowledge base once in each process."""
    desk = KnowledgeBase.open(settings=settings)
    return desk, Shelf.of(desk)

"""A few gold questions into a run file, by whichever `kb` is imported: `python -m tests.ask_slice HOME OUT`.

The mutation check runs it as a process with a damaged copy of the package; the evaluation is the real one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from eval import run_file
from eval.asking import Task, asked
from eval.questions import gold_questions
from eval.quotations import Shelf
from kb import KnowledgeBase, Settings
from tests.gold_runs import run

ASKED = ("q003", "q008", "q049", "q079", "q086", "q113", "q114", "q137", "q142", "a001", "a021", "a069")
"""Pairs of the development half: figures, dates, notes, words that are inflected otherwise, and silence."""


def tasks() -> list[Task]:
    """Return the questions of all texts, and of the Dutch texts alone."""
    questions = [question for question in gold_questions(split="development") if question.pair in ASKED]
    return [*(Task(q) for q in questions), *(Task(q, ("nl",)) for q in questions if q.language == "en")]


def ask_slice(desk: KnowledgeBase, out: Path) -> None:
    """Ask, and write what came of it."""
    run_file.write(run(asked(desk, Shelf.of(desk), tasks())), out)


if __name__ == "__main__":
    with KnowledgeBase.open(settings=Settings.from_environment(sys.argv[1])) as opened:
        if not Path(sys.argv[1]).exists():
            opened.ingest()
        ask_slice(opened, Path(sys.argv[2]))

"""Speed, measured in one run: how long a warm question takes, and a fresh process, and what that holds.

What is held to a limit is the time of the processor: on a machine that is busy with other things the clock
tells of those. Finding references is measured beside a loop of plain Python.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from eval.spent import Spent, median, spent
from kb import find_references

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.questions import GoldQuestion
    from kb import KnowledgeBase

REPEATS = 3

TEXT_LENGTH = 500_000
"""Characters of text in which references are found."""

HOSTILE_LENGTH = 500_000
"""Characters of hostile text; it is read again at twice the length."""

LOOP_ROUNDS = 3_000_000
WATCHED = """
import atexit, runpy, sys
from pathlib import Path

def tell():
    if (status := Path("/proc/self/status")).exists():
        lines = status.read_text().splitlines()
        print(next(line.split()[1] for line in lines if line.startswith("VmHWM")), file=sys.stderr)

atexit.register(tell)
runpy.run_module("kb", run_name="__main__", alter_sys=True)
"""
"""Runs `kb` and tells at the end how many kilobytes it held at most: what a process tells of its children
counts what their parent held when it began them."""

HOSTILE = (
    "1", "1/", "(", "([{", "COM(", "COM(2006) 502 ", "Verordening (EG) nr. ", "2004/18/EG, ", "http://",
    "http://a.b ", "http://a-\n", "conclusies van de Raad ", "Conclusions ", "artikel 3, ",
    "Article 3(2)(a) of ", 'hierna "x" ', "Richtlijn 2004/18/EG die richtlijn ", "ibid. ", "zie voetnoot 1 ",
    "begeleidend werkdocument ", "PB L 210 van 31.7.2006, blz. 19 ", "[2015] OJ L27/1 ", "C-1/99 ",
    "\u00ad", " ", "\n", "a",
)  # fmt: skip
"""What a text of any length can be made of to slow a careless reader down."""


def warm_questions(desk: KnowledgeBase, questions: Sequence[GoldQuestion]) -> list[Spent]:
    """Return what each question takes, asked warm, all of them `REPEATS` times."""
    for question in questions:
        desk.ask(question.question, language=question.language)
    return [spent(partial(desk.ask, q.question, language=q.language)) for q in [*questions] * REPEATS]


def process(arguments: Sequence[str]) -> Spent:
    """Return the medians of what a fresh Python process with these arguments takes."""
    taken = [
        spent(lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True))  # noqa: S603 - ours
        for _ in range(REPEATS)
    ]
    return median(taken)


def peak_megabytes(arguments: Sequence[str]) -> float:
    """Return the most memory that `kb` holds with these arguments; 0 where the system does not tell."""
    told = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", WATCHED, *arguments], check=True, capture_output=True, text=True
    ).stderr
    return float(told.split()[-1]) / 1024 if told else 0.0


def megabytes_per_second(text: str) -> float:
    """Return how much of a text, repeated, is searched for references in a second of process time.

    The least disturbed of some runs counts, and what else this process holds is kept from the garbage
    collector, which would walk over it once for every thousand references.
    """
    repeated = (f"{text}\n\n" * (TEXT_LENGTH // len(text) + 1))[:TEXT_LENGTH]
    gc.collect()
    gc.freeze()
    seconds = min(_process_seconds(repeated) for _ in range(2 * REPEATS))
    gc.unfreeze()
    return len(repeated.encode()) / 1e6 / seconds


def growth(pattern: str) -> float:
    """Return how many times longer hostile text takes at twice the length; 2 is linear."""
    text = (pattern * (2 * HOSTILE_LENGTH // len(pattern) + 1))[: 2 * HOSTILE_LENGTH]
    return _process_seconds(text) / _process_seconds(text[:HOSTILE_LENGTH])


def loop_seconds() -> float:
    """Return the process seconds of a fixed loop, by which runs on different machines are compared."""
    begun = time.process_time()
    total = 0
    for number in range(LOOP_ROUNDS):
        total += number & 3
    return time.process_time() - begun


def _process_seconds(text: str) -> float:
    begun = time.process_time()
    find_references(text)
    return time.process_time() - begun

"""`load`: many users of one server at once."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from eval import load as loads
from eval.questions import gold_questions

QUESTIONS = 120
"""As many of the development questions in each language: enough that no two users ask the same for long."""

WARMING_UP = 10.0
"""Seconds for which all ask before anything is measured: by then all processes that answer have started."""

app = typer.Typer()


@app.command()
def load(
    users: Annotated[int, typer.Option(help="How many ask at once.")] = 20,
    seconds: Annotated[float, typer.Option(help="For how long.")] = 60.0,
    pause: Annotated[
        list[float] | None,
        typer.Option(help="Seconds of thought between two questions, on average; repeatable."),
    ] = None,
) -> None:
    """Measure how long users wait who ask one server at once, beside one who is alone.

    KB_WORKERS says how many processes answer.
    """
    questions = [
        question.question
        for language in ("nl", "en")
        for question in gold_questions(language, "development")[:QUESTIONS]
    ]
    with tempfile.TemporaryDirectory() as home, loads.serving(Path(home)) as server:
        loads.together(server, questions, users, WARMING_UP, 0)
        single = loads.alone(server, questions)
        typer.echo(
            f"one user: {_described(single)}; 95th percentile / median {single.late / single.median:.1f}"
        )
        for thought in pause or [0.0, 2.0]:
            many = loads.together(server, questions, users, seconds, thought)
            typer.echo(f"{users} users for {seconds:.0f} s, {thought:g} s of thought: {_described(many)}")
            typer.echo(
                f"  95th percentile / median of one user: {many.late / single.median:.1f}; "
                f"{len(many.milliseconds) / seconds:.1f} answers a second"
            )
            typer.echo(f"  {loads.others()}")
            for said, count in Counter(many.errors).most_common(3):
                typer.echo(f"  {count} times: {said}")


def _described(met: loads.Load) -> str:
    start, middle, end = met.megabytes
    return (
        f"{len(met.milliseconds) + len(met.errors)} questions, {len(met.errors)} errors, "
        f"median {met.median:.0f} ms, 95th percentile {met.late:.0f} ms, "
        f"{met.processor_an_answer:.0f} ms of processor time an answer, "
        f"memory of the server {start}, {middle}, {end} MB"
    )

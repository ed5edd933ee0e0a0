"""`run`: ask the gold questions, write what came of it into a file, and print what it is worth."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from eval import run_file, runs, tables
from eval.asking import Task
from eval.commands.console import HALVES, chosen_of, wide
from eval.questions import gold_questions
from kb import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.run_file import RunFile

app = typer.Typer()


@app.command("run")
def run_command(
    lang: Annotated[str, typer.Option(help="nl, en, or both with a comma.")] = "nl,en",
    split: Annotated[str, typer.Option(help="development, held, or both with a comma.")] = "development,held",
    within: Annotated[
        str | None,
        typer.Option("--in", help="Search the texts in these languages; else all, then the other one alone."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where to write the run; else dated, in evaluations/ of the home.")
    ] = None,
    show: Annotated[bool, typer.Option("--failures", help="Print what went wrong.")] = False,
) -> None:
    """Ask the gold questions of the shipped corpus, write the run into a file and print the measures."""
    languages, halves = chosen_of(lang, ("nl", "en"), "--lang"), chosen_of(split, HALVES, "--split")
    questions = [q for q in gold_questions() if q.language in languages and q.split in halves]
    tasks = (
        runs.both_ways(questions)
        if within is None
        else [Task(question, tuple(within.split(","))) for question in questions]
    )
    run = evaluated(tasks)
    written = out or dated()
    run_file.write(run, written)
    console = wide()
    for drawn in (tables.table(run), tables.by_kind(run), tables.curve(run), tables.references_table(run)):
        console.print(drawn)
    console.print(tables.nothing_found(run))
    if show:
        console.print(tables.failures(run.rows))
    console.print(f"{len(run.rows)} asked in {run.timing.seconds:.0f} s; written: {written}")


def evaluated(tasks: Sequence[Task]) -> RunFile:
    """Do the tasks under a progress bar on standard error."""
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("asking", total=len(tasks))
        return runs.evaluated(tasks, lambda done: progress.update(bar, completed=done))


def dated() -> Path:
    """Return where a run is written unless something else is said."""
    return Settings.from_environment().home / "evaluations" / f"{datetime.now(UTC):%Y-%m-%dT%H%M%S}.json"

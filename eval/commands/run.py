"""`run`: ask the gold questions and print what the answers are worth."""

from __future__ import annotations

import tempfile
from typing import Annotated, cast

import typer

from eval.commands.console import wide
from eval.questions import Split, gold_questions
from eval.tables import failures, table
from eval.run import run
from kb import KnowledgeBase

app = typer.Typer()


@app.command("run")
def run_command(
    lang: Annotated[str, typer.Option(help="nl, en, or both with a comma.")] = "nl",
    split: Annotated[str, typer.Option(help="development, held, or both with a comma.")] = "development",
    within: Annotated[
        str | None, typer.Option("--in", help="Search the texts in these languages only.")
    ] = None,
    show: Annotated[bool, typer.Option("--failures", help="Print what went wrong.")] = False,
) -> None:
    """Ask the gold questions of the shipped corpus and print the measures."""
    console = wide()
    with tempfile.TemporaryDirectory() as home, KnowledgeBase.open(home) as desk:
        desk.ingest()
        groups = {
            (language, half): run(
                desk, gold_questions(language, cast("Split", half)), within.split(",") if within else None
            )
            for language in lang.split(",")
            for half in split.split(",")
        }
    console.print(table(groups))
    if show:
        for rows in groups.values():
            console.print(failures(rows))

"""`report`: the newest of some runs as a page for people, with the history over all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval import run_file
from eval.commands.console import chosen_of, complaining
from eval.report import files
from eval.report.figures import reported
from eval.report.words import WORDS
from kb import Settings

app = typer.Typer()


@app.command("report")
def report_command(
    runs: Annotated[
        list[Path] | None,
        typer.Argument(help="Files of runs; else all in evaluations/ of the home.", show_default=False),
    ] = None,
    lang: Annotated[str, typer.Option(help="nl, en, or both with a comma.")] = "nl,en",
    form: Annotated[str, typer.Option("--as", help="html, md, or both with a comma.")] = "html,md",
    out: Annotated[
        Path | None, typer.Option(help="The folder for the reports; else evaluations/ of the home.")
    ] = None,
) -> None:
    """Write the report of the newest run, report.LANGUAGE.html and .md; exit 1 when no run can be read."""
    languages, forms = chosen_of(lang, WORDS, "--lang"), chosen_of(form, files.FORMS, "--as")
    kept = Settings.from_environment().home / "evaluations"
    chosen = runs or sorted(kept.glob("*.json"))
    if not chosen:
        typer.echo(f"there is no run in {kept}: make one with python -m eval run", err=True)
        raise typer.Exit(1)
    with complaining():
        report = reported([run_file.read(file) for file in chosen])
    for written in files.write(report, out or kept, languages, forms):
        typer.echo(f"written: {written}")

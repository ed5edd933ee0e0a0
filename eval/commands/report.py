"""`report`: the newest of some runs as a page for people, with the history over all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval import run_file
from eval.report.figures import reported
from eval.report.markdown import markdown
from eval.report.page import page
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
    out: Annotated[
        Path | None, typer.Option(help="The folder for the reports; else evaluations/ of the home.")
    ] = None,
) -> None:
    """Write the report of the newest run: report.LANGUAGE.html and .md; exit 1 when no run can be read."""
    languages = lang.split(",")
    if unknown := [code for code in languages if code not in WORDS]:
        raise typer.BadParameter(f"--lang {unknown[0]!r}: write {' or '.join(WORDS)}, or both with a comma")
    kept = Settings.from_environment().home / "evaluations"
    files = runs or sorted(kept.glob("*.json"))
    if not files:
        typer.echo(f"there is no run in {kept}: make one with python -m eval run", err=True)
        raise typer.Exit(1)
    try:
        report = reported([run_file.read(file) for file in files])
    except run_file.RunFileError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    folder = out or kept
    folder.mkdir(parents=True, exist_ok=True)
    for code in languages:
        for suffix, content in (("html", page), ("md", markdown)):
            written = folder / f"report.{code}.{suffix}"
            written.write_text(content(report, WORDS[code]), "utf-8")
            typer.echo(f"written: {written}")

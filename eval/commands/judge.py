"""`judge`: what a language model thinks of the answers of a run; nothing fails on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from eval import judges, run_file
from eval.commands.console import complaining, wide
from kb import load_llm

app = typer.Typer()


@app.command("judge")
def judge_command(
    run: Annotated[Path, typer.Argument(help="A run file, with the quotations of its answers.")],
    llm: Annotated[
        str | None, typer.Option(help="The judge, such as ollama/llama3.2; else that of KB_LLM.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Judge so many answers at most.")] = None,
    show: Annotated[bool, typer.Option("--failures", help="Print what a judge objects to.")] = False,
) -> None:
    """Ask a language model whether answers are faithful to their quotations and meet their questions."""
    with complaining():
        rows = judges.judgeable(run_file.read(run).rows)[:limit]
        if not rows:
            raise run_file.RunFileError(f"{run} has no answers with quotations: make a run with --out")
        model = load_llm(llm)
    from eval.llama_judges import judges as judges_of  # noqa: PLC0415 - takes seconds to import

    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("judging", total=len(rows))
        said = list(judges.judged(rows, judges_of(model), lambda done: progress.update(bar, completed=done)))
    console = wide()
    console.print(judges.table(said))
    if show:
        console.print(judges.doubts(said))

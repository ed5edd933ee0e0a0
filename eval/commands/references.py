"""`references`: is everything found that a reader finds."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from eval import references
from eval.commands.console import wide

app = typer.Typer()


@app.command("references")
def references_command(
    document: Annotated[Path | None, typer.Option(help="A document whose notes are measured too.")] = None,
    notes: Annotated[Path | None, typer.Option(help="The keys in its notes, as JSON.")] = None,
    show: Annotated[bool, typer.Option("--failures", help="Print what went wrong.")] = False,
) -> None:
    """Find the references in the gold cases and print precision and recall."""
    if (document is None) != (notes is None):
        raise typer.BadParameter("--document and --notes go together")
    console = wide()
    rows = [references.compared(case) for case in references.gold_cases()]
    console.print(references.table(rows))
    if show:
        console.print(references.failures(rows))
    if document is None or notes is None:
        return
    with tempfile.TemporaryDirectory() as home:
        of_notes = references.keys_of_notes(document, notes, Path(home))
    console.print(references.notes_table(of_notes))
    if show:
        console.print(references.notes_failures(of_notes))

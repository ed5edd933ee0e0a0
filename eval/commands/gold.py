"""`check-gold`, `places` and `reading`: what the gold files say, and whether documents are read like that."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from eval import faults, reading
from eval.commands.console import wide
from eval.places import places, shown, with_words
from eval.questions import GOLD
from kb import KnowledgeBase

app = typer.Typer()


@app.command("check-gold")
def check_gold(
    file: Annotated[Path, typer.Option(help="The file of questions.")] = GOLD,
) -> None:
    """Tell for each line of the gold questions what is wrong with it; exit 1 when anything is."""
    lines = file.read_text("utf-8").splitlines()
    with tempfile.TemporaryDirectory() as home, KnowledgeBase.open(home) as desk:
        desk.ingest()
        found = faults.faults(lines, places(desk))
    for fault in found:
        typer.echo(str(fault))
    if found:
        raise typer.Exit(1)
    typer.echo(f"{sum(bool(line.strip()) for line in lines)} questions, nothing wrong")


@app.command("places")
def places_command(
    words: Annotated[str, typer.Argument(help="Words that stand there, in any language of the texts.")],
) -> None:
    """Print the places of the shipped corpus that have some words: anchor, and text in each language."""
    with tempfile.TemporaryDirectory() as home, KnowledgeBase.open(home) as desk:
        desk.ingest()
        found = list(with_words(places(desk), words))
    wide().print(shown(found) if found else f"no place has all of: {words}")


@app.command("reading")
def reading_command(
    show: Annotated[bool, typer.Option("--failures", help="Print what went wrong.")] = False,
) -> None:
    """Read the gold documents and print precision and recall of headings, notes, pages and paragraphs."""
    with tempfile.TemporaryDirectory() as home, KnowledgeBase.open(home) as desk:
        desk.ingest()
        desk.ingest([reading.DOCUMENTS])
        rows = reading.compared(desk, reading.gold_readings())
    console = wide()
    console.print(reading.table(rows))
    if show:
        console.print(reading.failures(rows))

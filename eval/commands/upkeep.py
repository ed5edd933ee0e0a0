"""`fit-abstention`, `fit-ranking`, `fit-evidence` and `transcripts`: made anew from questions and corpus."""

from __future__ import annotations

import tempfile

import typer

from eval import abstention, evidence, ranks, transcripts
from eval.questions import gold_questions
from kb import KnowledgeBase

app = typer.Typer()


@app.command("fit-abstention")
def fit_abstention() -> None:
    """Fit on the development half when to abstain; prints the cross-validated curve and the weights."""
    with tempfile.TemporaryDirectory() as home, KnowledgeBase.open(home) as desk:
        desk.ingest()
        seen = abstention.observed(desk, gold_questions(None, "development"))
    for line in abstention.fitted(seen):
        typer.echo(line)


@app.command("fit-ranking")
def fit_ranking() -> None:
    """Fit on the development half which passage is right; prints how often it is first, and the weights."""
    with tempfile.TemporaryDirectory() as home, KnowledgeBase.open(home) as desk:
        desk.ingest()
        seen = ranks.observed(desk, gold_questions(None, "development"))
    for line in ranks.fitted(seen):
        typer.echo(line)


@app.command("fit-evidence")
def fit_evidence() -> None:
    """Fit on the development half which sentence is right; prints how often it is first, and the weights."""
    with tempfile.TemporaryDirectory() as home, KnowledgeBase.open(home) as desk:
        desk.ingest()
        seen = evidence.observed(desk, gold_questions(None, "development"))
    for line in evidence.fitted(seen):
        typer.echo(line)


@app.command("transcripts")
def transcripts_command() -> None:
    """Write the transcripts anew from the shipped corpus."""
    with tempfile.TemporaryDirectory() as home, KnowledgeBase.open(home) as desk:
        desk.ingest()
        transcripts.TRANSCRIPTS.write_text(transcripts.written(home), "utf-8")
    typer.echo(f"written: {transcripts.TRANSCRIPTS}")

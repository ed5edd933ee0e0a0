"""`fit-abstention`, `fit-ranking`, `fit-evidence` and `transcripts`: made anew from questions and corpus."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, TypeVar

import typer

from eval import abstention, evidence, ranks, transcripts
from eval.questions import gold_questions
from kb import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from eval.questions import GoldQuestion

Seen = TypeVar("Seen")
"""What is looked at for a fit."""

app = typer.Typer()


@app.command("fit-abstention")
def fit_abstention() -> None:
    """Fit on the development half when to abstain; prints the cross-validated curve and the weights."""
    _fit(abstention.observed, abstention.fitted)


@app.command("fit-ranking")
def fit_ranking() -> None:
    """Fit on the development half which passage is right; prints how often it is first, and the weights."""
    _fit(ranks.observed, ranks.fitted)


@app.command("fit-evidence")
def fit_evidence() -> None:
    """Fit on the development half which sentence is right; prints how often it is first, and the weights."""
    _fit(evidence.observed, evidence.fitted)


def _fit(
    observed: Callable[[KnowledgeBase, Sequence[GoldQuestion]], Seen], fitted: Callable[[Seen], Iterator[str]]
) -> None:
    """Look at what the shipped corpus gives for the development questions, fit to it, and print that."""
    with tempfile.TemporaryDirectory() as home, KnowledgeBase.open(home) as desk:
        desk.ingest()
        seen = observed(desk, gold_questions(None, "development"))
    for line in fitted(seen):
        typer.echo(line)


@app.command("transcripts")
def transcripts_command() -> None:
    """Write the transcripts anew from the shipped corpus."""
    with tempfile.TemporaryDirectory() as home, KnowledgeBase.open(home) as desk:
        desk.ingest()
        transcripts.TRANSCRIPTS.write_text(transcripts.written(home), "utf-8")
    typer.echo(f"written: {transcripts.TRANSCRIPTS}")

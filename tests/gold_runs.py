"""Runs of the evaluation that the tests make themselves: rows with just what a test is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from eval.run_file import (
    SCHEMA,
    CitationRow,
    Expected,
    HitRow,
    ReferenceFigures,
    Row,
    RowMeasures,
    RunFile,
    RunSettings,
    Timing,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.questions import Language, Split
    from eval.run_file import Outcome

RANKED = ("nDCG@10", "R@5", "RR", "Success@1", "Success@3")
BEGUN = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)

Went = Literal["right", "facts missed", "abstained", "answered", "nothing found"]


def row(
    pair: str,
    language: Language,
    went: Went,
    *,
    split: Split = "development",
    due: Outcome = "answer",
    question: str = "Wat is een cluster?",
    answer: str = "Een groep van bedrijven. [1]",
    searched: tuple[str, ...] | None = None,
    ms: float = 20.0,
) -> Row:
    """A row in which a question went right, or wrong in one way."""
    answered = went in {"right", "facts missed"} if due == "answer" else went == "answered"
    found = due == "answer" and went != "nothing found"
    cited = CitationRow(
        marker=1,
        document="com-2008-652",
        language="nl",
        anchor="intro/p3",
        section="INLEIDING",
        note=None,
        page="2",
        quote="een groep van bedrijven",
        verbatim=True,
        right_locator=True,
        in_place=True,
    )
    return Row(
        id=f"{pair}-{language}",
        pair=pair,
        language=language,
        split=split,
        kind="definition",
        style="plain",
        question=question,
        context=None,
        searched=searched,
        gold="0" * 12,
        expected=Expected(
            outcome=due,
            places=("intro/p3",) if due == "answer" else (),
            related=(),
            facts=(("groep van bedrijven",),) if due == "answer" else (),
            forbidden=(),
            note=None if due == "answer" else "the texts do not say it",
        ),
        outcome="answer" if answered else "abstention",
        reason=None if answered else "not_in_texts",
        confidence=0.9 if answered else 0.2,
        answer=answer,
        citations=(cited,) if answered else (),
        hits=(HitRow(document="com-2008-652", language="nl", anchor="intro/p3", score=1.0),) if found else (),
        measures=RowMeasures(
            ranking=dict.fromkeys(RANKED, float(found)) if due == "answer" else {},
            rank=1 if found else None,
            facts_found=("groep van bedrijven",) if went == "right" and due == "answer" else (),
            facts_missed=("groep van bedrijven",) if went != "right" and due == "answer" else (),
            forbidden_found=(),
            quotes=int(answered),
            not_verbatim=0,
            wrong_locator=0,
            wrong_quotes=0,
            in_place=int(answered),
            cited_right=answered and due == "answer",
        ),
        ms=ms,
    )


def run(rows: Sequence[Row], days: int = 0) -> RunFile:
    """A run of these rows, so many days after the first."""
    return RunFile(
        schema=SCHEMA,
        timing=Timing(at=BEGUN + timedelta(days=days), seconds=40),
        program="kb 0.1.0",
        commit="abc123",
        settings=RunSettings(scores=("align", "dense", "kind", "lexical"), abstains=True),
        encoder="bilingual",
        index="sha256:0",
        corpus="sha256:0",
        gold="sha256:0",
        references=(ReferenceFigures(language="nl", cases=2, precision=1, recall=0.5, celex=1, pinpoint=1),),
        rows=tuple(rows),
    )


def small_run(days: int = 0) -> RunFile:
    """Both languages and both halves, answers and abstentions, and one of each way to go wrong."""
    rows = []
    for language in ("nl", "en"):
        rows += [
            row("q001", language, "right"),
            row("q002", language, "facts missed", question="Hoeveel clusters zijn er?"),
            row("q003", language, "nothing found", question="Waar staat het?"),
            row("q004", language, "right", split="held"),
            row("q005", language, "abstained", split="held", question="De achtergehouden vraag"),
            row("a001", language, "abstained", due="abstention"),
            row("a002", language, "answered", due="abstention", question="Hoeveel in 1850?"),
            row("a003", language, "abstained", due="abstention", split="held"),
            row("q001", language, "right", searched=("en" if language == "nl" else "nl",)),
        ]
    return run(rows, days)

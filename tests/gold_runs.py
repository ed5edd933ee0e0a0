"""Runs that tell a story: questions that went right, or wrong in one way each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from eval.run_file import RowMeasures, Timing
from tests import eval_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.questions import Language, Split
    from eval.run_file import Outcome, Row, RunFile

BEGUN = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)

Went = Literal["right", "facts missed", "abstained", "answered", "nothing found"]

MISSED = eval_rows.RIGHT.model_copy(update={"facts_found": (), "facts_missed": eval_rows.RIGHT.facts_found})
NOT_FOUND = RowMeasures(ranking=dict.fromkeys(eval_rows.RIGHT.ranking, 0.0), facts_missed=MISSED.facts_missed)
MEASURES = {
    "right": eval_rows.RIGHT,
    "facts missed": MISSED,
    "abstained": MISSED.model_copy(update={"quotes": 0, "in_place": 0, "cited_right": False}),
    "nothing found": NOT_FOUND,
}
"""What questions to answer score, by how they went."""


def row(
    pair: str,
    language: Language,
    went: Went,
    *,
    split: Split = "development",
    due: Outcome = "answer",
    question: str = "Hoeveel werken in clusters?",
    answer: str = "Het is 38 %. [1]",
    searched: tuple[str, ...] | None = None,
) -> Row:
    """Make a row."""
    answered = went in {"right", "facts missed", "answered"}
    made = eval_rows.row(
        f"{pair}-{language}",
        split=split,
        searched=searched,
        due=due == "answer",
        answered=answered,
        answer=answer,
        hits=() if went == "nothing found" else ("1/p2",),
        measures=MEASURES[went] if due == "answer" else RowMeasures(quotes=int(answered)),
    )
    quoted = (eval_rows.citation(),) if answered else ()
    return made.model_copy(update={"question": question, "citations": quoted})


def run(rows: Sequence[Row], days: int = 0) -> RunFile:
    """Make a run, so many days after the first."""
    at = BEGUN + timedelta(days=days)
    return eval_rows.run_of(*rows).model_copy(update={"timing": Timing(at=at, seconds=40)})


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

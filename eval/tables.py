"""Rows into a table that a person reads: one line a language and half."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from eval.run import abstention_f1, mean, ndcg, parity, recall_at, reciprocal_rank, success_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eval.run import Row

COLUMNS = (
    "language", "half", "questions", "S@1", "S@3", "R@5", "RR@10", "nDCG@10", "answered", "facts", "in place",
    "quotes", "words", "not verbatim", "to abstain from", "precision", "recall", "F1", "parity",
)  # fmt: skip

WELL_FOUND = 3
"""The right place among so many hits is found well."""


def table(groups: Mapping[tuple[str, str], Sequence[Row]]) -> Table:
    """Return the measures of each (language, half)."""
    drawn = Table(*COLUMNS)
    for (language, half), rows in groups.items():
        to_answer = [row for row in rows if row.question.outcome == "answer"]
        to_abstain = [row for row in rows if row.question.outcome == "abstention"]
        answered = [row for row in rows if row.answered]
        others = [
            row
            for (spoken, same), some in groups.items()
            if spoken != language and same == half
            for row in some
        ]
        found = (success_at(1), success_at(3), recall_at(5), reciprocal_rank, ndcg)
        said = (lambda row: float(row.answered), lambda row: row.facts, lambda row: row.in_place)
        drawn.add_row(
            language,
            half,
            str(len(to_answer)),
            *(f"{mean(to_answer, measure):.3f}" for measure in (*found, *said)),
            f"{mean(answered, lambda row: float(row.quotes)):.1f}",
            f"{mean(answered, lambda row: float(row.words)):.0f}",
            str(sum(row.not_verbatim for row in answered)),
            str(len(to_abstain)),
            *(f"{value:.3f}" for value in abstention_f1(rows)),
            f"{parity(rows, others):.3f}" if others else "",
        )
    return drawn


def went_wrong(row: Row) -> bool:
    """Tell whether a question was answered that has no answer, or not found or not answered in full."""
    if row.question.outcome == "abstention":
        return row.answered
    return row.facts < 1 or row.rank is None or row.rank > WELL_FOUND


def failures(rows: Sequence[Row]) -> Text:
    """Return what went wrong, one question a paragraph."""
    text = Text()
    for row in rows:
        question = row.question
        if went_wrong(row):
            text.append(f"{question.id} {question.kind}/{question.style} rank {row.rank} ", style="bold")
            text.append(f"facts {row.facts:.2f}: {question.question}\n  expected {question.places}")
            text.append(f" {question.facts}\n  {row.text}\n")
    return text

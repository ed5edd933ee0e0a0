"""Rows into a table that a person reads: one line a language and half."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from eval.run import mean, reciprocal_rank, success_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eval.run import Row

COLUMNS = (
    "language", "half", "questions", "Success@1", "Success@3", "RR@10", "answered", "facts", "in place",
    "to abstain from", "abstained",
)  # fmt: skip

WELL_FOUND = 3
"""The right place among so many hits is found well."""


def table(groups: Mapping[tuple[str, str], Sequence[Row]]) -> Table:
    """Return the measures of each (language, half)."""
    drawn = Table(*COLUMNS)
    for (language, half), rows in groups.items():
        to_answer = [row for row in rows if row.question.outcome == "answer"]
        to_abstain = [row for row in rows if row.question.outcome == "abstention"]
        measures = (
            mean(to_answer, success_at(1)),
            mean(to_answer, success_at(3)),
            mean(to_answer, reciprocal_rank),
            mean(to_answer, lambda row: float(row.answered)),
            mean(to_answer, lambda row: row.facts),
            mean(to_answer, lambda row: row.in_place),
        )
        drawn.add_row(
            language,
            half,
            str(len(to_answer)),
            *(f"{value:.3f}" for value in measures),
            str(len(to_abstain)),
            f"{mean(to_abstain, lambda row: float(not row.answered)):.3f}",
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

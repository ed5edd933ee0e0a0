"""One run over the gold questions: every question is asked and searched, and each gets a row.

A question without a result scores zero; it never vanishes from a mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from eval.questions import GoldQuestion
    from kb import Abstention, KnowledgeBase

DEPTH = 10
"""How many hits are looked at."""

FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class Row:
    """What happened to one question.

    `rank` counts from 1; None when the right place was not among the first `DEPTH` hits. `facts` is the
    share of the expected facts that the quotations hold, `in_place` the share of quotations that stand
    in a right or related place.
    """

    question: GoldQuestion
    rank: int | None
    answered: bool
    facts: float
    in_place: float
    text: str


def run(
    desk: KnowledgeBase, questions: Iterable[GoldQuestion], languages: Sequence[str] | None = None
) -> list[Row]:
    """Ask and search all questions, of the texts in some languages only; of all for None."""
    return [_row(desk, question, languages) for question in questions]


def mean(rows: Sequence[Row], measure: Callable[[Row], float]) -> float:
    """Return the mean of a measure over rows, 0 for none."""
    return sum(measure(row) for row in rows) / len(rows) if rows else 0.0


def success_at(k: int) -> Callable[[Row], float]:
    """Return the measure Success@k: whether a right place is among the first k hits."""
    return lambda row: float(row.rank is not None and row.rank <= k)


def reciprocal_rank(row: Row) -> float:
    """Return RR@10."""
    return 1 / row.rank if row.rank else 0.0


def _row(desk: KnowledgeBase, question: GoldQuestion, languages: Sequence[str] | None) -> Row:
    spoken = question.question
    hits = desk.search(spoken, k=DEPTH, language=question.language, languages=languages)
    ranks = [n for n, hit in enumerate(hits, 1) if hit.locator.anchor in question.places]
    outcome = desk.ask(spoken, language=question.language, languages=languages)
    cited = outcome.citations if isinstance(outcome, Answer) else ()
    quotes = [text for c in cited for text in (c.quote, *(p.text for p in c.parallel))]
    right = {*question.places, *question.related}
    placed = [c.locator.anchor in right for c in cited]
    return Row(
        question=question,
        rank=min(ranks, default=None),
        answered=isinstance(outcome, Answer),
        facts=_facts(question, " ".join(quotes)),
        in_place=sum(placed) / len(placed) if placed else 0.0,
        text=_said(outcome),
    )


def _facts(question: GoldQuestion, quoted: str) -> float:
    if not question.facts:
        return 0.0
    held = [any(_plain(way) in _plain(quoted) for way in fact) for fact in question.facts]
    return sum(held) / len(held)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().lower()


def _said(outcome: Answer | Abstention) -> str:
    return outcome.text if isinstance(outcome, Answer) else outcome.message

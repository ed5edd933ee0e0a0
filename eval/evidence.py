"""Fit which sentence holds the answer, by the softmax of `eval.softmax` over the sentences read.

Each question to answer is asked of all texts and of those in one language alone. Right are the sentences that
stand in a right place and hold a fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from eval.asking import facts_in
from eval.folds import TEXTS, fold_of, label
from eval.softmax import Weighed, report, softmax

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eval.questions import GoldQuestion
    from kb import KnowledgeBase


def observed(desk: KnowledgeBase, questions: Sequence[GoldQuestion]) -> list[Weighed]:
    """Ask what is weighed for each question with facts; those that name their place have nothing to weigh."""
    asked = ((question, texts) for question in questions if question.facts for texts in TEXTS)
    found = (_weighed(desk, question, texts) for question, texts in asked if question.outcome == "answer")
    return [weighed for weighed in found if weighed is not None]


def _weighed(desk: KnowledgeBase, question: GoldQuestion, texts: tuple[str, ...] | None) -> Weighed | None:
    evidence = desk.evidence(
        question.question, language=question.language, languages=texts, context=question.context
    )
    if not evidence:
        return None
    return Weighed(
        names=evidence[0].traits._fields,
        traits=np.array([piece.traits for piece in evidence]),
        right=np.array([_is_right(question, piece.passage.place.anchor, piece.text) for piece in evidence]),
        fold=fold_of(question.pair),
        texts=label(question, texts),
    )


def _is_right(question: GoldQuestion, anchor: str, text: str) -> bool:
    held, _ = facts_in(question.facts, text)
    return anchor in question.places and bool(held)


def fitted(seen: Sequence[Weighed]) -> Iterator[str]:
    """Iterate over the lines of the report, and the weights."""
    yield from report(seen, "sentence")
    yield from (f"{name}={weight:.1f}," for name, weight in zip(seen[0].names, softmax(seen), strict=True))

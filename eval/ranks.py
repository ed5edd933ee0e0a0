"""Fit which passage answers, by the softmax of `eval.softmax` over the passages found.

Each question to answer is asked of all texts and of those in one language alone. Of a place that was found in
two languages the reading that is shown stands for both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from eval.folds import TEXTS, fold_of, label
from eval.softmax import Weighed, report, softmax

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eval.questions import GoldQuestion
    from kb import KnowledgeBase

SCORED = ("lexical", "passage", "sentence", "align", "kind")
"""The traits that are scores; the others say what a passage is."""

READ = 24
"""So many passages found, the best, are told apart; what comes after them is seldom right."""


def observed(desk: KnowledgeBase, questions: Sequence[GoldQuestion]) -> list[Weighed]:
    """Ask what is found for each question; where a place is named, it comes first whatever its score."""
    asked = ((question, texts) for question in questions if question.places for texts in TEXTS)
    found = (_weighed(desk, question, texts) for question, texts in asked)
    return [weighed for weighed in found if weighed is not None]


def _weighed(desk: KnowledgeBase, question: GoldQuestion, texts: tuple[str, ...] | None) -> Weighed | None:
    found = desk.retrieved(
        question.question, language=question.language, languages=texts, context=question.context
    )[:READ]
    if not found or found[0].is_named:
        return None
    return Weighed(
        names=found[0].parts._fields,
        traits=np.array([retrieved.parts for retrieved in found]),
        right=np.array([retrieved.passage.place.anchor in question.places for retrieved in found]),
        fold=fold_of(question.pair),
        texts=label(question, texts),
    )


def fitted(seen: Sequence[Weighed]) -> Iterator[str]:
    """Iterate over the lines of the report, and the weights, of which those of scores are 1 together."""
    yield from report(seen, "passage")
    weights = dict(zip(seen[0].names, softmax(seen), strict=True))
    scored = sum(weights[name] for name in SCORED)
    yield from (f"{name}={weight / scored:.2f}," for name, weight in weights.items())

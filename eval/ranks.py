"""Fit which passage answers, by the softmax of `eval.softmax` over the passages found.

Each question to answer is asked of the Dutch and of the English texts alone, so that each place is found once
and its score has no share of a translation's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from eval.folds import fold_of
from eval.softmax import Weighed, report, softmax
from kb.retrieve.scoring import SCORED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eval.questions import GoldQuestion
    from kb import KnowledgeBase

READ = 24
"""So many passages found, the best, are told apart; what comes after them is seldom right."""

LANGUAGES = ("nl", "en")


def observed(desk: KnowledgeBase, questions: Sequence[GoldQuestion]) -> list[Weighed]:
    """Ask what is found for each question; where a place is named, it comes first whatever its score."""
    asked = ((question, language) for question in questions for language in LANGUAGES)
    found = (_weighed(desk, question, language) for question, language in asked if question.places)
    return [weighed for weighed in found if weighed is not None]


def _weighed(desk: KnowledgeBase, question: GoldQuestion, language: str) -> Weighed | None:
    found = desk.retrieved(
        question.question, language=question.language, languages=(language,), context=question.context
    )[:READ]
    if not found or found[0].is_named:
        return None
    return Weighed(
        names=found[0].parts._fields,
        traits=np.array([retrieved.parts for retrieved in found]),
        right=np.array([retrieved.passage.place.anchor in question.places for retrieved in found]),
        fold=fold_of(question.pair),
        texts="its own language" if language == question.language else "the other language",
    )


def fitted(seen: Sequence[Weighed]) -> Iterator[str]:
    """Iterate over the lines of the report, and the weights, of which those of scores are 1 together."""
    yield from report(seen, "passage")
    weights = softmax(seen)
    shares = weights / weights[:SCORED].sum()
    yield from (f"{name}={share:.2f}," for name, share in zip(seen[0].names, shares, strict=True))

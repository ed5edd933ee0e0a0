"""Fit when to abstain: a logistic model of the signs of evidence, cross-validated over pairs of questions.

Each is asked of all texts and of those in one language alone. How many of the questions for a figure, a date
or a definition have an answer was the choice of those who wrote them; those count so that as large a share of
them has one as of all questions.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from eval.folds import FOLDS, TEXTS, fold_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from eval.questions import GoldQuestion
    from kb import KnowledgeBase

RIDGE = 1.0
NEWTON_STEPS = 60
SMALLEST_SPREAD = 0.3
"""A sign that is seldom there is not trusted the more for that."""

THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7)


@dataclass(frozen=True, slots=True)
class Observed:
    """The signs of each question, whether it is to be answered, its fold, and how much it counts."""

    names: tuple[str, ...]
    signs: NDArray[np.float64]
    answerable: NDArray[np.float64]
    folds: NDArray[np.int64]
    counts: NDArray[np.float64]


def observed(desk: KnowledgeBase, questions: Sequence[GoldQuestion]) -> Observed:
    """Ask for the signs of each question; those that name their place have none and are left out."""
    rows = []
    names: tuple[str, ...] = ()
    for question in questions:
        for languages in TEXTS:
            signs = desk.signs(
                question.question, language=question.language, languages=languages, context=question.context
            )
            if signs is not None:
                names = tuple(field.name for field in fields(signs))
                rows.append((astuple(signs), question.outcome == "answer", fold_of(question.pair)))
    signs_of = np.array([signs for signs, _, _ in rows])
    answerable = np.array([float(answerable) for _, answerable, _ in rows])
    folds = np.array([fold for _, _, fold in rows])
    counts = _balanced(answerable, signs_of[:, names.index("form")] > 0)
    return Observed(names, signs_of, answerable, folds, counts)


def _balanced(answerable: NDArray[np.float64], group: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how much each question counts, so that a group has as large a share to answer as all have."""
    share, within = answerable.mean(), answerable[group].mean()
    counts = np.where(answerable == 1, share / within, (1 - share) / (1 - within))
    balanced: NDArray[np.float64] = np.where(group, counts, 1.0)
    return balanced


def fitted(seen: Observed) -> Iterator[str]:
    """Iterate over the lines of the report: the cross-validated curve, then the weights from all."""
    likely = np.zeros(len(seen.answerable))
    for fold in range(FOLDS):
        inside = seen.folds == fold
        weights = _logistic(seen.signs[~inside], seen.answerable[~inside], seen.counts[~inside])
        likely[inside] = _likelihood(seen.signs[inside], weights)
    to_answer, to_abstain = seen.answerable == 1, seen.answerable == 0
    yield f"{to_answer.sum()} to answer, {to_abstain.sum()} to abstain from, {FOLDS} folds over pairs"
    above = likely[to_answer][:, None] > likely[to_abstain][None, :]
    yield f"area under the curve {above.mean():.3f}"
    for threshold in THRESHOLDS:
        refused = likely < threshold
        right = (refused & to_abstain).sum()
        precision, recall = right / max(refused.sum(), 1), right / to_abstain.sum()
        yield (
            f"{threshold}: answered {(~refused & to_answer).sum() / to_answer.sum():.3f}, precision "
            f"{precision:.3f}, recall {recall:.3f}, F1 {2 * precision * recall / (precision + recall):.3f}"
        )
    bias, *weights_of = _logistic(seen.signs, seen.answerable, seen.counts)
    yield f"bias {bias:.2f}"
    yield from (f"{name} {weight:.2f}" for name, weight in zip(seen.names, weights_of, strict=True))


def _logistic(
    signs: NDArray[np.float64], answerable: NDArray[np.float64], counts: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the bias and the weights of a ridge logistic regression over standardised signs."""
    middle, spread = signs.mean(axis=0), np.maximum(signs.std(axis=0), SMALLEST_SPREAD)
    inputs = np.column_stack([np.ones(len(signs)), (signs - middle) / spread])
    ridge = RIDGE * np.diag([1e-6, *([1.0] * signs.shape[1])])
    weights = np.zeros(inputs.shape[1])
    for _ in range(NEWTON_STEPS):
        likely = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (counts * (answerable - likely)) - ridge @ weights
        curve = (inputs * (counts * likely * (1 - likely))[:, None]).T @ inputs + ridge
        weights = weights + np.linalg.solve(curve, slope)
    plain = weights[1:] / spread
    return np.array([weights[0] - plain @ middle, *plain])


def _likelihood(signs: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    likely: NDArray[np.float64] = 1 / (1 + np.exp(-(weights[0] + signs @ weights[1:])))
    return likely

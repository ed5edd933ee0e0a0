"""Fit which sentence holds the answer: a softmax over the sentences read, cross-validated over pairs.

Each question to answer is asked of all texts and of those in one language alone. Right are the sentences that
stand in a right place and hold a fact. The weights make it likeliest, over all questions, that the sentence
chosen is a right one; a question of which none was read tells nothing of the weights, and counts as missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eval.asking import facts_in
from eval.folds import FOLDS, TEXTS, fold_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from eval.questions import GoldQuestion
    from kb import KnowledgeBase

RIDGE = 1.0
"""From 0.03 to 10 no figure differs by more than 0.004."""

NEWTON_STEPS = 30
"""After ten the weights do not change any more."""

SEVERAL = 3
"""An answer quotes several sentences: the right one is looked for among so many too."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The sentences read for a question, in the order that the desk has them in.

    `traits` has a row a sentence, and `right` says which sentences are right. `everywhere` tells whether all
    texts were searched, and `across` whether only those in the other language were.
    """

    names: tuple[str, ...]
    traits: NDArray[np.float64]
    right: NDArray[np.bool_]
    fold: int
    everywhere: bool
    across: bool


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
        everywhere=texts is None,
        across=texts is not None and question.language not in texts,
    )


def _is_right(question: GoldQuestion, anchor: str, text: str) -> bool:
    held, _ = facts_in(question.facts, text)
    return anchor in question.places and bool(held)


def fitted(seen: Sequence[Weighed]) -> Iterator[str]:
    """Iterate over the lines of the report: how often the right sentence comes first, and the weights."""
    read = np.mean([each.right.any() for each in seen])
    yield f"{len(seen)} asked, for {read:.3f} a right sentence is read; {FOLDS} folds over pairs"
    weights = softmax(seen)
    without = [softmax([each for each in seen if each.fold != fold]) for fold in range(FOLDS)]
    yield from _figures("as the desk has them", seen, lambda each: each.right)
    yield from _figures("fitted to all", seen, lambda each: _ranked(each, weights))
    yield from _figures("cross-validated", seen, lambda each: _ranked(each, without[each.fold]))
    yield from (f"{name}={weight:.1f}," for name, weight in zip(seen[0].names, weights, strict=True))


def _figures(
    label: str, seen: Sequence[Weighed], ranked: Callable[[Weighed], NDArray[np.bool_]]
) -> Iterator[str]:
    """Iterate over how often the right sentence comes first, by which texts were searched."""
    for texts, chosen in (
        ("all texts", [each for each in seen if each.everywhere]),
        ("the other language alone", [each for each in seen if each.across]),
    ):
        orders = [ranked(each) for each in chosen]
        first = np.mean([order[0] for order in orders])
        several = np.mean([order[:SEVERAL].any() for order in orders])
        yield f"{label}, {texts}: first {first:.3f}, among the first {SEVERAL} {several:.3f}"


def _ranked(each: Weighed, weights: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which sentences are right, in the order that weights give them."""
    ranked: NDArray[np.bool_] = each.right[np.argsort(-(each.traits @ weights), kind="stable")]
    return ranked


def softmax(seen: Sequence[Weighed]) -> NDArray[np.float64]:
    """Return the weights under which the sentence chosen is likeliest a right one, less a ridge.

    The logarithm of that likelihood is that of the right sentences less that of all, and both are convex.
    Newton's step takes the first as straight, a bound from below that always has one highest point.
    """
    telling = [each for each in seen if each.right.any()]
    sizes = np.array([len(each.right) for each in telling])
    starts = np.cumsum(sizes) - sizes
    traits, right = (
        np.concatenate(parts) for parts in zip(*((e.traits, e.right) for e in telling), strict=True)
    )
    spread = traits.std(axis=0)
    inputs = (traits - traits.mean(axis=0)) / spread
    ridge = RIDGE * np.eye(inputs.shape[1])
    weights = np.zeros(inputs.shape[1])
    for _ in range(NEWTON_STEPS):
        powers = np.exp(inputs @ weights - np.repeat(np.maximum.reduceat(inputs @ weights, starts), sizes))
        likely, likely_right = (_shares(p, starts, sizes) for p in (powers, powers * right))
        middle = np.add.reduceat(likely[:, None] * inputs, starts)
        slope = inputs.T @ (likely_right - likely) - ridge @ weights
        curve = (inputs * likely[:, None]).T @ inputs - middle.T @ middle + ridge
        weights = weights + np.linalg.solve(curve, slope)
    plain: NDArray[np.float64] = weights / spread
    return plain


def _shares(
    powers: NDArray[np.float64], starts: NDArray[np.int64], sizes: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return each power as a share of those of its question."""
    shares: NDArray[np.float64] = powers / np.repeat(np.add.reduceat(powers, starts), sizes)
    return shares

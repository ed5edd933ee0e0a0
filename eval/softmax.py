"""Fit which of several is right: a softmax over what was read for a question, cross-validated over pairs.

The weights make it likeliest, over all questions, that the one chosen is a right one: the listwise approach
of Cao and others (ICML 2007), with the top one alone. A question for which none that is right was read tells
nothing of the weights, and counts as missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eval.folds import FOLDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

RIDGE = 1.0
"""From 0.03 to 10 no figure differs by more than 0.004."""

NEWTON_STEPS = 30
"""After ten the weights do not change any more."""

SEVERAL = 3
"""What is right is also looked for among so many."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was read for a question, in the order that the desk has it in.

    `traits` has a row for each, and `right` says which are right. `texts` says which were searched, for the
    figures; None has its question fitted and not counted.
    """

    names: tuple[str, ...]
    traits: NDArray[np.float64]
    right: NDArray[np.bool_]
    fold: int
    texts: str | None


def report(seen: Sequence[Weighed], what: str) -> Iterator[str]:
    """Iterate over lines on how often what is right comes first: as it is, fitted, and cross-validated."""
    read = np.mean([each.right.any() for each in seen])
    yield f"{len(seen)} asked, for {read:.3f} a right {what} is read; {FOLDS} folds over pairs"
    weights = softmax(seen)
    without = [softmax([each for each in seen if each.fold != fold]) for fold in range(FOLDS)]
    yield from _figures("as the desk has them", seen, lambda each: each.right)
    yield from _figures("fitted to all", seen, lambda each: _ranked(each, weights))
    yield from _figures("cross-validated", seen, lambda each: _ranked(each, without[each.fold]))


def _figures(
    label: str, seen: Sequence[Weighed], ranked: Callable[[Weighed], NDArray[np.bool_]]
) -> Iterator[str]:
    """Iterate over how often what is right comes first, by which texts were searched."""
    for texts in dict.fromkeys(each.texts for each in seen if each.texts is not None):
        orders = [ranked(each) for each in seen if each.texts == texts]
        first = np.mean([order[0] for order in orders])
        several = np.mean([order[:SEVERAL].any() for order in orders])
        yield f"{label}, {texts}: first {first:.3f}, among the first {SEVERAL} {several:.3f}"


def _ranked(each: Weighed, weights: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which are right, in the order that weights give them."""
    ranked: NDArray[np.bool_] = each.right[np.argsort(-(each.traits @ weights), kind="stable")]
    return ranked


def softmax(seen: Sequence[Weighed]) -> NDArray[np.float64]:
    """Return the weights under which the one chosen is likeliest a right one, less a ridge.

    The logarithm of that likelihood is that of the right ones less that of all, and both are convex.
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

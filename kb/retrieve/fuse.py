"""Several scores into one: a convex combination of calibrated scores.

Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (TOIS 2023) find it better
than reciprocal ranks, and it keeps a law that ranks break: a passage that scores higher everywhere is
never lower overall. Each score lies between 0 and 1 and means the same for every question and language,
so that the lists of two languages can be merged. A passage without any positive score is no hit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def fuse(lists: Mapping[str, Mapping[int, float]], weights: Mapping[str, float]) -> dict[int, float]:
    """Return the weighted sum of each key's scores, for every key with a positive score in any list."""
    fused: dict[int, float] = {}
    for name in sorted(lists):
        for key, score in lists[name].items():
            if score > 0:
                fused[key] = fused.get(key, 0.0) + weights[name] * score
    return fused


def saturated(score: float, half: float) -> float:
    """Return an unbounded score as one between 0 and 1, which is 0.5 at `half`.

    >>> saturated(3.0, 3.0)
    0.5
    """
    return score / (score + half) if score > 0 else 0.0

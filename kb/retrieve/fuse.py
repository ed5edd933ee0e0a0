"""Two scores into one: a convex combination of normalised scores.

Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (TOIS 2023) find it
better than reciprocal ranks, and it keeps a law that ranks break: a passage that scores higher
everywhere is never lower overall. A passage without any score is no hit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def fuse(lists: Mapping[str, Mapping[int, float]], weights: Mapping[str, float]) -> dict[int, float]:
    """Return the fused score of each key that has a positive score in any list.

    Each list is scaled by its own best score, so that the result lies between 0 and the sum of the
    weights.
    """
    fused: dict[int, float] = {}
    for name in sorted(lists):
        scores = lists[name]
        best = max(scores.values(), default=0.0)
        for key, score in scores.items():
            if score > 0:
                fused[key] = fused.get(key, 0.0) + weights[name] * score / best
    return fused

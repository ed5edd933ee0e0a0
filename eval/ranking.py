"""What a ranking is worth, measured by ir-measures: the field's measures in the field's spelling.

The places of a gold question are the qrels (each worth 1), the anchors of its hits the run. A question whose
search found nothing is in the qrels alone, and ir-measures gives it 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, Success, nDCG

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RANKING = (nDCG @ 10, R @ 5, RR, Success @ 1, Success @ 3)
NAMES = tuple(str(measure) for measure in RANKING)


def ranked_measures(
    places: Mapping[str, Sequence[str]], found: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, float]]:
    """Return the measures of each question that has places, by their names.

    Args:
        places: The right places of each question.
        found: The anchors found for each question, best first.
    """
    qrels = [Qrel(question, place, 1) for question, right in places.items() for place in right]
    # Ranks in place of scores: trec_eval puts passages of one score in the order of their names.
    run = [
        ScoredDoc(question, anchor, -rank)
        for question, anchors in found.items()
        for rank, anchor in enumerate(anchors)
    ]
    measured: dict[str, dict[str, float]] = {question: {} for question, right in places.items() if right}
    for metric in ir_measures.iter_calc(RANKING, qrels, run):
        measured[metric.query_id][str(metric.measure)] = round(float(metric.value), 4)
    return {question: {name: of[name] for name in NAMES} for question, of in measured.items()}


def first_right(places: Sequence[str], anchors: Sequence[str]) -> int | None:
    """Return the rank of the first right place, from 1."""
    return next((rank for rank, anchor in enumerate(anchors, 1) if anchor in places), None)

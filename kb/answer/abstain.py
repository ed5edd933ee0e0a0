"""When not to answer.

The evidence must cover the question; how well it does is read from a few signs, and a small logistic model
tells from them how likely it is that the texts answer. Its weights are fitted on the development questions
by `python -m eval fit-abstention`, which cross-validates over pairs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kb.analysis import TokenKind
from kb.answer.results import Reason
from kb.retrieve.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.analysis import Term
    from kb.answer.evidence import Evidence
    from kb.retrieve.query import Query
    from kb.retrieve.retriever import Retrieved

NEAR_EVIDENCE = 6
"""Among so many sentences one must look like an answer of the kind asked."""

TOGETHER = 4
"""So many sentences together may cover a question."""

OF_FIGURES = frozenset({Kind.NUMBER, Kind.DATE})


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells whether the evidence answers a question; each is 0 to 1.

    `sentence` is the share of the question that one sentence covers, which for a number or a date must hold
    one; `together` what the best sentences cover with their passages; `meaning` how near the best passage is
    by its vectors; `margin` how far it is before the next one. `name_missing` and `figure_missing` tell that
    the best sentence and its passage lack a name or a figure of the question; `asks_figure` and `asks_who`
    are kinds that need more than a text on the subject.
    """

    sentence: float
    together: float
    meaning: float
    margin: float
    name_missing: float
    figure_missing: float
    asks_figure: float
    asks_who: float


WEIGHTS = Signs(
    sentence=2.17,
    together=2.92,
    meaning=2.76,
    margin=9.0,
    name_missing=-2.58,
    figure_missing=-3.74,
    asks_figure=-2.38,
    asks_who=-1.35,
)
BIAS = -4.0
"""Fitted on 284 questions to answer and 186 to abstain from; cross-validated over pairs the area under the
curve is 0.91 (coverage alone: 0.84)."""

LIKELY_ENOUGH = 0.5
"""From this likelihood on the question is answered. Cross-validated: 0.4 answers 92 % and abstains with
precision 0.86 and recall 0.70; 0.5 90 %, 0.84, 0.77; 0.6 86 %, 0.80, 0.83."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the evidence does not carry an answer, and the words of the question that it lacks."""

    reason: Reason
    unmatched: tuple[str, ...]


def refusal(query: Query, found: Sequence[Retrieved], evidence: Sequence[Evidence]) -> Refusal | None:
    """Return why the question must not be answered from this evidence; None when it may."""
    if names_its_place(query):
        return None if _has_named_place(query, evidence) else _nowhere(query)
    terms = query.terms_in(query.language)
    if not terms:
        return Refusal(Reason.UNCLEAR_QUESTION, ())
    if not evidence:
        return Refusal(Reason.NOT_IN_TEXTS, _written(query, terms))
    if likelihood(signs(query, found, evidence)) >= LIKELY_ENOUGH:
        return None
    return Refusal(Reason.NOT_IN_TEXTS, _written(query, _unmet(evidence[0])))


def names_its_place(query: Query) -> bool:
    """Tell whether a question asks what stands in a place that it names."""
    return bool(query.notes) or (query.kind.kind is Kind.SUMMARY and bool(query.sections))


def signs(query: Query, found: Sequence[Retrieved], evidence: Sequence[Evidence]) -> Signs:
    """Return the signs of the evidence, of which there is some."""
    best = evidence[0]
    interaction = best.interaction
    missing = _unmet(best)
    asks_figure = query.kind.kind in OF_FIGURES
    together = best.alignment
    for piece in evidence[1:TOGETHER]:
        if piece.interaction is interaction:
            together = together.best_of(piece.alignment)
    own = [piece for piece in evidence[:NEAR_EVIDENCE] if piece.interaction is interaction]
    fitting = [piece for piece in own if piece.fits_kind] if asks_figure else [best]
    next_best = found[1].score if len(found) > 1 else 0.0
    return Signs(
        sentence=max((interaction.coverage(piece.sentence.alignment) for piece in fitting), default=0.0),
        together=interaction.coverage(together),
        meaning=found[0].scores.dense or 0.0,
        margin=min(found[0].score - next_best, 1.0),
        name_missing=float(any(query.is_name(term) for term in missing)),
        figure_missing=float(any(term.token.kind is not TokenKind.WORD for term in missing)),
        asks_figure=float(asks_figure),
        asks_who=float(query.kind.kind is Kind.WHO),
    )


def likelihood(seen: Signs) -> float:
    """Return how likely it is that a question is answered, from 0 to 1."""
    weighted = (getattr(WEIGHTS, field.name) * getattr(seen, field.name) for field in fields(Signs))
    return 1 / (1 + math.exp(-(BIAS + sum(weighted))))


def _unmet(best: Evidence) -> tuple[Term, ...]:
    return best.interaction.unmet(best.alignment)


def _has_named_place(query: Query, evidence: Sequence[Evidence]) -> bool:
    places = (piece.passage.place for piece in evidence)
    named = {*query.notes, *query.sections}
    return any(place.anchor.split("/")[0] in named for place in places)


def _nowhere(query: Query) -> Refusal:
    return Refusal(Reason.NOT_IN_TEXTS, query.named_places())


def _written(query: Query, terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.token.span.of(query.whole) for term in terms))

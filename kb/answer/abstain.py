"""When not to answer.

The evidence must cover the question; how well it does is read from a few signs, and a small logistic model
tells from them how likely it is that the texts answer. Its weights are fitted on the development questions
by `python -m eval fit-abstention`, which cross-validates over pairs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kb.answer.expected import Expected, expected_of, holding, names_somebody
from kb.answer.results import Reason
from kb.retrieve.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.analysis import Term
    from kb.answer.evidence import Evidence
    from kb.register import Instrument
    from kb.retrieve.query import Query
    from kb.retrieve.retriever import Retrieved

NEAR_EVIDENCE = 6
"""Among so many sentences one must look like an answer of the kind asked."""

TOGETHER = 4
"""So many sentences together may cover a question."""

SHOWN_BY_FORM = frozenset({Expected.DEFINITION, Expected.REASON})
"""What a sentence that looks like it needs not to be better evidence for."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells whether the evidence answers a question.

    `sentence` is the share of the question that one sentence covers, of those that hold the figure or the date
    asked for; `together` what the best sentences cover with their passages; `score` that of the best passage.
    `least_met` tells by how much these miss the word that they miss most. `name_missing` tells that the best
    passage lacks, in every language that it was found in, a name or a figure of the question, and `named` that
    the question has one. `length` is the logarithm of how many words of content it has, since much of a long
    question is seldom met. The others tell what the answer must hold; `figure_missing` and `names_missing` that
    no sentence holds it.
    """

    sentence: float
    together: float
    score: float
    least_met: float
    named: float
    name_missing: float
    length: float
    figure_missing: float
    names_missing: float
    figure: float
    names: float
    procedure: float
    definition: float
    reason: float


WEIGHTS = Signs(
    sentence=5.22,
    together=-2.59,
    score=3.69,
    least_met=-1.63,
    named=-0.79,
    name_missing=-2.07,
    length=1.63,
    figure_missing=-3.6,
    names_missing=-1.54,
    figure=-0.99,
    names=-2.62,
    procedure=-5.98,
    definition=-3.59,
    reason=-2.16,
)
BIAS = -2.11
"""Fitted by `python -m eval fit-abstention` on the development questions (453 to answer, 372 to abstain
from), each asked of all texts, of the Dutch and of the English alone."""

LIKELY_ENOUGH = 0.5
"""From this likelihood on the question is answered."""


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


def not_loaded(missing: Sequence[Instrument]) -> Refusal:
    """Return the refusal of a question about documents that nobody has loaded."""
    return Refusal(Reason.DOCUMENT_NOT_LOADED, tuple(instrument.key for instrument in missing))


def names_its_place(query: Query) -> bool:
    """Tell whether a question asks what stands in a place that it names."""
    return bool(query.notes) or (query.kind.kind is Kind.SUMMARY and bool(query.sections))


def signs(query: Query, found: Sequence[Retrieved], evidence: Sequence[Evidence]) -> Signs:
    """Return the signs of the evidence, of which there is some."""
    best = evidence[0]
    interaction = best.interaction
    must_hold = expected_of(query) - (SHOWN_BY_FORM if best.fits_kind else frozenset())
    together = best.alignment
    for piece in evidence[1:TOGETHER]:
        if piece.interaction is interaction:
            together = together.best_of(piece.alignment)
    near = evidence[:NEAR_EVIDENCE]
    fitting = holding(query, near) if Expected.FIGURE in must_hold else [best]
    return Signs(
        sentence=max((piece.sentence.coverage for piece in fitting), default=0.0),
        together=interaction.coverage(together),
        score=min(found[0].score, 1.0),
        least_met=interaction.least_met(together),
        named=float(any(_own_name(query, term) for term in interaction.terms)),
        name_missing=float(_lacks_a_name(query, found[0])),
        length=math.log(1 + len(interaction.terms)),
        figure_missing=float(not fitting),
        names_missing=float(Expected.NAMES in must_hold and not names_somebody(query, evidence)),
        **{expected.value: float(expected in must_hold) for expected in Expected},
    )


def likelihood(seen: Signs) -> float:
    """Return how likely it is that a question is answered, from 0 to 1."""
    weighted = (getattr(WEIGHTS, field.name) * getattr(seen, field.name) for field in fields(Signs))
    return 1 / (1 + math.exp(-(BIAS + sum(weighted))))


def _unmet(best: Evidence) -> tuple[Term, ...]:
    return best.interaction.unmet(best.alignment)


def _lacks_a_name(query: Query, found: Retrieved) -> bool:
    """Tell whether a passage lacks, in every language, a name or a figure that the question asks about."""
    met: set[int] = set()
    named: set[int] = set()
    for reading in (found.reading, *found.others):
        terms = reading.interaction.terms
        unmet = {term.token.span.start for term in reading.interaction.unmet(reading.alignment)}
        met |= {term.token.span.start for term in terms} - unmet
        named |= {term.token.span.start for term in terms if _own_name(query, term)}
    return bool(named - met)


def _own_name(query: Query, term: Term) -> bool:
    """Tell whether a term is a name or a figure that the question asks about itself."""
    return query.is_name(term) and query.share(term) == 1


def _has_named_place(query: Query, evidence: Sequence[Evidence]) -> bool:
    places = (piece.passage.place for piece in evidence)
    named = {*query.notes, *query.sections}
    return any(place.anchor.split("/")[0] in named for place in places)


def _nowhere(query: Query) -> Refusal:
    return Refusal(Reason.NOT_IN_TEXTS, query.named_places())


def _written(query: Query, terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.token.span.of(query.whole) for term in terms))

"""When not to answer.

The evidence must cover the question: its words by their weight, and its names, numbers and years one
by one, because a year or a country that the texts do not have decides the matter. The threshold is
fitted on the development questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.analysis import TokenKind
from kb.answer.results import Reason
from kb.retrieve.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.analysis import Term
    from kb.answer.evidence import Evidence
    from kb.retrieve.query import Query
    from kb.retrieve.weights import TermWeights

MIN_COVERAGE = 0.6
"""The share of the question that the best evidence must cover, with its passage around it. On the Dutch
development questions 0.5 answered 90 % and abstained from 65 %, 0.6 answered 80 % and abstained from 84 %."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the evidence does not carry an answer, and the words of the question that it lacks."""

    reason: Reason
    unmatched: tuple[str, ...]


def refusal(
    query: Query, evidence: Sequence[Evidence], weights: TermWeights, language: str
) -> Refusal | None:
    """Return why the question must not be answered from this evidence in a language; None when it may."""
    if query.notes or (query.kind.kind is Kind.SUMMARY and query.sections):
        return None if _has_named_place(query, evidence) else _nowhere(query)
    terms = query.terms_in(query.language)
    if not terms:
        return Refusal(Reason.UNCLEAR_QUESTION, ())
    if not evidence:
        return Refusal(Reason.NOT_IN_TEXTS, _written(query, terms))
    best = evidence[0]
    unmet = best.interaction.unmet(best.alignment)
    coverage = best.interaction.coverage(best.alignment)
    if coverage < MIN_COVERAGE or any(_decides(query, term, weights, language) for term in unmet):
        return Refusal(Reason.NOT_IN_TEXTS, _written(query, unmet))
    if query.kind.kind in {Kind.NUMBER, Kind.DATE} and not any(e.fits_kind for e in evidence[:3]):
        return Refusal(Reason.NOT_IN_TEXTS, _written(query, unmet))
    return None


def _has_named_place(query: Query, evidence: Sequence[Evidence]) -> bool:
    places = (piece.passage.place for piece in evidence)
    named = {*query.notes, *query.sections}
    return any(place.anchor.split("/")[0] in named for place in places)


def _nowhere(query: Query) -> Refusal:
    return Refusal(Reason.NOT_IN_TEXTS, query.named_places())


def _decides(query: Query, term: Term, weights: TermWeights, language: str) -> bool:
    """A number that the evidence lacks decides; a name, when the texts do not have it at all."""
    if term.token.kind is not TokenKind.WORD:
        return True
    return query.is_name(term) and not weights.occurs(term, language)


def _written(query: Query, terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.token.span.of(query.text) for term in terms))

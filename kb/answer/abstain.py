"""When not to answer.

A question for a figure, a date or a definition needs evidence that holds one, and a name, a country or a year
that is asked about must stand in what was found. The evidence must cover the question; how well it does is
read from a few signs, and a small logistic model tells from them how likely it is that the texts answer. Its
weights are fitted on the development questions by `python -m eval fit-abstention`, which cross-validates over
pairs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kb.answer.abbreviations import spelling_out
from kb.answer.compose import MAX_SENTENCES
from kb.answer.evidence import READ_PASSAGES
from kb.answer.expected import Expected, expected_of, holding, listing
from kb.answer.results import Reason
from kb.retrieve.kinds import Kind
from kb.retrieve.reading import passage_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kb.analysis import Term
    from kb.answer.evidence import Evidence
    from kb.register import Instrument
    from kb.retrieve.query import Query
    from kb.retrieve.retriever import Retrieved

NEAR_EVIDENCE = 6
"""Among so many sentences one must look like an answer of the kind asked."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells whether the evidence answers a question.

    `sentence` is the share of the question that one sentence covers, of those that hold the figure or the
    date asked for; `score` that of the best passage. `least_met` tells how much the fullest of those that may
    be quoted, with its passage, misses the word that it misses most. `named` tells that the question has a
    name or a figure. `length` is the logarithm of how many words of content the question has, since much of
    a long one is seldom met. `form` is what the sentence leaves uncovered of a question for a figure, a date
    or a definition; the others tell what else the answer must hold.
    """

    sentence: float
    score: float
    least_met: float
    named: float
    length: float
    form: float
    names: float
    procedure: float
    reason: float


WEIGHTS = Signs(
    sentence=1.41,
    score=4.30,
    least_met=-1.52,
    named=-0.88,
    length=1.59,
    form=-2.93,
    names=-2.50,
    procedure=-5.76,
    reason=-1.11,
)
BIAS = -2.52
"""Fitted by `python -m eval fit-abstention` on the 501 development pairs, each question asked of all
texts, of the Dutch and of the English alone, less those that a rule decides: by what they name, spell out or
list, by the form they ask for, or by a name that the texts lack (left: 1584 to answer, 804 to abstain from);
by cross-validation over pairs the area under the curve is 0.857. Signs that were tried and told no more: the
order and the nearness of the words met, whether the word after "which" or "who" is, the kind asked for, how
much an unmet word tells."""

LIKELY_ENOUGH = 0.5
"""From this likelihood on the question is answered. In the cross-validation that answers 92 % and abstains
with precision 0.78 and recall 0.55; 0.4: 94 %, 0.82, 0.48; 0.6: 87 %, 0.72, 0.65."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the evidence does not carry an answer, and the words of the question that it lacks.

    `not_spelled_out` are abbreviations that the texts have, and of which they do not say what they stand for.
    """

    reason: Reason
    unmatched: tuple[str, ...]
    not_spelled_out: tuple[str, ...] = ()


def refusal(
    query: Query,
    found: Sequence[Retrieved],
    evidence: Sequence[Evidence],
    occurs: Callable[[Term], bool],
) -> Refusal | None:
    """Return why the question must not be answered from this evidence; None when it may.

    `occurs` tells whether a word of the question stands anywhere in the texts.
    """
    if names_its_place(query):
        return None if _has_named_place(query, evidence) else _nowhere(query)
    terms = query.terms_in(query.language)
    if not terms:
        return Refusal(Reason.UNCLEAR_QUESTION, ())
    if not evidence:
        return Refusal(Reason.NOT_IN_TEXTS, query.written(terms))
    if query.abbreviations:
        return None if spelling_out(query, evidence) else _not_spelled_out(query, terms, found)
    if listing(query, evidence) or _is_likely(query, found, evidence):
        return None
    wanted = (term for term in _unmet(evidence[0]) if term.token.word not in query.kind.asking)
    return Refusal(Reason.NOT_IN_TEXTS, query.written(term for term in wanted if not occurs(term)))


def _is_likely(query: Query, found: Sequence[Retrieved], evidence: Sequence[Evidence]) -> bool:
    if not may_answer(query, found, evidence):
        return False
    return likelihood(signs(query, found, evidence)) >= LIKELY_ENOUGH


def not_loaded(missing: Sequence[Instrument]) -> Refusal:
    """Return the refusal of a question about documents that nobody has loaded."""
    return Refusal(Reason.DOCUMENT_NOT_LOADED, tuple(instrument.key for instrument in missing))


def names_its_place(query: Query) -> bool:
    """Tell whether a question asks what stands in a place that it names."""
    return bool(query.notes) or (query.kind.kind is Kind.SUMMARY and bool(query.sections))


def is_decided(query: Query, evidence: Sequence[Evidence]) -> bool:
    """Tell whether a rule decides whether a question is answered: what it names, spells out or lists."""
    return names_its_place(query) or bool(query.abbreviations) or bool(listing(query, evidence))


def may_answer(query: Query, found: Sequence[Retrieved], evidence: Sequence[Evidence]) -> bool:
    """Tell whether some evidence holds the form asked for, and the passages each name and figure asked about.

    A country, a year or a body that none of them has is decisive, however much else they cover.
    """
    return bool(_fitting(query, evidence)) and not _a_name_is_missing(query, found[:READ_PASSAGES])


def signs(query: Query, found: Sequence[Retrieved], evidence: Sequence[Evidence]) -> Signs:
    """Return the signs of the evidence, of which there is some that may fit."""
    best = evidence[0]
    must_hold = expected_of(query) - ({Expected.REASON} if best.fits_kind else set())
    sentence = max((piece.sentence.coverage for piece in _fitting(query, evidence)), default=0.0)
    fullest = max(evidence[:MAX_SENTENCES], key=lambda piece: piece.interaction.coverage(piece.alignment))
    return Signs(
        sentence=sentence,
        score=min(found[0].score, 1.0),
        least_met=fullest.interaction.least_met(fullest.alignment),
        named=float(any(_own_name(query, term) for term in best.interaction.terms)),
        length=math.log(1 + len(best.interaction.terms)),
        form=(1 - sentence) * (Expected.FORM in must_hold),
        names=float(Expected.NAMES in must_hold),
        procedure=float(Expected.PROCEDURE in must_hold),
        reason=float(Expected.REASON in must_hold),
    )


def likelihood(seen: Signs) -> float:
    """Return how likely it is that a question is answered, from 0 to 1."""
    weighted = (getattr(WEIGHTS, field.name) * getattr(seen, field.name) for field in fields(Signs))
    return 1 / (1 + math.exp(-(BIAS + sum(weighted))))


def _fitting(query: Query, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Return the near evidence that holds the form asked for; the best, where no form is asked for."""
    if Expected.FORM not in expected_of(query):
        return evidence[:1]
    return holding(query, evidence[:NEAR_EVIDENCE])


def _unmet(best: Evidence) -> tuple[Term, ...]:
    return best.interaction.unmet(best.alignment)


def _a_name_is_missing(query: Query, found: Sequence[Retrieved]) -> bool:
    """Tell whether passages lack, in every language, some name or figure that the question asks about."""
    met: set[int] = set()
    named: set[int] = set()
    for reading in (reading for each in found for reading in (each.reading, *each.others)):
        terms = reading.interaction.terms
        unmet = {term.token.span.start for term in reading.interaction.unmet(reading.alignment)}
        met |= {term.token.span.start for term in terms} - unmet
        named |= {term.token.span.start for term in terms if _own_name(query, term)}
    return bool(named - met)


def _own_name(query: Query, term: Term) -> bool:
    """Tell whether a term is a name or a figure that the question asks about itself."""
    return query.is_name(term) and query.share(term) == 1


def _has_named_place(query: Query, evidence: Sequence[Evidence]) -> bool:
    anchors = [piece.passage.place.anchor for piece in evidence]
    return any(query.names_note(anchor) or anchor.split("/")[0] in query.sections for anchor in anchors)


def _nowhere(query: Query) -> Refusal:
    return Refusal(Reason.NOT_IN_TEXTS, query.named_places())


def _not_spelled_out(query: Query, terms: Sequence[Term], found: Sequence[Retrieved]) -> Refusal:
    """Return the refusal to say what abbreviations stand for, which tells those that the texts do have."""
    written = {term.key for each in found for term in passage_terms(each.passage).own}
    asked = [term for term in terms if query.share(term) == 1]
    missing = query.written(term for term in asked if term.key not in written)
    return Refusal(Reason.NOT_IN_TEXTS, missing, query.written(term for term in asked if term.key in written))

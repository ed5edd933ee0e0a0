"""Candidates in one language: what the indexes propose for a question, and the places it names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.analysis import analyzer
from kb.analysis.definitions import key_of_definition
from kb.encoder.abbreviations import key_of_abbreviation, short_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from kb.analysis import Term
    from kb.index.generations import Indexes
    from kb.passages import Passage
    from kb.retrieve.query import Query
    from kb.retrieve.scope import Scope
    from kb.retrieve.weights import TermWeights
    from kb.store import Store

SCORED = 200
READ = 32
"""How many passages each index scores in each language, and how many of them are read: the best by both
scores together."""

PART_WEIGHT = 0.6
SYNONYM_WEIGHT = 0.7
"""A part of a compound in the question, or another name for its word, counts this much of the word."""

DEFINITIONS = 4
"""So many acts may define one name, or spell out one abbreviation."""

HALF_BM25 = 6.0
"""A passage whose BM25 is so many times the weight of the question has a lexical score of one half."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages in a language that may answer a question, by their keys in the store.

    `terms` are the question's, analysed in that language, and `other_names` the keys under which each may
    stand too. `lexical` and `dense` hold the scores (0 to 1) that the indexes give, to these passages and
    to others; `named` are those whose note or section the question names, or that define what it asks about.
    """

    language: str
    terms: tuple[Term, ...]
    other_names: Sequence[frozenset[str]]
    lexical: Mapping[int, float]
    dense: Mapping[int, float]
    named: frozenset[int]
    passages: Mapping[int, Passage]


def find_candidates(
    query: Query,
    vector: NDArray[np.float32],
    language: str,
    store: Store,
    indexes: Indexes,
    weights: TermWeights,
    scope: Scope,
) -> Candidates:
    """Return the candidates for a question, whose vector is given, in a language.

    What is not in its scope is left out before the limits: a small document among many is found whole.
    """
    among = None if scope.works is None else store.keys_in(scope.works, language)
    terms = query.terms_in(language)
    other_names = query.other_names(terms, language)
    found = indexes.lexical.search(_keys(query, terms, other_names, language), language, SCORED, among)
    half = HALF_BM25 * sum(weights.weight(term, language) for term in terms)
    lexical = {candidate.key: saturated(candidate.score, half) for candidate in found}
    dense = {c.key: c.score for c in indexes.dense.search(vector, language, SCORED, among) if c.score > 0}
    places = store.passages_named(query.notes, query.sections, language)
    named = {key: passage for key, passage in places.items() if scope.holds(passage.expression.id)}
    named |= store.passages_by_key(_defining(query, terms, language, indexes, among))
    scores = {key: lexical.get(key, 0.0) + dense.get(key, 0.0) for key in {**lexical, **dense}}
    best = sorted(scores, key=lambda key: (-scores[key], key))[:READ]
    passages = store.passages_by_key(best) | named
    return Candidates(language, terms, other_names, lexical, dense, frozenset(named), passages)


def saturated(score: float, half: float) -> float:
    """Return an unbounded score as one between 0 and 1, which is 0.5 at `half`.

    >>> saturated(3.0, 3.0)
    0.5
    """
    return score / (score + half) if score > 0 else 0.0


def share_places(lists: Sequence[Candidates], store: Store) -> list[Candidates]:
    """Add to each language the places that were found in another, so that each can be read in both."""
    shared = []
    for candidates in lists:
        others = (p for c in lists if c is not candidates for p in c.passages.values())
        added = store.in_language(others, candidates.language)
        shared.append(replace(candidates, passages={**candidates.passages, **added}))
    return shared


def _defining(
    query: Query, terms: Iterable[Term], language: str, indexes: Indexes, among: Sequence[int] | None
) -> list[int]:
    """Return the keys of the passages that define what is asked, or spell it out: "‘controller’ means…"."""
    keys = {key_of_abbreviation(name): 1.0 for short in query.abbreviations for name in short_names(short)}
    if query.kind.begins_with_subject:
        keys[key_of_definition(term for term in terms if query.share(term) == 1)] = 1.0
    return [c.key for c in indexes.lexical.search(keys, language, DEFINITIONS, among)]


def _keys(
    query: Query, terms: Iterable[Term], other_names: Iterable[frozenset[str]], language: str
) -> dict[str, float]:
    terms = tuple(terms)
    keys = {key: SYNONYM_WEIGHT for names in other_names for key in names}
    keys |= {part: PART_WEIGHT for term in terms for part in term.parts}
    keys |= {term.key: 1.0 for term in terms}
    return keys | {cue.key: 1.0 for cue in analyzer(language).terms(query.kind.cues)}

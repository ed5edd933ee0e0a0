"""Which word of a question meets which word of a text, and how much of the question that covers.

Two words meet when they share a key: the same stem, or one as a part of the other ("beleid" and
"clusterbeleid", "2008" and "2007-2013"; a period that is asked for is met by itself only). This is the
explanation of a hit and the measure by which evidence is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.analysis import TokenKind
from kb.retrieve.results import Match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kb.analysis import Term

PART_SIMILARITY = 0.85
"""A word that is only a part of the other is less than the word itself."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each term of a question its best match, None where nothing meets it."""

    terms: tuple[Term, ...]
    matches: tuple[Match | None, ...]

    def coverage(self, weight: Callable[[Term], float]) -> float:
        """Return the share of the question that is met, by weight: 0 to 1; 0 for no terms."""
        total = sum(weight(term) for term in self.terms)
        met = sum(
            weight(term) * match.similarity
            for term, match in zip(self.terms, self.matches, strict=True)
            if match is not None
        )
        return met / total if total else 0.0

    def unmet(self) -> tuple[Term, ...]:
        """Return the terms that nothing meets."""
        return tuple(t for t, match in zip(self.terms, self.matches, strict=True) if match is None)

    def scaled(self, factor: float) -> Alignment:
        """Return the same matches, each worth `factor` of what it was."""
        return Alignment(
            self.terms,
            tuple(m and m._replace(similarity=m.similarity * factor) for m in self.matches),
        )

    def best_of(self, other: Alignment) -> Alignment:
        """Return the better match of two texts for each term of the same question."""
        pairs = zip(self.matches, other.matches, strict=True)
        return Alignment(self.terms, tuple(_better(a, b) for a, b in pairs))


def align(terms: Sequence[Term], text: Iterable[Term]) -> Alignment:
    """Return how the terms of a text meet those of a question."""
    by_key: dict[str, Term] = {}
    wholes: dict[str, Term] = {}
    for term in text:
        wholes.setdefault(term.key, term)
        for key in term.keys:
            by_key.setdefault(key, term)
    return Alignment(tuple(terms), tuple(_match(term, wholes, by_key) for term in terms))


def _match(term: Term, wholes: dict[str, Term], by_key: dict[str, Term]) -> Match | None:
    whole = wholes.get(term.key)
    if whole is not None:
        return Match(term.token.form, whole.token.form, 1.0)
    containing = by_key.get(term.key)
    if containing is not None:
        return Match(term.token.form, containing.token.form, PART_SIMILARITY)
    if term.token.kind is not TokenKind.WORD:
        return None
    met = [by_key[part] for part in term.parts if part in by_key]
    if not met:
        return None
    similarity = PART_SIMILARITY * len(met) / len(term.parts)
    return Match(term.token.form, "+".join(dict.fromkeys(t.token.form for t in met)), similarity)


def _better(a: Match | None, b: Match | None) -> Match | None:
    if a is None or b is None:
        return a or b
    return a if a.similarity >= b.similarity else b

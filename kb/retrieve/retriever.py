"""The way from a question to passages: candidates in each language, read, scored, folded into one list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.register import ShownReference
from kb.retrieve.candidates import find_candidates, share_places
from kb.retrieve.reader import Reader
from kb.retrieve.results import Hit, Parallel, Scores
from kb.retrieve.scope import EVERYTHING, Scope
from kb.retrieve.scoring import SCORES, Scorer, parts_of
from kb.retrieve.spelling import respelled
from kb.retrieve.weights import TermWeights
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    import numpy as np
    from numpy.typing import NDArray

    from kb.analysis import Term
    from kb.encoder import Encoder, WordEncoder
    from kb.index.generations import Indexes
    from kb.passages import Passage
    from kb.retrieve.candidates import Candidates
    from kb.retrieve.query import Query
    from kb.retrieve.reading import Reading
    from kb.retrieve.scoring import Parts
    from kb.store import Store

NAMED_PLACE = 10.0
"""What a passage gains whose number the question names: it comes first."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A passage that was read with the question in mind, its score, and what that is made of.

    `others` are the readings of the same place in other languages, where they were found too.
    """

    reading: Reading
    score: float
    parts: Parts
    others: tuple[Reading, ...] = ()

    @property
    def passage(self) -> Passage:
        """The passage that was found."""
        return self.reading.passage

    @property
    def is_named(self) -> bool:
        """Whether the question names its number, or what it defines."""
        return self.score >= NAMED_PLACE


class Retriever:
    """Searches one generation of the store."""

    def __init__(
        self,
        store: Store,
        indexes: Indexes,
        encoder: Encoder,
        words: WordEncoder,
        scores: Set[str] = frozenset(SCORES),
    ) -> None:
        self._store = store
        self._indexes = indexes
        self._encoder = encoder
        self._words = words
        self._scorer = Scorer(scores)
        self.weights = TermWeights(indexes.lexical, words)
        self._reader = Reader(encoder, words, self.weights)

    def read(self, query: Query) -> Query:
        """Return a question with its misspelt words and unused abbreviations read as the texts write them.

        Where it asks what an abbreviation stands for, that is asked of the letters as they are.
        """
        if query.abbreviations:
            return query
        text, _ = respelled(query.own, query.language, self._indexes.lexical, self._words)
        return replace(query, respelled=text)

    def search(self, query: Query, scope: Scope = EVERYTHING) -> list[Retrieved]:
        """Return the passages in a scope that meet a query, best first; one for each place of a work."""
        vector = self._encoder.encode([query.whole])[0]
        lists = [
            find_candidates(query, vector, language, self._store, self._indexes, self.weights, scope)
            for language in self._indexes.lexical.languages
            if scope.reads(language)
        ]
        shared = share_places(lists, self._store)
        return fold(
            (r for candidates in shared for r in self._ranked(query, vector, candidates)), query.language
        )

    def occurs(self, query: Query, scope: Scope, term: Term) -> bool:
        """Tell whether a word of a question stands in the works searched, in any of their languages."""
        return any(
            self._holds(other, language, scope)
            for language in self._indexes.lexical.languages
            for other in query.terms_in(language)
            if other.token.span == term.token.span
        )

    def information(self, word: str) -> float:
        """Return how much a word tells of a text that it stands in (`WordEncoder.word_information`)."""
        return self._words.word_information(word)

    def hit(self, found: Retrieved, languages: Sequence[str] | None = None) -> Hit:
        """Return a result as the contract shows it, with the same passage in these languages.

        A translation has the pages of the original it is aligned with.
        """
        passage = found.passage
        locator = passage.locate(Span(0, len(passage.text)))
        parallels = self._store.parallels(passage)
        paged = next((p.locate(Span(0, len(p.text))) for p in parallels if p.page_turns), None)
        if paged is not None and not passage.page_turns:
            locator = replace(locator, page=paged.page, page_end=paged.page_end, page_index=paged.page_index)
        return Hit(
            text=passage.text,
            score=round(found.score, 4),
            scores=_shown(found.parts),
            matches=found.reading.matches(),
            document=passage.expression,
            locator=locator,
            references=tuple(ShownReference.of(m.reference) for m in self._store.mentions_in(passage)),
            parallel=tuple(
                Parallel(p.expression.language, p.expression.authority, p.text)
                for p in parallels
                if languages is None or p.expression.language in languages
            ),
        )

    def _holds(self, term: Term, language: str, scope: Scope) -> bool:
        if scope.works is None:
            return self.weights.occurs(term, language)
        among = self._store.keys_in(scope.works, language)
        return bool(self._indexes.lexical.search({term.key: 1.0}, language, 1, among))

    def _ranked(
        self, query: Query, vector: NDArray[np.float32], candidates: Candidates
    ) -> Iterable[Retrieved]:
        for key, reading in self._reader.read(query, vector, candidates).items():
            parts = parts_of(query, reading, key, candidates)
            score = self._scorer.score(parts)
            named = NAMED_PLACE if key in candidates.named else 0.0
            if score or named:
                yield Retrieved(reading, named + score, parts)


def fold(found: Iterable[Retrieved], spoken: str) -> list[Retrieved]:
    """Return one result for each place of a work, best first.

    Its score is between that of its best expression and their mean: a place that both languages find is
    likelier to be right.

    Of the expressions that were found in a place the one in the language spoken is kept, else the best.
    Ties are in reading order.
    """
    places: dict[tuple[str, str], list[Retrieved]] = {}
    for retrieved in sorted(found, key=lambda r: (-r.score, r.passage.key)):
        passage = retrieved.passage
        places.setdefault((passage.expression.id, passage.place.anchor), []).append(retrieved)
    kept = [_folded(group, spoken) for group in places.values()]
    return sorted(kept, key=lambda r: (-r.score, r.passage.expression.id, r.passage.ordinal))


def _folded(group: Sequence[Retrieved], spoken: str) -> Retrieved:
    kept = next((r for r in group if r.passage.expression.language == spoken), group[0])
    return replace(
        kept,
        score=(group[0].score + sum(r.score for r in group) / len(group)) / 2,
        others=tuple(r.reading for r in group if r is not kept),
    )


def _shown(parts: Parts) -> Scores:
    """Return the parts of a score as the contract shows them."""
    dense = (parts.passage + parts.sentence) / 2
    return Scores(*(round(score, 4) for score in (parts.lexical, dense, parts.align)))

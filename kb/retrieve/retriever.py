"""Candidates from the index of each language, aligned with the question, fused into one list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kb.analysis import analysed
from kb.retrieve.fuse import fuse
from kb.retrieve.reading import Reading, read_passage
from kb.retrieve.results import Hit, Scores
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.analysis import Term
    from kb.index.lexical import LexicalIndex
    from kb.passages import Passage
    from kb.retrieve.query import Query
    from kb.store import Store

CANDIDATES = 40
"""How many passages of each language are aligned with the question."""

WEIGHTS = {"lexical": 0.4, "align": 0.5, "kind": 0.1}

NAMED_PLACE = 10.0
"""What a passage gains whose number the question names: it comes first."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A passage that was read with the question in mind, and its scores."""

    reading: Reading
    score: float
    scores: Scores

    @property
    def passage(self) -> Passage:
        """The passage that was found."""
        return self.reading.passage

    def hit(self) -> Hit:
        """Return the result as the contract shows it."""
        passage = self.passage
        return Hit(
            text=passage.text,
            score=round(self.score, 4),
            scores=self.scores,
            matches=tuple(match for match in self.reading.alignment.matches if match is not None),
            document=passage.expression,
            locator=passage.locate(Span(0, len(passage.text))),
        )


class Retriever:
    """Searches one generation of the store."""

    def __init__(self, store: Store, index: LexicalIndex) -> None:
        self._store = store
        self._index = index
        self._rarity = lru_cache(maxsize=1 << 14)(index.rarity)

    def languages(self, wanted: Sequence[str] | None) -> tuple[str, ...]:
        """Return the languages that are searched when these are wanted; all for None."""
        return tuple(name for name in self._index.languages if wanted is None or name in wanted)

    def weight(self, term: Term, language: str) -> float:
        """Return how much a term says: its rarity; one that the texts do not have weighs most."""
        return self._rarity(term.key, language)

    def search(self, query: Query, languages: Sequence[str] | None = None) -> list[Retrieved]:
        """Return the passages that meet a query, best first; ties in reading order."""
        found: list[Retrieved] = []
        for language in self.languages(languages):
            found += self._search_language(query, language)
        return sorted(found, key=lambda r: (-r.score, r.passage.key, r.passage.ordinal))

    def _search_language(self, query: Query, language: str) -> list[Retrieved]:
        terms = query.terms_in(language)
        cues = analysed(query.kind.cues, language)
        found = self._index.search((*terms, *cues), language, CANDIDATES)
        lexical = {candidate.key: candidate.score for candidate in found}
        named = self._store.passages_named(query.notes, query.sections, language)
        passages = self._store.passages_by_key(list(lexical)) | named
        read = {
            key: read_passage(passage, terms, lambda term: self.weight(term, language))
            for key, passage in passages.items()
        }
        lists = {
            "lexical": lexical,
            "align": {key: reading.score() for key, reading in read.items()},
            "kind": {key: reading.score_of_kind(query.kind) for key, reading in read.items()},
        }
        fused = fuse(lists, WEIGHTS)
        for key in named:
            fused[key] = fused.get(key, 0.0) + NAMED_PLACE
        return [
            Retrieved(
                read[key],
                score,
                Scores(_rounded(lexical.get(key)), None, _rounded(lists["align"][key])),
            )
            for key, score in fused.items()
        ]


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 4)

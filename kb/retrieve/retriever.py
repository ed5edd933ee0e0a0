"""Candidates from the index of each language, aligned with the question, fused into one list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.analysis import analyzer
from kb.document import BlockKind
from kb.encoder.glossary import also_called
from kb.retrieve.fuse import fuse, saturated
from kb.retrieve.interaction import Interaction
from kb.retrieve.kinds import Kind
from kb.retrieve.reading import Reading, passage_terms, read_passage
from kb.retrieve.results import Hit, Scores
from kb.retrieve.weights import TermWeights
from kb.retrieve.word_vectors import WordVectors
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from kb.analysis import Term
    from kb.encoder import Encoder, WordEncoder
    from kb.index.generations import Indexes
    from kb.passages import Passage
    from kb.retrieve.query import Query
    from kb.store import Store

CANDIDATES = 40
"""How many passages of each language are aligned with the question."""

WEIGHTS = {"lexical": 0.25, "dense": 0.25, "align": 0.4, "kind": 0.1}

NOTE_SHARE = 0.75
"""A note counts so much of its score, unless a reference is asked for: it repeats what its sentence says."""

HALF_BM25 = 6.0
"""A passage whose BM25 is so many times the weight of the question has a lexical score of one half."""


PART_WEIGHT = 0.6
SYNONYM_WEIGHT = 0.7
"""A part of a compound in the question, or another name for its word, counts this much of the word."""

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
            matches=self.reading.interaction.matches(self.reading.alignment),
            document=passage.expression,
            locator=passage.locate(Span(0, len(passage.text))),
        )


class Retriever:
    """Searches one generation of the store."""

    def __init__(self, store: Store, indexes: Indexes, encoder: Encoder, words: WordEncoder) -> None:
        self._store = store
        self._indexes = indexes
        self._encoder = encoder
        self._vectors = WordVectors(words)
        self.weights = TermWeights(indexes.lexical, words)

    def languages(self, wanted: Sequence[str] | None) -> tuple[str, ...]:
        """Return the languages that are searched when these are wanted; all for None."""
        return tuple(name for name in self._indexes.lexical.languages if wanted is None or name in wanted)

    def search(self, query: Query, languages: Sequence[str] | None = None) -> list[Retrieved]:
        """Return the passages that meet a query, best first; ties in reading order."""
        vector = self._encoder.encode([query.text])[0]
        found: list[Retrieved] = []
        for language in self.languages(languages):
            found += self._search_language(query, vector, language)
        return sorted(found, key=lambda r: (-r.score, r.passage.key, r.passage.ordinal))

    def _search_language(self, query: Query, vector: NDArray[np.float32], language: str) -> list[Retrieved]:
        terms = query.terms_in(language)
        synonyms = also_called(terms, query.language, language)
        lexical = self._lexical(query, terms, synonyms, language)
        dense = {c.key: c.score for c in self._indexes.dense.search(vector, language, CANDIDATES)}
        named = self._store.passages_named(query.notes, query.sections, language)
        passages = self._store.passages_by_key(list(lexical | dense)) | named
        read = self._read(terms, synonyms, passages, language)
        aligned = {key: reading.score() for key, reading in read.items()}
        of_kind = {key: reading.score_of_kind(query.kind) for key, reading in read.items()}
        lists = {"lexical": lexical, "dense": dense, "align": aligned, "kind": of_kind}
        fused = fuse(lists, WEIGHTS)
        if query.kind.kind is not Kind.REFERENCE:
            fused = {
                key: score * (NOTE_SHARE if passages[key].kind is BlockKind.NOTE else 1.0)
                for key, score in fused.items()
            }
        for key in named:
            fused[key] = fused.get(key, 0.0) + NAMED_PLACE
        return [
            Retrieved(
                read[key],
                score,
                Scores(_rounded(lexical.get(key)), _rounded(dense.get(key)), _rounded(aligned[key])),
            )
            for key, score in fused.items()
        ]

    def _lexical(
        self, query: Query, terms: Sequence[Term], synonyms: Sequence[frozenset[str]], language: str
    ) -> dict[int, float]:
        keys = {key: SYNONYM_WEIGHT for names in synonyms for key in names}
        keys |= {part: PART_WEIGHT for term in terms for part in term.parts}
        keys |= {term.key: 1.0 for term in terms}
        keys |= {cue.key: 1.0 for cue in analyzer(language).terms(query.kind.cues)}
        found = self._indexes.lexical.search(keys, language, CANDIDATES)
        half = HALF_BM25 * sum(self.weights.weight(term, language) for term in terms)
        return {candidate.key: saturated(candidate.score, half) for candidate in found}

    def _read(
        self,
        terms: Sequence[Term],
        synonyms: Sequence[frozenset[str]],
        passages: Mapping[int, Passage],
        language: str,
    ) -> dict[int, Reading]:
        analysed = {key: passage_terms(passage) for key, passage in passages.items()}
        interaction = Interaction(
            terms,
            lambda term: self.weights.weight(term, language),
            (text for found in analysed.values() for text in found.texts()),
            self._vectors,
            synonyms,
        )
        return {key: read_passage(passages[key], analysed[key], interaction) for key in passages}


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 4)

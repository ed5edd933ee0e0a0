"""The whole way from what was found to an answer or an abstention."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kb.answer.abstain import Refusal, refusal
from kb.answer.compose import Extract, compose
from kb.answer.evidence import weigh
from kb.answer.house_style import eur_lex_page, house_style
from kb.answer.messages import message
from kb.answer.quote import Quote
from kb.answer.results import Abstention, Answer, Asked, Citation, Reason, Sentence, Support

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kb.retrieve import Query, Retrieved, Retriever
    from kb.store import Store

NEAREST = 3
"""How many passages an abstention shows."""

KEPT_SOURCES = 16


class Respondent:
    """Answers from one generation of the store."""

    def __init__(self, store: Store, retriever: Retriever) -> None:
        self._store = store
        self._retriever = retriever
        self._source = lru_cache(maxsize=KEPT_SOURCES)(store.source)

    def respond(
        self, query: Query, found: Sequence[Retrieved], asked: Callable[[], Asked]
    ) -> Answer | Abstention:
        """Return the answer that the passages found carry, or why there is none.

        `asked` is called when the work is done, so that it can say how long it took.
        """
        evidence = weigh(query, found)
        language = evidence[0].passage.expression.language if evidence else query.language
        weights = self._retriever.weights
        refused = refusal(query, evidence, weights, language)
        if refused is not None:
            return abstention(refused, asked(), found)
        extracts = compose(query, evidence, self._store)
        return self._answer(extracts, query.language, asked)

    def _answer(self, extracts: Sequence[Extract], language: str, asked: Callable[[], Asked]) -> Answer:
        quotes: list[Quote] = []
        for extract in extracts:
            quote = self._quote(extract)
            quotes += [quote, *self._notes(quote)]
        unique = list({(q.passage.key, q.span): q for q in quotes}.values())
        citations = tuple(
            Citation(
                marker=marker,
                source=quote,
                url=eur_lex_page(quote.passage.expression),
                house_style=house_style(quote.passage.expression, quote.locator, language),
            )
            for marker, quote in enumerate(unique, start=1)
        )
        sentences = tuple(Sentence(c.quote, (c.marker,), Support.QUOTED) for c in citations)
        return Answer(asked(), sentences, citations)

    def _quote(self, extract: Extract) -> Quote:
        expression = extract.passage.expression
        source = self._source(expression.id, expression.language) or ""
        return Quote(extract.passage, extract.span, source)

    def _notes(self, quote: Quote) -> list[Quote]:
        expression = quote.passage.expression
        notes = self._store.notes_of(expression.id, expression.language, quote.marked_notes())
        return [self._quote(Extract.whole(note)) for note in notes]


def abstention(refused: Refusal, asked: Asked, found: Sequence[Retrieved]) -> Abstention:
    """Return the abstention that a refusal makes."""
    shown = () if refused.reason is Reason.UNSUPPORTED_LANGUAGE else found[:NEAREST]
    return Abstention(
        asked=asked,
        reason=refused.reason,
        message=message(refused.reason, asked.language, refused.unmatched),
        unmatched=refused.unmatched,
        nearest=tuple(retrieved.hit() for retrieved in shown),
    )

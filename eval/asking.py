"""Gold questions into rows: each is asked and searched once, and what came back is measured.

A question without a result, also one that ends in an error, has its row and scores zero in it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.questions import plain
from eval.ranking import first_right, ranked_measures
from eval.run_file import CitationRow, Expected, HitRow, Row, RowMeasures
from kb import Abstention, Answer, KnowledgeBaseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.questions import GoldQuestion
    from eval.quotations import Shelf
    from kb import KnowledgeBase

DIGEST_LENGTH = 12
"""Hexadecimal digits by which an edited gold question is told from what it was."""


@dataclass(frozen=True, slots=True)
class Task:
    """A question, and the languages of the texts that are searched for it; None for all."""

    question: GoldQuestion
    searched: tuple[str, ...] | None = None


def asked(desk: KnowledgeBase, shelf: Shelf, tasks: Iterable[Task]) -> list[Row]:
    """Return a row for each task, in their order."""
    return with_ranking([_row(desk, shelf, task) for task in tasks])


def with_ranking(rows: Sequence[Row]) -> list[Row]:
    """Return rows with the measures of their rankings, in one call of ir-measures."""
    measured = ranked_measures(
        {row.key: row.expected.places for row in rows},
        {row.key: [hit.anchor for hit in row.hits] for row in rows},
    )
    return [
        row.model_copy(
            update={"measures": row.measures.model_copy(update={"ranking": measured.get(row.key, {})})}
        )
        for row in rows
    ]


def facts_in(facts: Sequence[Sequence[str]], text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the facts that a text holds and those that it lacks, each by its first alternative."""
    held = [any(plain(way) in plain(text) for way in fact) for fact in facts]
    found = tuple(fact[0] for fact, is_held in zip(facts, held, strict=True) if is_held)
    missed = tuple(fact[0] for fact, is_held in zip(facts, held, strict=True) if not is_held)
    return found, missed


def digest(question: GoldQuestion) -> str:
    """Return what tells a gold question from any other wording or expectation of it."""
    return hashlib.sha256(question.model_dump_json().encode()).hexdigest()[:DIGEST_LENGTH]


def _row(desk: KnowledgeBase, shelf: Shelf, task: Task) -> Row:
    question = task.question
    row = _unanswered(task)
    try:
        examined = desk.examine(
            question.question, language=question.language, languages=task.searched, context=question.context
        )
    except KnowledgeBaseError as error:
        return row.model_copy(update={"outcome": "error", "answer": str(error)})
    outcome = examined.outcome
    citations = _citations(outcome, shelf, {*question.places, *question.related})
    anchors = [hit.locator.anchor for hit in examined.hits]
    return row.model_copy(
        update={
            "outcome": "answer" if isinstance(outcome, Answer) else "abstention",
            "reason": outcome.reason.value if isinstance(outcome, Abstention) else None,
            "confidence": examined.confidence,
            "answer": outcome.text if isinstance(outcome, Answer) else outcome.message,
            "citations": citations,
            "hits": tuple(
                HitRow(
                    document=hit.document.id,
                    language=hit.document.language,
                    anchor=hit.locator.anchor,
                    score=hit.score,
                )
                for hit in examined.hits
            ),
            "measures": _measures(question, outcome, citations, first_right(question.places, anchors)),
            "ms": outcome.asked.timings_ms.total,
        }
    )


def _unanswered(task: Task) -> Row:
    """Return what is known of a question before it is asked."""
    question = task.question
    _, missed = facts_in(question.facts, "")
    return Row(
        id=question.id,
        pair=question.pair,
        language=question.language,
        split=question.split,
        kind=question.kind,
        style=question.style,
        question=question.question,
        context=question.context,
        searched=task.searched,
        gold=digest(question),
        expected=Expected(
            outcome=question.outcome,
            places=question.places,
            related=question.related,
            facts=question.facts,
            forbidden=question.forbidden,
            note=question.note,
        ),
        outcome="abstention",
        measures=RowMeasures(facts_missed=missed),
    )


def _citations(outcome: Answer | Abstention, shelf: Shelf, right: set[str]) -> tuple[CitationRow, ...]:
    if not isinstance(outcome, Answer):
        return ()
    return tuple(
        CitationRow(
            marker=citation.marker,
            document=citation.document.id,
            language=citation.document.language,
            anchor=citation.locator.anchor,
            section=citation.locator.section,
            note=citation.locator.footnote,
            page=citation.locator.page,
            quote=citation.quote,
            verbatim=judged.verbatim,
            right_locator=judged.right_locator,
            in_place=citation.locator.anchor in right,
        )
        for citation, judged in zip(outcome.citations, shelf.judged(outcome), strict=True)
    )


def _measures(
    question: GoldQuestion,
    outcome: Answer | Abstention,
    citations: Sequence[CitationRow],
    rank: int | None,
) -> RowMeasures:
    cited = outcome.citations if isinstance(outcome, Answer) else ()
    quoted = " ".join(text for c in cited for text in (c.quote, *(p.text for p in c.parallel)))
    shown = f"{outcome.text} {quoted}" if isinstance(outcome, Answer) else ""
    found, missed = facts_in(question.facts, quoted)
    forbidden, _ = facts_in([(fact,) for fact in question.forbidden], shown)
    return RowMeasures(
        rank=rank,
        facts_found=found,
        facts_missed=missed,
        forbidden_found=forbidden,
        quotes=len(citations),
        not_verbatim=sum(not citation.verbatim for citation in citations),
        wrong_locator=sum(not citation.right_locator for citation in citations),
        wrong_quotes=sum(not (citation.verbatim and citation.right_locator) for citation in citations),
        in_place=sum(citation.in_place for citation in citations),
        cited_right=any(citation.anchor in question.places for citation in citations),
    )

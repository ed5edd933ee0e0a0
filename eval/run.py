"""One run over the gold questions: every question is asked and searched, and each gets a row.

A question without a result scores zero; it never vanishes from a mean.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from eval.questions import GoldQuestion
    from kb import Abstention, KnowledgeBase

DEPTH = 10
"""How many hits are looked at."""


@dataclass(frozen=True, slots=True)
class Row:
    """What happened to one question.

    `rank` counts from 1; None when the right place was not among the first `DEPTH` hits. `facts` is the
    share of the expected facts that the quotations hold, `in_place` the share of quotations that stand
    in a right or related place. `anchors` are the places found, best first; `quotes` counts the
    quotations, `words` those of the answer, and `not_verbatim` the quotations that no passage in the place
    named holds.
    """

    question: GoldQuestion
    rank: int | None
    answered: bool
    facts: float
    in_place: float
    text: str
    anchors: tuple[str, ...]
    quotes: int
    words: int
    not_verbatim: int


def run(
    desk: KnowledgeBase, questions: Iterable[GoldQuestion], languages: Sequence[str] | None = None
) -> list[Row]:
    """Ask and search all questions, of the texts in some languages only; of all for None."""
    texts: dict[str, list[str]] = {}
    for passage in desk.passages():
        texts.setdefault(passage.key, []).append(passage.text)
    return [_row(desk, question, languages, texts) for question in questions]


def mean(rows: Sequence[Row], measure: Callable[[Row], float]) -> float:
    """Return the mean of a measure over rows, 0 for none."""
    return sum(measure(row) for row in rows) / len(rows) if rows else 0.0


def success_at(k: int) -> Callable[[Row], float]:
    """Return the measure Success@k: whether a right place is among the first k hits."""
    return lambda row: float(row.rank is not None and row.rank <= k)


def reciprocal_rank(row: Row) -> float:
    """Return RR@10."""
    return 1 / row.rank if row.rank else 0.0


def ndcg(row: Row) -> float:
    """Return nDCG@10 with every right place worth the same."""
    gains = sum(1 / math.log2(n + 2) for n, anchor in enumerate(row.anchors) if anchor in row.question.places)
    ideal = sum(1 / math.log2(n + 2) for n in range(min(DEPTH, len(row.question.places))))
    return gains / ideal if ideal else 0.0


def recall_at(k: int) -> Callable[[Row], float]:
    """Return the measure R@k: the share of the right places among the first k hits."""
    return lambda row: len({*row.anchors[:k]} & {*row.question.places}) / max(len(row.question.places), 1)


def abstention_f1(rows: Sequence[Row]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of abstaining."""
    refused = [row for row in rows if not row.answered]
    due = [row for row in rows if row.question.outcome == "abstention"]
    right = sum(row.question.outcome == "abstention" for row in refused)
    precision, recall = right / max(len(refused), 1), right / max(len(due), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def parity(one: Sequence[Row], other: Sequence[Row]) -> float:
    """Return the share of the pairs to answer whose first hit is the same place in two languages."""
    first = {row.question.pair: row.anchors[:1] for row in other if row.question.outcome == "answer"}
    pairs = [row for row in one if row.question.pair in first]
    return mean(pairs, lambda row: float(row.anchors[:1] == first[row.question.pair]))


def _row(
    desk: KnowledgeBase,
    question: GoldQuestion,
    languages: Sequence[str] | None,
    texts: Mapping[str, Sequence[str]],
) -> Row:
    spoken = question.question
    hits = desk.search(
        spoken, k=DEPTH, language=question.language, languages=languages, context=question.context
    )
    ranks = [n for n, hit in enumerate(hits, 1) if hit.locator.anchor in question.places]
    outcome = desk.ask(spoken, language=question.language, languages=languages, context=question.context)
    cited = outcome.citations if isinstance(outcome, Answer) else ()
    quotes = [text for c in cited for text in (c.quote, *(p.text for p in c.parallel))]
    right = {*question.places, *question.related}
    placed = [c.locator.anchor in right for c in cited]
    return Row(
        question=question,
        rank=min(ranks, default=None),
        answered=isinstance(outcome, Answer),
        facts=_facts(question, " ".join(quotes)),
        in_place=sum(placed) / len(placed) if placed else 0.0,
        text=_said(outcome),
        anchors=tuple(hit.locator.anchor for hit in hits),
        quotes=len(cited),
        words=len(outcome.text.split()) if isinstance(outcome, Answer) else 0,
        not_verbatim=sum(
            not _stands(c.quote, f"{c.document.id}.{c.document.language}#{c.locator.anchor}", texts)
            for c in cited
        ),
    )


def _facts(question: GoldQuestion, quoted: str) -> float:
    if not question.facts:
        return 0.0
    held = [any(_plain(way) in _plain(quoted) for way in fact) for fact in question.facts]
    return sum(held) / len(held)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().lower()


def _stands(quote: str, place: str, texts: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether a quotation stands word for word in its place; lead-ins, which are not searched, may."""
    return place not in texts or any(quote in text for text in texts[place])


def _said(outcome: Answer | Abstention) -> str:
    return outcome.text if isinstance(outcome, Answer) else outcome.message

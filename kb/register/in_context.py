"""The passages that mention an instrument, so that a reader sees what a text says of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.document import Locator
    from kb.passages import Passage
    from kb.store import Store
    from kb.store.mentions import StoredMention
    from kb.text import Span


@dataclass(frozen=True, slots=True)
class InContext:
    """A passage that mentions an instrument: `spans` count in its text, `locator` is that of the first."""

    passage: Passage
    locator: Locator
    spans: tuple[Span, ...]


def in_context(mentions: Sequence[StoredMention], store: Store) -> Iterator[InContext]:
    """Iterate over the passages that hold mentions, given in reading order and by expression."""
    for (work, language), of_expression in groupby(
        mentions, key=lambda m: (m.document.id, m.document.language)
    ):
        passages = {passage.ordinal: passage for passage in store.expression_passages(work, language)}
        for ordinal, in_passage in groupby(of_expression, key=lambda m: m.ordinal):
            there = list(in_passage)
            spans = tuple(mention.reference.span for mention in there)
            yield InContext(passages[ordinal], there[0].locator, spans)

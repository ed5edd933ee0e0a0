"""What a search returns; the fields are the contract of DESIGN section 5."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kb.document import Authority, Expression, Locator
from kb.register import ShownReference


class Match(NamedTuple):
    """A word of the question, the word of the passage that it met, and how alike they are (0 to 1)."""

    question: str
    passage: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Scores:
    """The parts of a hit's score; None for a way of searching that was not used."""

    lexical: float | None
    dense: float | None
    align: float | None


@dataclass(frozen=True, slots=True)
class Parallel:
    """The same passage, or sentence, in another language."""

    language: str
    authority: Authority | None
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A scored passage. `score` grows with relevance and is comparable within one result only.

    `parallel` holds the same passage in the other languages of its work.
    """

    text: str
    score: float
    scores: Scores
    matches: tuple[Match, ...]
    document: Expression
    locator: Locator
    references: tuple[ShownReference, ...] = ()
    parallel: tuple[Parallel, ...] = ()

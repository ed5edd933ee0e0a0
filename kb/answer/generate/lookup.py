"""Words that a model says it copied, found in the passage, or not.

White space and the shape of quotation marks may differ, and nothing else. A figure or a word is not cut: "8%"
is no quotation of "38%". What is shown is then the whole sentence, because half a sentence can say the
opposite of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.analysis import sentences, tokens
from kb.answer.extract import Extract
from kb.answer.verify import QUOTATION_MARKS, occurrences

if TYPE_CHECKING:
    from kb.passages import Passage
    from kb.text import Span

FEWEST_LETTERS = 8
"""Fewer letters than this stand everywhere: they say nothing about where something was found."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where words stand that a model copied: themselves, and the whole sentences that hold them."""

    words: Extract
    sentences: tuple[Extract, ...]


def find(words: str, passage: Passage) -> Found | None:
    """Return where these words stand in a passage, None when they do not."""
    if sum(character.isalnum() for character in words) < FEWEST_LETTERS:
        return None
    for candidate in (words.strip(), words.strip().strip(QUOTATION_MARKS).strip()):
        span = _span(candidate, passage.text)
        if span is not None:
            held = (s for s in sentences(passage.text) if s.intersection(span) is not None)
            return Found(Extract.of(passage, span), tuple(Extract.of(passage, s) for s in held))
    return None


def _span(words: str, text: str) -> Span | None:
    return next((span for span in occurrences(words, text) if not _cuts(span, text)), None)


def _cuts(span: Span, text: str) -> bool:
    edges = (span.start, span.end)
    return any(token.span.start < edge < token.span.end for token in tokens(text) for edge in edges)

"""A part of a passage that was chosen to be quoted, and the same part in another language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.analysis import sentences
from kb.text import Span

if TYPE_CHECKING:
    from kb.passages import Passage


@dataclass(frozen=True, slots=True, order=True)
class Extract:
    """A span of a passage that will be quoted; ordered by document and reading order."""

    document: str
    ordinal: int
    span: Span
    passage: Passage

    @classmethod
    def of(cls, passage: Passage, span: Span) -> Extract:
        """Return the extract of a passage."""
        expression = passage.expression
        return cls(f"{expression.id}.{expression.language}", passage.ordinal, span, passage)

    @property
    def text(self) -> str:
        """The words."""
        return self.span.of(self.passage.text)

    def marked_notes(self) -> tuple[str, ...]:
        """Return the anchors of the footnotes whose marks hang in it."""
        return tuple(
            mark.note for mark in self.passage.marks if self.span.start < mark.position <= self.span.end
        )

    @classmethod
    def whole(cls, passage: Passage) -> Extract:
        """Return all of a passage as one extract."""
        return cls.of(passage, Span(0, len(passage.text)))


def aligned(extract: Extract, other: Passage) -> Extract:
    """Return what stands in `other`, the same place in another language, for an extract.

    Where both have as many sentences, a sentence stands for the one in the same order; otherwise, and for
    what is no sentence, the whole passage does.
    """
    own = list(sentences(extract.passage.text))
    theirs = list(sentences(other.text))
    if extract.span in own and len(own) == len(theirs):
        return Extract.of(other, theirs[own.index(extract.span)])
    return Extract.whole(other)

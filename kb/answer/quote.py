"""A quotation, which cannot exist unless it is in the text.

A `Quote` holds no words of its own: it is a span of a passage, and its words are read from there. On
construction the passage is compared with the extracted text of the file, piece by piece, so that a
quotation leads back to the file or is not made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.answer.verify import reads_as_its_file
from kb.errors import UnverifiedQuoteError

if TYPE_CHECKING:
    from kb.document import Locator
    from kb.passages import Passage
    from kb.text import Span


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a passage, checked against `source`, the extracted text of its file."""

    passage: Passage
    span: Span
    source: str

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise UnverifiedQuoteError(f"an empty quotation of {self.passage.key}")
        if not reads_as_its_file(self.passage, self.span, self.source):
            raise UnverifiedQuoteError(
                f"{self.passage.key} does not read as its file does; run kb verify, then kb ingest"
            )

    @property
    def text(self) -> str:
        """The words of the quotation, verbatim from the cleaned text."""
        return self.span.of(self.passage.text)

    @property
    def locator(self) -> Locator:
        """Where it stands."""
        return self.passage.locate(self.span)

"""A parsed expression: blocks of cleaned text, each with its place, its notes and its pages.

The nouns are those of DESIGN's vocabulary (FRBR, as EUR-Lex uses it): a work has expressions, one a
language; a `Document` is an expression that has been read; a `Locator` says where something stands.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.text import MappedText, Span


class Authority(StrEnum):
    """What the words of an expression are worth."""

    AUTHENTIC = "authentic"
    WORKING_TRANSLATION = "working translation"


@dataclass(frozen=True, slots=True)
class Expression:
    """One language version of a work: `id` names the work, `id` with `language` the expression.

    `reference`, `celex`, `authority` and `date` (ISO 8601) are None where nobody declared them.
    `version` is the digest of the file that was read, "sha256:…".
    """

    id: str
    reference: str | None
    title: str
    celex: str | None
    language: str
    authority: Authority | None
    date: str | None
    version: str


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a quotation stands; DESIGN section 5 fixes each field.

    `page` is the printed label where it begins, `page_end` where it ends, `page_index` counts from 0.
    `span` is the envelope of `spans`, in code points of the source's extracted text.
    """

    section: str | None
    heading: str | None
    paragraph: int | None
    point: str | None
    footnote: int | None
    page: str | None
    page_end: str | None
    page_index: int | None
    anchor: str
    span: tuple[int, int]
    spans: tuple[tuple[int, int], ...]


class BlockKind(StrEnum):
    """What a block of a document is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LEAD_IN = "lead_in"
    ITEM = "item"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """The structural half of a locator, which does not depend on pages or characters.

    `anchor` is the same in every language: "intro/p3", "3.1/p4", "annex/p1.3", "n25"; "n1-3" is the third
    note with the number 1, where each page begins at 1.
    """

    anchor: str
    section: str | None = None
    heading: str | None = None
    paragraph: int | None = None
    point: str | None = None
    footnote: int | None = None


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A mark of a footnote: its number and the position in the cleaned text where it hung.

    `note` is the anchor of its note, which tells it from others of that number where each page begins at 1.
    """

    number: int
    position: int
    note: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the source: its index from 0, its printed label, and what of the source it holds."""

    index: int
    label: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, lead-in, list item, note or line of the title.

    `marks` count positions from the start of the block's own text.
    """

    kind: BlockKind
    place: Place
    text: MappedText
    marks: tuple[NoteMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """An expression that has been read: its blocks in reading order, the notes last.

    `source` is the extracted text that every span counts in. `pages` is empty where the source has
    none. `unlocated_notes` are notes whose mark could not be found, or not with certainty: such a
    mark is left standing in the text rather than guessed.
    """

    expression: Expression
    source: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    unlocated_notes: tuple[int, ...] = ()

    def notes(self) -> Iterator[Block]:
        """Iterate over the footnotes, in order."""
        return (block for block in self.blocks if block.kind is BlockKind.NOTE)

    def page_at(self, source_offset: int) -> Page | None:
        """Return the page that holds a character of the source."""
        at = bisect_right(self.pages, source_offset, key=lambda page: page.span.start) - 1
        return self.pages[at] if at >= 0 and source_offset < self.pages[at].span.end else None

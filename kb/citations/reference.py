"""The nouns of this library: a mention of an instrument in a text, and what it was resolved to.

Whatever was found shows where: `text[r.span.start:r.span.end] == r.verbatim`. A `Mention` is what the
grammar saw; a `Reference` is a mention with the instrument it means; an `Unresolved` is a pointing word
("that Regulation") for which not exactly one instrument remained.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.text import Span


class Kind(StrEnum):
    """What an instrument is; the words are those of the contract (DESIGN section 5)."""

    COMMUNICATION = "communication"
    PROPOSAL = "proposal"
    GREEN_PAPER = "green_paper"
    WHITE_PAPER = "white_paper"
    STAFF_WORKING_DOCUMENT = "staff_working_document"
    JOINT_COMMUNICATION = "joint_communication"
    COMMISSION_DOCUMENT = "commission_document"
    REGULATION = "regulation"
    DIRECTIVE = "directive"
    DECISION = "decision"
    RECOMMENDATION = "recommendation"
    FRAMEWORK_DECISION = "framework_decision"
    OPINION = "opinion"
    CONCLUSIONS = "conclusions"
    NOTICE = "notice"
    CASE = "case"
    TREATY = "treaty"
    REPORT = "report"
    MEMORANDUM = "memorandum"
    WEBSITE = "website"
    OTHER = "other"


class Certainty(StrEnum):
    """How sure a CELEX number is: seen, made by a fixed rule, probable, or not known."""

    CERTAIN = "certain"
    BY_RULE = "by_rule"
    INFERRED = "inferred"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A place inside an instrument, as the text names it; None for what it does not name.

    Ordinal words are numbers ("eerste alinea" is subparagraph "1"); a range or list is one string.
    """

    article: str | None = None
    paragraph: str | None = None
    subparagraph: str | None = None
    point: str | None = None
    recital: str | None = None
    annex: str | None = None
    chapter: str | None = None
    section: str | None = None
    page: str | None = None

    def named(self) -> dict[str, str]:
        """Return the parts that are named, from the outermost inward.

        >>> Pinpoint(article="3", point="a").named()
        {'article': '3', 'point': 'a'}
        """
        parts = ((part.name, getattr(self, part.name)) for part in fields(self))
        return {name: value for name, value in parts if value is not None}


@dataclass(frozen=True, slots=True)
class Mention:
    """What the grammar saw: a name or number of an instrument, with the key that it spells.

    `certainty` is below `BY_RULE` only where the spelling itself leaves a doubt (which number is the
    year). `printed_url` and `repaired_url` are those of a web address. Provenance does not count in
    comparisons.
    """

    key: str
    kind: Kind
    span: Span = field(compare=False)
    verbatim: str = field(compare=False)
    pinpoint: Pinpoint | None = None
    certainty: Certainty = Certainty.BY_RULE
    repaired_url: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of an instrument, resolved.

    `key` is as mentioned, `instrument` the key under which the register keeps the work: they differ where
    one work has several numbers. `footnote` is the note it stands in, `url` where the instrument can be
    read, and `reason` says in a few English words where the CELEX number comes from or why there is none.
    """

    verbatim: str
    span: Span
    key: str
    instrument: str
    kind: Kind
    celex: str | None
    certainty: Certainty
    reason: str
    pinpoint: Pinpoint | None
    footnote: int | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A pointing word whose instrument is not known: none was named before it, or more than one."""

    verbatim: str
    span: Span
    candidates: tuple[str, ...]
    footnote: int | None

"""What is read of an exported answer; whatever else stands in it is left to its seal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from kb.answer.verify import Support
from kb.document import Authority, Expression, Locator
from kb.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Part(BaseModel):
    """A part of an export: strict about what it names, silent about the rest."""

    # what reads no export needs none of the validators
    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class ParallelPart(Part):
    """The same words in another language."""

    language: str
    authority: Authority | None = None
    text: str


class QuotedPart(Part):
    """Words with the text and the place that they are said to stand in."""

    document: Expression
    locator: Locator
    parallel: tuple[ParallelPart, ...] = ()


class CitationPart(QuotedPart):
    """A quotation under its marker."""

    marker: int
    quote: str
    url: str | None
    house_style: str


class HitPart(QuotedPart):
    """A passage that an abstention shows."""

    text: str


class SentencePart(Part):
    """A sentence of the answer."""

    text: str
    markers: tuple[int, ...]
    support: Support


class AbstentionPart(Part):
    """Why there is no answer."""

    nearest: tuple[HitPart, ...]


class TextPart(Part):
    """A text that the export rests on, and where it came from."""

    document: Expression
    reader: str | None
    source: str | None
    licence: str | None


class CollectionPart(Part):
    """All the texts that were there."""

    digest: str


class CitationAuditPart(Part):
    """The passage around a quotation."""

    marker: int
    cite_as: dict[str, str]
    passage: str
    quote_span: tuple[int, int]


class AuditPart(Part):
    """What an export says about its own making."""

    program: str
    collection: CollectionPart
    texts: tuple[TextPart, ...]
    citations: tuple[CitationAuditPart, ...]
    seal: str


class Exported(Part):
    """An exported answer or abstention; `audit` is None for what `kb ask --json` printed.

    `searched_documents` are the ids of the works searched, None for all.
    """

    language: str
    outcome: Literal["answer", "abstention"]
    answer: str | None
    sentences: tuple[SentencePart, ...]
    citations: tuple[CitationPart, ...]
    abstention: AbstentionPart | None
    searched_documents: tuple[str, ...] | None = None
    audit: AuditPart | None = None

    def quoted(self) -> tuple[QuotedPart, ...]:
        """Return what it quotes, or shows as nearest."""
        return (*self.citations, *(self.abstention.nearest if self.abstention else ()))


def read_export(exported: Mapping[str, object]) -> Exported:
    """Return what is checked of an exported answer, or raise `UsageError` naming what is wrong with it."""
    try:
        return Exported.model_validate(exported)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise UsageError(
            f"this is no exported answer: {place}: {fault['msg']}; export one with kb ask --export FILE.json"
        ) from error

"""The JSON of DESIGN section 5: its shapes, and how results are turned into them.

Every shape is a dataclass, from which `json_schema` is generated; absent values are null and lists are
empty, never missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Literal

from pydantic import TypeAdapter

from kb.answer import Abstention, Answer, GenerationReport, Reason, Sentence, Timings
from kb.answer.audit import Check
from kb.answer.record import Collection, Text
from kb.document import Authority, Expression, Locator
from kb.ingestion import IngestionReport
from kb.ingestion.fetching import FetchReport
from kb.ingestion.removal import Removed
from kb.register import Instrument, ShownReference
from kb.render.cited import CiteResult, ReferencesResult
from kb.render.shape import SCHEMA
from kb.retrieve import Hit, Parallel

if TYPE_CHECKING:
    from kb.answer import Citation
    from kb.register.status import Status
    from kb.store import StoredDocument


@dataclass(frozen=True, slots=True)
class CitationShape:
    """A quotation under its marker."""

    marker: int
    quote: str
    document: Expression
    locator: Locator
    url: str | None
    house_style: str
    parallel: tuple[Parallel, ...]
    references: tuple[ShownReference, ...]


@dataclass(frozen=True, slots=True)
class AbstentionShape:
    """Why there is no answer."""

    reason: Reason
    message: str
    unmatched: tuple[str, ...]
    nearest: tuple[Hit, ...]
    cited_but_not_loaded: tuple[Instrument, ...]


@dataclass(frozen=True, slots=True)
class AskResult:
    """What `kb ask` prints.

    `searched` are the languages searched and `searched_documents` the ids of the works, null for all.
    """

    id: str | None
    question: str
    language: str
    outcome: Literal["answer", "abstention"]
    answer: str | None
    sentences: tuple[Sentence, ...]
    citations: tuple[CitationShape, ...]
    abstention: AbstentionShape | None
    generation_report: GenerationReport | None
    generation: int
    encoder: str | None
    timings_ms: Timings
    context: str | None
    read_as: str | None
    remarks: tuple[str, ...]
    searched: tuple[str, ...] | None
    searched_documents: tuple[str, ...] | None
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class CitationAudit:
    """A citation to paste in each language, the passage around the quotation, and where in it that stands."""

    marker: int
    cite_as: dict[str, str]
    passage: str
    quote_span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Audit:
    """Who made an answer, when, from which texts, what else was considered, and what was checked.

    `asked_at` is ISO 8601 with its zone; `searched` the languages searched and `searched_documents` the ids
    of the works, null for all. `seal` is the digest of all the rest of the file.
    """

    asked_at: str
    program: str
    searched: tuple[str, ...] | None
    searched_documents: tuple[str, ...] | None
    collection: Collection
    texts: tuple[Text, ...]
    citations: tuple[CitationAudit, ...]
    considered: tuple[Hit, ...]
    checks: tuple[Check, ...]
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportResult(AskResult):
    """What `kb ask --export FILE.json` writes."""

    audit: Audit


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What `kb search` prints."""

    id: str | None
    question: str
    language: str
    hits: tuple[Hit, ...]
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class BatchError:
    """What `--batch` prints for a row that could not be used."""

    id: str | None
    question: str | None
    error: str


@dataclass(frozen=True, slots=True)
class IngestResult(IngestionReport):
    """What `kb ingest` prints."""

    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class FetchResult(FetchReport):
    """What `kb fetch` prints."""

    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class RemoveResult:
    """What `kb remove` prints."""

    removed: tuple[Removed, ...]
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class DocumentStatus:
    """A document as `kb status` lists it."""

    id: str
    language: str
    file: str
    celex: str | None
    authority: Authority | None
    pages: int | None
    passages: int
    footnotes: int
    version: str


@dataclass(frozen=True, slots=True)
class DocumentsResult:
    """The documents that are loaded, as the server lists them."""

    documents: tuple[DocumentStatus, ...]
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class StatusResult:
    """What `kb status` prints."""

    documents: tuple[DocumentStatus, ...]
    cited_but_not_loaded: tuple[Instrument, ...]
    generation: int
    encoder: str | None
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """What `kb verify` prints."""

    ok: bool
    checks: tuple[Check, ...]
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class UsersResult:
    """Who may log in to the web server, as `kb user` prints it; no one has to where there is none."""

    users: tuple[str, ...]
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class JudgementsResult:
    """How many thumbs are kept in which file and for how many days (null for ever), and how many went."""

    count: int
    erased: int
    kept_days: int | None
    file: str
    schema: int = SCHEMA


Shape = (
    AskResult
    | ExportResult
    | SearchResult
    | BatchError
    | IngestResult
    | FetchResult
    | DocumentsResult
    | RemoveResult
    | StatusResult
    | VerifyResult
    | UsersResult
    | JudgementsResult
    | CiteResult
    | ReferencesResult
)

SHAPES: dict[str, type[Shape]] = {
    "ask": AskResult,
    "export": ExportResult,
    "search": SearchResult,
    "batch-error": BatchError,
    "ingest": IngestResult,
    "fetch": FetchResult,
    "documents": DocumentsResult,
    "remove": RemoveResult,
    "status": StatusResult,
    "verify": VerifyResult,
    "user": UsersResult,
    "judgements": JudgementsResult,
    "cite": CiteResult,
    "references": ReferencesResult,
}
"""What each command prints or writes, and what the server sends, by name."""


@cache
def json_schema(name: str) -> dict[str, object]:
    """Return the JSON Schema of what a command prints; `name` is a key of `SHAPES`."""
    return TypeAdapter(SHAPES[name]).json_schema(mode="serialization")


def ask_result(outcome: Answer | Abstention, row: str | None = None) -> AskResult:
    """Return the shape of an outcome; `row` is the id that a batch gave the question."""
    asked = outcome.asked
    answered = isinstance(outcome, Answer)
    return AskResult(
        id=row,
        question=asked.question,
        language=asked.language,
        outcome="answer" if answered else "abstention",
        answer=outcome.text if isinstance(outcome, Answer) else None,
        sentences=outcome.sentences if isinstance(outcome, Answer) else (),
        citations=tuple(_citation(c) for c in outcome.citations) if isinstance(outcome, Answer) else (),
        abstention=_abstention(outcome) if isinstance(outcome, Abstention) else None,
        generation_report=outcome.generation_report if isinstance(outcome, Answer) else None,
        generation=asked.generation,
        encoder=asked.encoder,
        timings_ms=asked.timings_ms,
        context=asked.context,
        read_as=asked.read_as,
        remarks=outcome.remarks if isinstance(outcome, Answer) else (),
        searched=asked.searched.languages,
        searched_documents=asked.searched.works,
    )


def search_result(question: str, language: str, hits: Sequence[Hit], row: str | None = None) -> SearchResult:
    """Return the shape of a search."""
    return SearchResult(row, question, language, tuple(hits))


def ingest_result(report: IngestionReport) -> IngestResult:
    """Return the shape of an ingestion."""
    return IngestResult(**{field.name: getattr(report, field.name) for field in fields(report)})


def fetch_result(report: FetchReport) -> FetchResult:
    """Return the shape of a fetch."""
    return FetchResult(**{field.name: getattr(report, field.name) for field in fields(report)})


def remove_result(removed: Sequence[Removed]) -> RemoveResult:
    """Return the shape of a removal."""
    return RemoveResult(tuple(removed))


def status_result(status: Status) -> StatusResult:
    """Return the shape of a status."""
    return StatusResult(
        documents=tuple(_document(stored) for stored in status.documents),
        cited_but_not_loaded=status.cited_but_not_loaded,
        generation=status.generation,
        encoder=status.encoder,
    )


def documents_result(status: Status) -> DocumentsResult:
    """Return the shape of the list of documents."""
    return DocumentsResult(tuple(_document(stored) for stored in status.documents))


def verify_result(checks: Sequence[Check]) -> VerifyResult:
    """Return the shape of a verification."""
    return VerifyResult(all(check.ok for check in checks), tuple(checks))


def _citation(citation: Citation) -> CitationShape:
    return CitationShape(
        marker=citation.marker,
        quote=citation.quote,
        document=citation.document,
        locator=citation.locator,
        url=citation.url,
        house_style=citation.house_style,
        parallel=citation.parallel,
        references=citation.references,
    )


def _abstention(outcome: Abstention) -> AbstentionShape:
    return AbstentionShape(
        outcome.reason,
        outcome.message,
        outcome.unmatched,
        outcome.nearest,
        outcome.cited_but_not_loaded,
    )


def _document(stored: StoredDocument) -> DocumentStatus:
    expression = stored.expression
    return DocumentStatus(
        id=expression.id,
        language=expression.language,
        file=stored.origin.name,
        celex=expression.celex,
        authority=expression.authority,
        pages=stored.pages,
        passages=stored.passages,
        footnotes=stored.footnotes,
        version=expression.version,
    )

"""An outcome with all that an official needs to sign it, checked once more when it is made."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kb.answer import Answer
from kb.answer.house_style import house_style
from kb.answer.seal import seal_of
from kb.errors import UnverifiedQuoteError
from kb.render.contract import Audit, CitationAudit, ExportResult, ask_result
from kb.render.shape import to_json

if TYPE_CHECKING:
    from kb.answer import Abstention, Citation
    from kb.answer.audit import Check
    from kb.answer.record import Record
    from kb.desk import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Dossier:
    """An outcome, what it rests on, and the checks that were made."""

    outcome: Answer | Abstention
    record: Record
    checks: tuple[Check, ...]


def dossier(desk: KnowledgeBase, outcome: Answer | Abstention) -> Dossier:
    """Return the dossier of an outcome, or raise `UnverifiedQuoteError` when the texts do not hold it now."""
    checks = desk.check_quotes(json.loads(to_json(ask_result(outcome))))
    wrong = next((check for check in checks if not check.ok), None)
    if wrong is not None:
        raise UnverifiedQuoteError(f"not exported: {wrong.name}: {wrong.detail}; ask the question again")
    return Dossier(outcome, desk.record(outcome), checks)


def export_result(made: Dossier) -> ExportResult:
    """Return the shape of an exported answer: what `kb ask --json` prints, with its audit, sealed."""
    asked = ask_result(made.outcome)
    fixed = {field.name: getattr(asked, field.name) for field in fields(asked)}
    unsealed = ExportResult(**fixed, audit=_audit(made, ""))
    return ExportResult(**fixed, audit=_audit(made, seal_of(json.loads(to_json(unsealed)))))


def _audit(made: Dossier, seal: str) -> Audit:
    asked, record = made.outcome.asked, made.record
    citations = made.outcome.citations if isinstance(made.outcome, Answer) else ()
    return Audit(
        asked_at=asked.at.isoformat(timespec="seconds"),
        program=record.program,
        searched=asked.searched.languages,
        searched_documents=asked.searched.works,
        collection=record.collection,
        texts=record.texts,
        citations=tuple(_citation(citation, asked.language) for citation in citations),
        considered=record.considered,
        checks=made.checks,
        seal=seal,
    )


def _citation(citation: Citation, spoken: str) -> CitationAudit:
    passage, span = citation.source.passage, citation.source.span
    return CitationAudit(
        marker=citation.marker,
        cite_as=cite_as(citation, spoken),
        passage=passage.text,
        quote_span=(span.start, span.end),
    )


def cite_as(citation: Citation, spoken: str) -> dict[str, str]:
    """Return a citation to paste, in the house style of the question's language and of the quotation's."""
    return {
        language: house_style(citation.document, citation.locator, language)
        for language in dict.fromkeys((spoken, citation.document.language))
    }

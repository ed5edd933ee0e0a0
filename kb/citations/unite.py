"""References that stand for one work although they have keys of their own.

"Verordening (EG) nr. 1082/2006 …, PB L 210 van 31.7.2006, blz. 19, te raadplegen op: http://…" names one
instrument three times: by its number, by its place in the Official Journal and by an address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.citations.reference import Kind, Reference

if TYPE_CHECKING:
    from collections.abc import Sequence


TITLE_LENGTH = 700
"""Characters that the rest of an act's title may take before its place in the journal."""

ENDS_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})[.!?]\s+(?=[A-ZÀ-Ý])|;|\n\s*\n")
CONSULT = re.compile(
    r"te raadplegen|raadpleeg|te vinden|beschikbaar|available|can be found|found at|consulted|disponible|"
    r"consultable|abrufbar|verfügbar|einsehbar|\bzie|\bsee\b|\bvoir|\bsiehe|:\s*$",
    re.IGNORECASE,
)
"""How a text says that an instrument can be read at the address that follows."""

PUBLISHED_THERE = "the place in the Official Journal of what is named before it"
READ_THERE = "the address that the text gives for what is named before it"


def unite(text: str, references: Sequence[Reference]) -> list[Reference]:
    """Return the references; a place or an address of an instrument named just before it joins that."""
    united: list[Reference] = []
    before: Reference | None = None
    for reference in references:
        reason = _joins(text, before, reference) if before else None
        united.append(_joined(reference, before, reason) if before and reason else reference)
        if reference.kind not in {Kind.WEBSITE, Kind.NOTICE}:
            before = reference
    return united


def _joins(text: str, before: Reference, reference: Reference) -> str | None:
    published = reference.kind is Kind.NOTICE and before.key.startswith("act:")
    if not published and reference.kind is not Kind.WEBSITE:
        return None
    if reference.instrument != reference.key or reference.span.start - before.span.end > TITLE_LENGTH:
        return None
    between = text[before.span.end : reference.span.start]
    if ENDS_SENTENCE.search(between):
        return None
    if published:
        return PUBLISHED_THERE
    return READ_THERE if CONSULT.search(between) else None


def _joined(reference: Reference, before: Reference, reason: str) -> Reference:
    """An address keeps the kind of a page; it leads to the instrument."""
    return Reference(
        reference.verbatim,
        reference.span,
        reference.key,
        before.instrument,
        reference.kind,
        before.celex,
        before.certainty,
        reason,
        reference.pinpoint,
        reference.footnote,
        reference.url,
    )

"""The JSON of the register and of references in a text; apart, so that a look-up loads nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.register import Instrument, ShownReference
from kb.render.shape import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.citations import Found


@dataclass(frozen=True, slots=True)
class CiteResult:
    """What `kb cite` prints."""

    instruments: tuple[Instrument, ...]
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class UnresolvedShape:
    """A pointing word that could not be led to one instrument, and the keys that it could mean."""

    verbatim: str
    span: tuple[int, int]
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferencesResult:
    """What `kb references` prints; spans count in the text as given."""

    references: tuple[ShownReference, ...]
    unresolved: tuple[UnresolvedShape, ...]
    schema: int = SCHEMA


def cite_result(instruments: Sequence[Instrument]) -> CiteResult:
    """Return the shape of a look-up."""
    return CiteResult(tuple(instruments))


def references_result(found: Found) -> ReferencesResult:
    """Return the shape of what was found in a text."""
    return ReferencesResult(
        tuple(ShownReference.of(reference) for reference in found.references),
        tuple(
            UnresolvedShape(u.verbatim, (u.span.start, u.span.end), u.candidates) for u in found.unresolved
        ),
    )

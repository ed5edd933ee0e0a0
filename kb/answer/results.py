"""The two outcomes of asking; the fields are the contract of DESIGN section 5.

They are two types, and an `Answer` cannot be built unverified: every sentence names at least one citation
and says what that carries; every citation is a `Quote`, which cannot be made of words that are not in the
text, and is cited by the place that it stands in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from kb.answer.quote import Quote
from kb.answer.verify import Support, place_faults, sentence_faults
from kb.document import Expression, Locator
from kb.errors import UnverifiedQuoteError
from kb.register import Instrument, ShownReference
from kb.retrieve import Hit, Parallel
from kb.retrieve.scope import EVERYTHING, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator


class Reason(StrEnum):
    """Why there is no answer."""

    NOT_IN_TEXTS = "not_in_texts"
    DOCUMENT_NOT_LOADED = "document_not_loaded"
    UNCLEAR_QUESTION = "unclear_question"
    UNSUPPORTED_LANGUAGE = "unsupported_language"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer, and the markers of the citations that carry it."""

    text: str
    markers: tuple[int, ...]
    support: Support


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation with its marker, the page of its document, and how an official cites it."""

    marker: int
    source: Quote
    url: str | None
    house_style: str
    parallel: tuple[Parallel, ...] = ()
    references: tuple[ShownReference, ...] = ()

    @property
    def quote(self) -> str:
        """The words quoted."""
        return self.source.text

    @property
    def document(self) -> Expression:
        """The expression that is quoted."""
        return self.source.passage.expression

    @property
    def locator(self) -> Locator:
        """Where the quotation stands."""
        return self.source.locator


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds of wall-clock time."""

    retrieve: float
    answer: float
    total: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What both outcomes carry: the question, and the state of the knowledge base that met it.

    `searched` is which of the texts were searched; `at` is when it was asked.
    `language` is that of the outcome, and `read_in` that of the question where it asks for another. `context`
    is the question before it, and `read_as` how it was read where that is not as it was written.
    """

    question: str
    language: str
    generation: int
    encoder: str | None
    timings_ms: Timings
    searched: Scope = EVERYTHING
    context: str | None = None
    read_as: str | None = None
    read_in: str | None = None
    at: datetime = field(default_factory=lambda: datetime.now().astimezone())


@dataclass(frozen=True, slots=True)
class GenerationReport:
    """What a language model wrote, and what was left of it.

    `dropped` counts the sentences that were dropped, by reason; with `fallback` none was kept, and the
    answer is the quotations.
    """

    model: str
    sentences: int
    kept: int
    dropped: dict[str, int]
    fallback: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Sentences, each carried by verified quotations; one that is not cannot be made.

    `remarks` say what of the question it leaves unanswered; they are about the texts, not from them.
    """

    asked: Asked
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    generation_report: GenerationReport | None = None
    remarks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        fault = next(self._faults(), None)
        if fault is not None:
            raise UnverifiedQuoteError(f"not answered: {fault}")

    @property
    def is_declared(self) -> bool:
        """Whether it tells what the manifest declares, which a language model has nothing to add to."""
        return all(sentence.support is Support.MANIFEST for sentence in self.sentences)

    @property
    def text(self) -> str:
        """The sentences with their markers: "… [1] … [2]"."""
        return " ".join(
            f"{sentence.text} {''.join(f'[{marker}]' for marker in sentence.markers)}"
            for sentence in self.sentences
        )

    def _faults(self) -> Iterator[str]:
        spoken, by_marker = self.asked.language, {citation.marker: citation for citation in self.citations}
        if not self.sentences or len(by_marker) < len(self.citations):
            yield "an answer needs a sentence, and a marker for each quotation"
        for sentence in self.sentences:
            known = by_marker.keys() >= set(sentence.markers)
            under = [by_marker[marker] for marker in sentence.markers] if known else []
            yield from sentence_faults(sentence, under, spoken)
        for citation in self.citations:
            yield from place_faults(citation, spoken)


@dataclass(frozen=True, slots=True)
class Abstention:
    """The texts do not say it: why, which words they lack, and what comes nearest."""

    asked: Asked
    reason: Reason
    message: str
    unmatched: tuple[str, ...]
    nearest: tuple[Hit, ...]
    cited_but_not_loaded: tuple[Instrument, ...] = ()

"""What is done for one request, as functions of a desk: the work of a server, without the server.

What they take and return can travel between processes: words, and outcomes as bytes. What they return is
ready to be sent, so that the process that listens has little to do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb import language as languages_of
from kb.answer import Answer
from kb.citations import Part, find_in_parts
from kb.desk import goes_on
from kb.desk.kept import packed, unpacked
from kb.render.cited import cite_result, references_result
from kb.render.contract import ask_result, search_result
from kb.render.export import dossier, export
from kb.render.html.outcome import Shown, announced, outcome_shown
from kb.render.shape import to_json

if TYPE_CHECKING:
    from kb.answer import Abstention
    from kb.desk import KnowledgeBase
    from kb.render.html.element import Html

NO_MODEL = "none"


@dataclass(frozen=True, slots=True)
class Question:
    """A question with how it is asked, as `KnowledgeBase.ask` takes it."""

    text: str
    language: str = "auto"
    within: tuple[str, ...] | None = None
    documents: tuple[str, ...] | None = None
    context: str | None = None
    llm: str | None = None

    def is_worded(self, offered: str | None) -> bool:
        """Tell whether a language model words the answer, where this one is offered."""
        return (self.llm or offered or NO_MODEL) != NO_MODEL


@dataclass(frozen=True, slots=True)
class Given:
    """An outcome as JSON, and as it is kept."""

    json: str
    kept: bytes


@dataclass(frozen=True, slots=True)
class OnPage:
    """An outcome as a page shows it and a screen reader says it, and as it is kept.

    `question` is what the next one goes on from.
    """

    page: Html
    said: str
    question: str
    kept: bytes


def given(desk: KnowledgeBase, question: Question, token: str) -> Given:
    """Answer a question; `token` is what names the outcome from then on."""
    outcome = _outcome(desk, question)
    return Given(to_json(replace(ask_result(outcome), id=token)), packed(outcome))


def found(desk: KnowledgeBase, query: Question, k: int) -> str:
    """Return the hits of a search as JSON."""
    hits = desk.search(
        query.text,
        k=k,
        language=query.language,
        languages=query.within,
        documents=query.documents,
        context=query.context,
    )
    spoken = languages_of.of_question(query.text) if query.language == "auto" else query.language
    return to_json(search_result(query.text, spoken, hits))


def cited(desk: KnowledgeBase, query: str | None) -> str:
    """Return the instruments that a query means as JSON."""
    return to_json(cite_result(desk.look_up(query)))


def referred(_: KnowledgeBase, text: str, language: str | None) -> str:
    """Return the references in a text as JSON."""
    chosen = languages_of.known(language, languages_of.READ) if language else languages_of.of_document(text)
    return to_json(references_result(find_in_parts([Part(text)], language=chosen)[0]))


def exported(desk: KnowledgeBase, kept: bytes, suffix: str) -> bytes:
    """Return an outcome as a file of this kind, checked against the texts once more."""
    return export(dossier(desk, unpacked(kept)), suffix)


def asked_on_page(desk: KnowledgeBase, question: Question, token: str, interface: str) -> OnPage:
    """Answer a question for a page in a language, going on from its context if it does."""
    context = question.context
    follows = context is not None and goes_on(question.text, context)
    outcome = _outcome(desk, question if follows else replace(question, context=None))
    return _on_page(desk, outcome, token, interface, outcome.asked.read_as or question.text)


def shown_again(desk: KnowledgeBase, kept: bytes, token: str, interface: str) -> OnPage:
    """Show an outcome again on a page in a language."""
    outcome = unpacked(kept)
    return _on_page(desk, outcome, token, interface, outcome.asked.question)


def _outcome(desk: KnowledgeBase, question: Question) -> Answer | Abstention:
    return desk.ask(
        question.text,
        language=question.language,
        languages=question.within,
        documents=question.documents,
        llm=question.llm,
        context=question.context,
    )


def _on_page(
    desk: KnowledgeBase, outcome: Answer | Abstention, token: str, interface: str, question: str
) -> OnPage:
    around = desk.surroundings(outcome) if isinstance(outcome, Answer) else {}
    shown = Shown(outcome, desk.record(outcome), around, token)
    return OnPage(outcome_shown(shown, interface), announced(outcome, interface), question, packed(outcome))

"""A question from the page to the desk, and what comes back as HTML; nothing here knows Gradio."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.answer import Answer
from kb.desk import MAX_QUESTION_LENGTH, goes_on
from kb.errors import KnowledgeBaseError, NothingIngestedError
from kb.render import judging
from kb.render.html.asking import notice
from kb.render.html.outcome import Shown, announced, outcome_shown
from kb.surfaces.web.words_ask import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.answer import Abstention
    from kb.render.html.element import Html
    from kb.store.judgements import Verdict
    from kb.surfaces.web.room import Room
    from kb.surfaces.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Told:
    """What the page shows after a question, what a screen reader says of it, and the visit from then on."""

    page: Html
    said: str
    visit: Visit
    is_wrong: bool = False


def ask(room: Room, question: str, within: Sequence[str], visit: Visit) -> Told:
    """Ask a question, going on from the one before it if it does; `within` are the languages searched."""
    words, asked = WORDS[room.language], " ".join(question.split())
    if not asked:
        return _wrong(words["empty"], visit)
    if len(asked) > MAX_QUESTION_LENGTH:
        return _wrong(words["too_long"].format(length=len(asked), most=MAX_QUESTION_LENGTH), visit)
    try:
        context = visit.context if visit.context and goes_on(asked, visit.context) else None
        outcome = room.desk.ask(asked, languages=tuple(within) or None, context=context)
        token = room.outcomes.keep(outcome)
        return _shown(room, outcome, token, visit.with_outcome(token, asked, outcome.asked.read_as))
    except NothingIngestedError:
        return _wrong(words["nothing"], visit)
    except KnowledgeBaseError as error:
        return _wrong(words["failed"].format(error=error), visit)


def show(room: Room, token: str, visit: Visit) -> Told:
    """Show an outcome of this visit again."""
    outcome = room.outcomes.of(token)
    if outcome is None:
        return _wrong(WORDS[room.language]["gone"], visit)
    try:
        return _shown(room, outcome, token, visit.looking_at(token, outcome.asked.question))
    except KnowledgeBaseError as error:
        return _wrong(WORDS[room.language]["failed"].format(error=error), visit)


def fetch(room: Room, number: str, within: Sequence[str], visit: Visit) -> Told:
    """Fetch a document by its number, and ask the question that is on the page again."""
    words, before = WORDS[room.language], room.outcomes.of(visit.shown or "")
    try:
        complaints = room.desk.fetch([number]).complaints()
    except KnowledgeBaseError as error:
        complaints = (str(error),)
    if complaints:
        return _wrong(words["not_fetched"].format(error="; ".join(complaints)), visit)
    if before is None:
        return _wrong(words["gone"], visit)
    return ask(room, before.asked.question, within, replace(visit, context=before.asked.context))


def judge(room: Room, token: str, verdict: Verdict, comment: str) -> Html:
    """Keep what somebody thinks of the outcome that is on the page, and thank for it."""
    words, outcome = WORDS[room.language], room.outcomes.of(token)
    if outcome is None:
        return notice(words["gone"], wrong=True)
    try:
        judging.judge(room.desk, outcome, verdict, comment.strip())
    except KnowledgeBaseError as error:
        return notice(words["not_judged"].format(error=error), wrong=True)
    return notice(words["judged"])


def _shown(room: Room, outcome: Answer | Abstention, token: str, visit: Visit) -> Told:
    around = room.desk.surroundings(outcome) if isinstance(outcome, Answer) else {}
    shown = Shown(outcome, room.desk.record(outcome), around, token)
    return Told(outcome_shown(shown, room.language), announced(outcome, room.language), visit)


def _wrong(message: str, visit: Visit) -> Told:
    return Told(notice(message, wrong=True), "", visit, is_wrong=True)

"""A question from the page to the desk, and what comes back as HTML; nothing here knows Gradio."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.desk import MAX_QUESTION_LENGTH
from kb.desk.kept import new_token, unpacked
from kb.errors import KnowledgeBaseError, NothingIngestedError
from kb.render import judging, tasks
from kb.render.html.asking import notice
from kb.surfaces.web.words_ask import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.ingestion.fetching import FetchReport
    from kb.render.html.element import Html
    from kb.render.tasks import OnPage
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


def ask(room: Room, question: str, within: Sequence[str], documents: Sequence[str], visit: Visit) -> Told:
    """Ask a question, going on from the one before it if it does.

    `within` are the languages searched and `documents` the ids of the works, none of them for all.
    """
    words, asked = WORDS[room.language], " ".join(question.split())
    if not asked:
        return _wrong(words["empty"], visit)
    if len(asked) > MAX_QUESTION_LENGTH:
        return _wrong(words["too_long"].format(length=len(asked), most=MAX_QUESTION_LENGTH), visit)
    try:
        put = tasks.Question(
            asked,
            within=tuple(within) or None,
            documents=tuple(documents) or None,
            context=visit.context,
        )
        workers, token = room.workers, new_token()
        do = workers.here if put.is_worded(room.desk.settings.llm) else workers.do
        given = do(tasks.asked_on_page, put, token, room.language)
        return _shown(room, given, token, visit.with_outcome(token, asked, given.question))
    except NothingIngestedError:
        return _wrong(words["nothing" if room.desk.reading is None else "preparing"], visit)
    except KnowledgeBaseError as error:
        return _wrong(words["failed"].format(error=error), visit)


def show(room: Room, token: str, visit: Visit) -> Told:
    """Show an outcome of this visit again."""
    kept = room.outcomes.of(token)
    if kept is None:
        return _wrong(WORDS[room.language]["gone"], visit)
    try:
        given = room.workers.do(tasks.shown_again, kept, token, room.language)
        return _shown(room, given, token, visit.looking_at(token, given.question))
    except KnowledgeBaseError as error:
        return _wrong(WORDS[room.language]["failed"].format(error=error), visit)


def fetch(room: Room, number: str, visit: Visit) -> Told:
    """Fetch a document by its number, and put the question that is on the page to it as well."""
    words, before = WORDS[room.language], room.outcomes.of(visit.shown or "")
    try:
        report = room.desk.fetch([number])
        complaints = report.complaints()
    except KnowledgeBaseError as error:
        return _wrong(words["not_fetched"].format(error=error), visit)
    if complaints:
        return _wrong(words["not_fetched"].format(error="; ".join(complaints)), visit)
    if before is None:
        return _wrong(words["gone"], visit)
    asked = unpacked(before).asked
    searched = asked.searched
    chosen = (*searched.works, *_came(report)) if searched.works else ()
    return ask(room, asked.question, searched.languages or (), chosen, replace(visit, context=asked.context))


def judge(room: Room, token: str, verdict: Verdict, comment: str) -> Html:
    """Keep what somebody thinks of the outcome that is on the page, and thank for it."""
    words, kept = WORDS[room.language], room.outcomes.of(token)
    if kept is None:
        return notice(words["gone"], wrong=True)
    try:
        judging.judge(room.desk, unpacked(kept), verdict, comment.strip())
    except KnowledgeBaseError as error:
        return notice(words["not_judged"].format(error=error), wrong=True)
    return notice(words["judged"])


def _came(report: FetchReport) -> Iterator[str]:
    """The ids of the works that were fetched and read in."""
    read = report.ingestion
    for file in (*read.added, *read.changed, *read.unchanged) if read else ():
        yield file.document


def _shown(room: Room, given: OnPage, token: str, visit: Visit) -> Told:
    room.outcomes.keep(token, given.kept)
    return Told(given.page, given.said, visit)


def _wrong(message: str, visit: Visit) -> Told:
    return Told(notice(message, wrong=True), "", visit, is_wrong=True)

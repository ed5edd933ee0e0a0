"""A question as it was typed into a query, and what every outcome says of how it was asked."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from kb import language as languages_of
from kb.answer import Timings
from kb.answer.results import Asked
from kb.errors import UsageError
from kb.ingestion.removal import none_stored
from kb.retrieve.query import Query
from kb.retrieve.scope import ChosenWork, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kb.answer.publication import Work

MAX_QUESTION_LENGTH = 2_000
"""Characters; a longer question is a text that was pasted by mistake."""


def query_of(question: str, language: str, context: str | None = None) -> Query:
    """Return the query that a question is; `language` is "nl", "en", or "auto" to find it out.

    Raises:
        UsageError: The question is empty or too long, or the language is none that is answered in.
    """
    text = " ".join(question.split())
    before = " ".join(context.split()) if context else None
    if not text:
        raise UsageError("the question is empty: write a question in Dutch or English")
    if len(text) > MAX_QUESTION_LENGTH or len(before or "") > MAX_QUESTION_LENGTH:
        raise UsageError(f"the question has more than {MAX_QUESTION_LENGTH} characters")
    if language == "auto":
        return Query(text, languages_of.of_question(f"{text} {before or ''}"), before)
    return Query(text, languages_of.known(language), before)


def goes_on(question: str, context: str) -> bool:
    """Tell whether a question is understood only with the one before it: "En in het Engels?"."""
    query = query_of(question, "auto", context)
    return query.whole != query.own or query.own != query.text


def restriction(languages: Sequence[str] | None) -> tuple[str, ...] | None:
    """Return the languages of the texts to search, each checked; None for all."""
    return None if languages is None else tuple(languages_of.known(c, languages_of.READ) for c in languages)


def scope_of(
    languages: tuple[str, ...] | None, documents: Sequence[str] | None, works: Callable[[], Sequence[Work]]
) -> Scope:
    """Return which of the texts are searched: those in some languages, and of the works with some ids.

    Args:
        languages: Already checked; None for all.
        documents: The ids; None for all.
        works: Gives those that are loaded; called only where some are chosen.

    Raises:
        UsageError: None is chosen, or one that is not loaded.
    """
    if documents is None:
        return Scope(languages)
    if not documents:
        raise UsageError("no document is chosen: name at least one by its id, or none of them to search all")
    names = {work.first.id: work.declared("reference") or work.first.title for work in works()}
    missing = next((work for work in documents if work not in names), None)
    if missing is not None:
        raise none_stored(missing, list(names))
    return Scope(languages, tuple(ChosenWork(work, names[work]) for work in dict.fromkeys(documents)))


def how_asked(
    query: Query,
    searched: Scope,
    made_from: tuple[int, str],
    begun: float,
    retrieved: float,
) -> Asked:
    """Return how a question was asked, now that its outcome is known.

    Args:
        query: The question as it was read.
        searched: Which of the texts were searched.
        made_from: The generation of the store and the name of the encoder.
        begun: When the question came, in seconds of `time.perf_counter`.
        retrieved: When its passages had been found.
    """
    now = time.perf_counter()
    timings = Timings(
        retrieve=round((retrieved - begun) * 1000, 2),
        answer=round((now - retrieved) * 1000, 2),
        total=round((now - begun) * 1000, 2),
    )
    return Asked(
        query.text,
        query.spoken,
        *made_from,
        timings,
        searched,
        query.context,
        None if query.own == query.text else query.own,
        None if query.spoken == query.language else query.language,
    )

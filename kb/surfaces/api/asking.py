"""Asking and searching over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from kb.desk.kept import new_token
from kb.render import tasks
from kb.render.contract import AskResult, SearchResult
from kb.surfaces.api.requests import MOST_DOCUMENTS, Question
from kb.surfaces.api.service import as_json

if TYPE_CHECKING:
    from kb.surfaces.api.service import Service

MOST_HITS = 100


def routes(service: Service) -> APIRouter:
    """Return the routes of asking and searching."""
    router = APIRouter(tags=["asking"])

    @router.post("/ask", response_model=AskResult)
    async def ask(question: Question) -> Response:
        """Answer a question with verified quotations, or abstain; `id` names it for judging and exporting."""
        asked = tasks.Question(
            question.question,
            question.lang,
            None if question.within is None else tuple(question.within),
            None if question.documents is None else tuple(question.documents),
            question.context,
            question.llm,
        )
        token = new_token()
        given = await service.answered(tasks.given, asked, token)
        service.outcomes.keep(token, given.kept)
        return as_json(given.json)

    @router.get("/search", response_model=SearchResult)
    async def search(
        query: Annotated[str, Query(description="In Dutch or English.")],
        k: Annotated[int, Query(ge=1, le=MOST_HITS, description="How many hits.")] = 10,
        lang: Annotated[str, Query(description='Language of the query: "nl", "en", or "auto".')] = "auto",
        within: Annotated[
            str | None, Query(alias="in", description="Search the texts in these languages only: nl,en.")
        ] = None,
        documents: Annotated[
            list[str] | None,
            Query(
                max_length=MOST_DOCUMENTS,
                description="Search this document only, by its id in /api/v1/documents; repeatable.",
            ),
        ] = None,
        context: Annotated[str | None, Query(description="The question asked before.")] = None,
    ) -> Response:
        """Find the passages that meet a query best."""
        languages = None if within is None else tuple(code.strip() for code in within.split(","))
        chosen = None if documents is None else tuple(documents)
        asked = tasks.Question(query, lang, languages, chosen, context)
        return as_json(await service.done(tasks.found, asked, k))

    return router

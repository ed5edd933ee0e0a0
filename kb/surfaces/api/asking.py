"""Asking and searching over HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from kb import language as languages_of
from kb.render.contract import AskResult, SearchResult, ask_result, search_result
from kb.surfaces.api.requests import Question
from kb.surfaces.api.service import sent

if TYPE_CHECKING:
    from kb.surfaces.api.service import Service

MOST_HITS = 100


def routes(service: Service) -> APIRouter:
    """Return the routes of asking and searching."""
    router = APIRouter(tags=["asking"])
    desk = service.desk

    @router.post("/ask", response_model=AskResult)
    async def ask(question: Question) -> Response:
        """Answer a question with verified quotations, or abstain; `id` names it for judging and exporting."""

        def answered() -> AskResult:
            outcome = desk.ask(
                question.question,
                language=question.lang,
                languages=question.within,
                llm=question.llm,
                context=question.context,
            )
            return replace(ask_result(outcome), id=service.given.remember(outcome))

        service.refuse_while_preparing()
        return await service.line_for(question.llm).run(lambda: sent(answered))

    @router.get("/search", response_model=SearchResult)
    async def search(
        query: Annotated[str, Query(description="In Dutch or English.")],
        k: Annotated[int, Query(ge=1, le=MOST_HITS, description="How many hits.")] = 10,
        lang: Annotated[str, Query(description='Language of the query: "nl", "en", or "auto".')] = "auto",
        within: Annotated[
            str | None, Query(alias="in", description="Search the texts in these languages only: nl,en.")
        ] = None,
        context: Annotated[str | None, Query(description="The question asked before.")] = None,
    ) -> Response:
        """Find the passages that meet a query best."""

        def found() -> SearchResult:
            languages = None if within is None else [code.strip() for code in within.split(",")]
            hits = desk.search(query, k=k, language=lang, languages=languages, context=context)
            spoken = languages_of.of_question(query) if lang == "auto" else lang
            return search_result(query, spoken, hits)

        return await service.shown(found)

    return router

"""Instruments and references over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from kb import language as languages_of
from kb.citations import Part, find_in_parts
from kb.render.cited import CiteResult, ReferencesResult, cite_result, references_result
from kb.surfaces.api.requests import TextWithReferences

if TYPE_CHECKING:
    from kb.surfaces.api.service import Service

LONGEST_QUERY = 500


def routes(service: Service) -> APIRouter:
    """Return the routes of looking up."""
    router = APIRouter(tags=["references"])

    @router.get("/cite", response_model=CiteResult)
    async def cite(
        query: Annotated[
            str | None,
            Query(
                max_length=LONGEST_QUERY,
                description='A number, a CELEX number, "voetnoot 25", words of a title or an address; '
                "all without it.",
            ),
        ] = None,
    ) -> Response:
        """Look up the instruments that the texts cite."""
        return await service.shown(lambda: cite_result(service.desk.look_up(query)))

    @router.post("/references", response_model=ReferencesResult)
    async def references(given: TextWithReferences) -> Response:
        """Find every reference to an instrument in a text; spans count in it as it was given."""

        def found() -> ReferencesResult:
            chosen = (
                languages_of.known(given.lang, languages_of.READ)
                if given.lang
                else languages_of.of_document(given.text)
            )
            return references_result(find_in_parts([Part(given.text)], language=chosen)[0])

        return await service.shown(found)

    return router

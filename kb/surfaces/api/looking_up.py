"""Instruments and references over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from kb.render import tasks
from kb.render.cited import CiteResult, ReferencesResult
from kb.surfaces.api.requests import TextWithReferences
from kb.surfaces.api.service import as_json

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
        return as_json(await service.done(tasks.cited, query))

    @router.post("/references", response_model=ReferencesResult)
    async def references(given: TextWithReferences) -> Response:
        """Find every reference to an instrument in a text; spans count in it as it was given."""
        return as_json(await service.done(tasks.referred, given.text, given.lang))

    return router

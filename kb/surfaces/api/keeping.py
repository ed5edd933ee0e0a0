"""What is done with an answer that was given: exporting it, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.responses import Response

from kb.render.export import dossier, export
from kb.surfaces.api.errors import ErrorResult
from kb.surfaces.api.requests import Export

if TYPE_CHECKING:
    from kb.surfaces.api.service import Service

MEDIA_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
UNKNOWN = {"model": ErrorResult, "description": "That answer is not known any more."}


def routes(service: Service) -> APIRouter:
    """Return the routes of keeping."""
    router = APIRouter(tags=["answers"], responses={404: UNKNOWN})

    @router.post(
        "/export",
        response_class=Response,
        responses={200: {"content": {kind: {} for kind in MEDIA_TYPES.values()}, "description": "The file."}},
    )
    async def export_answer(wanted: Export) -> Response:
        """Export an answer that was given a short while ago, checked against the texts once more."""
        outcome = service.given.named(wanted.id)
        content = await service.line.run(lambda: export(dossier(service.desk, outcome), f".{wanted.format}"))
        named = {"Content-Disposition": f'attachment; filename="answer.{wanted.format}"'}
        return Response(content, headers=named, media_type=MEDIA_TYPES[wanted.format])

    return router

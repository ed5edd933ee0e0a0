"""What is done with an answer that was given: exporting it, and saying what one thinks of it, over HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from kb.desk.kept import unpacked
from kb.render import tasks
from kb.render.judging import judge
from kb.render.shape import SCHEMA, to_json
from kb.surfaces.api.errors import JSON, ErrorResult
from kb.surfaces.api.requests import Export, Verdict

if TYPE_CHECKING:
    from kb.surfaces.api.service import Service

MEDIA_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
UNKNOWN = {"model": ErrorResult, "description": "That answer is not known any more."}


@dataclass(frozen=True, slots=True)
class JudgementResult:
    """The name under which a judgement is kept, and for how many days; null for ever."""

    id: str
    kept_days: int | None
    schema: int = SCHEMA


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
        content = await service.done(tasks.exported, service.kept(wanted.id), f".{wanted.format}")
        named = {"Content-Disposition": f'attachment; filename="answer.{wanted.format}"'}
        return Response(content, headers=named, media_type=MEDIA_TYPES[wanted.format])

    @router.post("/judgements", response_model=JudgementResult, status_code=HTTPStatus.CREATED)
    async def judgements(given: Verdict) -> Response:
        """Keep what somebody thinks of an answer that was given a short while ago."""
        outcome = unpacked(service.kept(given.id))
        kept = await run_in_threadpool(judge, service.desk, outcome, given.verdict, given.comment)
        shape = JudgementResult(kept.id, service.desk.settings.judgement_days or None)
        return Response(to_json(shape), HTTPStatus.CREATED, media_type=JSON)

    return router

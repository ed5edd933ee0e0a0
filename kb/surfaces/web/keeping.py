"""The way by which a browser downloads an outcome that is on its page: a plain link, no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

from kb.desk.kept import unpacked
from kb.errors import KnowledgeBaseError
from kb.render import tasks
from kb.render.export import FORMATS
from kb.surfaces.web.words_ask import WORDS

if TYPE_CHECKING:
    from kb.desk.kept import Outcomes
    from kb.workers import Workers

MEDIA_TYPES = {
    ".md": "text/markdown; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".json": "application/json",
}
GONE, CONFLICT, NOT_FOUND = 410, 409, 404


def kept_answers(workers: Workers, outcomes: Outcomes) -> APIRouter:
    """Return the route under which outcomes are kept as files."""
    router = APIRouter()

    @router.get("/answers/{language}/{token}.{kind}", include_in_schema=False)
    def keep(language: str, token: str, kind: str) -> Response:
        suffix, words = f".{kind}", WORDS.get(language)
        if words is None or suffix not in FORMATS:
            return PlainTextResponse("", NOT_FOUND)
        kept = outcomes.of(token)
        if kept is None:
            return PlainTextResponse(words["gone"], GONE)
        try:
            content = workers.do(tasks.exported, kept, suffix)
        except KnowledgeBaseError as error:
            return PlainTextResponse(words["not_exported"].format(error=error), CONFLICT)
        name = f"{words['file']}-{unpacked(kept).asked.at:%Y-%m-%d-%H%M}{suffix}"
        named = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return Response(content, headers=named, media_type=MEDIA_TYPES[suffix])

    return router

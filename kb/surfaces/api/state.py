"""What the desk holds and whether it is well, over HTTP; neither waits for those who ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.responses import Response

from kb.render.contract import (
    SHAPES,
    DocumentsResult,
    StatusResult,
    documents_result,
    json_schema,
    status_result,
)
from kb.render.shape import SCHEMA
from kb.surfaces.api.service import sent

if TYPE_CHECKING:
    from kb.surfaces.api.service import Service


@dataclass(frozen=True, slots=True)
class ReadingShape:
    """How many files are done, of how many."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class HealthResult:
    """Whether the server runs, whether it can answer, and from which generation of the texts.

    `reading` is how far it is with texts that are being read in; their names are not for everyone.
    """

    alive: bool
    ready: bool
    generation: int | None
    reading: ReadingShape | None
    schema: int = SCHEMA


def routes(service: Service) -> APIRouter:
    """Return the routes of the state."""
    router = APIRouter(tags=["state"])
    desk = service.desk

    @router.get("/documents", response_model=DocumentsResult)
    def documents() -> Response:
        """List the documents that are loaded."""
        return sent(lambda: documents_result(desk.status()))

    @router.get("/status", response_model=StatusResult)
    def status() -> Response:
        """Say what is loaded, and what is cited but not loaded."""
        return sent(lambda: status_result(desk.status()))

    @router.get("/health", response_model=HealthResult)
    async def health() -> Response:
        """Say whether the server runs, and whether it can answer yet; it waits for nothing and nobody."""
        reading = desk.reading
        shown = None if reading is None else ReadingShape(reading.done, reading.total)
        return sent(lambda: HealthResult(True, service.is_ready, service.workers.generation, shown))

    @router.get("/schema")
    def schema() -> dict[str, dict[str, object]]:
        """Return the JSON Schema of every result, by the name of its command."""
        return {name: json_schema(name) for name in SHAPES}

    return router

"""Pages of a PDF as pictures, over HTTP: what an official compares a quotation with."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from kb.errors import UsageError
from kb.render.page_image import MAX_QUOTE, page_image
from kb.surfaces.api.errors import ErrorResult, RefusedRequestError

if TYPE_CHECKING:
    from kb.surfaces.api.service import Service

PNG = "image/png"
KEPT = {"Cache-Control": "private, max-age=3600"}
"""The browser keeps a picture for a while: drawing it takes longer than an answer."""

UNKNOWN = {"model": ErrorResult, "description": "There is no such document."}


def routes(service: Service) -> APIRouter:
    """Return the routes of pictures."""
    router = APIRouter(tags=["documents"])

    @router.get(
        "/documents/{document}/{language}/pages/{index}.png",
        response_class=Response,
        responses={200: {"content": {PNG: {}}, "description": "The page."}, 404: UNKNOWN},
    )
    async def page(
        document: str,
        language: str,
        index: Annotated[int, Path(ge=0, description="The page, counted from 0.")],
        quote: Annotated[str, Query(max_length=MAX_QUOTE, description="What to box on it.")] = "",
        around: Annotated[
            str, Query(max_length=2 * MAX_QUOTE, description="The passage that it is quoted from.")
        ] = "",
    ) -> Response:
        """Draw a page of a document that was read from a PDF, with a quotation boxed."""

        def drawn() -> bytes:
            try:
                original = service.desk.original(document, language)
            except UsageError as error:
                raise RefusedRequestError(
                    HTTPStatus.NOT_FOUND, str(error), "choose one of /api/v1/documents", where="document"
                ) from error
            return page_image(original.content, original.name, index, quote, around).png

        return Response(await service.pictures.run(drawn), media_type=PNG, headers=KEPT)

    return router

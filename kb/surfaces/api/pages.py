"""The printed pages of a document over HTTP, as pictures, with a quotation boxed."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from kb.errors import SourceError, UsageError
from kb.render.page_image import MAX_QUOTE, page_image
from kb.surfaces.api.errors import ErrorResult, RefusedRequestError

if TYPE_CHECKING:
    from kb.render.page_image import PageImage
    from kb.surfaces.api.service import Service

PNG = "image/png"
BOXED = "X-Quote-Boxed"
"""The header that says how much of the quotation is boxed."""

NONE_HERE = {"model": ErrorResult, "description": "There is no such document, or no picture of that page."}


def routes(service: Service) -> APIRouter:
    """Return the routes of the pages."""
    router = APIRouter(tags=["documents"], responses={404: NONE_HERE})

    @router.get(
        "/documents/{document}/{language}/pages/{index}.png",
        response_class=Response,
        responses={200: {"content": {PNG: {}}, "description": "The page; a header says what is boxed."}},
    )
    async def page(
        document: str,
        language: str,
        index: Annotated[int, Path(ge=0, description="Counted from 0: `page_index` of a locator.")],
        quote: Annotated[str, Query(max_length=MAX_QUOTE, description="What to box on the page.")] = "",
        around: Annotated[
            str, Query(description="Its passage, which tells two places of the same words apart.")
        ] = "",
    ) -> Response:
        """Draw a page of the PDF that a document was read from, as long as it is the file that was read."""

        def drawn() -> PageImage:
            original = service.desk.original(document, language)
            return page_image(original.content, original.name, index, quote, around)

        try:
            made = await service.pictures.run(drawn)
        except (SourceError, UsageError) as error:
            raise RefusedRequestError(
                HTTPStatus.NOT_FOUND,
                str(error),
                "read the passage itself; /api/v1/documents lists what is loaded",
            ) from error
        return Response(made.png, headers={BOXED: made.boxed}, media_type=PNG)

    return router

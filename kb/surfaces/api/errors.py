"""Whatever goes wrong, as one JSON shape with the status code that says whose turn it is.

400 wrong usage, 404 no such thing, 409 the texts are not there or not the same any more, 413 too large,
422 not what the OpenAPI document describes, 429 too often, 503 too busy or out of order.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from kb.errors import (
    KnowledgeBaseError,
    NothingIngestedError,
    SourceError,
    UnverifiedQuoteError,
    UsageError,
)
from kb.render.shape import SCHEMA, to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI
    from starlette.requests import Request

JSON = "application/json"
DESCRIBED = "the document at /api/v1/openapi.json describes every request"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ErrorResult:
    """What is sent in place of a result: what went wrong, where in the request, and what to do."""

    error: str
    where: str | None
    what_to_do: str
    schema: int = SCHEMA


class RefusedRequestError(KnowledgeBaseError):
    """A request that is not taken: too large, too often, too many at once, of something unknown."""

    def __init__(
        self,
        status: HTTPStatus,
        message: str,
        what_to_do: str,
        *,
        where: str | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.where = where
        self.what_to_do = what_to_do
        self.headers = {} if retry_after is None else {"Retry-After": str(retry_after)}


@dataclass(frozen=True, slots=True)
class Meaning:
    """The status code of an error, and what whoever meets it can do."""

    status: HTTPStatus
    what_to_do: str


MEANINGS: dict[type[KnowledgeBaseError], Meaning] = {
    UsageError: Meaning(HTTPStatus.BAD_REQUEST, f"correct the request; {DESCRIBED}"),
    NothingIngestedError: Meaning(
        HTTPStatus.CONFLICT, "wait until the texts are read (see /api/v1/health), or run kb ingest"
    ),
    UnverifiedQuoteError: Meaning(HTTPStatus.CONFLICT, "the texts have changed: ask the question again"),
    SourceError: Meaning(HTTPStatus.UNPROCESSABLE_ENTITY, "send another text"),
}
OUT_OF_ORDER = Meaning(
    HTTPStatus.SERVICE_UNAVAILABLE, "try again; if it stays, the administrator runs kb verify on the server"
)
"""What every other error of the knowledge base means: its folder, its indexes, its encoder or its model."""


def failed(error: ErrorResult, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """Return the response to a request that failed."""
    return Response(to_json(error), status, dict(headers or {}), JSON)


def refused(error: RefusedRequestError) -> Response:
    """Return the response to a request that is not taken."""
    return failed(ErrorResult(str(error), error.where, error.what_to_do), error.status, error.headers)


def answer_errors(app: FastAPI) -> None:
    """Have every error of an application answered in the one shape."""
    app.add_exception_handler(KnowledgeBaseError, _of_the_knowledge_base)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(Exception, _unexpected)


def _of_the_knowledge_base(_: Request, error: Exception) -> Response:
    if isinstance(error, RefusedRequestError):
        return refused(error)
    kinds = (MEANINGS[kind] for kind in type(error).__mro__ if kind in MEANINGS)
    meaning = next(kinds, OUT_OF_ORDER)
    return failed(ErrorResult(str(error), None, meaning.what_to_do), meaning.status)


def _of_validation(_: Request, error: Exception) -> Response:
    faults = error.errors() if isinstance(error, RequestValidationError) else ()
    fault = faults[0] if faults else {"loc": (), "msg": "not what is described"}
    where = ".".join(str(part) for part in fault["loc"])
    return failed(ErrorResult(str(fault["msg"]), where or None, DESCRIBED), HTTPStatus.UNPROCESSABLE_ENTITY)


def _of_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
    said = f"{request.method} {request.url.path}: {HTTPStatus(status).phrase}"
    headers = error.headers if isinstance(error, HTTPException) else None
    return failed(ErrorResult(said, None, DESCRIBED), status, headers)


def _unexpected(request: Request, error: Exception) -> Response:
    """Say nothing of what it was: that stands on the server's terminal."""
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    said = "the server made a mistake over this request"
    return failed(
        ErrorResult(said, None, "tell the administrator, who finds it in the server's output"),
        HTTPStatus.INTERNAL_SERVER_ERROR,
    )

"""The application under `/api/v1`: which paths there are, and what the OpenAPI document says of them.

The pages that FastAPI draws of that document load scripts from another host, so they are off: no request
leaves the machine. The document itself is at `/api/v1/openapi.json`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI
from starlette.requests import Request

from kb.surfaces.api import asking, keeping, looking_up, pages, state
from kb.surfaces.api.errors import ErrorResult, answer_errors
from kb.surfaces.api.limits import Rate
from kb.surfaces.api.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.desk import KnowledgeBase
    from kb.desk.kept import Outcomes
    from kb.surfaces.api.limits import ApiLimits
    from kb.workers import Workers

PREFIX = "/api/v1"
VERSION = "1"
DESCRIPTION = """
Questions about EU cluster policy, answered with verified quotations or not at all.

Every result is what the command line prints with `--json`. Every error has one shape: what went wrong, where
in the request, and what to do. An abstention is a result, not an error.
"""
FAILURES = {
    400: "Wrong usage: an empty question, a language that is not offered.",
    409: "Nothing has been ingested yet, or the texts have changed.",
    422: "Not what is described here.",
    429: "Too many requests from one client; Retry-After says when to come back.",
    503: "Too many questions wait (Retry-After says when to come back), or the desk is out of order.",
}


def api(
    desk: KnowledgeBase,
    workers: Workers,
    outcomes: Outcomes,
    limits: ApiLimits,
    is_preparing: Callable[[], bool],
) -> FastAPI:
    """Return the application that is mounted at `PREFIX`; `is_preparing` tells that the desk is not ready."""
    rate = Rate(limits.rate)

    async def counted(request: Request) -> None:
        rate.count(request.scope.get("user") or (request.client.host if request.client else ""))

    app = FastAPI(
        title="Policy desk",
        version=VERSION,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        responses={status: {"model": ErrorResult, "description": said} for status, said in FAILURES.items()},
    )
    answer_errors(app)
    service = Service.over(desk, workers, outcomes, limits, is_preparing)
    for routes in (asking.routes, looking_up.routes, keeping.routes, pages.routes):
        app.include_router(routes(service), dependencies=[Depends(counted)])
    app.include_router(state.routes(service))
    return app

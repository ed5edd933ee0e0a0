"""What stands at which path: the API, the page in each language, and a door that leads to one of them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kb.desk.kept import Outcomes
from kb.surfaces.api import PREFIX, ApiLimits, api
from kb.surfaces.api.errors import answer_errors
from kb.surfaces.server.guard import Guard
from kb.surfaces.server.login import Login
from kb.surfaces.server.pages import mount_pages
from kb.surfaces.server.paths import language_of, under
from kb.surfaces.server.users import Users

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.desk import KnowledgeBase
    from kb.settings import ServerSettings
    from kb.surfaces.server.guard import Door
    from kb.workers import Workers


def application(
    desk: KnowledgeBase,
    workers: Workers,
    settings: ServerSettings,
    door: Door,
    is_preparing: Callable[[], bool],
) -> FastAPI:
    """Return the application that serves a desk for which workers answer."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    answer_errors(app)

    @app.get("/")
    async def front_door(request: Request) -> Response:
        where = under(request.scope, f"/{language_of(request)}/")
        return RedirectResponse(where, HTTPStatus.SEE_OTHER, {"Vary": "Accept-Language, Cookie"})

    outcomes, limits = Outcomes(), ApiLimits(settings.waiting, settings.rate)
    app.mount(PREFIX, api(desk, workers, outcomes, limits, is_preparing))
    mount_pages(app, desk, workers, outcomes)
    app.add_middleware(Login, users=Users(settings.users))
    app.add_middleware(Guard, door=door)
    return app

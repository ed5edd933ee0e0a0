"""What stands at which path: the API, and the page in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI

from kb.surfaces.api import PREFIX, ApiLimits, api
from kb.surfaces.server.pages import mount_pages

if TYPE_CHECKING:
    from kb.desk import KnowledgeBase
    from kb.settings import ServerSettings


def application(desk: KnowledgeBase, settings: ServerSettings) -> FastAPI:
    """Return the application that serves a desk."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.mount(PREFIX, api(desk, ApiLimits(settings.waiting, settings.rate)))
    mount_pages(app, desk)
    return app

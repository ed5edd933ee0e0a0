"""Both pages into one FastAPI application."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr
from gradio.routes import App
from starlette.middleware import Middleware
from starlette.routing import Mount

from kb.surfaces.web.document import OwnDocument
from kb.surfaces.web.keeping import kept_answers
from kb.surfaces.web.page import build
from kb.surfaces.web.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI, Request

    from kb.desk import KnowledgeBase
    from kb.desk.kept import Outcomes
    from kb.workers import Workers

SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
MONO = ("ui-monospace", "Consolas", "Liberation Mono", "monospace")
"""Fonts that a machine has; a theme of Gradio's own loads others."""


def mount(
    app: FastAPI,
    desk: KnowledgeBase,
    workers: Workers,
    outcomes: Outcomes,
    *,
    who: Callable[[Request], str | None] | None = None,
    max_upload: int | None = None,
) -> None:
    """Put the page of each interface language at "/" and its code.

    Args:
        app: The application that serves it.
        desk: What the pages show.
        workers: Those who answer for it.
        outcomes: Where what they answered is kept.
        who: Returns who a request comes from, None to refuse it; without it everyone is let in.
        max_upload: The bytes that one uploaded file may have.
    """
    app.include_router(kept_answers(workers, outcomes))
    for language in LANGUAGES:
        gr.mount_gradio_app(
            app,
            build(desk, language, outcomes, workers),
            path=f"/{language}",
            footer_links=[],
            run_history=False,
            app_kwargs={"middleware": [Middleware(OwnDocument, desk=desk, language=language)]},
            auth_dependency=who,
            max_file_size=max_upload,
            show_error=False,
            ssr_mode=False,
            theme=gr.themes.Base(font=SANS, font_mono=MONO),
        )


def let_go(app: FastAPI) -> None:
    """End the connections that open pages keep while nothing is asked; a server that stops waits for them."""
    for route in app.routes:
        if isinstance(route, Mount) and isinstance(route.app, App):
            route.app.stop_event.set()

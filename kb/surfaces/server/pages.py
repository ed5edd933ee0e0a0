"""The page in each interface language, at a path of its own.

Gradio asks home unless it is told not to before it is imported, and serves no file that it did not make.
"""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from kb.desk import KnowledgeBase

LANGUAGES = ("nl", "en")
PAGE = "kb.surfaces.web.page"


def mount_pages(app: FastAPI, desk: KnowledgeBase) -> None:
    """Mount the page of each interface language at `/nl` and `/en`."""
    if find_spec("kb.surfaces.web") is None:
        return
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio  # noqa: PLC0415 - after the line before it, and heavy

    page = import_module(PAGE)
    for language in LANGUAGES:
        gradio.mount_gradio_app(
            app,
            page.build(desk, language),
            f"/{language}",
            footer_links=[],
            run_history=False,
            show_error=False,
            ssr_mode=False,
            mcp_server=False,
        )

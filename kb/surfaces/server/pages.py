"""The page in each interface language, at a path of its own."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from kb.desk import KnowledgeBase

PAGE = "kb.surfaces.web"


def mount_pages(app: FastAPI, desk: KnowledgeBase, upload: int) -> None:
    """Mount the page of each interface language at `/nl` and `/en`.

    Gradio asks home unless it is told not to before it is imported.
    """
    if find_spec(PAGE) is None:
        return
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import_module(f"{PAGE}.mount").mount(app, desk, max_upload=upload)

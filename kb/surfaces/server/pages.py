"""The page in each interface language, at a path of its own.

Gradio asks home unless it is told not to before it is imported.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from kb.desk import KnowledgeBase
    from kb.desk.kept import Outcomes
    from kb.workers import Workers


def mount_pages(app: FastAPI, desk: KnowledgeBase, workers: Workers, outcomes: Outcomes) -> None:
    """Mount the page of each interface language at `/nl` and `/en`."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    from kb.surfaces.web.mount import mount  # noqa: PLC0415 - after the line before it, and heavy

    mount(app, desk, workers, outcomes, max_upload=desk.settings.upload_size)


def let_pages_go(app: FastAPI) -> None:
    """End the connections that open pages keep while nothing is asked."""
    from kb.surfaces.web.mount import let_go  # noqa: PLC0415 - heavy

    let_go(app)

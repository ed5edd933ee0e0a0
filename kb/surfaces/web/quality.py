"""The tab Quality: how well the desk answers, as the last evaluation measured it.

The evaluation writes its report as a page that needs nothing beside it, all of it in one `article`; that is
shown here as it is. A report in the data folder, made where the desk is used, stands before the one that came
with the installation.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from kb.render.html.element import element
from kb.surfaces.web.words_quality import WORDS

if TYPE_CHECKING:
    from kb.surfaces.web.room import Room

PACKAGE = Path(__file__).parents[2]
SHIPPED = (PACKAGE / "quality", PACKAGE.parent / "eval" / "quality")
"""Where the report is that came with the installation: in the package, or beside it in a checkout."""

EVALUATIONS = "evaluations"
"""The folder of the data folder in which runs and their reports are."""

ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)


def build(room: Room, tab: gr.Tab) -> None:
    """Fill the tab each time that it is opened: the report is large, and most who ask never look at it."""
    shown = gr.HTML(apply_default_css=False, elem_id="report")
    tab.select(
        partial(report, room.desk.settings.home, room.language),
        None,
        shown,
        show_progress="hidden",
        queue=False,
        api_visibility="private",
    )


def report(home: Path, language: str) -> str:
    """Return what is shown: where the figures come from, and the report; or that there is none."""
    words = WORDS[language]
    for said, folder in (("own", home / EVALUATIONS), *(("shipped", folder) for folder in SHIPPED)):
        found = _article(folder / f"report.{language}.html")
        if found is not None:
            return f"{element('p', words[said], class_='intro')}{found}"
    return str(element("p", words["none"], class_="intro"))


def _article(file: Path) -> str | None:
    """Return the report of a file; None where there is no such file, or none that can be read."""
    try:
        found = ARTICLE.search(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
    return found[0] if found else None

"""One page: the four tabs, in one interface language.

Gradio gives the fields, the tabs and the way to the server; what it says and how it looks is ours. The
document around it, with the header and the footer, is made by `kb.surfaces.web.document`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from kb.desk.kept import Outcomes
from kb.surfaces.web import ask, documents, quality, references
from kb.surfaces.web.room import Room
from kb.surfaces.web.words import WORDS
from kb.workers import Workers

if TYPE_CHECKING:
    from kb.desk import KnowledgeBase

TABS = {
    "ask": ask.build,
    "references": references.build,
    "documents": documents.build,
}
"""The tabs that are there from the start, in order, by the word that names them."""

WAITING = 64
"""Questions that may wait in line; one more is told to try again."""

LOOKS = 0.02
"""Seconds between two looks at the line: by itself Gradio looks every millisecond, which takes three
hundredths of a processor for each page that is served, day and night."""


def build(
    desk: KnowledgeBase,
    language: str,
    outcomes: Outcomes | None = None,
    workers: Workers | None = None,
) -> gr.Blocks:
    """Return the page of an interface language; without workers this process answers."""
    room = Room(desk, language, outcomes or Outcomes(), workers or Workers(desk))
    words = WORDS[language]
    page = gr.Blocks(analytics_enabled=False, title=words["name"], fill_width=True)
    with page, gr.Tabs(elem_id="tabs", overflow_behavior="wrap"):
        for name, fill in TABS.items():
            with gr.Tab(words[name], id=name, elem_id=f"tab-{name}"):
                fill(room)
        with gr.Tab(words["quality"], id="quality", elem_id="tab-quality") as tab:
            quality.build(room, tab)
    page.queue(max_size=WAITING, api_open=False)
    line = page._queue  # noqa: SLF001 - Gradio has no other way to it
    line.sleep_when_free = line.progress_update_sleep_when_free = LOOKS
    return page

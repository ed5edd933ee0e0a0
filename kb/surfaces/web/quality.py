"""The tab Quality; its place is kept until it is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from kb.surfaces.web.words import WORDS

if TYPE_CHECKING:
    from kb.surfaces.web.room import Room


def build(room: Room) -> None:
    """Fill the tab."""
    gr.HTML(f"<p>{WORDS[room.language]['soon']}</p>")

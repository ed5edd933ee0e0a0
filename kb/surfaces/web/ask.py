"""The tab Ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

if TYPE_CHECKING:
    from kb.surfaces.web.room import Room


def build(room: Room) -> None:
    """Fill the tab."""
    gr.Textbox(label="Uw vraag" if room.language == "nl" else "Your question", lines=1)

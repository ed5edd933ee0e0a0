"""Gradio's HTML component as every tab uses it: our style alone, and buttons in it that reach the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

if TYPE_CHECKING:
    from kb.render.html.element import Html

CHOOSES = """element.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-do]");
  if (!chosen) return;
  window.desk.does = chosen.dataset.do;
  const what = { does: chosen.dataset.do, value: chosen.dataset.value };
  trigger(chosen.dataset.do === "fetch" ? "fetch" : "click", what);
});"""
"""A button with `data-do` triggers `click`, or `fetch`; the event has what it `does` and its `value`."""


def html(value: Html | str = "", elem_id: str | None = None) -> gr.HTML:
    """Return a place for HTML that `kb.render.html` made."""
    return gr.HTML(str(value), elem_id=elem_id, apply_default_css=False, js_on_load=CHOOSES)
